"""Asking for data that is not here, wanting it too, and replying."""

from django.db import transaction
from django.utils.crypto import salted_hmac

from hundred.accounts.records import Person
from hundred.accounts.trail import leave_row
from hundred.base.errors import Conflict, Invalid, NotFound
from hundred.base.time import now
from hundred.catalogue import policy as catalogue_policy
from hundred.catalogue import queries as catalogue
from hundred.community import policy
from hundred.community.actions.confirming import ask_to_confirm
from hundred.community.actions.notices import tell, tell_officers
from hundred.community.actions.sending import own_address, signed, sound
from hundred.community.models import DataRequest, Vote
from hundred.community.records import Sender
from hundred.community.vocabulary import ENDED, LONGEST_TITLE, STATUSES


@transaction.atomic
def ask_for_data(*, by: Person, title: str, text: str, publisher: str, sender: Sender) -> str:
    """Ask for data to be published, of a publisher by its slug or of nobody in particular. Returns where the
    request stands, as `ask_question` does. Raises Invalid with the field, and Conflict."""
    title = sound(title, "what data you need", "title", longest=LONGEST_TITLE, least=5)
    text = sound(text, "what you would use it for")
    made = DataRequest(title=" ".join(title.split()), text=text, **signed(by, sender))
    if publisher:
        _check_publisher(by, publisher)
        made.ask_of(publisher)
    made.save()
    if made.state == "unconfirmed":
        ask_to_confirm(made.email, "request", made.pk)
    else:
        leave_row(by=by, action="send request", subject=str(made))
        tell_officers("request", made)
    return made.state


@transaction.atomic
def vote(*, by: Person, request: int, email: str = "") -> None:
    """Say that one wants requested data too. It counts at once for someone who is signed in, for others once
    they follow the link that is sent to them. A person has one vote, and a second one changes nothing.

    Raises NotFound, Invalid with the field, and Conflict where the request has ended.
    """
    wanted = policy.visible_requests(by).filter(pk=request).first()
    if wanted is None:
        raise NotFound("There is no such data request.")
    if wanted.status in ENDED:
        raise Conflict("This data request has its last reply.", "Ask anew where it does not answer yours.")
    if by.id is not None:
        own = {"email": by.email, "account_id": by.id, "confirmed": True}
        Vote.objects.update_or_create(request=wanted, voter=_voter(by.email), defaults=own)
        leave_row(by=by, action="vote", subject=str(wanted))
    elif not Vote.objects.filter(request=wanted, voter=_voter(email)).exists():
        address = own_address(email)
        made = Vote.objects.create(request=wanted, voter=_voter(address), email=address)
        ask_to_confirm(address, "vote", made.pk)


@transaction.atomic
def reply_to_request(*, by: Person, request: int, status: str, reply: str, dataset: str = "") -> None:
    """Say what becomes of a data request, which shows it. Everyone who wanted it is told; after the last
    word, published or declined, their addresses are forgotten.

    Raises NotFound, and Invalid with the field: a published one names its dataset, a declined one says why.
    """
    found = policy.own_request(by, request)
    if status not in STATUSES:
        raise Invalid(
            f"There is no status “{status[:20]}”.", f"Use one of: {', '.join(STATUSES)}.", field="status"
        )
    found.dataset_id = _answering(by, dataset) if status == "published" else None
    least = 10 if status == "declined" else 0
    found.reply = sound(reply, "why it is declined" if least else "your reply", "reply", least=least)
    changed = found.status != status
    found.status, found.replied_at = status, now()
    found.state, found.because = "shown", ""
    found.save()
    count_asker(found)
    if changed and status != "open":
        tell("replied", _wanting(found), id=found.pk, title=found.title, status=status, reply=found.reply)
    if status in ENDED:
        found.votes.update(email="")
        DataRequest.objects.filter(pk=found.pk).update(email="")
    leave_row(by=by, action="reply to request", subject=str(found), status=status, dataset=dataset)


def count_asker(found: DataRequest) -> None:
    """Count the one who asked among those who want it, once it is shown."""
    if found.email:
        defaults = {"email": found.email, "account_id": found.account_id, "confirmed": True}
        Vote.objects.get_or_create(request=found, voter=_voter(found.email), defaults=defaults)


def _wanting(found: DataRequest) -> list[str]:
    return list(found.votes.filter(confirmed=True).exclude(email="").values_list("email", flat=True))


def _voter(email: str) -> str:
    """The same for the same address, and no way back to it."""
    return salted_hmac("hundred.community.voter", email.strip().lower(), algorithm="sha256").hexdigest()


def _check_publisher(by: Person, slug: str) -> None:
    try:
        catalogue.publisher(asker=by, slug=slug)
    except NotFound as error:
        raise Invalid(error.says, "Choose one from the list.", field="publisher") from error


def _answering(by: Person, slug: str) -> int:
    if not slug:
        raise Invalid("Name the dataset that answers it.", field="dataset")
    try:
        return catalogue_policy.seen_dataset(by, slug.strip()).pk
    except NotFound as error:
        raise Invalid(f"There is no dataset “{slug[:80]}”.", field="dataset") from error
