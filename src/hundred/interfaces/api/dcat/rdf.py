"""A JSON-LD document in the form a program asked for."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hundred.interfaces.media import DESCRIPTIONS


@dataclass(frozen=True, slots=True)
class Form:
    """A way to write RDF: its media type, the name rdflib has for it, and how its addresses end."""

    media: str
    writer: str
    suffix: str


_WRITERS = {"jsonld": "json-ld", "ttl": "turtle", "xml": "xml"}
FORMS = tuple(Form(media, _WRITERS[suffix], suffix) for suffix, media in DESCRIPTIONS.items())
JSONLD, TURTLE, XML = FORMS

BY_SUFFIX = {form.suffix: form for form in FORMS} | {"rdf": XML}  # `.rdf` is what CKAN's harvesters ask for
BY_MEDIA = {form.media: form for form in FORMS} | {
    "application/json": JSONLD,
    "application/x-turtle": TURTLE,
    "application/xml": XML,
    "text/xml": XML,
    "text/n3": TURTLE,
}


def written(document: Mapping[str, Any], form: Form) -> bytes:
    """The document in this form, as UTF-8."""
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    if form is JSONLD:
        return text.encode()
    from rdflib import Graph  # noqa: PLC0415  takes a fifth of a second, and JSON-LD does without

    graph = Graph()
    graph.parse(data=text, format="json-ld")
    return graph.serialize(format=form.writer, encoding="utf-8")
