"""What the words after `hundred add` stand for: files, every file of a folder, or an address to fetch."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from urllib.parse import unquote, urlsplit

from hundred.base.errors import NotFound
from hundred.interfaces.cli.terminal import Tell

_JUNK = ("Thumbs.db", "desktop.ini")


@dataclass(frozen=True, slots=True)
class Found:
    """A file to add: where its bytes are, its name with us, and where it came from."""

    path: Path
    name: str
    came_from: str


def is_address(what: str) -> bool:
    """Whether a word is an address on the web rather than a path."""
    return what.lower().startswith(("http://", "https://"))


def stem(what: str) -> str:
    """What a thing is called without folder and ending, to name a dataset after it."""
    if is_address(what):
        parts = urlsplit(what)
        return PurePath(unquote(parts.path)).stem or parts.hostname or "download"
    path = Path(what).resolve()
    return path.name if path.is_dir() else path.stem


def check(whats: Sequence[str]) -> None:
    """Raise NotFound for the first path there is nothing at, before any work is done."""
    for what in whats:
        if not is_address(what) and not Path(what).exists():
            raise NotFound(f"There is no file or folder {what}.", "Check the path, or write it in quotes.")


def collect(whats: Sequence[str], *, scratch: Path, limit: int, tell: Tell) -> list[Found]:
    """The files that the words stand for; those of a folder by their names in it, sorted."""
    found: list[Found] = []
    for what in whats:
        if is_address(what):
            found.append(_fetch(what, scratch, limit, tell))
        else:
            found += files_of([what])
    return found


def files_of(paths: Sequence[str]) -> Iterator[Found]:
    """The files at some paths; those of a folder by their names in it, sorted."""
    for path in map(Path, paths):
        if path.is_dir():
            yield from _folder(path)
        else:
            yield Found(path, path.name, "the command line")


def _folder(folder: Path) -> Iterator[Found]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        hidden = any(part.startswith(".") for part in name.parts)
        if path.is_file() and not hidden and path.name not in _JUNK:
            yield Found(path, name.as_posix(), "the command line")


def _fetch(address: str, scratch: Path, limit: int, tell: Tell) -> Found:
    from hundred.interfaces.cli import fetch  # noqa: PLC0415  slow to import, and few adds need it

    fetched = fetch.fetch(
        address,
        scratch,
        fetch.Rules(bytes=limit),
        lambda done, total: tell("Fetching (kB)", done // 1000, total // 1000, address),
    )
    return Found(fetched.path, fetched.name, fetched.address)
