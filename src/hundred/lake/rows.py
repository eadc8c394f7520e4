"""Questions of a table version's rows: a page, a count, the row of a line."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock

from hundred.base.errors import Invalid
from hundred.lake.conditions import Sql, source, where
from hundred.lake.engine import Session, reading
from hundred.lake.keyset import LEFT_OUT, Order, order_of, out_of_date, read_token, write_token
from hundred.lake.question import (
    Cell,
    Condition,
    Filter,
    Query,
    Value,
    column_to_ask,
    condition,
)
from hundred.lake.schema import PROVENANCE, TEXT, Schema, Type, quoted, shown
from hundred.lake.tables import TableData

__all__ = [
    "Condition",
    "Page",
    "Query",
    "RowKey",
    "TableData",
    "condition",
    "count",
    "page",
    "row_at",
    "rows_between",
]

MOST_ROWS = 10_000
_NATURAL = ("natural",)
_EVERYWHERE = Sql("")
_KEY = ", ".join(quoted(name) for name in PROVENANCE)


@dataclass(frozen=True, slots=True)
class RowKey:
    """Where a row came from: the file's SHA-256, its sheet ("" where it has none), the line it starts on."""

    file: str
    sheet: str
    line: int


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows, in order, each with its key. `next` and `previous` are tokens, "" where there is nothing.

    A place is given as GeoJSON.
    """

    columns: Schema
    rows: list[tuple[Cell, ...]]
    keys: list[RowKey]
    next: str = ""
    previous: str = ""


@dataclass(frozen=True, slots=True)
class _Found:
    """One row as fetched: its cells, its key, and the values its token is made of."""

    cells: tuple[Cell, ...]
    key: RowKey
    position: tuple[Value, ...]


def page(table: TableData, query: Query) -> Page:
    """The rows a query asks for, one page of them, whatever its depth at the same cost.

    Without a sort, rows come in their natural order: part by part, line by line. Raises `Invalid`
    for unknown columns, a foreign token or a limit out of bounds; `Unavailable` as `reading` does.
    """
    if not 1 <= query.limit <= MOST_ROWS:
        raise Invalid(f"A page holds between 1 and {MOST_ROWS:,} rows.", field="limit")
    if query.after and query.before:
        raise Invalid("A page is either after or before a place, not both.", field="before")
    columns = _columns(table, query)
    found = _sorted(table, query, columns) if query.sort else _natural(table, query, columns)
    more, backwards = len(found) > query.limit, bool(query.before)
    found = found[: query.limit]
    if backwards:
        found.reverse()
    order = order_of(table.schema, query.sort).names if query.sort else _NATURAL
    first = write_token(order, found[0].position) if found else ""
    last = write_token(order, found[-1].position) if found else ""
    return Page(
        columns,
        [row.cells for row in found],
        [row.key for row in found],
        next=last if more or backwards else "",
        previous=first if (more if backwards else bool(query.after)) else "",
    )


def count(table: TableData, conditions: Sequence[Filter] = ()) -> int:
    """How many rows satisfy the conditions, exactly. Asked again of the same rows it costs nothing."""
    if not conditions:
        return table.rows
    asked = (table.paths, tuple(conditions))
    if (known := _counts.get(asked)) is not None:
        return known
    rows, which = source(table), where(table.schema, conditions)
    with reading() as engine:
        answer = engine.execute(
            f"SELECT count(*) FROM {rows.text} {which.text}", [*rows.values, *which.values]
        ).fetchone()
    assert answer is not None
    _counts.put(asked, answer[0])
    return int(answer[0])


def row_at(table: TableData, file: str, sheet: str, line: int) -> Page:
    """The row whose record starts at this line or nearest before it: a page of one row, or of none.

    Where the line was set aside, or comes after the last record, this is the row above it: compare
    the key's line with the one asked for.
    """
    rows = source(table)
    sql = f"SELECT max(_line) FROM {rows.text} WHERE _file = ? AND _sheet = ? AND _line <= ?"
    with reading() as engine:
        answer = engine.execute(sql, [*rows.values, file, sheet, line]).fetchone()
    if answer is None or answer[0] is None:
        return Page(table.schema, [], [])
    return rows_between(table, file, sheet, answer[0], answer[0])


def rows_between(
    table: TableData, file: str, sheet: str, first: int, last: int, *, limit: int = 1000
) -> Page:
    """The rows of one sheet whose records start on lines `first` to `last`, in order."""
    rows = source(table)
    cells = ", ".join([*map(shown, table.schema), _KEY])
    which = "_file = ? AND _sheet = ? AND _line BETWEEN ? AND ?"
    sql = f"SELECT {cells} FROM {rows.text} WHERE {which} ORDER BY _line LIMIT ?"
    with reading() as engine:
        answer = engine.execute(sql, [*rows.values, file, sheet, first, last, limit]).fetchall()
    return Page(table.schema, [row[:-3] for row in answer], [RowKey(*row[-3:]) for row in answer])


def _columns(table: TableData, query: Query) -> Schema:
    return tuple(column_to_ask(table.schema, name) for name in query.columns) or table.schema


def _sorted(table: TableData, query: Query, columns: Schema) -> list[_Found]:
    """First the keys of the page, from the columns that decide; then the columns shown, of those rows."""
    order = order_of(table.schema, query.sort)
    backwards, start = bool(query.before), _EVERYWHERE
    if token := query.before or query.after:
        start = order.beyond(_key(table, order, token), backwards=backwards)
    rows, which = source(table), where(table.schema, query.conditions, start)
    decide = ", ".join(quoted(column.name) for column in order.columns)
    sql = (
        f"SELECT {decide}, {_nth(table.paths)}, _line FROM {rows.text} {which.text}"
        f" ORDER BY {order.sql(backwards=backwards)} LIMIT ?"
    )
    with reading() as engine:
        answer = engine.execute(sql, [*rows.values, *which.values, query.limit + 1]).fetchall()
        fetched = _fetch(engine, columns, table.paths, [row[-2:] for row in answer])
    return [_Found(cells, key, row[:-2]) for row, (cells, key) in zip(answer, fetched, strict=True)]


def _key(table: TableData, order: Order, token: str) -> Sequence[Value]:
    """The key in a token; a text too long for it is looked up in the row it names."""
    key = read_token(token, order.names, [column.type for column in order.columns])
    if LEFT_OUT not in key:
        return key
    at = dict(zip((column.name for column in order.columns), key, strict=True))
    rows, names = source(table), ", ".join(quoted(column.name) for column in order.columns)
    sql = f"SELECT {names} FROM {rows.text} WHERE _file = ? AND _sheet = ? AND _line = ?"
    with reading() as engine:
        answer = engine.execute(sql, [*rows.values, *(at[name] for name in PROVENANCE)]).fetchone()
    if answer is None:
        raise out_of_date()
    return answer


def _natural(table: TableData, query: Query, columns: Schema) -> list[_Found]:
    """The part the token names, from its line on; then the other parts, while rows are wanted."""
    backwards, token = bool(query.before), query.before or query.after
    stretch = _stretch_back if backwards else _stretch
    if not token:
        return stretch(table, query, columns, _parts_needed(table, query, range(len(table.paths))))
    at, line = _position(table, token)
    beyond = Sql(f"_line {'<' if backwards else '>'} ?", (line,))
    found = stretch(table, query, columns, [table.paths[at]], beyond)
    rest = range(at - 1, -1, -1) if backwards else range(at + 1, len(table.paths))
    if rest and len(found) <= query.limit:
        found += stretch(table, query, columns, _parts_needed(table, query, rest))
    return found


def _stretch(
    table: TableData, query: Query, columns: Schema, paths: list[str], place: Sql = _EVERYWHERE
) -> list[_Found]:
    """The first rows of these parts. The engine keeps the order of a list of files and of the rows in
    each, and stops when it has enough."""
    rows, which = source(table, paths), where(table.schema, query.conditions, place)
    cells = ", ".join([*map(shown, columns), _KEY, _nth(paths)])
    with reading() as engine:
        sql = f"SELECT {cells} FROM {rows.text} {which.text} LIMIT ?"
        answer = engine.execute(sql, [*rows.values, *which.values, query.limit + 1]).fetchall()
    return [_Found(row[:-4], RowKey(*row[-4:-1]), (_part_name(paths[row[-1]]), row[-2])) for row in answer]


def _stretch_back(
    table: TableData, query: Query, columns: Schema, paths: list[str], place: Sql = _EVERYWHERE
) -> list[_Found]:
    """The last rows of these parts, last first."""
    rows, which = source(table, paths), where(table.schema, query.conditions, place)
    last_first = "ORDER BY _nth DESC, _line DESC LIMIT ?"
    sql = f"SELECT {_nth(paths)} AS _nth, _line FROM {rows.text} {which.text} {last_first}"
    with reading() as engine:
        answer = engine.execute(sql, [*rows.values, *which.values, query.limit + 1]).fetchall()
        fetched = _fetch(engine, columns, paths, answer)
    return [
        _Found(cells, key, (_part_name(paths[nth]), line))
        for (nth, line), (cells, key) in zip(answer, fetched, strict=True)
    ]


def _fetch(
    engine: Session, columns: Schema, paths: Sequence[str], places: list[tuple[int, int]]
) -> list[tuple[tuple[Cell, ...], RowKey]]:
    """The cells and keys of the rows at these places (number of the part, line), in the same order."""
    if not places:
        return []
    parts = sorted({part for part, _ in places})
    lines = sorted({line for _, line in places})
    renumbered = {part: nth for nth, part in enumerate(parts)}
    wanted = [(renumbered[part], line) for part, line in places]
    cells = ", ".join([*map(shown, columns), _KEY, "file_index"])
    sql = (
        f"SELECT {cells} FROM read_parquet(?) WHERE _line IN ({', '.join('?' * len(lines))})"
        " AND (file_index, _line) IN (SELECT (unnest(?), unnest(?)))"
    )
    values = [[paths[part] for part in parts], *lines, *map(list, zip(*wanted, strict=True))]
    rows = {(row[-1], row[-2]): row for row in engine.execute(sql, values).fetchall()}
    return [(rows[place][:-4], RowKey(*rows[place][-4:-1])) for place in wanted]


def _nth(paths: Sequence[str]) -> str:
    """The number of a row's part in the list of files read."""
    return "file_index" if paths else "0"


def _position(table: TableData, token: str) -> tuple[int, int]:
    """The part (by its position) and the line that a token of the natural order names."""
    part, line = read_token(token, _NATURAL, (TEXT, Type("integer")))
    for nth, path in enumerate(table.paths):
        if _part_name(path) == part and isinstance(line, int):
            return nth, line
    raise Invalid("The table has changed since this page.", "Start again from the first page.", field="after")


def _parts_needed(table: TableData, query: Query, run: range) -> list[str]:
    """The parts of a run that a page can touch, in the table's order. Counts tell, without conditions."""
    used, held = len(run), 0
    if not query.conditions:
        for taken, nth in enumerate(run, start=1):
            held += table.counts[nth]
            if held > query.limit:
                used = taken
                break
    return [table.paths[nth] for nth in sorted(run[:used])]


def _part_name(path: str) -> str:
    return path.rsplit("/", 1)[-1].removesuffix(".parquet")


class _Counts:
    """The latest counts, by what was asked of which parts. Parts never change, so nothing expires."""

    def __init__(self, most: int) -> None:
        self._lock, self._most = Lock(), most
        self._known: OrderedDict[tuple[object, ...], int] = OrderedDict()

    def get(self, asked: tuple[object, ...]) -> int | None:
        with self._lock:
            if asked in self._known:
                self._known.move_to_end(asked)
            return self._known.get(asked)

    def put(self, asked: tuple[object, ...], rows: int) -> None:
        with self._lock:
            self._known[asked] = rows
            while len(self._known) > self._most:
                self._known.popitem(last=False)


_counts = _Counts(4096)
