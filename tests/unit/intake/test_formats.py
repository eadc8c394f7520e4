"""What a column means beyond its type, by its cells and heading, and which of its cells cannot be right."""

import pytest

from hundred.intake.types.headings import month_named


def judged(desk, heading, cells):
    """The kind and format of a column, and the cells found to be wrong."""
    table = desk.table(
        "".join(f"{line}\n" for line in [f"{heading},Name", *(f'"{cell}",x' for cell in cells)])
    )
    decision = table.decisions()[0]
    wrong = [found for found in desk.findings(table) if found.code == "identifier-wrong"]
    return decision.type.kind, decision.format, [text for found in wrong for text in found.examples]


@pytest.mark.parametrize(
    ("heading", "cells", "kind", "form"),
    [
        ("Where", ["LS1 1UR", "m17 8rh", "BD21 3RN"], "text", "postcode"),
        ("Where", ["LS11UR", "M178RH"], "text", "postcode"),
        ("Postcode", ["LS1", "BD21", "M2"], "text", "postcode-district"),
        ("Ward", ["E05015251", "W05000994"], "text", "gss-code"),
        ("UPRN", ["100011627919", "10001"], "text", "uprn"),
        ("USRN", ["8100050", "23400001"], "text", "usrn"),
        ("Company No", ["01203270", "SC123456"], "text", "company-number"),
        ("Supplier Registered Company Number", ["01203270", "NI012345"], "text", "company-number"),
        ("Charity number", ["1000876", "SC012345"], "text", "charity-number"),
        ("VAT registration number", ["123456782", "GB 123 4567 82"], "text", "vat-number"),
        ("Supplier", ["GB123456782", "GB123456782"], "text", "vat-number"),
        ("NHS number", ["943 476 5919", "9434765919"], "text", "nhs-number"),
        ("ODS code", ["RR8", "B83620", "QWO"], "text", "ods-code"),
        ("Telephone", ["0113 496 0000", "01134960001"], "text", "phone"),
        ("Call", ["0113 496 0000", "+44 113 496 0001", "(0113) 496 0002"], "text", "phone"),
        ("Contact", ["a.b@example.org", "c@example.gov.uk"], "text", "email"),
        ("More", ["https://example.org/a?b=1", "www.example.org"], "text", "url"),
        ("Year", ["2023/24", "2024-25", "FY25/26"], "text", "financial-year"),
        ("Year", ["2010-11", "2011-12"], "text", "financial-year"),
        ("When", ["2010-11", "2011-12", "2012-13"], "text", "financial-year"),
        ("When", ["2010-11", "2011-12", "2012-01"], "text", "month"),
        ("When", ["Apr-23", "May 2023"], "text", "month"),
        ("Financial year", ["23/24", "24/25"], "text", "financial-year"),
        ("Period", ["P01", "P12", "Period 3"], "text", "period"),
        ("Quarter", ["Q1", "Q2 2023/24"], "text", "period"),
        ("Easting", ["410827", "98765"], "integer", "easting"),
        ("GeoY", ["116519", "433000.5"], "decimal", "northing"),
        ("Lat", ["53.79", "53.8"], "decimal", "latitude"),
        ("longitude", ["-1.54", "-2.359969"], "decimal", "longitude"),
        ("X", ["-1.54", "-2.36"], "decimal", "longitude"),
        ("Rate", ["12.5%", "3%"], "decimal", "percentage"),
    ],
)  # fmt: skip
def test_what_a_column_means_is_told(desk, heading, cells, kind, form):
    assert judged(desk, heading, cells) == (kind, form, [])


@pytest.mark.parametrize(
    ("heading", "cells", "kind"),
    [
        ("Charity payments", ["1000876", "1000877"], "integer"),  # amounts
        ("Company", ["01203270", "00000001"], "text"),
        ("Floor", ["M1", "P2"], "text"),  # a code is no period unless the heading says so
        ("Ratio", ["23/24", "7/8"], "text"),
        ("Length", ["410827", "433000"], "integer"),
        ("Mobile library", ["Monday", "Tuesday"], "text"),
        ("Notes", ["see www.example.org", "none yet"], "text"),
    ],
)
def test_nothing_is_told_that_neither_cells_nor_heading_show(desk, heading, cells, kind):
    assert judged(desk, heading, cells) == (kind, "", [])


@pytest.mark.parametrize(
    ("heading", "right", "wrong"),
    [
        ("Postcode", ["LS1 1UR", "M17 8RH"], ["BL9 OBH"]),
        ("UPRN", ["100011627919", "1"], ["1234567890123", "0"]),
        ("USRN", ["8100050"], ["123456789"]),
        ("Company number", ["01203270", "OC301540", "NI012345", "SC123456"], ["4778286", "XX123456"]),
        ("Charity number", ["1000876", "200076", "SC012345", "NIC100123", "1000876-1"], ["12345"]),
        ("VAT number", ["123456782", "GB123456727", "GB 123 4567 82", "123456782001"], ["123456789"]),
        ("NHS number", ["9434765919", "943 476 5919"], ["9434765918"]),
        ("Telephone", ["0113 496 0000", "01204 123456", "+44 (0)113 496 0000"], ["1617486414"]),
        ("Web site", ["https://example.org", "www.example.org"] * 5, ["https://example.org/a b"]),
    ],
)
def test_what_cannot_be_right_is_found_and_kept_as_it_is(desk, heading, right, wrong):
    assert judged(desk, heading, [*right, *right, *wrong])[2] == wrong


@pytest.mark.parametrize(
    ("name", "month"),
    [
        ("Spend April 2024.csv", 4),
        ("spend-2024-04.csv", 4),
        ("payments_042024.csv", 4),
        ("2024_sept.xlsx", 9),
        ("April to June 2024.csv", 0),
        ("Marshall Road.csv", 0),
        ("202413.csv", 0),
        ("spend.csv", 0),
    ],
)
def test_a_file_may_name_its_month(name, month):
    assert month_named(name) == month


def test_the_month_in_a_files_name_decides_the_order_of_days(desk):
    lines = "Paid,Name\n01/04/2024,x\n01/05/2024,x\n"
    (january,) = desk.read(lines, name="January 2024.csv").tables
    assert january.decisions()[0].order == "month"
    (series,) = desk.read(lines, name="spend.csv").tables
    assert series.decisions()[0].order == "day"
