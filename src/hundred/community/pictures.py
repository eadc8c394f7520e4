"""Pictures that people send with what they made."""

from hundred.base.child import Child
from hundred.base.errors import Invalid

MOST_BYTES = 5_000_000
MEDIA_TYPE = "image/webp"
_SECONDS = 20


def drawn_anew(content: bytes) -> bytes:
    """A stranger's PNG, JPEG or WebP as a WebP of ours, decoded in a process of its own.

    Raises Invalid (field `picture`) where it is none of these, broken, or too large.
    """
    if len(content) > MOST_BYTES:
        raise Invalid("The picture is larger than 5 MB.", "Send a smaller one.", field="picture")
    with Child("hundred.community.drawing", alone=True) as child:
        try:
            child.line.send_bytes(content)
            found = child.line.recv_bytes() if child.line.poll(_SECONDS) else b""
        except (EOFError, ConnectionError):  # it took more than it may, and was ended
            found = b""
    if not found:
        raise Invalid(
            "The picture cannot be read.",
            "Send it as a PNG, a JPEG or a WebP of at most 40 megapixels.",
            field="picture",
        )
    return found
