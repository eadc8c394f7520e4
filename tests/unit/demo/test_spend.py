"""The demo's spend files say what its truth says, read by somebody else: Python's csv and calamine."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import python_calamine

Json = dict[str, Any]


def records(path: Path, encoding: str) -> Iterator[tuple[int, list[str]]]:
    """Each record of a text file with the physical line it starts on."""
    text = path.read_bytes().decode(encoding).removeprefix("\ufeff")
    delimiter = "\t" if encoding == "utf-16-le" else ";" if "orrinsby-exp" in path.name else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    start = 1
    for record in reader:
        yield start, record
        start = reader.line_num + 1


def sheet_records(path: Path, sheet: str) -> Iterator[tuple[int, list[Any]]]:
    """Each row of a sheet with its number."""
    rows = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_name(sheet).to_python()
    yield from enumerate(rows, 1)


def all_records(region: Path, key: str, entry: Json) -> list[tuple[int, list[Any]]]:
    name, _, sheet = key.partition("#")
    found = sheet_records(region / name, sheet) if sheet else records(region / name, entry["encoding"])
    return list(found)


def pence(cell: Any) -> int | None:
    """An amount as a patient clerk would read it, None where it is not one."""
    if isinstance(cell, float | int):
        return round(cell * 100)
    text = cell.strip()
    negative = text.startswith(("(", "-")) or text.endswith("-")
    digits = re.sub(r"[£,()\-]", "", text)
    if not re.fullmatch(r"\d+\.\d\d", digits):
        return None
    return -int(digits.replace(".", "")) if negative else int(digits.replace(".", ""))


def data_of(entry: Json, found: list[tuple[int, list[Any]]]) -> list[tuple[int, list[Any]]]:
    """What lies between the first and last line and is neither blank nor the header said again."""
    header = dict(found)[entry["header_lines"][-1]]
    return [
        (line, record)
        for line, record in found
        if entry["first_line"] <= line <= entry["last_line"] and any(record) and record != header
    ]


def test_rows_and_totals_agree_to_the_penny(region: Path, truth: Json) -> None:
    for key, entry in truth["files"].items():
        amount = truth["layouts"][entry["layout"]]["fields"]["amount"][1] - 1
        rows = data_of(entry, all_records(region, key, entry))
        total = sum(pence(record[amount]) or 0 for _, record in rows if len(record) > amount)
        assert (len(rows), total) == (entry["rows"], entry["net_pence"]), key


def test_every_record_has_one_role(region: Path, truth: Json) -> None:
    for key, entry in truth["files"].items():
        found = all_records(region, key, entry)
        assert len(found) == entry["rows"] + sum(entry["set_aside"].values()), key


def test_headings_stand_where_truth_says(region: Path, truth: Json) -> None:
    for key, entry in truth["files"].items():
        by_line = dict(all_records(region, key, entry))
        stacked = zip(*(by_line[line] for line in entry["header_lines"]), strict=True)
        headings = [" ".join(part for part in parts if part).removeprefix("ï»¿") for parts in stacked]
        expected = truth["layouts"][entry["layout"]]["headings"]
        assert headings[: len(expected)] == expected, key


def test_bad_cells_are_at_the_stated_lines(region: Path, truth: Json) -> None:
    seen = set()
    for key, entry in truth["files"].items():
        layout = truth["layouts"][entry["layout"]]
        by_line = dict(all_records(region, key, entry))
        for line, code, column, raw in entry["bad"]:
            seen.add(code)
            if code == "row-short":
                assert len(by_line[line]) < len(layout["headings"])
            elif code == "row-long":
                assert (
                    by_line[line][len(layout["headings"]) :][-1:] == ["checked"] or "checked" in by_line[line]
                )
            else:
                assert by_line[line][layout["headings"].index(column)] == raw
    assert {"date-impossible", "amount-unreadable", "row-short"} <= seen


def test_no_other_amount_is_unreadable(region: Path, truth: Json) -> None:
    for key, entry in truth["files"].items():
        amount = truth["layouts"][entry["layout"]]["fields"]["amount"][1] - 1
        bad = {line for line, *_ in entry["bad"]}
        for line, record in data_of(entry, all_records(region, key, entry)):
            assert line in bad or pence(record[amount]) is not None, (key, line)


def test_duplicates_are_one_invoice_paid_twice(region: Path, truth: Json) -> None:
    assert len(truth["duplicates"]) >= 9
    for pair in truth["duplicates"]:
        cells = []
        for where in pair["lines"]:
            entry = truth["files"][where["file"]]
            fields = truth["layouts"][entry["layout"]]["fields"]
            record = dict(all_records(region, where["file"], entry))[where["line"]]
            cells.append((record[fields["beneficiary"][1] - 1], pence(record[fields["amount"][1] - 1])))
        assert cells[0] == cells[1]
        assert cells[0][1] == pair["pence"]


def test_every_beneficiary_is_one_known_party(region: Path, truth: Json) -> None:
    owner = {
        (publisher, spelling["text"]): party["id"]
        for party in truth["parties"]
        for spelling in party["spellings"]
        for publisher in spelling["publishers"]
    }
    for key, entry in truth["files"].items():
        name = truth["layouts"][entry["layout"]]["fields"]["beneficiary"][1] - 1
        nameless = {line for line, code, *_ in entry["bad"] if code in ("beneficiary-missing", "row-short")}
        hidden = set(entry["redacted_lines"])
        for line, record in data_of(entry, all_records(region, key, entry)):
            if line not in nameless:
                assert ((entry["publisher"], record[name]) in owner) != (line in hidden), (key, line)


@pytest.mark.parametrize("sheet", ["Q1", "Q3"])
def test_a_workbooks_days_are_days(region: Path, sheet: str) -> None:
    path = next((region / "wyndle-valley/wyndle-valley-spend").glob("*2025-26.xlsx"))
    days = [record[1] for _, record in sheet_records(path, sheet) if isinstance(record[1], date | datetime)]
    assert len(days) > 10
