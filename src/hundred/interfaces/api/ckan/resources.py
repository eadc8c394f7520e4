"""Actions on resources: tables and files, by their ids."""

from typing import Any

from django.http import HttpRequest

from hundred.accounts.records import Person
from hundred.base.errors import Invalid, NotFound
from hundred.catalogue import conditions as exact
from hundred.catalogue import queries as catalogue
from hundred.catalogue.queries.exactly import Wanted
from hundred.interfaces.addresses import site_of
from hundred.interfaces.api.ckan import wire
from hundred.interfaces.api.ckan.arguments import Arguments
from hundred.interfaces.api.ckan.packages import told
from hundred.interfaces.guard import asker_of

_MOST = 1_000
_FIELDS = ("name", "description", "format", "mimetype", "url", "hash", "id", "resource_type")


def resource_show(request: HttpRequest, given: Arguments) -> Any:
    """A table or a file of a dataset. `id`."""
    asker, name = asker_of(request), given.needed("id")
    record = catalogue.dataset(asker=asker, slug=place_of(asker, name)[0])
    package = told(asker, site_of(request), [record])[0]
    found = next((one for one in package["resources"] if one["id"] == name.lower()), None)
    if found is None:
        raise no_resource(name)
    return found


def resource_search(request: HttpRequest, given: Arguments) -> Any:
    """Resources whose field holds a text, in any case, of the thousand datasets last changed. `query`:
    `field:text`, or several; fields are name, description, format, mimetype, url, hash, id and resource_type.
    `limit`, `offset`, `order_by`."""
    asked = [_term(text) for text in given.many("query")]
    if not asked:
        raise Invalid("Missing value", field="query")
    wanted = [
        exact.Is("format", wire.kind_of_format(text), "within") for name, text in asked if name == "format"
    ]
    which = Wanted(exact.All(tuple(wanted)), order=(("updated", True),), size=_MOST)
    asker = asker_of(request)
    datasets = catalogue.datasets_where(asker=asker, wanted=which).datasets
    packages = told(asker, site_of(request), datasets)
    found = [one for package in packages for one in package["resources"] if _fits(one, asked)]
    if order := given.text("order_by"):
        if order not in _FIELDS:
            raise _no_field(order, "order_by")
        found.sort(key=lambda one: str(one[order]))
    start = given.number("offset", 0, 10**9)
    return {"count": len(found), "results": found[start : start + given.number("limit", _MOST, _MOST)]}


def place_of(asker: Person, name: str) -> tuple[str, str, str]:
    """Of a resource's id: the dataset, and the table's name or else the file's SHA-256. Raises NotFound."""
    try:
        dataset, table = catalogue.place_of_table(asker=asker, name=name)
    except NotFound:
        try:
            dataset, sha256 = catalogue.place_of_file(asker=asker, name=name)
        except NotFound:
            raise no_resource(name) from None
        return dataset, "", sha256
    return dataset, table, ""


def no_resource(name: str) -> NotFound:
    return NotFound(f'Resource "{name[:100]}" was not found.')


def resource_view_list(request: HttpRequest, given: Arguments) -> Any:
    """The views of a resource: none, for its page has what views are for. `id`."""
    place_of(asker_of(request), given.needed("id"))
    return []


def _term(text: str) -> tuple[str, str]:
    name, mark, value = text.partition(":")
    if not mark:
        raise Invalid("Must be <field>:<value> pair(s)", field="query")
    if name not in _FIELDS:
        raise _no_field(name, "query")
    return name, value.strip().lower()


def _fits(resource: dict[str, Any], asked: list[tuple[str, str]]) -> bool:
    return all(text in str(resource[name] or "").lower() for name, text in asked)


def _no_field(name: str, field: str) -> Invalid:
    return Invalid(f"Field “{name[:60]}” not recognised.", f"Use one of: {', '.join(_FIELDS)}.", field=field)
