"""What a template may count on, and what it may not get away with."""

import pytest
from jinja2 import UndefinedError

from hundred.interfaces.web.environment import environment
from hundred.interfaces.web.parts import Frame

BUTTON = """
{%- from "govuk_frontend_jinja/components/button/macro.html" import govukButton -%}
{{ govukButton({"text": label}) }}
"""


def test_a_missing_value_is_an_error_and_not_a_blank() -> None:
    with pytest.raises(UndefinedError, match="publisher"):
        environment().from_string("{{ publisher }}").render()


def test_a_govuk_component_may_be_given_only_what_it_needs() -> None:
    assert "Add data" in environment().from_string(BUTTON).render(label="Add data")


@pytest.mark.parametrize("template", ["{{ label }}", BUTTON])
def test_what_a_publisher_wrote_is_never_markup(template: str) -> None:
    page = environment().from_string(template).render(label="<script>alert(1)</script>")
    assert "&lt;script&gt;" in page
    assert "<script>" not in page


def test_values_are_written_for_people() -> None:
    assert (
        environment().from_string("{{ 2 | plural('file') }}, {{ 6400000 | size }}").render()
        == "2 files, 6.4 MB"
    )


def error_page(template: str, **given: object) -> str:
    pages = environment()
    pages.globals.update(url=lambda name, **_: f"/{name}", static=lambda path: f"/static/{path}")
    return pages.get_template(template).render(frame=Frame("Aldermoor", "1"), csrf_input="", **given)


@pytest.mark.parametrize(
    ("template", "given", "heading"),
    [
        ("400.html", {}, "We could not understand that"),
        ("400.html", {"status": 409}, "This has changed since you last saw it"),
        ("400.html", {"status": 503}, "This is not available just now"),
        ("403.html", {}, "You cannot see this page"),
        ("403.html", {"says": "Only the region’s data team may withdraw a dataset."}, "That is not allowed"),
        ("404.html", {}, "Page not found"),
        ("500.html", {}, "Sorry, something went wrong"),
    ],
)
def test_an_error_page_is_headed_by_what_happened(
    template: str, given: dict[str, object], heading: str
) -> None:
    assert f">{heading}</h1>" in error_page(template, **given)


@pytest.mark.parametrize("template", ["400.html", "403.html", "404.html"])
def test_an_error_page_gives_the_reason_and_the_remedy_where_they_are_known(template: str) -> None:
    page = error_page(template, says="There is no dataset <spend>.", fix="Look in the list.")
    assert "There is no dataset &lt;spend&gt;." in page
    assert "Look in the list." in page
