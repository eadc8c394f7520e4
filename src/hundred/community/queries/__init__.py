"""Every reading of the community. `asker` first; hidden things are NotFound, never NotAllowed."""

from hundred.community.queries.data_requests import data_request, data_requests, request_addresses
from hundred.community.queries.deciding import decided_question, decided_request, waiting
from hundred.community.queries.notices import notices
from hundred.community.queries.questions import questions

__all__ = [
    "data_request",
    "data_requests",
    "decided_question",
    "decided_request",
    "notices",
    "questions",
    "request_addresses",
    "waiting",
]
