"""CQL2 text as conditions on a table: parsed by cql2, brought into clauses that must all hold.

A clause is some conditions of which one must hold; as each condition has an opposite, any expression of AND,
OR and NOT comes to such clauses. What is empty satisfies no comparison and no comparison's opposite, as the
standard's logic of three values asks (OGC 21-065r2, 6.6). LIKE takes no account of case.
"""

from collections.abc import Callable, Sequence
from itertools import product
from typing import Any

from hundred.base.errors import Invalid
from hundred.lake.question import Condition, Filter, any_of, column_to_ask, condition
from hundred.lake.schema import Column

FIELD = "filter"
_LONGEST = 4_000  # letters
_MOST_MARKS = 500  # of each that nests: the parser, which is native, would overrun its stack at thousands
_DEEPEST = 50
_MOST_CONDITIONS = 100

_COMPARED = {"=": "eq", "<>": "ne", "<": "lt", "<=": "le", ">": "gt", ">=": "ge"}
_DENIED = {"=": "<>", "<>": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
_AREAS = {"s_intersects": "intersects", "s_within": "within"}
_TAKES = {
    **dict.fromkeys((*_COMPARED, *_AREAS, "like", "in"), 2),
    "not": 1,
    "isnull": 1,
    "between": 3,
}
_KNOWN = "AND, OR, NOT, = <> < <= > >=, LIKE, IN, BETWEEN, IS NULL, S_INTERSECTS and S_WITHIN"

Json = Any
Clause = tuple[Condition, ...]


def conditions(schema: Sequence[Column], text: str) -> tuple[Filter, ...]:
    """The conditions that an expression asks for. Raises Invalid where it cannot be read or answered."""
    clauses = _Reading(schema).clauses(_parsed(text), denied=False, depth=0)
    return tuple(any_of(clause) for clause in clauses)


def _parsed(text: str) -> Json:
    nesting = (text.count("("), text.count("-"), text.casefold().count("not"))
    if len(text) > _LONGEST or max(nesting) > _MOST_MARKS:
        raise Invalid(f"A filter has at most {_LONGEST:,} letters.", "Write a shorter one.", field=FIELD)
    import cql2  # noqa: PLC0415  for the few questions that use it

    try:
        return cql2.parse_text(text).to_json()
    except Exception as error:  # noqa: BLE001  the parser raises the plainest kind for a broken shape
        where = str(error).strip().rpartition("\n")[2].strip(" =")
        raise Invalid(f"The filter is not CQL2 text: {where[:200]}.", f"Use {_KNOWN}.", field=FIELD) from None


class _Reading:
    """An expression as clauses, for one table."""

    def __init__(self, schema: Sequence[Column]) -> None:
        self._schema = schema

    def clauses(self, node: Json, *, denied: bool, depth: int) -> list[Clause]:
        """The clauses that must all hold for the expression, or for its opposite where it is denied."""
        if depth > _DEEPEST:
            raise Invalid("The filter is nested too deeply.", "Write a flatter one.", field=FIELD)
        operator, given = self._operation(node)
        if operator == "not":
            return self.clauses(given[0], denied=not denied, depth=depth + 1)
        if operator in ("and", "or"):
            parts = [self.clauses(part, denied=denied, depth=depth + 1) for part in given]
            return _checked(_both(parts) if (operator == "and") != denied else _either(parts))
        return self._leaf(operator, given, denied)

    def _operation(self, node: Json) -> tuple[str, list[Json]]:
        if not isinstance(node, dict) or "op" not in node:
            raise Invalid("The filter asks nothing of a row.", f"Use {_KNOWN}.", field=FIELD)
        operator, given = node["op"].casefold(), node["args"]
        if len(given) != _TAKES.get(operator, len(given)):
            raise Invalid(
                f"{operator.upper()} takes {_TAKES[operator]} arguments, not {len(given)}.",
                "Check its commas and brackets.",
                field=FIELD,
            )
        return operator, given

    def _leaf(self, operator: str, given: list[Json], denied: bool) -> list[Clause]:
        if operator in _COMPARED:
            return self._comparison(operator, given, denied)
        if operator in _AREAS:
            return self._area(_AREAS[operator], given, denied)
        read: dict[str, Callable[[Column, list[Json]], tuple[str, list[str]]]] = {
            "isnull": lambda column, rest: ("isnull", []),
            "in": lambda column, rest: ("in", [_text(column, value) for value in rest[0]]),
            "between": lambda column, rest: ("between", [_text(column, value) for value in rest]),
            "like": lambda column, rest: _like(_text(column, rest[0])),
        }
        if operator not in read:
            raise Invalid(f"{operator.upper()} is not known here.", f"Use {_KNOWN}.", field=FIELD)
        column = self._column(given[0])
        return self._told(column, *read[operator](column, given[1:]), denied=denied)

    def _comparison(self, operator: str, given: list[Json], denied: bool) -> list[Clause]:
        left, right = given
        if not _is_property(left):
            left, right, operator = right, left, _TURNED.get(operator, operator)
        column = self._column(left)
        operator = _DENIED[operator] if denied else operator
        return self._told(column, _COMPARED[operator], [_text(column, right)], denied=False)

    def _area(self, how: str, given: list[Json], denied: bool) -> list[Clause]:
        place, area = given if _is_property(given[0]) else given[::-1]
        column = self._column(place)
        if isinstance(area, dict) and "bbox" in area:
            if len(area["bbox"]) != 4:
                raise Invalid("A box has four edges.", "Write BBOX(west,south,east,north).", field=FIELD)
            if how == "intersects":
                return self._told(column, "bbox", [",".join(map(repr, area["bbox"]))], denied=denied)
            west, south, east, north = area["bbox"]
            corners = [[west, south], [east, south], [east, north], [west, north], [west, south]]
            area = {"type": "Polygon", "coordinates": [corners]}
        import json  # noqa: PLC0415

        return self._told(column, how, [json.dumps(area)], denied=denied)

    def _told(self, column: Column, operator: str, texts: list[str], *, denied: bool) -> list[Clause]:
        """A condition, or its opposite among the cells that are not empty."""
        if denied:
            operator = {"isnull": "notnull"}.get(operator, f"not{operator}")
        told: list[Clause] = [(condition(self._schema, column.name, operator, texts),)]
        if operator == "ne" or (denied and operator != "notnull"):
            told.append((condition(self._schema, column.name, "notnull"),))
        return told

    def _column(self, node: Json) -> Column:
        if not _is_property(node):
            raise Invalid("A comparison names a column and a value.", f"Use {_KNOWN}.", field=FIELD)
        return column_to_ask(self._schema, node["property"])


def _is_property(node: Json) -> bool:
    return isinstance(node, dict) and "property" in node


def _both(parts: list[list[Clause]]) -> list[Clause]:
    return [clause for part in parts for clause in part]


def _either(parts: list[list[Clause]]) -> list[Clause]:
    """Clauses of which one of each part must hold, whichever part it is."""
    whole: list[Clause] = [()]
    for part in parts:
        whole = _checked([(*before, *clause) for before, clause in product(whole, part)])
    return whole


def _checked(clauses: list[Clause]) -> list[Clause]:
    if sum(map(len, clauses)) > _MOST_CONDITIONS:
        raise Invalid(
            f"The filter comes to more than {_MOST_CONDITIONS} conditions.", "Ask for less.", field=FIELD
        )
    return clauses


def _text(column: Column, value: Json) -> str:
    """A literal as a person would write it into the column."""
    if isinstance(value, dict):
        moment = value.get("date") or value.get("timestamp")
        if moment is None:
            raise Invalid(f"{column.name} is compared with a value only.", f"Use {_KNOWN}.", field=FIELD)
        return str(moment)[:10] if column.type.kind == "date" else str(moment).removesuffix("Z")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if value is None or isinstance(value, list):
        raise Invalid(f"{column.name} is compared with a value only.", "Use IS NULL or IN.", field=FIELD)
    return str(value)


def _like(pattern: str) -> tuple[str, list[str]]:
    """LIKE as what we can look for: `%` stands at an end, or at both."""
    core = pattern.strip("%")
    if "%" in core or "_" in core or not core:
        raise Invalid(
            f"LIKE {pattern[:40]!r} cannot be answered.",
            "Put % before a text, after it, or on both sides; _ is not known.",
            field=FIELD,
        )
    ends = (pattern.startswith("%"), pattern.endswith("%"))
    return {
        (True, True): "contains",
        (False, True): "starts",
        (True, False): "ends",
        (False, False): "eq",
    }[ends], [core]
