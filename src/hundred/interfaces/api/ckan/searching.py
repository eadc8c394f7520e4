"""What `package_search` asks for, in the catalogue's own words."""

from collections.abc import Callable
from datetime import datetime

from hundred.base.time import now
from hundred.catalogue import conditions as exact
from hundred.catalogue.queries.exactly import Count, Order
from hundred.interfaces.api.ckan import lucene, wire
from hundred.interfaces.api.ckan.lucene import BadQuery, Node, Range, Term
from hundred.interfaces.api.ckan.moments import moment

# CKAN's name of a property, and ours.
_PROPERTIES: dict[str, exact.Property] = {
    "id": "uuid", "name": "slug", "organization": "publisher", "owner_org": "publisher_uuid",
    "groups": "theme", "license_id": "licence", "license": "licence", "tags": "tag", "res_format": "format",
}  # fmt: skip
_TEXTS: dict[str, exact.Property | None] = {
    "title": "title", "notes": "description", "text": None, "": None, "_text_": None,
    "title_string": "title", "title_ngram": "title", "name_ngram": "slug",
}  # fmt: skip
_MOMENTS: dict[str, exact.Moment] = {"metadata_created": "created", "metadata_modified": "updated"}
_THE_SAME_FOR_ALL = {
    "type": "dataset", "dataset_type": "dataset", "entity_type": "package", "state": "active",
    "site_id": "default",
}  # fmt: skip
_NOBODY_S = ("extras_", "vocab_", "harvest_", "res_extras_", "ext_", "res_name", "res_description", "res_url",
             "res_type", "author", "maintainer", "url", "version")  # fmt: skip

FACETS: dict[str, Count] = {
    "organization": "publisher", "groups": "theme", "tags": "tag", "res_format": "format",
    "license_id": "licence",
}  # fmt: skip
_ORDERS: dict[str, Order] = {
    "score": "rank", "rank": "rank", "id": "uuid", "name": "slug", "title": "title", "title_string": "title",
    "metadata_created": "created", "metadata_modified": "updated",
}  # fmt: skip
DEFAULT_ORDER = "score desc, metadata_modified desc"


def condition_of(text: str) -> exact.Condition:
    """The condition that a filter query states. Raises BadQuery."""
    return _condition(lucene.parse(text), now())


def order_of(text: str) -> tuple[tuple[Order, bool], ...]:
    """The order that `sort` asks for. Raises BadQuery."""
    found = []
    for part in (text or DEFAULT_ORDER).split(","):
        name, _, way = part.strip().partition(" ")
        if name not in _ORDERS or way.strip().lower() not in ("", "asc", "desc"):
            raise BadQuery(
                f"Cannot sort by “{part.strip()[:60]}”.", f"Use asc or desc of: {', '.join(_ORDERS)}."
            )
        found.append((_ORDERS[name], way.strip().lower() == "desc"))
    return tuple(found)


def _condition(node: Node, at: datetime) -> exact.Condition:
    match node:
        case lucene.And(nodes):
            return exact.All(tuple(_condition(one, at) for one in nodes))
        case lucene.Or(nodes):
            return exact.AnyOf(tuple(_condition(one, at) for one in nodes))
        case lucene.Not(inner):
            return exact.Not(_condition(inner, at))
        case Range():
            return _range(node, at)
        case Term():
            return _term(node, at)


def _term(asked: Term, at: datetime) -> exact.Condition:
    field = asked.field
    if field == "*" or (asked.anything and not field):
        return exact.EVERYTHING
    if field in _TEXTS:
        return _says(asked, _TEXTS[field])
    if field in _MOMENTS:
        if asked.anything:
            return exact.EVERYTHING
        then = moment(asked.text, at)
        return exact.When(_MOMENTS[field], then, then)
    if field in ("capacity", "private"):
        return _is_open(asked)
    if field in _THE_SAME_FOR_ALL:
        return exact.EVERYTHING if _fits(asked, _THE_SAME_FOR_ALL[field]) else exact.NOTHING
    if field in _PROPERTIES:
        return _is(asked, _PROPERTIES[field])
    if field.startswith(_NOBODY_S):
        return exact.NOTHING
    raise _undefined(field)


def _is(asked: Term, name: exact.Property) -> exact.Condition:
    if asked.anything:
        return exact.Has(name)
    part: exact.Part = "whole"
    if asked.starts_open or asked.ends_open:
        part = "within" if asked.starts_open and asked.ends_open else "end" if asked.starts_open else "start"
    change: Callable[[str], str] = {"format": wire.kind_of_format, "tag": str.lower}.get(name, str)
    return exact.Is(name, change(asked.text), part)


def _says(asked: Term, name: exact.Property | None) -> exact.Condition:
    """Every word must be there; a phrase as it stands."""
    if asked.anything:
        return exact.Has(name) if name else exact.EVERYTHING
    words = [asked.text] if asked.phrase else asked.text.split()
    return exact.All(tuple(exact.Says(word, name) for word in words))


def _is_open(asked: Term) -> exact.Condition:
    if asked.anything:
        return exact.EVERYTHING
    wanted = {"public": True, "false": True, "private": False, "true": False}.get(asked.text.lower())
    if wanted is None:
        return exact.NOTHING
    is_open = exact.Is("access", "open")
    return is_open if wanted else exact.Not(is_open)


def _range(asked: Range, at: datetime) -> exact.Condition:
    name = _MOMENTS.get(asked.field)
    if name is not None:
        first, last = moment(asked.low, at), moment(asked.high, at)
        return exact.When(name, first, last, not asked.with_low, not asked.with_high)
    if asked.low == asked.high == "*":
        return _term(Term(asked.field, "", starts_open=True, ends_open=True), at)
    if asked.field.startswith(_NOBODY_S):
        return exact.NOTHING
    if asked.field in {*_PROPERTIES, *_TEXTS, *_THE_SAME_FOR_ALL}:
        raise BadQuery(f"{asked.field or 'A text'} has no ranges.", f"Use {' or '.join(_MOMENTS)}.")
    raise _undefined(asked.field)


def _fits(asked: Term, value: str) -> bool:
    if asked.starts_open and asked.ends_open:
        return asked.text in value
    if asked.starts_open:
        return value.endswith(asked.text)
    return value.startswith(asked.text) if asked.ends_open else value == asked.text


def _undefined(field: str) -> BadQuery:
    known = ", ".join(name for name in (*_PROPERTIES, *_TEXTS, *_MOMENTS) if name)
    return BadQuery(f"undefined field {field[:60]}.", f"Known are: {known}.")
