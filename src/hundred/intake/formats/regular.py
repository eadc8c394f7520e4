"""Large texts by the book, read by the engine as they stand: no copy of their cells is made.

A text is regular where each line below the headings is a row of exactly the table's cells, quotes are used
by RFC 4180, and nothing stands below the rows. Then its cells are counted in one scan while, beside it, the
typed rows are written as a sample would have them; they are of use where all cells say the same. Whatever
else a text turns out to be, `read_regular` gives None, and it is read in the way that knows everything.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import numpy as np

from hundred.intake.cells import batch_of, cells_schema, grid_of
from hundred.intake.columns import columns_of, staged_names
from hundred.intake.decode import NotInEncoding, utf8_chunks
from hundred.intake.dialect import records_of
from hundred.intake.formats.source import Contents, Source
from hundred.intake.frame import Frame
from hundred.intake.geometry import derived
from hundred.intake.lex import Slab
from hundred.intake.oddities import Oddities, tell
from hundred.intake.reading import Dialect, Draft, PlainText, ReadTable, Role
from hundred.intake.relation import cells_of, text_cells
from hundred.intake.stage import REASONS, Aside, stage_cells
from hundred.intake.typed import copy_typed, typed_columns
from hundred.intake.types import grammar
from hundred.intake.types.decide import decide_all
from hundred.intake.types.evidence import Evidence
from hundred.intake.types.headings import month_named
from hundred.intake.types.measure import measure
from hundred.intake.types.survey import MOST_COLUMNS, Survey, is_like, survey
from hundred.lake.engine import EngineError, Session, leaving_a_core

LARGE = 16 << 20  # bytes from which on this way is worth trying
_SAMPLE = 1 << 19  # bytes of each of the samples
_TAIL = 100  # records at the end, none of which may look like a note or a total
_SPARSE = 3  # cells that notes and totals fill at most
_OFTEN = 2  # times a cell comes back in the sample before a column counts as one that repeats itself
_LINE_END = re.compile(rb"\r\n|\r|\n")
_KINDS = {b"\n": "lf", b"\r\n": "crlf", b"\r": "cr"}
_ENDS = {"lf": "\\n", "crlf": "\\r\\n"}


@dataclass(frozen=True, slots=True)
class Planned:
    """The dialect and the frame that a text's head shows."""

    dialect: Dialect
    frame: Frame


def read_regular(source: Source, encoding: str, planned: Planned, head: bytes) -> Contents | None:
    """The table of a large regular text; None where it is not one. `head` is how its text begins."""
    dialect, frame = planned.dialect, planned.frame
    names = staged_names(frame.headings)
    plain = dialect.quote == '"' and dialect.escape is None and len(dialect.delimiter.encode()) == 1
    if not (plain and source.sha256 and frame.header and 1 < len(names) <= MOST_COLUMNS):
        return None
    above = _above(head, records_of(head, dialect, whole=False), frame)
    if above is None:
        return None
    path, oddities = source.path, Oddities()
    checked = _Checked(path, encoding, oddities, dialect)
    try:
        if not encoding.startswith("utf-8") or set(above.ends) != {above.line_end}:
            path = source.into / "text.csv"
            if not checked.copied_below(above, path):
                return None
        return _surveyed(source, encoding, checked, _Text(path, names, frame, dialect, above))
    except (EngineError, NotInEncoding):  # quotes, widths or characters that are not by the book after all
        return None


@dataclass(frozen=True, slots=True)
class _Above:
    """What stands above the rows: lines, roles, texts, how the lines end, and the cells of the headings.

    `size` is how many bytes of text that is, `line_end` how the first row ends.
    """

    lines: tuple[tuple[int, Role, str], ...]
    headings: tuple[tuple[str, ...], ...]
    ends: Counter[str]
    size: int
    line_end: str


@dataclass(frozen=True, slots=True)
class _Text:
    """A text to survey: where it is in UTF-8, its columns, its frame, and what stands above the rows."""

    path: Path
    names: tuple[str, ...]
    frame: Frame
    dialect: Dialect
    above: _Above


def _above(head: bytes, slab: Slab, frame: Frame) -> _Above | None:
    """What stands above the rows, where each record of it is one line."""
    count = frame.preamble + frame.header
    if slab.records <= count + 1 or int(slab.lines[count]) != count + 1:
        return None
    told = []
    for record in range(count):
        is_blank = not any(cell.strip() for cell in slab.cells(record))
        role: Role = "header" if record >= frame.preamble else "blank" if is_blank else "preamble"
        told.append((record + 1, role, slab.text(record)))
    headings = tuple(tuple(slab.cells(record)) for record in range(frame.preamble, count))
    ends = list(islice(_LINE_END.finditer(head), count + 1))
    kinds = [_KINDS[end.group()] for end in ends]
    return _Above(tuple(told), headings, Counter(kinds[:count]), ends[count - 1].end(), kinds[count])


class _Checked:
    """The pass over a text's bytes that says whether they are by the book."""

    def __init__(self, path: Path, encoding: str, oddities: Oddities, dialect: Dialect) -> None:
        self._path = path
        self._encoding = encoding
        self.oddities = oddities
        self._allowed = np.zeros(256, bool)
        self._allowed[[ord(dialect.delimiter), *b'"\r\n\0']] = True
        self._ends_with_line_end = True

    def copied_below(self, above: _Above, into: Path) -> bool:
        """Write the rows' text in UTF-8 to a file; whether its quotes are by the book."""
        start = above.size
        with into.open("wb") as stream, ThreadPoolExecutor(1) as beside:

            def settled(piece: bytes, start: int) -> bool:
                return self._quotes_hold(piece) and stream.write(memoryview(piece)[start:]) >= 0

            before = beside.submit(bool, True)
            for piece in self._pieces():  # the next is decoded while the last is looked at and written
                if not before.result():
                    return False
                before = beside.submit(settled, piece, start)
                start = 0
            return before.result()

    def as_it_stands(self) -> bool:
        """Whether the file is UTF-8 as it should be, with quotes by the book."""
        return all(map(self._quotes_hold, self._pieces())) and not self.oddities.is_changed

    def ends_below(self, above: _Above) -> set[str]:
        """How the lines of rows end."""
        return set(self.oddities.ends - above.ends)

    def lines(self) -> int:
        return self.oddities.ends.total() + (not self._ends_with_line_end)

    def _pieces(self) -> Iterator[bytes]:
        for piece in utf8_chunks(self._path, self._encoding, self.oddities):
            self._ends_with_line_end = piece.endswith(b"\n")
            yield piece

    def _quotes_hold(self, piece: bytes) -> bool:
        """Whether quotes open and close cells or are doubled within them, and none is left open."""
        if b'"' not in piece:
            return True
        data = np.frombuffer(b"\0" + piece + b"\0", np.uint8)
        at = np.flatnonzero(data == ord('"'))
        opening = np.arange(len(at)) % 2 == 0
        return len(at) % 2 == 0 and bool(self._allowed[np.where(opening, data[at - 1], data[at + 1])].all())


def _surveyed(source: Source, encoding: str, checked: _Checked, text: _Text) -> Contents | None:
    above, line_end = len(text.above.lines), text.above.line_end
    if line_end not in _ENDS:
        return None
    skipped = above if text.path == source.path else 0
    plain = PlainText(above, skipped, text.names, text.dialect.delimiter, text.dialect.quote, _ENDS[line_end])
    month = month_named(source.name)
    table = _table(source, text, plain)
    draft_path = source.into / "draft.parquet"
    with ThreadPoolExecutor(2) as beside, leaving_a_core(source.engine), source.engine.cursor() as cursor:
        looked_at = beside.submit(checked.as_it_stands) if text.path == source.path else None
        samples = _samples(source, text, plain, month)
        if samples is None:
            return None
        draft = beside.submit(_draft, cursor, source.sha256, table, text, samples, draft_path)
        found = _survey(source.engine, text, plain, samples, month)
        columns = draft.result()
        if looked_at is not None and not looked_at.result():
            return None
    rows = checked.lines() - above
    if (
        checked.ends_below(text.above) != {line_end}
        or found.rows != rows
        or found.odd
        or _may_be_told_below(found)
    ):
        return None
    drafted = replace(table, draft=Draft(draft_path, columns)) if columns else table
    return _contents(source, encoding, checked, text, found, drafted)


def _samples(source: Source, text: _Text, plain: PlainText, month: int) -> tuple[Evidence, ...] | None:
    """The evidence of some of the rows; None where those at the end may be something else."""
    width, batches = len(text.names), []
    schema = cells_schema(text.names)
    for place in (0.0, 0.5, 1.0):
        slab = _slab_at(text, place)
        right = np.flatnonzero(slab.widths == width)
        if place == 1.0 and any(_is_sparse(slab.cells(record), width) for record in _last(slab)):
            return None
        kept = right[right >= plain.skipped] if place == 0.0 else right
        if len(kept):
            batches.append(batch_of(grid_of(slab, kept, width), schema))
    sample = source.into / "sample.parquet"
    if not stage_cells(source.engine, batches, schema, sample):
        return None
    return measure(source.engine, sample, text.names, month=month)


def _slab_at(text: _Text, place: float) -> Slab:
    """The records of a stretch of the text; the first of them may be cut."""
    size = text.path.stat().st_size
    with text.path.open("rb") as stream:
        stream.seek(max(int((size - _SAMPLE) * place), 0))
        piece = stream.read(_SAMPLE)
    if place < 1.0:
        piece = piece[: piece.rfind(b"\n") + 1]
    if place > 0.0:
        piece = piece[piece.find(b"\n") + 1 :]
    return records_of(piece.decode("utf-8", "ignore").encode(), text.dialect, whole=True)


def _last(slab: Slab) -> range:
    return range(max(slab.records - _TAIL, 1), slab.records)


def _is_sparse(cells: Sequence[str], width: int) -> bool:
    filled = sum(1 for cell in cells if cell.strip())
    return len(cells) != width or filled <= min(_SPARSE, width - 1)


def _draft(
    cursor: Session, file: str, table: ReadTable, text: _Text, samples: Sequence[Evidence], into: Path
) -> tuple[str, ...]:
    """Write typed rows as the samples would have them; the SQL of their columns, () where there are none."""
    named = [
        (name, heading, facts)
        for name, heading, facts in zip(text.names, text.frame.headings, samples, strict=True)
        if heading or facts.cells > facts.empty
    ]
    names = [name for name, _, _ in named]
    decisions = decide_all([(heading, facts) for _, heading, facts in named])
    if derived(names, decisions) or any(decision.type.kind == "geometry" for decision in decisions):
        return ()
    grammar.teach(cursor)
    columns = typed_columns(names, decisions, file, "")
    copy_typed(cursor, columns, cells_of(table), into)
    return columns


def _survey(
    engine: Session, text: _Text, plain: PlainText, samples: Sequence[Evidence], month: int
) -> Survey:
    cells = text_cells(text.path, plain)
    counts = ", ".join(f'approx_count_distinct("{name}")' for name in text.names)
    ((rows, *distinct),) = engine.execute(
        f"SELECT count(*), {counts} FROM (FROM {cells} LIMIT 50000)"
    ).fetchall()
    nothing = " AND ".join(f'"{name}" IS NULL' for name in text.names)
    again = [
        " AND ".join(map(is_like, text.names, headings))
        for headings in text.above.headings
        if len(headings) == len(text.names)
    ]
    return survey(
        engine,
        cells,
        text.names,
        samples,
        odd=" OR ".join(f"({which})" for which in (nothing, *again)),
        repeating=[count * _OFTEN < rows for count in distinct],
        month=month,
    )


def _may_be_told_below(found: Survey) -> bool:
    """Whether a row may call itself a total."""
    return any(facts.shapes.get("total") for facts in found.evidence)


def _table(source: Source, text: _Text, plain: PlainText) -> ReadTable:
    """The table without what all its cells tell."""
    return ReadTable(
        name=Path(source.name).stem,
        sheet="",
        dialect=text.dialect,
        header_lines=tuple(line for line, role, _ in text.above.lines if role == "header"),
        first_line=plain.above + 1,
        last_line=0,
        rows=0,
        columns=(),
        set_aside=plain.above,
        cells=text.path,
        aside=source.into / "aside-0.parquet",
        text=plain,
    )


def _contents(
    source: Source, encoding: str, checked: _Checked, text: _Text, found: Survey, table: ReadTable
) -> Contents:
    """The table with what its cells told, and what was found on the way."""
    tally = source.tally()
    with Aside(table.aside) as aside:
        for line, role, written in text.above.lines:
            aside.add(line, role, REASONS[role], written)
    columns = columns_of(text.frame, found.evidence, tally)
    tell(checked.oddities, encoding, tally)
    last = table.first_line + found.rows - 1
    return Contents(
        (replace(table, columns=columns, rows=found.rows, last_line=last),), tally.findings(), encoding
    )
