"""Names for things: sortable identifiers, slugs for addresses, and hashes of bytes."""

import hashlib
import re
import unicodedata
from pathlib import Path

from ulid import ULID

SHA256 = re.compile(r"[0-9a-f]{64}")
_CHUNK = 1 << 20


def new_id() -> str:
    """A new ULID: 26 characters, unique, sorting by the time it was made (github.com/ulid/spec)."""
    return str(ULID())


def slug(text: str, *, limit: int = 80) -> str:
    """Lower-case words joined by hyphens, for addresses: `Parks & Open Space` → `parks-and-open-space`."""
    plain = unicodedata.normalize("NFKD", text.replace("&", " and ")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:limit].rstrip("-")


def is_sha256(text: str) -> bool:
    """Whether the text is a SHA-256 in lower-case hexadecimal."""
    return SHA256.fullmatch(text) is not None


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file's bytes, in lower-case hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
