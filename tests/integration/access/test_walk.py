"""Every route, asked by every kind of person: who gets what, and who learns nothing."""

import io
import zipfile
from typing import Any

import pyarrow.parquet as pq
import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from access.conftest import Askers
from access.region import EVERYONE, Mixed
from access.table import TABLE, Check

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

# who passes a route's guard, by what its `open_to` says
LET_THROUGH = {
    "anyone": EVERYONE,
    "signed-in": EVERYONE - {"anyone"},
    "officer": {"other", "partner", "owner", "team", "administrator"},
    "data-team": {"team", "administrator"},
    "administrator": {"administrator"},
}


def routes(resolver: URLResolver | None = None, before: str = "") -> dict[str, URLPattern]:
    """Every route of the site by its whole pattern: `runs/<str:run>/again`."""
    found: dict[str, URLPattern] = {}
    for entry in (resolver or get_resolver()).url_patterns:
        here = before + str(entry.pattern)
        found |= routes(entry, here) if isinstance(entry, URLResolver) else {here: entry}
    return found


ROUTES = routes()


def test_every_route_has_its_line_in_the_table() -> None:
    missing, stale = ROUTES.keys() - TABLE.keys(), TABLE.keys() - ROUTES.keys()
    assert not missing, f"say in tests/integration/access/table.py what these routes owe to whom: {missing}"
    assert not stale, f"these lines are of routes that are no more: {stale}"


@pytest.mark.parametrize("pattern", sorted(ROUTES.keys() & TABLE.keys()))
def test_a_route_gives_each_asker_what_is_theirs(pattern: str, mixed: Mixed, askers: Askers) -> None:
    guard = LET_THROUGH[ROUTES[pattern].callback.open_to]
    for check in TABLE[pattern](mixed):
        for asker in sorted(EVERYONE):
            answer = getattr(askers[asker], check.method)(check.address)
            told = text_of(answer)
            said = f"{asker} at {check.address}: {told[:300]}"
            if asker in guard:
                assert answer.status_code == check.expected_of(asker), said
            elif asker == "anyone":
                assert (answer.status_code, answer["Location"][:9]) == (302, "/sign-in?"), said
            else:
                assert answer.status_code == 403, said
            assert_nothing_leaks(told, asker, check, mixed)
            if check.lists and asker in guard:
                seen = [thing.slug for thing in mixed.things.values() if not thing.hidden_from(asker)]
                assert [slug for slug in seen if slug not in told] == [], said


def assert_nothing_leaks(told: str, asker: str, check: Check, region: Mixed) -> None:
    """No word of a hidden thing, unless the asker put it into the address."""
    for word in region.words_hidden_from(asker):
        if word not in check.address:
            assert word not in told.casefold(), f"{asker} reads “{word}” at {check.address}"


def test_a_hidden_dataset_answers_as_one_that_was_never_there(mixed: Mixed, askers: Askers) -> None:
    for address in ("/datasets/{}", "/api/v1/datasets/{}", "/datasets/{}/tables/rows.csv"):
        hidden = askers["anyone"].get(address.format(mixed.things["closed"].slug))
        never = askers["anyone"].get(address.format("never-there"))
        assert hidden.status_code == never.status_code == 404
        assert text_of(hidden).replace(mixed.things["closed"].slug, "X") == text_of(never).replace(
            "never-there", "X"
        )


def text_of(answer: Any) -> str:
    """All that an answer says, unpacked."""
    body = b"".join(answer) if answer.streaming else answer.content
    answer.close()
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            return "".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())
    if body[:4] == b"PAR1":
        return str(pq.read_table(io.BytesIO(body)).to_pylist())
    return str(body.decode("utf-8", "replace"))
