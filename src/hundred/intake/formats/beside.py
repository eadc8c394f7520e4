"""Tables beside each other in a small text, with empty columns between them."""

from dataclasses import replace
from pathlib import Path

from hundred.intake import problems
from hundred.intake.formats.areas import Area, beside
from hundred.intake.formats.sheet import Sheet, read_sheet
from hundred.intake.formats.source import Source
from hundred.intake.frame import Frame
from hundred.intake.lex import Slab
from hundred.intake.reading import Dialect, ReadTable
from hundred.intake.tally import Tally


def may_stand_beside(frame: Frame) -> bool:
    """Whether a column without a heading parts those that have one, which is worth another look."""
    return frame.header > 0 and "" in frame.headings[1:-1]


def tables_beside(source: Source, slab: Slab, dialect: Dialect, tally: Tally) -> list[ReadTable]:
    """The tables of a whole text's records, none where they are one. Raises Refused."""
    lines = slab.lines.tolist()
    rows = [(line, list(slab.cells(record))) for record, line in enumerate(lines)]
    areas = list(beside(Area(), rows))
    if len(areas) == 1:
        return []
    texts = {line: slab.text(record) for record, line in enumerate(lines)}
    whole = Sheet("", iter(()), title=Path(source.name).stem, dialect=dialect, texts=texts)
    found = (read_sheet(source, area.sheet(whole, rows), number, tally) for number, area in enumerate(areas))
    tables = [
        replace(table, title=area.title)
        for area, table in zip(areas, found, strict=True)
        if table is not None
    ]
    tally.add(problems.TABLES_BESIDE, lines=lines[:1], count=len(tables))
    return tables
