"""Standards are data files: those that come with Hundred, and what a wrong one is told."""

from pathlib import Path

import pytest

from hundred.base.errors import Invalid
from hundred.harmonise import read_standard, standard_named, standards

SMALL = """id = "swings/1"
title = "Swings"
description = "Where swings are."
source = "Ours"

[fields.place]
title = "Place"
holds = "address"
required = true
headings = ["where"]
"""


@pytest.mark.parametrize("slug", standards())
def test_each_has_a_source_descriptions_and_headings(slug: str) -> None:
    standard = standards()[slug]
    assert standard.id == f"{slug}/1"
    assert standard.source
    assert standard.required
    assert not [field.name for field in standard.published if not field.description]
    assert not [field.name for field in standard.mapped if not field.headings]
    assert not [field.name for field in standard.fields if field.holds == "choice" and not field.choices]


def test_those_of_the_transparency_code_and_others_are_there() -> None:
    assert set(standards()) >= {
        "spend",
        "purchase-cards",
        "contracts",
        "grants",
        "land-and-buildings",
        "planning-applications",
        "brownfield-land",
        "parking",
        "senior-salaries",
        "air-quality",
        "libraries",
    }


def test_payments_have_the_fields_of_the_regional_table() -> None:
    assert " ".join(field.name for field in standards()["spend"].published) == (
        "publisher publisher_code payment_date amount amount_gross irrecoverable_vat beneficiary "
        "beneficiary_id company_number charity_number department service purpose category category_code "
        "transaction_number merchant_category card contract_reference redacted party_kind"
    )


def test_a_standard_is_named_with_or_without_its_version() -> None:
    assert standard_named("spend") is standard_named("spend/1")
    with pytest.raises(Invalid, match="no standard “spend/2”"):
        standard_named("spend/2")


def test_a_standard_like_another_has_its_fields(tmp_path: Path) -> None:
    (tmp_path / "swings.toml").write_text(SMALL)
    (tmp_path / "slides.toml").write_text(
        'id = "slides/1"\nlike = "swings"\ntitle = "Slides"\n\n[fields.place]\nheadings = ["site"]\n\n'
        '[fields.height]\ntitle = "Height"\nholds = "number"\n'
    )
    slides = read_standard(tmp_path / "slides.toml")
    assert (slides.title, slides.description) == ("Slides", "Where swings are.")
    assert [(field.name, field.headings) for field in slides.fields] == [("place", ("site",)), ("height", ())]
    assert slides["place"].required


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            SMALL.replace('holds = "address"', 'holds = "addresses"'),
            "holds “addresses”; say one of words, label",
        ),
        (SMALL.replace("required", "requires"), "unknown key “requires”"),
        (SMALL.replace('source = "Ours"', 'sums = [{ total = "height", parts = ["place"] }]'), "source"),
        (
            SMALL.replace('source = "Ours"', 'source = ""\norder = [["place", "end"]]'),
            "field “end” that it has not got",
        ),
        ("id = ", "does not describe a standard"),
        ('id = "x/1"\nlike = "nothing"\n[fields.a]\n', "nothing.toml"),
    ],
)
def test_a_wrong_one_is_told_what_is_wrong(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "swings.toml"
    path.write_text(text)
    with pytest.raises(Invalid, match=says):
        read_standard(path)
