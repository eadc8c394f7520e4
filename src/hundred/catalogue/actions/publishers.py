"""Publishers and their officers."""

from django.db import transaction

from hundred.accounts import policy as account_policy
from hundred.accounts import queries as account_queries
from hundred.accounts.records import Person
from hundred.accounts.trail import leave_row
from hundred.base.errors import Conflict, Invalid, NotFound
from hundred.base.identifiers import slug as slug_of
from hundred.base.places import is_gss
from hundred.catalogue.models import Membership, Publisher
from hundred.catalogue.queries.publishers import as_record
from hundred.catalogue.records import PublisherRecord
from hundred.catalogue.vocabulary import PUBLISHER_KINDS


@transaction.atomic
def create_publisher(
    *,
    by: Person,
    title: str,
    slug: str = "",
    kind: str = "council",
    gss_code: str = "",
    homepage: str = "",
    email: str = "",
    about: str = "",
) -> PublisherRecord:
    """Add a publisher to the region. Raises Invalid (with the field) and Conflict where the slug is taken."""
    account_policy.require_data_team(by)
    slug = slug_of(slug or title)
    if not slug:
        raise Invalid("Enter the publisher’s name.", field="title")
    if kind not in PUBLISHER_KINDS:
        raise Invalid(
            f"There is no kind of publisher “{kind}”.",
            f"Use one of: {', '.join(PUBLISHER_KINDS)}.",
            field="kind",
        )
    if gss_code and not is_gss(gss_code):
        raise Invalid("A GSS code is a letter and eight digits, like E08000035.", field="gss_code")
    if Publisher.objects.filter(slug=slug).exists():
        raise Conflict(f"There is already a publisher “{slug}”.", "Choose another short name.")
    publisher = Publisher.objects.create(
        slug=slug,
        title=title.strip(),
        kind=kind,
        gss_code=gss_code,
        homepage=homepage,
        email=email,
        about=about,
    )
    leave_row(by=by, action="create publisher", subject=slug, title=title)
    return as_record(publisher)


@transaction.atomic
def make_officer(*, by: Person, person: int, publisher: str) -> None:
    """Make a person an officer of a publisher. Doing so twice changes nothing."""
    found, email = _officer_and_publisher(by, person, publisher)
    _, made = Membership.objects.get_or_create(account_id=person, publisher=found)
    if made:
        leave_row(by=by, action="make officer", subject=publisher, person=email)


@transaction.atomic
def remove_officer(*, by: Person, person: int, publisher: str) -> None:
    """End a person's membership of a publisher."""
    found, email = _officer_and_publisher(by, person, publisher)
    gone, _ = Membership.objects.filter(account_id=person, publisher=found).delete()
    if gone:
        leave_row(by=by, action="remove officer", subject=publisher, person=email)


def _officer_and_publisher(by: Person, person: int, publisher: str) -> tuple[Publisher, str]:
    account_policy.require_administrator(by)
    found = Publisher.objects.filter(slug=publisher).first()
    if found is None:
        raise NotFound(f"There is no publisher “{publisher}”.")
    officer = account_queries.person_by_id(asker=by, person=person)
    if officer is None:
        raise NotFound("There is no such person, or the account is closed.")
    return found, officer.email
