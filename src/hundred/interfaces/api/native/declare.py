"""What a route is: the declaration that parses its parameters, guards it and describes it in OpenAPI."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.http import QueryDict

from hundred.base.errors import Invalid
from hundred.interfaces.api.native.shapes import Shape
from hundred.interfaces.doors import ALLOWED
from hundred.interfaces.guard import View

JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of an address. `many` may be repeated; without a default in its shape it is required,
    unless it is `many` or `free` to be left out."""

    name: str
    shape: Shape
    place: Literal["path", "query"] = "query"
    many: bool = False
    free: bool = False

    @property
    def required(self) -> bool:
        return "default" not in self.shape and not self.many and not self.free

    def read(self, texts: Sequence[str]) -> Any:
        """The typed value of what an address gives. Raises Invalid with the parameter as its field."""
        if self.many:
            return tuple(self._typed(text) for text in texts)
        if len(texts) > 1:
            raise Invalid(f"{self.name} is given {len(texts)} times.", "Give it once.", field=self.name)
        if texts:
            return self._typed(texts[0])
        if self.required:
            raise Invalid(f"{self.name} is missing.", self.shape["description"], field=self.name)
        return self.shape.get("default", "")

    def _typed(self, text: str) -> Any:
        if self.shape["type"] == "integer":
            return self._whole(text)
        if "\0" in text:  # PostgreSQL has no text that holds one
            raise Invalid(f"{self.name} holds a NUL character.", "Leave it out.", field=self.name)
        if text not in self.shape.get("enum", [text]):
            allowed = ", ".join(self.shape["enum"])
            raise Invalid(f"{self.name} cannot be “{text[:60]}”.", f"Use one of: {allowed}.", field=self.name)
        return text

    def _whole(self, text: str) -> int:
        least, most = self.shape["minimum"], self.shape.get("maximum", 2**53)
        if len(text) > 16 or not (text.isascii() and text.isdigit()) or not least <= int(text) <= most:
            span = f"from {least} to {most:,}" if "maximum" in self.shape else f"of at least {least}"
            raise Invalid(f"{self.name} must be a whole number {span}, not “{text[:20]}”.", field=self.name)
        return int(text)


@dataclass(frozen=True, slots=True)
class Route:
    """An address of the API and all that is to be said of it.

    `path` is below `/api/v1/`, with its parts in braces. `answer` names a component of
    `hundred.interfaces.api.native.components`. With `filters`, parameters besides those declared are
    conditions on a table's columns, and the view reads them itself. With `posted`, the parameters may come as
    the body of a POST instead, which only reads all the same. `also` are media the answer may take besides.
    """

    path: str
    name: str
    title: str
    says: str
    subject: str
    view: View[...]
    answer: str
    parameters: tuple[Parameter, ...] = ()
    filters: bool = False
    media: str = JSON
    also: tuple[str, ...] = ()
    posted: bool = False

    @property
    def query(self) -> tuple[Parameter, ...]:
        return tuple(parameter for parameter in self.parameters if parameter.place == "query")

    @property
    def allowed(self) -> str:
        """The methods it answers, as the Allow header says them."""
        return f"{ALLOWED}, POST" if self.posted else ALLOWED

    @property
    def pattern(self) -> str:
        """The path as Django writes it. Names of tables and slugs hold neither slashes nor dots."""
        return self.path.replace("{", "<str:").replace("}", ">")

    def read(self, given: QueryDict) -> dict[str, Any]:
        """The values of the query's parameters, with defaults. Raises Invalid naming what is allowed."""
        if not self.filters:
            self._refuse_unknown(given)
        return {parameter.name: parameter.read(given.getlist(parameter.name)) for parameter in self.query}

    def _refuse_unknown(self, given: QueryDict) -> None:
        known = [parameter.name for parameter in self.query]
        for name in given:
            if name not in known:
                fix = f"Use one of: {', '.join(known)}." if known else "This address takes no parameters."
                raise Invalid(f"There is no parameter “{name[:60]}”.", fix, field=name[:60])


def in_path(name: str, shape: Shape) -> Parameter:
    """A part of the address itself."""
    return Parameter(name, shape, place="path")


def with_default(shape: Shape, default: Any) -> Shape:
    """A shape with the value it has where nothing is given."""
    return {**shape, "default": default}
