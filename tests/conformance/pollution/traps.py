"""Files that are written by the book, and look as if they were written in another way."""

from collections.abc import Iterator

from conformance.pollution.pollutions import Expected, Polluted
from conformance.pollution.table import HEADER, Row, Style, table, text_of

SECTION = "traps"


def traps() -> Iterator[Polluted]:
    """Every trap: a delimiter, a quote or an escape that is none."""
    rows = table()
    yield _one_column("times-are-not-split-at-colons", "Time", [row[1] for row in rows])
    yield _one_column("words-are-not-split-at-spaces", "Word", [f"Garden bench {row[2]}" for row in rows])
    yield _one_column("addresses-are-not-split-at-colons", "Link", [row[7] for row in rows])
    yield _one_column(
        "remarks-are-not-split-at-semicolons",
        "Remark",
        [f"{row[3]}; late" for row in rows[:40]] + ["none"] * 40,
    )
    decimal = [[row[0], row[4].lstrip("£").replace(".", ","), row[2] + ",5"] for row in rows]
    for name, delimiter in (("semicolons", ";"), ("tabs", "\t")):
        yield _written(
            f"decimal-commas-and-{name}", ["Day", "Price", "Weight"], decimal, Style(delimiter=delimiter)
        )
    yield _written("decimal-commas-in-quotes", ["Day", "Price", "Weight"], decimal, Style())
    places = [[row[3], f"{row[2]} High Street, Upper Ness, Fenshire, NE{row[2]} 4QX", row[2]] for row in rows]
    yield _written(
        "bare-addresses-and-tabs", ["Code", "Address", "Rooms"], places, Style(delimiter="\t", quote="")
    )
    lists = [[row[3], f"{row[5].replace(',', '')}|{row[2]}|blue", f"{row[2]}|{row[3]}"] for row in rows]
    yield _written("lists-with-pipes", ["Code", "Options", "Parts"], lists, Style())
    names = [["O'Neill", "'tis late", "D'Arcy's", row[2]] for row in rows]
    yield _written("apostrophes-of-names", ["Name", "Said", "Shop", "Quantity"], names, Style())
    feet = [[f"6'{row[2]}\"", row[3], "5' tall"] for row in rows]
    yield _written("feet-and-inches", ["Height", "Code", "Note"], feet, Style())
    paths = [[f"C:\\new\\{row[3]}\\", row[5], "a\\b"] for row in rows]
    yield _written(
        "paths-that-end-with-a-backslash", ["Path", "Item", "Part"], paths, Style(), everything=True
    )
    moments = [[f"2027-01-{number % 28 + 1:02}T{row[1]}:00Z", row[2]] for number, row in enumerate(rows)]
    yield _written("moments-with-colons", ["At", "Quantity"], moments, Style())
    objects = [[row[3], '{"a": 1, "b": ["' + row[2] + '", "x; y"]}'] for row in rows]
    yield _written("objects-in-cells", ["Code", "Facts"], objects, Style())
    yield _written("years-as-headings", ["Ward", "2025", "2026", "2027"], _by_year(rows), Style())
    yield _written(
        "codes-as-headings", ["Ward", "E05000819", "E05000820"], [row[:3] for row in _by_year(rows)], Style()
    )
    yield _written("rows-that-are-all-text", ["Name", "Town", "Trade"], _people(), Style())
    same = [["Open" if number % 3 else "Status", row[2]] for number, row in enumerate(rows)]
    yield _written("a-heading-that-is-a-value-too", ["Status", "Quantity"], same, Style())
    sparse = [
        row if number % 9 == 0 else ["", "", *row[2:4], "", "", "", "", ""] for number, row in enumerate(rows)
    ]
    yield _written("rows-mostly-empty", HEADER, sparse, Style())


def _one_column(name: str, heading: str, cells: list[str]) -> Polluted:
    data = "".join(f"{cell}\r\n" for cell in [heading, *cells]).encode()
    return Polluted(name, SECTION, data, (Expected([heading], [[cell] for cell in cells]),))


def _written(name: str, header: Row, rows: list[Row], style: Style, *, everything: bool = False) -> Polluted:
    text = text_of([header, *rows], style)
    if everything:
        text = "".join(
            ",".join('"' + cell.replace('"', '""') + '"' for cell in row) + style.end
            for row in [header, *rows]
        )
    return Polluted(name, SECTION, text.encode(), (Expected(header, rows),), style)


def _by_year(rows: list[Row]) -> list[Row]:
    return [
        [f"Ward {number}", row[2], str(number * 3), str(number * 5 % 17)] for number, row in enumerate(rows)
    ]


def _people() -> list[Row]:
    names, towns, trades = ("Ada", "Bo", "Cy", "Dee", "Eve"), ("Ness", "Wick", "Fen"), ("Baker", "Cooper")
    return [[names[n % 5] + " " + towns[n % 3], towns[n % 3], trades[n % 2]] for n in range(60)]
