"""The part of Lucene's query language that clients of CKAN send, as a tree.

    organization:estuary AND (tags:"bus stops" OR res_format:csv) -groups:spending
    metadata_modified:[2027-01-01T00:00:00Z TO NOW-1DAY]

Fields, phrases, ranges, groups (of a field too), AND OR NOT && || ! + -, wildcards. AND binds closer than OR,
and clauses beside each other must all hold. Boosts (`^4`) and fuzziness (`~2`) are read and passed over.
"""

import re
from dataclasses import dataclass

from hundred.base.errors import Invalid

MOST_LETTERS, MOST_TERMS, _DEEPEST = 20_000, 1_000, 20

_TOKEN = re.compile(
    r"""\s*(?:
    (?P<range>(?P<open>[\[{])\s*(?P<low>"[^"]*"|[^\s\]}]+)\s+TO\s+(?P<high>"[^"]*"|[^\s\]}]+)\s*(?P<close>[\]}]))
    |(?P<phrase>"(?:\\.|[^"\\])*")(?:[~^][\d.]*)*
    |(?P<bracket>[()])(?:\^[\d.]+)?
    |(?P<sign>[-+!])(?=\S)
    |(?P<field>(?:\*|[A-Za-z_](?:\\.|[\w.\-])*)):(?=\S)
    |(?P<word>(?:\\.|[^\s()\[\]{}"^~\\])+)(?:[~^][\d.]*)*
    )""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_SIGNS = {"-": "NOT", "!": "NOT", "+": "MUST"}
_WORDS = {"&&": "AND", "||": "OR", "AND": "AND", "OR": "OR", "NOT": "NOT"}


class BadQuery(Invalid):
    """A query that cannot be understood."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word or a phrase, in a field ("" where it has none). An asterisk at a word's start or end stands for
    anything; the text comes without."""

    field: str
    text: str
    phrase: bool = False
    starts_open: bool = False
    ends_open: bool = False

    @property
    def anything(self) -> bool:
        return self.starts_open and not self.text


@dataclass(frozen=True, slots=True)
class Range:
    """From `low` to `high`, "*" for no bound; the bound itself only where it is included."""

    field: str
    low: str
    high: str
    with_low: bool = True
    with_high: bool = True


@dataclass(frozen=True, slots=True)
class Not:
    node: "Node"


@dataclass(frozen=True, slots=True)
class And:
    nodes: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    nodes: tuple["Node", ...]


Node = Term | Range | Not | And | Or
_Token = tuple[str, "str | Range"]


def parse(text: str) -> Node:
    """The tree of a query; one that holds of everything for an empty text. Raises BadQuery."""
    if len(text) > MOST_LETTERS:
        raise BadQuery(f"A query may have {MOST_LETTERS:,} letters; this has {len(text):,}.")
    parser = _Parser(_tokens(text))
    if not parser.tokens:
        return And(())
    found = parser.either("", 0)
    if parser.tokens:
        raise BadQuery(f"There is a bracket too many in “{text[:100]}”.")
    return found


def _tokens(text: str) -> list[_Token]:
    """The tokens, the last one first."""
    found: list[_Token] = []
    at, end = 0, len(text.rstrip())
    while at < end:
        match = _TOKEN.match(text, at)
        if match is None:
            raise BadQuery(f"The query cannot be understood from “{text[at : at + 40].strip()}” on.")
        at = match.end()
        found.append(_named(match))
    terms = sum(kind in ("word", "phrase", "range") for kind, _ in found)
    if terms > MOST_TERMS:
        raise BadQuery(f"A query may have {MOST_TERMS:,} terms; this has {terms:,}.")
    return found[::-1]


def _named(match: re.Match[str]) -> _Token:
    if match["range"]:
        ends = (match["low"].strip('"'), match["high"].strip('"'))
        return "range", Range("", *ends, match["open"] == "[", match["close"] == "]")
    kind = str(match.lastgroup)
    text = match[kind]
    if kind == "sign":
        return kind, _SIGNS[text]
    if kind == "word" and text in _WORDS:
        return "sign", _WORDS[text]
    return kind, text


class _Parser:
    """Reads the tokens from the end of the list."""

    def __init__(self, tokens: list[_Token]) -> None:
        self.tokens = tokens

    def either(self, field: str, depth: int) -> Node:
        if depth > _DEEPEST:
            raise BadQuery(f"Brackets may be {_DEEPEST} deep.")
        found = [self.together(field, depth)]
        while self.take("sign", "OR"):
            found.append(self.together(field, depth))
        return found[0] if len(found) == 1 else Or(tuple(found))

    def together(self, field: str, depth: int) -> Node:
        found = [self.signed(field, depth)]
        while self.tokens and not self.next_is("sign", "OR") and not self.next_is("bracket", ")"):
            self.take("sign", "AND")
            found.append(self.signed(field, depth))
        return found[0] if len(found) == 1 else And(tuple(found))

    def signed(self, field: str, depth: int) -> Node:
        denied = False
        while self.next_is("sign", "NOT") or self.next_is("sign", "MUST"):
            denied ^= self.tokens.pop()[1] == "NOT"
        found = self.single(field, depth)
        return Not(found) if denied else found

    def single(self, field: str, depth: int) -> Node:
        if not self.tokens:
            raise BadQuery("The query ends where a word is wanted.")
        kind, text = self.tokens.pop()
        if isinstance(text, Range):
            return Range(field, text.low, text.high, text.with_low, text.with_high)
        if kind == "field":
            return self.single(_ESCAPED.sub(r"\1", text), depth)
        if kind == "bracket" and text == "(":
            found = self.either(field, depth + 1)
            if not self.take("bracket", ")"):
                raise BadQuery("A bracket is not closed.")
            return found
        if kind == "phrase":
            return Term(field, _ESCAPED.sub(r"\1", text[1:-1]), phrase=True)
        if kind == "word":
            return _word(field, text)
        raise BadQuery(f"A word is wanted where “{text}” stands.")

    def next_is(self, kind: str, text: str) -> bool:
        return bool(self.tokens) and self.tokens[-1] == (kind, text)

    def take(self, kind: str, text: str) -> bool:
        if self.next_is(kind, text):
            self.tokens.pop()
            return True
        return False


def _word(field: str, text: str) -> Term:
    starts_open = text.startswith("*")
    ends_open = text.endswith("*") and not text.endswith("\\*")
    inner = text[starts_open : len(text) - ends_open] if len(text) > 1 else text.strip("*")
    if text.endswith(":"):
        raise BadQuery(f"Nothing is asked of “{text[:60]}”.")
    if re.search(r"(?<!\\)[*?]", inner):
        raise BadQuery(
            f"A wildcard may stand at the beginning and at the end, as in bus*; not in “{text[:60]}”."
        )
    return Term(field, _ESCAPED.sub(r"\1", inner), starts_open=starts_open, ends_open=ends_open)
