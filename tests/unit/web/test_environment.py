"""What a template may count on, and what it may not get away with."""

import pytest
from jinja2 import UndefinedError

from hundred.interfaces.web.environment import environment

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
