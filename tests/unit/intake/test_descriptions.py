"""Files that describe others: what they say of columns, and where a table is not as they say."""

import json
from typing import Any

import pytest
from reading_desk import Desk, codes

from hundred.intake import Reading
from hundred.intake.described import compare
from hundred.intake.descriptions import Declared, Description

CSVW = "http://www.w3.org/ns/csvw"
COLUMNS = [{"titles": "Supplier"}, {"name": "amount", "titles": ["Amount", "Net"], "datatype": "decimal"}]
FIELDS = [{"name": "Supplier", "type": "string"}, {"name": "Amount", "type": "number"}]


@pytest.mark.parametrize(
    ("name", "content", "kind", "target"),
    [
        (
            "x.json",
            {"@context": CSVW, "url": "a/may.csv", "tableSchema": {"columns": COLUMNS}},
            "csvw",
            "a/may.csv",
        ),
        ("may.csv-metadata.json", {"@context": CSVW, "tableSchema": {"columns": COLUMNS}}, "csvw", "may.csv"),
        (
            "csv-metadata.json",
            {
                "@context": [CSVW, {"@language": "en"}],
                "tables": [{"url": "may.csv", "tableSchema": {"columns": COLUMNS}}],
            },
            "csvw",
            "may.csv",
        ),
        (
            "datapackage.json",
            {"name": "spend", "resources": [{"path": "may.csv", "schema": {"fields": FIELDS}}]},
            "frictionless",
            "may.csv",
        ),
        ("may.resource.json", {"path": "may.csv", "schema": {"fields": FIELDS}}, "frictionless", "may.csv"),
        ("may.schema.json", {"fields": FIELDS, "missingValues": ["", "-"]}, "frictionless", "may.csv"),
    ],
)
def test_a_description_is_no_table(desk: Desk, name: str, content: Any, kind: str, target: str):
    reading = desk.read(json.dumps(content, indent=1), name)
    assert (reading.file.kind, reading.tables, codes(reading)) == (kind, (), ["file-describes-others"])
    (description,) = reading.descriptions
    assert description.target == target
    assert [column.names[-1] for column in description.columns] in (
        ["Supplier", "Net"],
        ["Supplier", "Amount"],
    )
    assert Reading.from_dict(json.loads(json.dumps(reading.as_dict()))) == reading


def test_what_is_not_valid_in_a_description_costs_no_more_than_itself(desk: Desk):
    text = json.dumps({"@context": CSVW, "url": "may.csv", "tableSchema": {"columns": COLUMNS}}, indent=1)
    reading = desk.read(text.replace('"Supplier"', '"the "best" supplier"'), "may.csv-metadata.json")
    assert codes(reading) == ["description-invalid", "file-describes-others"]
    assert [column.names for column in reading.descriptions[0].columns] == [("amount", "Amount", "Net")]


def test_a_table_is_compared_with_its_description(desk: Desk):
    (table,) = desk.read("Supplier Name,Amount,Paid\nAcme,1.50,2027-05-17\nAsh,2.00,2027-05-18\n").tables
    description = Description(
        "may.csv",
        (
            Declared(("supplier_name",), "string"),
            Declared(("Amount",), "date"),
            Declared(("Paid",), "dateTime"),
            Declared(("VAT", "Tax")),
        ),
    )
    found = compare(description, "may.csv-metadata.json", table, "may.csv")
    assert [(finding.code, finding.column) for finding in found] == [
        ("described-column-missing", "VAT"),
        ("described-type-differs", "Amount"),
    ]
    assert "“may.csv-metadata.json” says that the column “Amount” is of the type date" in found[1].says


def test_a_description_is_of_the_file_it_names_in_whatever_folder():
    assert Description("https://example.org/data/May.csv", ()).is_of("2027/may.csv")
    assert not Description("may.csv", ()).is_of("june.csv")
    assert not Description("", ()).is_of("")


@pytest.mark.parametrize(
    "content",
    [
        {"resources": [{"url": "https://example.org/may.csv", "name": "May"}]},
        {"fields": [{"id": "a", "type": "text"}], "records": [{"a": 1}]},
        [{"path": "may.csv", "schema": {"fields": []}}],
    ],
)
def test_lists_that_only_look_like_a_description_are_tables(desk: Desk, content: Any):
    assert desk.read(json.dumps(content)).tables
