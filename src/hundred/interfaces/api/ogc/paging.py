"""Links from a page of items to the pages around it."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from hundred.interfaces.api.ogc.door import GEOJSON
from hundred.interfaces.api.ogc.wire import link

_WORDS = ("_after", "_before", "page")
_RELATIONS = {"_after": "next", "_before": "prev"}


def around(request: HttpRequest, here: str, places: Mapping[str, str]) -> list[dict[str, Any]]:
    """This page and those after and before it; `places` are the parameters that lead there, "" for none."""
    told = [link(_with(request, here, {}), "self", GEOJSON)]
    for name, place in places.items():
        if place:
            told.append(link(_with(request, here, {name: place}), _RELATIONS.get(name, name), GEOJSON))
    return told


def numbered(request: HttpRequest, here: str, page: int, pages: int) -> list[dict[str, Any]]:
    """The same for pages that have numbers."""
    told = [link(_with(request, here, {"page": str(page)} if page > 1 else {}), "self", GEOJSON)]
    if page < pages:
        told.append(link(_with(request, here, {"page": str(page + 1)}), "next", GEOJSON))
    if 1 < page <= pages:
        told.append(link(_with(request, here, {"page": str(page - 1)}), "prev", GEOJSON))
    return told


def _with(request: HttpRequest, here: str, place: Mapping[str, str]) -> str:
    words = request.GET.copy()
    if place:
        for name in _WORDS:
            words.pop(name, None)
    for name, value in place.items():
        words[name] = value
    return f"{here}?{words.urlencode()}" if words else here
