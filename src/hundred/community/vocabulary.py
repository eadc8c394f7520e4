"""The fixed lists of the community: where a contribution stands, and where a data request does."""

from datetime import timedelta

# Where a contribution stands on its way to the public.
STATES: dict[str, str] = {
    "unconfirmed": "Its e-mail address is not confirmed",
    "waiting": "Waits to be looked at",
    "shown": "Shown",
    "refused": "Not shown",
}

# What a data request's owner says of it.
STATUSES: dict[str, str] = {
    "open": "Open",
    "planned": "Planned",
    "published": "Published",
    "declined": "Declined",
}
ENDED = ("published", "declined")  # nobody votes any more, and no address is kept

CONFIRM_WITHIN = timedelta(days=7)  # what nobody confirms is deleted then
FORGET_AFTER = timedelta(days=365)  # no address is kept longer, whatever became of its contribution

LONGEST_TEXT = 3_000  # letters of a question, a request, an answer
LONGEST_TITLE = 150
LONGEST_NAME = 100
MOST_DATASETS = 20  # that a reuse is made with
