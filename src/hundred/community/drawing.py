"""The process that decodes a stranger's picture and writes it anew, without whatever came with it.

It holds nothing worth taking, may open no file and write none, and is ended where it takes too much: decoders
of pictures are where strangers' bytes do most harm.
"""

import contextlib
import io
import resource
import signal

from PIL import Image, ImageOps, UnidentifiedImageError

from hundred.base.child import confine, line_of_child
from hundred.base.landlock import may_only_read

FORMATS = ("PNG", "JPEG", "WEBP")
_MOST_PIXELS = 40_000_000  # what telephones take
_SIZE = (1200, 900)  # what pages show at most
_MEMORY, _SECONDS = 1_500_000_000, 10


def serve() -> None:
    """Read a picture from the line, and give it back as WebP; nothing where it is none."""
    line = line_of_child()
    with contextlib.suppress(EOFError, ConnectionError):
        Image.init()  # its decoders are files of their own
        may_only_read([])
        confine(_MEMORY)
        resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
        signal.alarm(_SECONDS)
        line.send_bytes(_anew(line.recv_bytes()))


def _anew(content: bytes) -> bytes:
    """The picture upright and no larger than pages show it, its metadata (where it was taken) left out."""
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                return b""
            picture.draft("RGB", _SIZE)
            upright = ImageOps.exif_transpose(picture)
            upright.thumbnail(_SIZE)
            plain = Image.new("RGB", upright.size, "white")
            seen = upright.convert("RGBA")
            plain.paste(seen, mask=seen.getchannel("A"))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, MemoryError):
        return b""
    written = io.BytesIO()
    plain.save(written, "WEBP", quality=82)
    return written.getvalue()
