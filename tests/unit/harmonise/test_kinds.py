"""What kind of counterparty a name is."""

import pytest

from hundred.harmonise.parties import KINDS, kind_sql, redacted_sql
from hundred.lake.engine import session
from hundred.lake.schema import literal

NAMES = {
    "redacted": ["REDACTED", "Redacted - Personal Data", "Name withheld", "XXXXX", "Private individual"],
    "pseudo-payment": [
        "HMRC Cumbernauld",
        "Ad Hoc CHAPS Payment",
        "Teachers' Pensions",
        "Petty Cash",
        "Sundries",
    ],
    "public-body": [
        "Ambleford Borough Council",
        "Wold NHS Foundation Trust",
        "NHS Wold CCG",
        "Wold Fire and Rescue Service",
        "St Ness Primary School",
        "University of Ness",
        "Environment Agency",
    ],
    "charity": ["Wold Hospice", "Citizens Advice Ness", "Friends of the Fen"],
    "company": [
        "Oakapple Ltd",
        "MEDLAR & SONS LIMITED",
        "Quince P.L.C.",
        "Sloe Solicitors LLP",
        "Damson Care CIC",
    ],
    "individual": ["Mrs A Wren", "Wren, A.", "Dr Olu Marsh", "A B Wren"],
    "unknown": ["Lapwing", "Zed 9"],
}


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind, names in NAMES.items() for name in names])
def test_a_name_tells_its_kind(kind: str, name: str) -> None:
    with session() as engine:
        ((found, redacted),) = engine.execute(
            f"SELECT {kind_sql(literal(name))}, {redacted_sql(literal(name))}"
        ).fetchall()
    assert found == kind
    assert redacted == (kind == "redacted")


def test_a_number_in_a_register_says_more_than_the_name() -> None:
    with session() as engine:
        asked = [
            kind_sql("'Lapwing'", company_number="'01234567'"),
            kind_sql("'Lapwing'", charity_number="'1234567'"),
            kind_sql("'Redacted'", company_number="'01234567'"),
            kind_sql("CAST(NULL AS VARCHAR)"),
        ]
        (found,) = engine.execute(f"SELECT {', '.join(asked)}").fetchall()
    assert found == ("company", "charity", "redacted", None)


def test_every_kind_has_names_here() -> None:
    assert set(NAMES) == set(KINDS)
