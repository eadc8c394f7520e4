"""The Jinja environment of every page: where templates come from, what they call, how values are written."""

from collections.abc import Mapping, MutableMapping
from pathlib import Path
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from jinja2 import (
    ChainableUndefined,
    Environment,
    FileSystemLoader,
    PackageLoader,
    PrefixLoader,
    StrictUndefined,
    Template,
)

from hundred.base.money import say_pounds
from hundred.base.time import say_day, say_instant
from hundred.interfaces.web import writing

TEMPLATES = Path(__file__).parent / "templates"
_COMPONENTS = "govuk_frontend_jinja"


class _Pages(Environment):
    """Our templates fail on a missing value; the GOV.UK components expect them, so they live apart."""

    def __init__(self, *, auto_reload: bool) -> None:
        super().__init__(
            loader=FileSystemLoader(TEMPLATES),
            undefined=StrictUndefined,
            autoescape=True,
            auto_reload=auto_reload,
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=["jinja2.ext.do"],
        )
        self._components = Environment(
            loader=PrefixLoader({_COMPONENTS: PackageLoader(_COMPONENTS)}),
            undefined=ChainableUndefined,
            autoescape=True,
            auto_reload=False,
        )

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - Jinja's own name for it
    ) -> Template:
        """The template of that name, from the GOV.UK components where its name starts with theirs."""
        if isinstance(name, str) and name.startswith(f"{_COMPONENTS}/"):
            return self._components.get_template(name)
        return super().get_template(name, parent, globals)


def environment(**options: Any) -> Environment:
    """The environment for Django's Jinja2 backend; of the options it passes only `auto_reload` is heeded.

    Templates may call `url(name, **parts)` and `static(path)`, and write values with the filters
    of `hundred.interfaces.web.writing` (`number size plural cell`) and `day instant pounds`.
    """
    pages = _Pages(auto_reload=bool(options.get("auto_reload", False)))
    pages.globals.update(url=_url, static=static)
    pages.filters.update(_filters())
    return pages


def _url(name: str, /, **parts: object) -> str:
    """The address of a named route."""
    return reverse(name, kwargs=parts or None)


def _filters() -> Mapping[str, Any]:
    return {
        "day": say_day,
        "instant": say_instant,
        "pounds": say_pounds,
        "number": writing.number,
        "size": writing.size,
        "plural": writing.plural,
        "cell": writing.cell,
        "cell_class": writing.cell_class,
        "is_numeric": writing.is_numeric,
        "options": writing.options,
    }
