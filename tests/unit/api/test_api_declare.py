"""A declaration reads an address, or says what is wrong with it."""

import pytest
from django.http import HttpResponse, QueryDict

from hundred.base.errors import Invalid
from hundred.interfaces.api.native.declare import Parameter, Route, in_path, with_default
from hundred.interfaces.api.native.shapes import text, whole

PAGE = Parameter("page", with_default(whole("The page.", 1, least=1, most=50), 1))
THEME = Parameter("theme", text("A theme.", "spending", one_of=("spending", "other")), many=True)
FILE = Parameter("file", text("The row’s `_file`.", "9f86"))


def route(*parameters: Parameter, filters: bool = False) -> Route:
    return Route(
        path="things/{slug}",
        name="thing",
        title="A thing",
        says="A thing.",
        subject="Things",
        view=lambda request: HttpResponse(),
        answer="Thing",
        parameters=(in_path("slug", text("Its name.", "x")), *parameters),
        filters=filters,
    )


def test_values_are_typed_and_defaults_filled_in() -> None:
    read = route(PAGE, THEME).read(QueryDict("theme=other&theme=spending"))
    assert read == {"page": 1, "theme": ("other", "spending")}
    assert route(PAGE).read(QueryDict("page=7")) == {"page": 7}


def test_parts_of_the_path_are_not_asked_for_again() -> None:
    assert route(PAGE).pattern == "things/<str:slug>"
    assert route(PAGE).read(QueryDict("")) == {"page": 1}


@pytest.mark.parametrize(
    ("asked", "field", "says"),
    [
        ("file=a&pge=1", "pge", "There is no parameter “pge”. Use one of: page, theme, file."),
        ("file=a&page=0", "page", "page must be a whole number from 1 to 50, not “0”."),
        ("file=a&page=51", "page", "from 1 to 50"),
        ("file=a&page=two", "page", "not “two”"),
        ("file=a&page=٣", "page", "must be a whole number"),
        ("file=a&page=1&page=2", "page", "page is given 2 times. Give it once."),
        ("file=a&theme=sport", "theme", "theme cannot be “sport”. Use one of: spending, other."),
        ("page=1", "file", "file is missing. The row’s `_file`."),
    ],
)
def test_what_is_wrong_is_named(asked: str, field: str, says: str) -> None:
    with pytest.raises(Invalid) as caught:
        route(PAGE, THEME, FILE).read(QueryDict(asked))
    assert caught.value.field == field
    assert says in str(caught.value)


def test_with_filters_other_parameters_are_the_views_own() -> None:
    assert route(PAGE, filters=True).read(QueryDict("net_amount__ge=10")) == {"page": 1}
