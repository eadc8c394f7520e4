"""Showing others what one made with datasets."""

import re
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction

from hundred.accounts.records import Person
from hundred.accounts.trail import leave_row
from hundred.base.errors import Invalid, NotFound
from hundred.catalogue import policy as catalogue_policy
from hundred.community.actions.confirming import ask_to_confirm
from hundred.community.actions.notices import tell_officers
from hundred.community.actions.sending import signed, sound
from hundred.community.models import Picture, Reuse
from hundred.community.pictures import drawn_anew
from hundred.community.records import NewReuse, Sender
from hundred.community.vocabulary import LONGEST_TITLE, MOST_DATASETS

_is_web_address = URLValidator(schemes=["http", "https"])
_SLUG = re.compile(r"(?:.*/datasets/)?([a-z0-9-]{1,80})(?:[/?#.].*)?")


def send_reuse(*, by: Person, made: NewReuse, sender: Sender, picture: bytes = b"") -> str:
    """Send what one made, with a picture or without. Returns where it stands, as `ask_question` does.

    Raises Invalid with the field, and Conflict.
    """
    drawn = drawn_anew(picture) if picture else b""  # takes a moment, so outside the transaction
    with transaction.atomic():
        reuse = Reuse(
            title=" ".join(
                sound(made.title, "what it is called", "title", longest=LONGEST_TITLE, least=3).split()
            ),
            text=sound(made.text, "what it does or shows"),
            address=_address(made.address),
            **signed(by, sender),
        )
        slugs = _datasets(by, made.datasets)
        reuse.save()
        reuse.use(slugs)
        if drawn:
            Picture.objects.create(reuse=reuse, content=drawn)
        if reuse.state == "unconfirmed":
            ask_to_confirm(reuse.email, "reuse", reuse.pk)
        else:
            leave_row(by=by, action="send reuse", subject=str(reuse))
            tell_officers("reuse", reuse)
        return reuse.state


def _address(text: str) -> str:
    try:
        _is_web_address(text.strip())
    except ValidationError as error:
        raise Invalid("Enter a web address, like https://example.org/my-map.", field="address") from error
    if len(text.strip()) > 500:
        raise Invalid("The address has more than 500 characters.", field="address")
    return text.strip()


def _datasets(by: Person, named: Sequence[str]) -> list[str]:
    """The datasets named by their addresses or short names."""
    names = list(dict.fromkeys(name.strip() for name in named if name.strip()))
    if not names or len(names) > MOST_DATASETS:
        raise Invalid(f"Name the datasets it is made with, at most {MOST_DATASETS}.", field="datasets")
    slugs = []
    for name in names:
        found = _SLUG.fullmatch(name)
        try:
            slugs.append(catalogue_policy.seen_dataset(by, found[1] if found else "").slug)
        except NotFound as error:
            raise Invalid(
                f"There is no dataset “{name[:100]}” here.", "Copy the address of its page.", field="datasets"
            ) from error
    return slugs
