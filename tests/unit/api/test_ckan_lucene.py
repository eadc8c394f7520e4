"""The query language that clients of CKAN send, as a tree and as conditions."""

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hundred.catalogue.conditions import EVERYTHING, NOTHING, All, AnyOf, Has, Is, Not, Says, When
from hundred.interfaces.api.ckan.lucene import And, BadQuery, Or, Range, Term, parse
from hundred.interfaces.api.ckan.lucene import Not as Denied
from hundred.interfaces.api.ckan.moments import moment
from hundred.interfaces.api.ckan.searching import condition_of, order_of

NOW = datetime(2027, 5, 31, 15, 7, 9, 1234, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", And(())),
        ("*:*", Term("*", "", starts_open=True, ends_open=True)),
        ("organization:estuary", Term("organization", "estuary")),
        ("-organization:estuary", Denied(Term("organization", "estuary"))),
        ("+dataset_type:dataset", Term("dataset_type", "dataset")),
        ('tags:"bus stops"', Term("tags", "bus stops", phrase=True)),
        (r'tags:"12\" pipes"', Term("tags", '12" pipes', phrase=True)),
        ("name:a-b", Term("name", "a-b")),
        ("title:bus*", Term("title", "bus", ends_open=True)),
        ("title:*bus*", Term("title", "bus", starts_open=True, ends_open=True)),
        ("title:bins~2 tags:bins^4", And((Term("title", "bins"), Term("tags", "bins")))),
        ("a:1 b:2", And((Term("a", "1"), Term("b", "2")))),
        ("a:1 AND b:2 OR c:3", Or((And((Term("a", "1"), Term("b", "2"))), Term("c", "3")))),
        ("a:1 && !b:2 || c:3", Or((And((Term("a", "1"), Denied(Term("b", "2")))), Term("c", "3")))),
        ("(groups:a OR groups:b)", Or((Term("groups", "a"), Term("groups", "b")))),
        ('type:("A" OR B)', Or((Term("type", "A", phrase=True), Term("type", "B")))),
        ("NOT (a:1 b:2)", Denied(And((Term("a", "1"), Term("b", "2"))))),
        ("m:[NOW-6MONTHS TO NOW]", Range("m", "NOW-6MONTHS", "NOW")),
        ('m:{"2027-01-01T00:00:00Z" TO *]', Range("m", "2027-01-01T00:00:00Z", "*", with_low=False)),
        ("m:2027-01-01T00:00:00Z", Term("m", "2027-01-01T00:00:00Z")),
    ],
)
def test_queries_that_clients_send_are_read(text: str, tree: object) -> None:
    assert parse(text) == tree


@pytest.mark.parametrize(
    "text",
    ["(a:1", "a:1)", "a:", "a:1 AND", "OR a:1", '"open', "m:[1 TO", "{!lucene}x", "a:b*c", "(" * 50 + "a"],
)
def test_what_is_no_query_is_told(text: str) -> None:
    with pytest.raises(BadQuery):
        parse(text)


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("organization:estuary", Is("publisher", "estuary")),
        ("owner_org:abc", Is("publisher_uuid", "abc")),
        ("id:(a OR b)", AnyOf((Is("uuid", "a"), Is("uuid", "b")))),
        ("tags:Parks", Is("tag", "parks")),
        ('res_format:"GeoJSON"', Is("format", "geojson")),
        ("name:est*", Is("slug", "est", "start")),
        ("license_id:*", Has("licence")),
        ("title:bus stops", All((All((Says("bus", "title"),)), All((Says("stops"),))))),
        ("state:active", EVERYTHING),
        ("dataset_type:harvest", NOTHING),
        ("-dataset_type:harvest", Not(NOTHING)),
        ('-harvest_source_title:"x"', Not(NOTHING)),
        ("extras_theme:v", NOTHING),
        ("capacity:public", Is("access", "open")),
        ("private:true", Not(Is("access", "open"))),
        ("metadata_modified:[2027-01-01T00:00:00Z TO *]", When("updated", datetime(2027, 1, 1, tzinfo=UTC))),
        ("metadata_created:{* TO 2027-01-01T00:00:00Z}",
         When("created", None, datetime(2027, 1, 1, tzinfo=UTC), True, True)),
    ],
)  # fmt: skip
def test_a_filter_is_a_condition_of_the_catalogue(text: str, condition: object) -> None:
    assert condition_of(text) == condition


@pytest.mark.parametrize(
    "text", ["colour:red", "name:[a TO b]", "metadata_modified:yesterday", "colour:[1 TO 2]"]
)
def test_what_cannot_be_asked_names_what_can(text: str) -> None:
    with pytest.raises(BadQuery) as told:
        condition_of(text)
    assert told.value.fix


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("NOW", NOW),
        ("NOW-1DAY", NOW.replace(day=30)),
        ("NOW-3MONTHS", NOW.replace(month=2, day=28)),
        ("NOW/DAY", datetime(2027, 5, 31, tzinfo=UTC)),
        ("NOW/MONTH+1YEAR", datetime(2028, 5, 1, tzinfo=UTC)),
        ("NOW/HOUR-90MINUTES", datetime(2027, 5, 31, 13, 30, tzinfo=UTC)),
        ("2027-05-04T15:07:00.123Z", datetime(2027, 5, 4, 15, 7, 0, 123000, tzinfo=UTC)),
        ("2027-05-04T00:00:00Z-1SECOND", datetime(2027, 5, 3, 23, 59, 59, tzinfo=UTC)),
        ("2027-05-04", datetime(2027, 5, 4, tzinfo=UTC)),
        ("*", None),
    ],
)
def test_instants_are_read_with_their_sums(text: str, instant: datetime | None) -> None:
    assert moment(text, NOW) == instant


@pytest.mark.parametrize(
    "text", ["NOW-", "NOW-1", "NOW/2DAYS", "NOW-DAY", "NOW-1FORTNIGHT", "NOW-999999YEARS", "5 May"]
)
def test_what_is_no_instant_is_told(text: str) -> None:
    with pytest.raises(BadQuery):
        moment(text, NOW)


def test_an_order_has_its_direction() -> None:
    assert order_of("title_string asc, metadata_modified desc") == (("title", False), ("updated", True))
    assert order_of("") == (("rank", True), ("updated", True))
    with pytest.raises(BadQuery):
        order_of("views_recent desc")


WORDS = st.sampled_from(
    ["AND", "OR", "NOT", "(", ")", "[", "]", "{", "TO", "*", "-", "+", '"', "\\", ":", "~", "^2", " ",
     "NOW-1DAY/",     "organization:", "metadata_modified:", "tags:", "private:", "x", "é", "/", "!"]
)  # fmt: skip


@given(st.one_of(st.lists(WORDS, max_size=12).map("".join), st.text(max_size=40)))
def test_any_text_is_a_condition_or_is_refused(text: str) -> None:
    with suppress(BadQuery):
        condition_of(text)
