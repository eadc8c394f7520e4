"""JSON, JSON Lines and GeoJSON: which lists are tables, what their cells are, on which lines rows start."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_desk import Desk, aside_of, cells_of, codes

from hundred.intake import read
from hundred.intake.formats import json_text
from hundred.intake.formats.json_cells import compact
from hundred.intake.formats.json_lists import Walk
from hundred.intake.formats.json_text import EXACT


def headings(table) -> list[str]:
    return [column.original for column in table.columns]


def test_a_list_of_objects_is_a_table_in_any_layout(desk: Desk):
    records = [{"Supplier": "Acme", "Amount": 1.5}, {"Supplier": "Ash", "Amount": 2}]
    for text in (
        json.dumps(records),
        json.dumps(records, indent=2),
        json.dumps({"data": records}, indent="\t"),
    ):
        (table,) = desk.read(text).tables
        assert headings(table) == ["Supplier", "Amount"]
        assert [row[1:] for row in cells_of(table)] == [["Acme", "1.5"], ["Ash", "2"]]


def test_a_row_has_the_line_its_object_starts_on(desk: Desk):
    reading = desk.read('{"result": {"records": [\n{"a": 1},\n\n{"a":\n 2}, \r\n{"a": 3}\n]}}')
    (table,) = reading.tables
    assert cells_of(table) == [[2, "1"], [4, "2"], [6, "3"]]
    assert (table.sheet, table.first_line, table.last_line) == ("", 2, 6)


def test_objects_that_share_lines_are_numbered_in_their_list(desk: Desk):
    (table,) = desk.read('{"result":{"records":[{"a":1},{"a":2}]}}').tables
    assert (table.sheet, cells_of(table)) == ("result.records", [[1, "1"], [2, "2"]])
    (table,) = desk.read('[{"a":1},{"a":2}]').tables
    assert (table.sheet, cells_of(table)) == ("records", [[1, "1"], [2, "2"]])


def test_several_lists_are_several_tables(desk: Desk):
    reading = desk.read('{"payments": [{"a": 1}],\n "contracts": [{"b": 2},\n {"b": 3}]}')
    assert [(table.sheet, table.rows) for table in reading.tables] == [("payments", 1), ("contracts", 2)]
    reading = desk.read('{"x": [{"a": 1}], "x": [{"a": 2}]}')
    assert [(table.sheet, cells_of(table)) for table in reading.tables] == [
        ("x", [[1, "1"]]),
        ("x (2)", [[1, "2"]]),
    ]


def test_a_list_that_names_the_columns_of_another_is_no_table(desk: Desk):
    reading = desk.read('{"fields": [{"id": "n", "type": "text"}], "records": [{"n": "1"}]}')
    assert [headings(table) for table in reading.tables] == [["n"]]
    (table,) = desk.read('{"columns": ["Supplier", "Amount"], "data": [["Acme", 1], ["Ash", 2]]}').tables
    assert (headings(table), cells_of(table)) == (["Supplier", "Amount"], [[1, "Acme", "1"], [2, "Ash", "2"]])


def test_lists_of_lists_are_rows_with_their_headings_above(desk: Desk):
    (table,) = desk.read('[["Supplier", "Amount"],\n["Acme", 1.50],\n["Ash", null]]').tables
    assert (headings(table), table.header_lines) == (["Supplier", "Amount"], (1,))
    assert cells_of(table) == [[2, "Acme", "1.50"], [3, "Ash", ""]]


def test_columns_and_records_by_their_keys_are_tables_too(desk: Desk):
    (table,) = desk.read('{"Supplier": ["Acme", "Ash"], "Amount": [1, 2]}').tables
    assert (headings(table), cells_of(table)) == (["Supplier", "Amount"], [[1, "Acme", "1"], [2, "Ash", "2"]])
    (table,) = desk.read('{"Supplier": {"0": "Acme", "1": "Ash"}, "Amount": {"0": 1, "1": 2}}').tables
    assert cells_of(table) == [[1, "Acme", "1"], [2, "Ash", "2"]]
    (table,) = desk.read('{"E08000009": {"name": "Trafford"}, "E08000003": {"name": "Manchester"}}').tables
    assert headings(table) == ["key", "name"]
    assert cells_of(table) == [[1, "E08000009", "Trafford"], [2, "E08000003", "Manchester"]]


def test_objects_in_objects_are_flattened_and_lists_kept_as_json(desk: Desk):
    (table,) = desk.read(
        '[{"name": "Acme", "address": {"postcode": "M1 1AA", "geo": {"lat": 53.40}},'
        ' "tags": ["a", {"b": 1.0}]}]'
    ).tables
    assert headings(table) == ["name", "address.postcode", "address.geo.lat", "tags"]
    assert cells_of(table) == [[1, "Acme", "M1 1AA", "53.40", '["a",{"b":1.0}]']]


def test_numbers_stay_as_they_are_written_and_null_is_empty(desk: Desk):
    (table,) = desk.read(
        '[{"a": 1.10, "b": 12345678901234567890, "c": 1e3, "d": null, "e": true, "f": ""}]'
    ).tables
    assert cells_of(table) == [[1, "1.10", "12345678901234567890", "1e3", "", "true", ""]]


def test_records_may_have_different_members(desk: Desk):
    (table,) = desk.read('[{"a": 1}, {"b": 2}, {"a": {"c": 3}}]').tables
    assert (headings(table), cells_of(table)) == (
        ["a", "b", "a.c"],
        [[1, "1", "", ""], [2, "", "2", ""], [3, "", "", "3"]],
    )


def test_json_lines_have_their_physical_lines(desk: Desk):
    reading = desk.read('{"a": 1}\n\n{"a": 2, "b": "x"}\n{"a": 3}')
    (table,) = reading.tables
    assert (reading.file.kind, reading.findings) == ("jsonl", ())
    assert cells_of(table) == [[1, "1", ""], [3, "2", "x"], [4, "3", ""]]


def test_a_line_that_is_no_json_is_set_aside_and_the_next_one_read(desk: Desk):
    reading = desk.read('{"a": 1}\n{"a": 2\n{"a": 3}\nnothing\n{"a": 4}\n')
    (table,) = reading.tables
    assert cells_of(table) == [[1, "1"], [3, "3"], [5, "4"]]
    assert aside_of(table) == [(2, "ragged", '{"a": 2'), (4, "ragged", "nothing")]
    (finding,) = reading.findings
    assert (finding.code, finding.lines) == ("json-record-broken", (2, 4))


FEATURES = """{"type": "FeatureCollection", "name": "wards",
"features": [
{"type": "Feature", "id": 7, "properties": {"Ward": "Quay", "area": {"ha": 1.50}}, "geometry":
  {"type": "Point", "coordinates": [ -2.250000000000000001, 53.40 ]}},
{"type": "Feature", "properties": {"Ward": "Moor"}, "geometry": null}
]}"""


def test_a_geojson_feature_is_its_properties_and_its_geometry_to_the_letter(desk: Desk):
    reading = desk.read(FEATURES)
    (table,) = reading.tables
    assert reading.file.kind == "geojson"
    assert headings(table) == ["id", "Ward", "area.ha", "geometry"]
    point = '{"type":"Point","coordinates":[-2.250000000000000001,53.40]}'
    assert cells_of(table) == [[3, "7", "Quay", "1.50", point], [5, "", "Moor", "", ""]]


def test_a_lone_feature_is_a_row(desk: Desk):
    (table,) = desk.read('{"type": "Feature", "properties": {"Ward": "Quay"}, "geometry": null}').tables
    assert cells_of(table) == [[1, "Quay", ""]]


@pytest.mark.parametrize(
    ("name", "found"),
    [("urn:ogc:def:crs:OGC:1.3:CRS84", []), ("EPSG:4326", []), ("EPSG:27700", ["geometry-not-wgs84"])],
)
def test_positions_in_another_reference_system_are_told(desk: Desk, name: str, found: list[str]):
    system = f'"crs": {{"type": "name", "properties": {{"name": "{name}"}}}}, "name": "wards",'
    reading = desk.read(FEATURES.replace('"name": "wards",', system))
    assert [code for code in codes(reading) if code != "json-beside-records"] == found


def test_arcgis_features_are_their_attributes(desk: Desk):
    (table,) = desk.read(
        '{"fields": [{"name": "WARD"}],'
        ' "features": [{"attributes": {"WARD": "Quay"}, "geometry": {"x": 1.0}}]}'
    ).tables
    assert (headings(table), cells_of(table)) == (["WARD", "geometry.x"], [[1, "Quay", "1.0"]])


def test_what_is_wrong_in_a_record_is_told_and_costs_no_other(desk: Desk):
    reading = desk.read('[\n{"a": 1, "a": 2},\n{"a": NaN}\n{"a": 3,},\n{"a": oops},\n"a",\n{"a": 4},\n]')
    (table,) = reading.tables
    assert cells_of(table) == [[2, "2"], [3, "NaN"], [4, "3"], [7, "4"]]
    assert aside_of(table) == [(5, "ragged", '{"a": oops}'), (6, "ragged", '"a"')]
    assert {finding.code: finding.lines for finding in reading.findings} == {
        "json-name-repeated": (2,),
        "json-not-a-number": (3,),
        "json-commas-wrong": (8, 4),
        "json-record-broken": (5,),
        "json-not-a-record": (6,),
    }


@pytest.mark.parametrize("cut", [20, 35, 41, 43])
def test_json_cut_short_keeps_what_came_before(desk: Desk, cut: int):
    reading = desk.read('[\n{"a": "first"},\n{"a": "second, cut"}'[:cut])
    assert "json-cut-short" in codes(reading)
    (table,) = reading.tables
    assert cells_of(table)[0] == [2, "first"]
    assert table.rows + table.set_aside == 2 if cut > 17 else 1


def test_json_in_other_encodings(desk: Desk):
    text = '[{"Supplier": "Café £"}]'
    for encoding in ("utf-8-sig", "utf-16", "utf-16-be", "cp1252"):
        (table,) = desk.read(text.encode(encoding)).tables
        assert cells_of(table) == [[1, "Café £"]], encoding


@pytest.mark.parametrize(
    "text",
    ["{}", "[]", '{"status": "error", "message": "No such dataset"}', '{"data": []}', '[["a"]]', "[[]]"],
)
def test_json_without_records_is_refused(desk: Desk, text: str):
    reading = desk.read(text)
    assert (reading.tables, codes(reading), reading.file.kind) == ((), ["file-is-json"], "json")


@pytest.mark.parametrize(
    "text", ['{"a":' * 5_000 + "1" + "}" * 5_000, '[{"a":' + "[" * 50_000, '[{"a":' + '{"a":' * 900 + "1"]
)
def test_hostile_nesting_is_refused(desk: Desk, text: str):
    reading = desk.read(text)
    assert reading.tables == ()
    assert codes(reading)[0] in ("json-too-deep", "json-invalid")


def test_a_value_longer_than_any_record_is_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(json_text, "_LONGEST", 1 << 20)
    assert codes(desk.read('[{"a": "' + "x" * (5 << 20) + '"}]')) == ["json-too-long"]


def test_a_lone_half_of_a_character_is_replaced(desk: Desk):
    (table,) = desk.read('[{"a": "x\\ud800y"}]').tables
    assert cells_of(table) == [[1, "x?y"]]


LEAVES = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
)
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20
)


@given(VALUES)
def test_compact_json_says_the_same(value: object):
    assert json.loads(compact(EXACT.decode(json.dumps(value)))) == value


TEXTS = st.text(st.sampled_from('abé£0,:{}[]"\\/\t\n ’'))
RECORDS = st.lists(st.dictionaries(st.sampled_from("abc"), TEXTS), min_size=1)
LAYOUTS = st.sampled_from([None, 1, "\t"])


@settings(max_examples=30, deadline=None)  # each reads a file
@given(RECORDS, LAYOUTS)
def test_no_record_is_lost_however_the_text_is_laid_out(
    tmp_path_factory: pytest.TempPathFactory, records: list[dict[str, str]], indent: Any
):
    folder = tmp_path_factory.mktemp("json")
    path = folder / "file"
    path.write_text(json.dumps(records, indent=indent, ensure_ascii=False), "utf-8")
    reading = read(path, name="file.json", into=folder)
    if not any(records):
        assert codes(reading) == ["file-is-json"]
        return
    (table,) = reading.tables
    assert table.rows == len(records)
    named = [dict(zip(headings(table), cells[1:], strict=True)) for cells in cells_of(table)]
    assert [without_empty(cells) for cells in named] == [without_empty(record) for record in records]


def without_empty(cells: dict[str, str]) -> dict[str, str]:
    return {name: cell for name, cell in cells.items() if cell}


@given(RECORDS, LAYOUTS, st.sampled_from(["\n", "\r\n"]), st.integers(1, 40))
def test_where_a_text_is_cut_while_it_streams_past_changes_nothing(
    records: list[dict[str, str]], indent: Any, end: str, size: int
):
    text = json.dumps({"title": "x", "data": records}, indent=indent).replace("\n", end)
    pieces = [text[place : place + size].encode() for place in range(0, len(text), size)]
    if not any(piece.endswith(b"\r") for piece in pieces):  # as they are never cut by `utf8_chunks`
        assert list(Walk(iter(pieces)).entries()) == list(Walk(iter([text.encode()])).entries())
