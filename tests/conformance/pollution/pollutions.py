"""Polluted files: the small table written in every way a publisher gets it wrong, each with what it holds.

The kinds are those of the Pollock benchmark (Vitagliano and others, VLDB 2023): whole-file changes of
structure, separators missing or added, stray quotes, and single records in another dialect; some of our
own are added (encodings, byte order marks, footnotes, tables beside each other).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from conformance.pollution.table import HEADER, Row, Style, record, spelt_row, table, text_of

PLAIN = Style()
EVERY_POSITION = range(81)  # the header and each row


@dataclass(frozen=True, slots=True)
class Expected:
    """A table as it should be read. `header` is None where the file has none."""

    header: Row | None
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Polluted:
    """A file: its name, what kind of pollution it shows, its bytes, its tables in order, how it is written.

    A file with no `tables` holds nothing, and should be refused as empty; one with no `style` has no
    delimiter.
    """

    name: str
    section: str
    data: bytes
    tables: tuple[Expected, ...]
    style: Style | None = PLAIN


def polluted(positions: Sequence[int] = EVERY_POSITION) -> Iterator[Polluted]:
    """Every polluted file. Records at `positions` (0 is the header) are polluted one at a time."""
    yield _file("source", "as it should be", text_of([HEADER, *table()], PLAIN))
    yield from _payloads()
    yield from _headers()
    yield from _around()
    yield from _tables()
    yield from _sizes()
    yield from _encodings()
    yield from _dialects()
    for position in positions:
        yield from _one_record(position)


def _file(name: str, section: str, text: str, style: Style = PLAIN, encoding: str = "utf-8") -> Polluted:
    return Polluted(name, section, text.encode(encoding), (Expected(HEADER, table()),), style)


def _payloads() -> Iterator[Polluted]:
    whole = text_of([HEADER, *table()], PLAIN)
    none = Polluted("empty", "payload", b"", ())
    yield none
    yield replace(none, name="blank-lines-only", data=b"\r\n\r\n\r\n")
    for name, count in (("header-only", 0), ("one-row", 1), ("two-rows", 2)):
        rows = table()[:count]
        data = text_of([HEADER, *rows], PLAIN).encode()
        yield Polluted(name, "payload", data, (Expected(HEADER, rows),))
    yield _file("no-trailing-newline", "payload", whole.removesuffix("\r\n"))
    yield _file("double-trailing-newline", "payload", whole + "\r\n")
    yield _file("fifty-trailing-newlines", "payload", whole + "\r\n" * 50)
    yield _file("trailing-delimiters", "payload", whole + ("," * 8 + "\r\n") * 3)
    yield _file("end-of-file-mark", "payload", whole + "\x1a")


def _headers() -> Iterator[Polluted]:
    body = text_of(table(), PLAIN)
    yield Polluted("no-header", "header", body.encode(), (Expected(None, table()),))
    above = ["Sale", "Sale", "", "Goods", "Goods", "Goods", "Goods", "Goods", ""]
    kinds = ["", "", "number", "", "in pounds", "", "", "", ""]
    for name, lines in (("two", [above, HEADER]), ("three", [above, HEADER, kinds])):
        joined = [" ".join(part for part in column if part) for column in zip(*lines, strict=True)]
        text = text_of(lines, PLAIN) + body
        yield Polluted(f"header-{name}-lines", "header", text.encode(), (Expected(joined, table()),))
    for name, header in {
        "twice": [*HEADER[:5], "Code", *HEADER[6:]],
        "all-the-same": ["Value"] * 9,
        "empty-heading": [*HEADER[:2], "", *HEADER[3:]],
        "signs": ["Day/Date", "Time (24h)", "Qty.", "Code #", "£", "Item\nname", "Text, long", "URL", '"Q"'],
        "very-long": [*HEADER[:8], "Remarks " * 1000 + "end"],
        "padded": [f"  {heading} " for heading in HEADER],
    }.items():
        read_as = [" ".join(heading.split()) for heading in header]
        text = text_of([header], PLAIN) + body
        yield Polluted(f"header-{name}", "header", text.encode(), (Expected(read_as, table()),))


def _around() -> Iterator[Polluted]:
    whole = text_of([HEADER, *table()], PLAIN)
    for lines in (1, 3):
        said = [f"Estuary Council, sales of the year, part {number + 1}" for number in range(lines)]
        for how, wide in (("bare", False), ("delimited", True)):
            rows = [[text] + [""] * 8 * wide for text in said]
            notes, blank = text_of(rows, PLAIN), "," * 8 * wide + "\r\n"
            yield _file(f"preamble-{lines}-{how}", "preamble", notes + whole)
            yield _file(f"preamble-{lines}-{how}-blank", "preamble", notes + blank + whole)
            yield _file(f"footnote-{lines}-{how}", "footnote", whole + notes)
            yield _file(f"footnote-{lines}-{how}-blank", "footnote", whole + blank + notes)
    yield _file("preamble-title", "preamble", "SALES\r\n" + whole)
    yield _file("preamble-pairs", "preamble", "Published,04/05/2027\r\nBy,Estuary Council\r\n\r\n" + whole)
    yield _file("blank-lines-between", "preamble", whole.replace("\r\n0", "\r\n\r\n0"))


def _tables() -> Iterator[Polluted]:
    first = Expected(HEADER, table())
    for name, width in (("fewer", 6), ("as-many", 9), ("more", 11)):
        header = [f"Other {heading}".lower() for heading in HEADER][:width]
        header += [f"extra {number}" for number in range(len(header), width)]
        rows = [[*row, "x1", "x2"][:width] for row in table()[:70]]
        second = Expected(header, rows)
        for how, between in (("", ""), ("-apart", "\r\n"), ("-titled", "\r\nReturned goods\r\n")):
            text = text_of([HEADER, *table()], PLAIN) + between + text_of([header, *rows], PLAIN)
            yield Polluted(f"table-below-{name}-columns{how}", "tables", text.encode(), (first, second))
    left = [row[:5] for row in table()]
    right_header, right = ["Town", "People", "Area"], [["Ness", "1200", "3.5"], ["Wick", "800", "12.25"]] * 20
    lines = [[*HEADER[:5], "", *right_header]]
    lines += [[*row, "", *(right[place] if place < 40 else ["", "", ""])] for place, row in enumerate(left)]
    data = "".join(",".join(line) + "\r\n" for line in lines).encode()
    yield Polluted(
        "table-beside", "tables", data, (Expected(HEADER[:5], left), Expected(right_header, right))
    )


def _sizes() -> Iterator[Polluted]:
    words = [[row[5]] for row in table()]
    plain = "".join(record([cell.replace(",", " and")], PLAIN) for [cell] in [["Item"], *words])
    bare = [[cell.replace(",", " and")] for [cell] in words]
    yield Polluted("one-column", "size", plain.encode(), (Expected(["Item"], bare),))
    quoted = "".join(record([cell], PLAIN) for [cell] in [["Item"], *words])
    yield Polluted("one-column-quoted", "size", quoted.encode(), (Expected(["Item"], words),))
    figures = [[row[2]] for row in table()]
    data = "".join(f"{cell}\n" for [cell] in [["Quantity"], *figures]).encode()
    yield Polluted("one-column-of-figures", "size", data, (Expected(["Quantity"], figures),))
    two = [[row[0], row[2]] for row in table()]
    data = text_of([["Day", "Quantity"], *two], PLAIN).encode()
    yield Polluted("two-columns", "size", data, (Expected(["Day", "Quantity"], two),))
    for width in (100, 1000):
        header = HEADER + [f"more {number}" for number in range(9, width)]
        rows = [
            row + [str(number * place % 97) for number in range(9, width)]
            for place, row in enumerate(table())
        ]
        data = text_of([header, *rows], PLAIN).encode()
        yield Polluted(f"columns-{width}", "size", data, (Expected(header, rows),))
    rows = table() * 250
    data = text_of([HEADER, *rows], PLAIN).encode()
    yield Polluted("rows-20000", "size", data, (Expected(HEADER, rows),))


def _encodings() -> Iterator[Polluted]:
    text = text_of([HEADER, *table()], PLAIN)
    for encoding in ("utf-8-sig", "cp1252", "cp437", "cp850", "utf-16", "utf-16-le", "utf-16-be", "utf-32"):
        yield _file(f"encoding-{encoding}", "encoding", text, encoding=encoding)
    yield _file("bom-utf-16-be", "encoding", "\ufeff" + text, encoding="utf-16-be")
    yield _file("bom-twice", "encoding", "\ufeff\ufeff" + text)
    yield _file("bom-misread", "encoding", "ï»¿" + text)
    mixed = text.encode().split(b"\r\n")
    mixed[20:40] = [line.decode().encode("cp1252") for line in mixed[20:40]]
    yield replace(_file("encoding-mixed-by-line", "encoding", text), data=b"\r\n".join(mixed))


def _dialects() -> Iterator[Polluted]:
    rows = [HEADER, *table()]
    delimiters = {
        "semicolon": ";",
        "tab": "\t",
        "space": " ",
        "pipe": "|",
        "colon": ":",
        "caret": "^",
        "tilde": "~",
        "unit-separator": "\x1f",
        "comma-space": ", ",
        "two-tabs": "\t\t",
        "two-pipes": "||",
    }
    for name, delimiter in delimiters.items():
        style = replace(PLAIN, delimiter=delimiter)
        yield _file(f"delimiter-{name}", "delimiter", text_of(rows, style), style)
    for name, delimiter in (("semicolon", ";"), ("tab", "\t"), ("pipe", "|")):
        style = replace(PLAIN, delimiter=delimiter, end="\n").with_quote("'")
        yield _file(f"dialect-{name}-apostrophe-lf", "delimiter", text_of(rows, style), style)
    yield _file(
        "delimiter-space-unquoted", "delimiter", _unquoted_for(rows, " "), replace(PLAIN, delimiter=" ")
    )
    yield _fixed_width(rows)
    single = PLAIN.with_quote("'")
    yield _file("quote-apostrophe", "quote", text_of(rows, single), single)
    yield _file("quote-everything", "quote", _all_quoted(rows, PLAIN), PLAIN)
    yield _file("quote-everything-apostrophe", "quote", _all_quoted(rows, single), single)
    bare = [[cell.replace(",", ";").replace("\n", " ").replace('"', "") for cell in row] for row in rows]
    for name, style in (("comma", Style(quote="")), ("tab", Style(delimiter="\t", quote=""))):
        data = text_of(bare, style).encode()
        yield Polluted(f"quote-none-{name}", "quote", data, (Expected(bare[0], bare[1:]),), style)
    inches = [[cell.replace("\t", " ").replace("\n", " ") for cell in row] for row in rows]
    style = Style(delimiter="\t", quote="")
    data = text_of(inches, style).encode()
    yield Polluted("quote-none-with-inch-signs", "quote", data, (Expected(HEADER, inches[1:]),), style)
    for name, escape in (("backslash", "\\"), ("none", "")):
        style = replace(PLAIN, escape=escape)
        yield _file(f"escape-{name}", "escape", text_of(rows, style), style)
        bare = replace(style, quote="'")
        yield _file(f"escape-{name}-apostrophe-comma", "escape", text_of(rows, bare), bare)
        style = replace(style, delimiter=";", quote="'")
        yield _file(f"escape-{name}-apostrophe", "escape", text_of(rows, style), style)
    for name, end in (("lf", "\n"), ("cr", "\r")):
        style = replace(PLAIN, end=end)
        yield _file(f"end-{name}", "record end", text_of(rows, style), style)
    ends = ["\r\n", "\n", "\r"]
    mixed = "".join(record(row, replace(PLAIN, end=ends[place % 3])) for place, row in enumerate(rows))
    yield _file("end-mixed", "record end", mixed)
    yield _file("end-crcrlf", "record end", text_of(rows, replace(PLAIN, end="\r\r\n")))


def _unquoted_for(rows: Sequence[Row], delimiter: str) -> str:
    """The rows quoted for commas, then parted by something else: a slip that cannot wholly be undone."""
    return "".join(delimiter.join(spelt_row(row, PLAIN)) + "\r\n" for row in rows)


def _fixed_width(rows: Sequence[Row]) -> Polluted:
    """Columns of equal width, parted by blanks; the long text is left out."""
    kept = [[" ".join(cell.split()) for cell in row[:6] + row[7:]] for row in rows]
    widths = [max(len(row[place]) for row in kept) + 2 for place in range(len(kept[0]))]
    lines = ["".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in kept]
    data = "".join(line.rstrip() + "\n" for line in lines).encode()
    return Polluted("fixed-width", "delimiter", data, (Expected(kept[0], kept[1:]),), None)


def _all_quoted(rows: Sequence[Row], style: Style) -> str:
    q = style.quote
    cells = [[q + cell.replace(q, q * 2) + q for cell in row] for row in rows]
    return "".join(style.delimiter.join(row) + style.end for row in cells)


def _one_record(position: int) -> Iterator[Polluted]:
    for column in range(9):
        yield _with_separator_added(position, column)
        if column:
            yield _with_separator_missing(position, column)
        yield _with_quote_added(position, column)
    for name, style in {
        "delimiter-space": replace(PLAIN, delimiter=" "),
        "delimiter-semicolon": replace(PLAIN, delimiter=";"),
        "delimiter-tab": replace(PLAIN, delimiter="\t"),
        "quote-apostrophe": PLAIN.with_quote("'"),
        "escape-backslash": replace(PLAIN, escape="\\"),
        "end-lf": replace(PLAIN, end="\n"),
        "end-cr": replace(PLAIN, end="\r"),
    }.items():
        rows = [HEADER, *table()]
        line = record(rows[position], style)
        if name == "delimiter-space":  # as a slip of the hand does: nothing is quoted for its spaces
            line = " ".join(spelt_row(rows[position], PLAIN)) + "\r\n"
        yield _in_place(f"row-{name}-{position}", f"one record's {name.split('-')[0]}", position, line)


def _with_separator_added(position: int, column: int) -> Polluted:
    cells = spelt_row([HEADER, *table()][position], PLAIN)
    cells.insert(column, "")
    return _in_place(f"row-more-{position}-{column}", "separator added", position, ",".join(cells) + "\r\n")


def _with_separator_missing(position: int, column: int) -> Polluted:
    cells = spelt_row([HEADER, *table()][position], PLAIN)
    cells[column - 1 : column + 1] = [cells[column - 1] + cells[column]]
    return _in_place(f"row-less-{position}-{column}", "separator missing", position, ",".join(cells) + "\r\n")


def _with_quote_added(position: int, column: int) -> Polluted:
    """The cell begins with a quote that belongs to its text, written without being escaped."""
    rows = [HEADER, *table()]
    cells = spelt_row(rows[position], PLAIN)
    cells[column] = '"' + cells[column]
    rows[position] = list(rows[position])
    rows[position][column] = '"' + rows[position][column]
    name, line = f"row-quote-{position}-{column}", ",".join(cells) + "\r\n"
    return replace(_in_place(name, "quote added", position, line), tables=(Expected(rows[0], rows[1:]),))


def _in_place(name: str, section: str, position: int, line: str) -> Polluted:
    lines = [record(row, PLAIN) for row in [HEADER, *table()]]
    lines[position] = line
    return _file(name, section, "".join(lines))
