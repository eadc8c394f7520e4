"""Words of a search: how they are cut, which others stand for them, what a misspelt one may mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hundred.catalogue.search.analysis import plain, spaced, stems
from hundred.catalogue.search.contents import key_columns, may_be_shown
from hundred.catalogue.search.ranking import stretches
from hundred.catalogue.search.spelling import distance
from hundred.catalogue.search.synonyms import parsed
from hundred.lake.schema import Column, Type


def test_endings_capitals_and_accents_do_not_matter() -> None:
    assert stems("Bins BIN binned") == ["bin", "bin", "bin"]
    assert stems("Café") == ["cafe"]


def test_words_that_say_nothing_are_left_out() -> None:
    assert stems("where can I find data about the bins") == ["bin"]


def test_spelling_sees_words_as_they_are_written() -> None:
    assert plain("Payments_to SUPPLIERS") == ["payments", "to", "suppliers"]


@pytest.mark.parametrize(
    ("name", "words"),
    [("BodyName", "Body Name"), ("net_amount", "net amount"), ("GSSCode", "GSS Code"), ("ward", "ward")],
)
def test_names_of_columns_become_words(name: str, words: str) -> None:
    assert spaced(name) == words


def test_synonyms_go_both_ways_and_phrases_are_one() -> None:
    known = parsed(["bin, waste, refuse", "council tax, ctax  # a note"])
    assert known[("bin",)] == {("wast",), ("refus",)}
    assert known[("council", "tax")] == {("ctax",)}
    assert known[("ctax",)] == {("council", "tax")}


def test_an_arrow_goes_one_way() -> None:
    known = parsed(["pothole => road, highway"])
    assert known[("pothol",)] == {("road",), ("highway",)}
    assert ("road",) not in known


def test_comments_and_empty_lines_say_nothing() -> None:
    assert parsed(["# bins, waste", "", "   "]) == {}


def test_the_longest_known_phrase_is_taken() -> None:
    known = parsed(["council tax, ctax", "tax, duty"])
    found = stretches("council tax bands", known)
    assert [each.phrase for each in found] == [("council", "tax"), ("band",)]


@pytest.mark.parametrize(
    ("one", "other", "steps"),
    [
        ("pothole", "pothole", 0),
        ("pothol", "pothole", 1),
        ("libery", "library", 2),
        ("lbirary", "library", 1),
        ("", "bin", 3),
    ],
)
def test_letters_are_added_dropped_changed_or_swapped(one: str, other: str, steps: int) -> None:
    assert distance(one, other) == steps


@given(st.text(max_size=8), st.text(max_size=8))
def test_the_distance_is_the_same_both_ways_and_never_more_than_the_longer(one: str, other: str) -> None:
    assert distance(one, other) == distance(other, one)
    assert abs(len(one) - len(other)) <= distance(one, other) <= max(len(one), len(other))
    assert (distance(one, other) == 0) == (one == other)


class TestKeyColumns:
    def columns(self, *headings: str) -> list[str]:
        schema = tuple(Column(heading.lower(), Type("text"), heading) for heading in headings)
        return [column.original for column in key_columns(schema)]

    def test_are_those_of_organisations_services_and_public_places(self) -> None:
        assert self.columns("Supplier Name", "Ward", "Comment") == ["Supplier Name", "Ward"]

    def test_are_none_that_tell_of_people(self) -> None:
        told = ("Applicant", "Site contact", "Service user name: client", "School pupil", "Supplier ID")
        assert self.columns(*told) == []

    def test_are_text(self) -> None:
        assert key_columns((Column("ward", Type("integer"), "Ward"),)) == []


class TestValues:
    @pytest.mark.parametrize("value", ["Heron Homes", "Tern & Sons", "Capita", "Dyke, Drain and Ditch Ltd"])
    def test_names_of_organisations_can_be_found(self, value: str) -> None:
        assert may_be_shown(value, party=True)

    @pytest.mark.parametrize(
        "value",
        ["Jane Smith", "J A Smith", "Mrs J Smith", "Dr. Who", "REDACTED", "a@b.example", "07700900123"],
    )
    def test_what_may_be_a_person_cannot(self, value: str) -> None:
        assert not may_be_shown(value, party=True)

    @pytest.mark.parametrize(
        "value", ["Moor Row, LS1 4AP", "12a Moor Row", "Flat 3 Moor House", "7, Moor Row"]
    )
    def test_what_leads_to_a_door_cannot(self, value: str) -> None:
        assert not may_be_shown(value, party=False)

    def test_an_address_of_the_web_is_no_words(self) -> None:
        assert not may_be_shown("https://aldergate.example/id", party=False)

    def test_a_name_may_begin_with_a_number(self) -> None:
        assert may_be_shown("1st Moor Scouts Association", party=True)
        assert may_be_shown("4th Floor Offices", party=False)

    def test_places_and_services_need_no_such_word(self) -> None:
        assert may_be_shown("High Moss", party=False)
