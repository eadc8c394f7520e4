"""Tables whose file states the heading of every value, so that nothing has to be framed."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from hundred.intake import problems
from hundred.intake.columns import MAX_COLUMNS, read_columns, staged_names
from hundred.intake.formats.sheet import Row, batches_of, text_schema
from hundred.intake.formats.source import Source
from hundred.intake.frame import Frame
from hundred.intake.reading import ReadTable
from hundred.intake.stage import Aside, stage_cells
from hundred.intake.tally import Tally


class Records:
    """The staging of one table of a file. Use it as a context; what is no row goes to its `aside`."""

    def __init__(self, source: Source, number: int, headings: Sequence[str]) -> None:
        if len(headings) > MAX_COLUMNS:
            raise problems.Refused(source.sniffed.kind, problems.COLUMNS_MANY, count=len(headings))
        self._source = source
        self._frame = Frame(0, 1, tuple(headings))
        self._cells = source.into / f"cells-{number}.parquet"
        self._aside_path = source.into / f"aside-{number}.parquet"
        self._first = self._last = 0

    def __enter__(self) -> "Records":
        self.aside = Aside(self._aside_path)
        self.aside.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self.aside.__exit__(*error)

    def stage(self, rows: Iterator[Row], tally: Tally, *, sheet: str = "", name: str = "") -> ReadTable:
        """Stage rows, each with a text for every heading, as a table."""
        schema = text_schema(staged_names(self._frame.headings))
        batches = batches_of(self._watched(rows), schema)
        count = stage_cells(self._source.engine, batches, schema, self._cells)
        return self.table(count, self._first, self._last, tally, sheet=sheet, name=name)

    def table(
        self, rows: int, first: int, last: int, tally: Tally, *, sheet: str = "", name: str = ""
    ) -> ReadTable:
        """The table of what was staged in `cells`."""
        if not rows:
            tally.add(problems.NO_ROWS)
        return ReadTable(
            name=name or sheet or Path(self._source.name).stem,
            sheet=sheet,
            dialect=None,
            header_lines=(),
            first_line=first,
            last_line=last,
            rows=rows,
            columns=read_columns(self._source.engine, self._cells, self._frame, tally),
            set_aside=self.aside.count,
            cells=self._cells,
            aside=self._aside_path,
        )

    @property
    def cells(self) -> Path:
        """Where the cells are staged."""
        return self._cells

    def _watched(self, rows: Iterator[Row]) -> Iterator[Any]:
        for line, cells in rows:
            self._first = self._first or line
            self._last = line
            yield line, cells
