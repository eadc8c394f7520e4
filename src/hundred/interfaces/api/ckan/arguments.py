"""The arguments of an action, however they came: JSON keeps its types, forms and addresses send texts."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from hundred.base.errors import Invalid

_YES, _NO = ("true", "yes", "t", "y", "on", "1"), ("false", "no", "f", "n", "off", "0", "", "none")
_LONGEST_NUMBER = 18  # digits


class Arguments:
    """Reads arguments by name. What cannot be read raises Invalid with the name as its field."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        self.given = given

    def text(self, name: str, default: str = "") -> str:
        value = self.given.get(name)
        if value is None:
            return default
        if isinstance(value, list) and len(value) == 1:
            value = value[0]
        if isinstance(value, bool | int | float):
            return str(value)
        if not isinstance(value, str):
            raise Invalid("Must be a Unicode string value", field=name)
        return value

    def needed(self, *names: str) -> str:
        """The first of these that is given. Raises Invalid as CKAN does where none is."""
        for name in names:
            if found := self.text(name):
                return found
        raise Invalid("Missing value", field=names[0])

    def number(self, name: str, default: int, most: int) -> int:
        """A whole number from 0; more than the most there can be means the most."""
        value = self.text(name)
        if not value:
            return default
        digits = value.strip()
        if not (digits.isascii() and digits.isdigit() and len(digits) <= _LONGEST_NUMBER):
            negative = digits.startswith("-") and digits[1:].isdigit()
            raise Invalid("Must be a natural number" if negative else "Invalid integer", field=name)
        return min(int(digits), most)

    def yes(self, name: str, *, default: bool = False) -> bool:
        value = self.given.get(name)
        if isinstance(value, bool):
            return value
        text = self.text(name).strip().lower()
        if value is None or text in _NO:
            return default if value is None else False
        if text in _YES:
            return True
        raise Invalid("Must be true or false", field=name)

    def words(self, name: str, separator: str = ",") -> list[str]:
        """A list: of JSON, repeated, as JSON in a text, or in a text with commas between."""
        value = self.given.get(name)
        if value is None:
            return []
        if isinstance(value, str):
            value = _unfolded(value) if value.lstrip().startswith("[") else value.split(separator)
        if not isinstance(value, list) or not all(isinstance(one, str | int | float) for one in value):
            raise Invalid("Must be a list of strings", field=name)
        return [str(one).strip() for one in value if str(one).strip()]

    def many(self, name: str) -> list[str]:
        """Texts that may hold commas: repeated, or a list of JSON."""
        return self.words(name, separator="\0")

    def mapping(self, name: str) -> dict[str, Any]:
        """An object of JSON, itself or as JSON in a text."""
        value = self.given.get(name)
        if isinstance(value, str):
            value = _unfolded(value) if value.strip() else None
        if value is None or value == []:
            return {}
        if not isinstance(value, dict):
            raise Invalid("Must be a JSON object", field=name)
        return value


def _unfolded(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return ...


def one_or_many(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else [value]
