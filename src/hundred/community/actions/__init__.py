"""Every change to the community: `by` first, policy first, atomic, with a row in the audit trail."""

from hundred.community.actions.confirming import confirm
from hundred.community.actions.data_requests import ask_for_data, reply_to_request, vote
from hundred.community.actions.deciding import decide_question, decide_request, decide_reuse
from hundred.community.actions.forgetting import forget_addresses
from hundred.community.actions.notices import note_not_sent, note_sent
from hundred.community.actions.questions import answer_question, ask_question
from hundred.community.actions.reuses import send_reuse

__all__ = [
    "answer_question",
    "ask_for_data",
    "ask_question",
    "confirm",
    "decide_question",
    "decide_request",
    "decide_reuse",
    "forget_addresses",
    "note_not_sent",
    "note_sent",
    "reply_to_request",
    "send_reuse",
    "vote",
]
