"""What a stranger's statement asks for: the tables it names, if it is made of nothing that is not allowed.

The engine's own parser gives the syntax tree, so that what is judged here is what will run. Every node of the
tree must be of a kind that `hundred.lake.sql_words` lists.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Self

from hundred.base.errors import Invalid
from hundred.lake import sql_words as words

Tree = Mapping[str, Any]

MOST_LETTERS = 20_000  # of a statement


class BadSql(Invalid):
    """A statement that cannot be answered. `at` is where it goes wrong, in bytes of the text; None where that
    is not known. `line` and `letter` say the same to people, counted from 1, once the text is known."""

    def __init__(self, says: str, fix: str = "", *, at: int | None = None) -> None:
        super().__init__(says, fix, field="sql")
        self.at = at
        self.line = self.letter = 0

    def placed(self, sql: str) -> Self:
        """The same, saying where in this text it goes wrong."""
        if self.at is not None and not self.line:
            before = sql.encode()[: self.at].decode(errors="ignore")
            self.line, self.letter = before.count("\n") + 1, len(before) - before.rfind("\n")
            where = f"line {self.line}, " if "\n" in sql.strip() else ""
            self.says = f"{self.says.rstrip('.')} ({where}letter {self.letter})."
        return self


@dataclass(frozen=True, slots=True)
class Named:
    """A table as a statement names it, in lower case: `("leeds_spend", "payments")`; and where in the text,
    in bytes."""

    path: tuple[str, ...]
    at: int | None = None

    @property
    def text(self) -> str:
        return ".".join(self.path)


def tables_named(serialised: Tree) -> tuple[Named, ...]:
    """The tables that a statement names, each once; `serialised` is what `json_serialize_sql` says of it.

    Raises BadSql for wrong syntax, for anything but one SELECT, and for what is not allowed.
    """
    if serialised["error"]:
        raise _unreadable(serialised)
    statements = serialised["statements"]
    if not statements:
        raise BadSql("There is no question.", "Write one SELECT.")
    if len(statements) > 1:
        raise BadSql(f"These are {len(statements)} statements.", "Ask one at a time: one SELECT.")
    found: dict[tuple[str, ...], Named] = {}
    for named in _walk(statements[0], frozenset()):
        found.setdefault(named.path, named)
    return tuple(found.values())


def no_such_table(named: Named, names: Sequence[str]) -> BadSql:
    """What to say of a table that there is none of, where `names` are those of all that the asker may see."""
    close = get_close_matches(named.text, names, n=3, cutoff=0.6)
    close += [name for name in names if named.path[-1] in name.split(".") and name not in close][:3]
    fix = f"Did you mean {' or '.join(close[:3])}?" if close else _NAMES
    return BadSql(f"There is no table {named.text[:120]} that you may see.", fix, at=named.at)


def _unreadable(serialised: Tree) -> BadSql:
    if serialised["error_type"] == "not implemented":  # it parses, and is no SELECT
        return BadSql("Only SELECT can be asked here.", "Begin with SELECT, FROM, WITH or VALUES.")
    position = serialised.get("position")
    return BadSql(
        f"The SQL cannot be understood: {serialised['error_message']}.",
        "Check what stands just before it: a comma, a bracket, a quote, a missing word.",
        at=int(position) if position else None,
    )


def _walk(node: Any, known: frozenset[str]) -> Iterator[Named]:
    """The tables named in a piece of the tree, where `known` are the names that WITH has given.

    A name holds for what comes after it, and in its own body for the recursive side alone: elsewhere the
    engine would look for a table, or a view of its own, by that name.
    """
    if isinstance(node, list):
        for one in node:
            yield from _walk(one, known)
    elif isinstance(node, Mapping):
        _check(node)
        if node.get("type") == "BASE_TABLE":
            named = _table(node)
            if len(named.path) > 1 or named.path[0] not in known:
                yield named
        for entry in node["cte_map"]["map"] if "cte_map" in node else ():
            yield from _walk(entry["value"], known)
            known |= {_new_name(entry["key"])}
        for key, part in node.items():
            if key != "cte_map":
                itself = key == "right" and node.get("type") == "RECURSIVE_CTE_NODE"
                yield from _walk(part, known | {_new_name(node["cte_name"])} if itself else known)


def _new_name(written: str) -> str:
    """A name that WITH gives. None of the engine's own views, which a slip of ours would open."""
    name = written.lower()
    if name.startswith(("duckdb_", "sqlite_", "pragma_", "pg_")):
        raise BadSql(f"{name[:60]} is a name of the engine’s own.", "Give it another name.")
    return name


def _check(node: Tree) -> None:
    """Refuse a node that is of no kind we know."""
    kind, what = node.get("type"), node.get("class")
    if isinstance(what, str):
        if what not in words.EXPRESSIONS:
            raise _refused(what, node)
        if "function_name" in node:
            _check_function(node, words.FUNCTIONS)
        if what == "TYPE" and (node["catalog"] or node["schema"]):
            raise _refused("A type of a schema", node)
    elif kind == "TABLE_FUNCTION":
        _check_function(node["function"], words.TABLE_FUNCTIONS, node)
    elif kind == "SHOW_REF" and (node["show_type"] not in words.SHOWN or not node["query"]):
        raise _refused("SHOW", node, "DESCRIBE shows the columns of a table; the SQL page lists the tables.")
    elif isinstance(kind, str) and kind not in _KINDS:
        raise _refused(kind, node)
    if node.get("at_clause"):
        raise _refused("AT", node, "The parameter `at` asks for a version.")


def _check_function(node: Tree, allowed: frozenset[str], around: Tree | None = None) -> None:
    name = str(node["function_name"]).lower()
    if node["schema"] or node["catalog"]:
        raise _refused(f"The function {node['schema']}.{name}", around or node, "Write its name alone.")
    if name not in allowed:
        close = get_close_matches(name, sorted(allowed), n=3, cutoff=0.75)
        fix = f"Did you mean {' or '.join(close)}?" if close else "The SQL page lists those there are."
        raise BadSql(f"There is no function {name[:60]} here.", fix, at=_place(around or node))


def _table(node: Tree) -> Named:
    path = tuple(str(name).lower() for name in node["qualified_name"]["path"])
    if len(path) > 2:
        raise BadSql(f"{'.'.join(path)[:120]} is not the name of a table.", _NAMES, at=_place(node))
    return Named(path, _place(node))


def _place(node: Tree) -> int | None:
    at = node.get("query_location", 2**64)
    return at if at < 2**63 else None


def _refused(what: str, node: Tree, fix: str = "Only reading is allowed: one SELECT over tables.") -> BadSql:
    return BadSql(f"{_PLAINLY.get(what, what)} cannot be used here.", fix, at=_place(node))


_NAMES = "A table has two words with a dot between: dataset.table."
_KINDS = words.QUERIES | words.SOURCES | words.MODIFIERS | words.ORDERS
_PLAINLY = {
    "PARAMETER": "A parameter such as $1",
    "INSERT_QUERY_NODE": "INSERT",
    "UPDATE_QUERY_NODE": "UPDATE",
    "DELETE_QUERY_NODE": "DELETE",
    "MERGE_QUERY_NODE": "MERGE",
    "COPY_QUERY_NODE": "COPY",
}
