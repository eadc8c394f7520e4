"""Every reading of the community. `asker` first; hidden things are NotFound, never NotAllowed."""

from hundred.community.queries.data_requests import data_request, data_requests, request_addresses
from hundred.community.queries.deciding import decided_question, decided_request, decided_reuse, waiting
from hundred.community.queries.notices import notices
from hundred.community.queries.questions import questions
from hundred.community.queries.reuses import reuse_picture, reuses, reuses_of

__all__ = [
    "data_request",
    "data_requests",
    "decided_question",
    "decided_request",
    "decided_reuse",
    "notices",
    "questions",
    "request_addresses",
    "reuse_picture",
    "reuses",
    "reuses_of",
    "waiting",
]
