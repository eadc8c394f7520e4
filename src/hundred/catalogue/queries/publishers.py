"""Publishers, and who works for them."""

from dataclasses import replace
from difflib import get_close_matches

from django.db.models import Count, Q

from hundred.accounts import policy as account_policy
from hundred.accounts import queries as account_queries
from hundred.accounts.records import ANYONE, Person
from hundred.base.errors import NotFound
from hundred.catalogue import policy
from hundred.catalogue.models import Membership, Publisher
from hundred.catalogue.records import PublisherRecord
from hundred.catalogue.vocabulary import PUBLISHER_KINDS


def as_record(publisher: Publisher, datasets: int = 0) -> PublisherRecord:
    """The record of a publisher."""
    return PublisherRecord(
        slug=publisher.slug,
        title=publisher.title,
        kind=publisher.kind,
        kind_title=PUBLISHER_KINDS.get(publisher.kind, publisher.kind),
        gss_code=publisher.gss_code,
        homepage=publisher.homepage,
        email=publisher.email,
        about=publisher.about,
        datasets=datasets,
        uuid=str(publisher.uuid),
    )


def publishers(*, asker: Person) -> tuple[PublisherRecord, ...]:
    """Every publisher by title, with the number of its datasets the asker may see."""
    seen = Q(datasets__in=policy.visible_datasets(asker))
    found = Publisher.objects.annotate(seen=Count("datasets", filter=seen, distinct=True)).order_by("title")
    return tuple(as_record(publisher, publisher.seen) for publisher in found)


def publisher(*, asker: Person, slug: str) -> PublisherRecord:
    """One publisher. Raises NotFound, suggesting publishers of similar names."""
    found = Publisher.objects.filter(slug=slug).first()
    if found is None:
        near = suggest_publishers(asker=asker, name=slug)
        hint = f"Did you mean {', '.join(near)}?" if near else "The list of publishers names them all."
        raise NotFound(f"There is no publisher “{slug}”.", hint)
    return as_record(found, policy.visible_datasets(asker).filter(publisher=found).count())


def suggest_publishers(*, asker: Person, name: str) -> tuple[str, ...]:
    """Slugs of publishers whose slug or title is like the name, the likeliest first."""
    known = {slug: slug for slug in Publisher.objects.values_list("slug", flat=True)}
    known |= {title.casefold(): slug for slug, title in Publisher.objects.values_list("slug", "title")}
    near = get_close_matches(name.casefold(), list(known), n=5, cutoff=0.5)
    near += [key for key in known if name.casefold() in key or key in name.casefold()]
    return tuple(dict.fromkeys(known[key] for key in near))[:3]


def publisher_choices(*, asker: Person) -> tuple[PublisherRecord, ...]:
    """The publishers this person may add data for."""
    return tuple(record for record in publishers(asker=asker) if policy.may_add_to(asker, record.slug))


def person(*, asker: Person, person: int | None) -> Person:
    """The person signed in under this id with the publishers they are officers of; ANYONE for None."""
    found = account_queries.person_by_id(asker=asker, person=person) if person is not None else None
    if found is None:
        return ANYONE
    slugs = Membership.objects.filter(account_id=found.id or 0).values_list("publisher__slug", flat=True)
    return replace(found, publishers=frozenset(slugs))


def officers(*, asker: Person) -> tuple[Person, ...]:
    """Everyone with an account and the publishers they are officers of. Administrators only."""
    account_policy.require_administrator(asker)
    memberships: dict[int, set[str]] = {}
    for account, slug in Membership.objects.values_list("account_id", "publisher__slug"):
        memberships.setdefault(account, set()).add(slug)
    return tuple(
        replace(found, publishers=frozenset(memberships.get(found.id or 0, ())))
        for found in account_queries.people(asker=asker)
    )
