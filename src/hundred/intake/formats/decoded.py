"""Text of kinds other than delimited text, as UTF-8."""

from collections.abc import Iterator
from pathlib import Path

from hundred.intake import problems
from hundred.intake.codepages import code_page
from hundred.intake.decode import NotInEncoding, believed, utf8_chunks
from hundred.intake.formats.source import Source
from hundred.intake.oddities import Oddities, tell
from hundred.intake.tally import Tally


def encoding_of(source: Source, tally: Tally) -> str:
    """The encoding of the whole file, with what is odd about its characters told to the tally.

    Raises Refused where it begins as wide text but is none throughout.
    """
    with source.path.open("rb") as stream:
        encoding = source.sniffed.encoding or believed(stream.read(4))
    try:
        oddities = _looked_through(source.path, encoding)
    except NotInEncoding:
        if not encoding.startswith("utf-8"):
            raise problems.Refused("text", problems.NOT_TEXT) from None
        encoding = code_page(source.path)
        oddities = _looked_through(source.path, encoding)
    tell(oddities, encoding, tally)
    return encoding


def utf8_pieces(path: Path, encoding: str) -> Iterator[bytes]:
    """The file's text in UTF-8, in pieces that end where a line ends."""
    return utf8_chunks(path, encoding, Oddities())


def _looked_through(path: Path, encoding: str) -> Oddities:
    oddities = Oddities()
    for _ in utf8_chunks(path, encoding, oddities):
        pass
    return oddities
