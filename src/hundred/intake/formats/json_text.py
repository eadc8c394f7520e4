"""A JSON text as a stream: its values are cut out one at a time, so that the file is never held whole.

The cutting is done by the standard library's decoder. It is lenient where nothing is lost by it: control
characters in strings and surplus commas.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from hundred.intake import problems
from hundred.intake.problems import Refused

_LONGEST = 64 << 20  # characters of one value
_LONGEST_LINE = 16 << 20
_SHOWN = 20_000
_SETTLED = 1_000  # an error as many characters before the end is not due to what has not been read yet
_SPACE = re.compile(r"[ \t\r\n\f\v\ufeff\x1e]*")
_STRING = r'"[^"\\]*(?:\\.[^"\\]*)*"'
_TOKEN = re.compile(rf"{_STRING}|[\[\]{{}}]", re.DOTALL)
_SURPLUS_COMMA = re.compile(rf"({_STRING})|,(?=\s*[}}\]])", re.DOTALL)
_LINE_OF_JSON = re.compile(r"\s*(\{[^\r\n]*\}|\[[^\r\n]*\]),?[ \t]*[\r\n]+\s*[{\[]")


_DEEPER = {"{": 1, "[": 1, "}": -1, "]": -1}


class Number(str):
    """A number as it is written."""

    __slots__ = ()


class Constant(str):
    """NaN, Infinity or -Infinity, which programs write though JSON has no such thing."""

    __slots__ = ()


class Pairs(list[tuple[str, Any]]):
    """An object as its members in their order, those of the same name included."""

    __slots__ = ()


class Broken:
    """What stands for a value that cannot be read."""

    __slots__ = ()


# To look at a value, and to have it to the letter.
PLAIN = json.JSONDecoder(strict=False)
EXACT = json.JSONDecoder(
    strict=False,
    object_pairs_hook=Pairs,
    parse_float=Number,
    parse_int=Number,
    parse_constant=Constant,
)


class NotJson(Exception):
    """What stands here is not JSON. `is_cut` where the text ends before the value does."""

    def __init__(self, line: int, *, is_cut: bool = False) -> None:
        super().__init__(line)
        self.line = line
        self.is_cut = is_cut


@dataclass(frozen=True, slots=True)
class Cut:
    """A value, the text it was made from, and whether commas had to be left out for it."""

    value: Any
    raw: str
    is_repaired: bool = False


class JsonText:
    """A window that slides over the text. Raises Refused for a value that no table would hold."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._text = ""
        self._at = 0
        self._ended = False
        self._line = 1
        self._counted = 0

    @property
    def line(self) -> int:
        """The number of the line reached, from 1."""
        start, end = self._counted, self._at
        ends = (self._text.count(mark, start, end) for mark in ("\n", "\r", "\r\n"))
        feeds, returns, both = ends
        self._line += feeds + returns - both
        self._counted = end
        return self._line

    def peek(self) -> str:
        """The next character that is not a space, "" at the end."""
        while True:
            space = _SPACE.match(self._text, self._at)
            self._at = space.end() if space else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def take(self, mark: str) -> None:
        """Go past a character. Raises NotJson where another stands here."""
        found = self.peek()
        if found != mark:
            raise NotJson(self.line, is_cut=not found)
        self._at += 1

    def value(self, decoder: json.JSONDecoder) -> Cut:
        """The value that begins here. Raises NotJson, and stays where it is."""
        while True:
            try:
                value, end = decoder.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                open_ended = error.msg.startswith("Unterminated") or error.pos >= len(self._text) - _SETTLED
                if open_ended and self._more():
                    continue
                raise NotJson(self.line) from None
            except RecursionError:
                raise Refused("json", problems.JSON_DEEP) from None
            if end == len(self._text) and self._more():
                continue
            raw, self._at = self._text[self._at : end], end
            return Cut(value, raw)

    def broken_value(self, decoder: json.JSONDecoder) -> Cut:
        """The value that begins here though it is not quite JSON, without surplus commas.

        Raises NotJson where its brackets are never closed. Its value is `Broken` where nothing helps.
        """
        raw = self._bracketed()
        self._at += len(raw)
        try:
            return Cut(decoder.decode(_SURPLUS_COMMA.sub(r"\1", raw)), raw, is_repaired=True)
        except json.JSONDecodeError:
            return Cut(Broken(), raw)
        except RecursionError:
            raise Refused("json", problems.JSON_DEEP) from None

    def rest_of_line(self) -> str:
        """Go to the end of the line; what stood there."""
        while True:
            ends = [place for mark in "\r\n" if (place := self._text.find(mark, self._at)) >= 0]
            if ends or not self._more():
                start, self._at = self._at, min(ends, default=len(self._text))
                return self._text[start : self._at]

    def rest(self) -> str:
        """Go to the end; the beginning of what stood there."""
        start = self._text[self._at : self._at + _SHOWN]
        self._at = len(self._text)
        while self._more():
            self._at = len(self._text)
        return start

    def is_lines(self) -> bool:
        """Whether each line is a value of its own (JSON Lines), judged on the first two."""
        self.peek()
        while not re.search(r"[\r\n]\s*\S", self._text[self._at :]) and len(self._text) < _LONGEST_LINE:
            if not self._more():
                break
        found = _LINE_OF_JSON.match(self._text, self._at)
        return found is not None and _depth(found[1]) == 0

    def _bracketed(self) -> str:
        """The text from here to where its brackets are closed. Raises NotJson where they are not."""
        if self.peek() not in ("{", "["):
            raise NotJson(self.line)
        while True:
            depth = 0
            for token in _TOKEN.finditer(self._text, self._at):
                depth += _DEEPER.get(token[0], 0)
                if depth <= 0:
                    return self._text[self._at : token.end()]
            if not self._more():
                raise NotJson(self.line, is_cut=True)

    def _more(self) -> bool:
        """Read on, letting go of what is done with, and taking as much again as is held."""
        if self._ended:
            return False
        held = self._text[self._at :]
        if len(held) > _LONGEST:
            raise Refused("json", problems.JSON_LONG)
        _ = self.line
        parts, size = [held], 0
        while size <= len(held):
            piece = next(self._pieces, None)
            if piece is None:
                self._ended = True
                break
            parts.append(piece.decode("utf-8"))
            size += len(parts[-1])
        self._text, self._at, self._counted = "".join(parts), 0, 0
        return size > 0


def _depth(text: str) -> int:
    """How many brackets a text leaves open."""
    return sum(_DEEPER.get(token[0], 0) for token in _TOKEN.finditer(text))
