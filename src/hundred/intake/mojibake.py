"""Characters garbled by a program that took UTF-8 for something else and saved the file: `Â£` for `£`.

Only runs of characters that such a mistake makes are looked at, each different one once. Whether a run
is garbled, and what it was, is judged by ftfy (https://ftfy.readthedocs.io), whose heuristics leave alone
what could be a true text such as `CHÂTEAU`.
"""

import re
from functools import lru_cache

import numpy as np

from hundred.intake.oddities import Oddities, around

# UTF-8 read as Windows-1252 (Â£, Ã©, â€™, ðŸ…), Mac Roman (¬£, √©, ‚Ä…) or DOS (┬ú, ├⌐, ΓÇ…), and what a
# Windows-1252 byte becomes that was taken for Latin-1.
_RUN = re.compile(
    rb"(?:\xc2[\x80-\x9f]"
    rb"|\xc3[\x82-\x85\xa2\xaf\xb0](?:\xc2|\xc5[\x92\x93\xa0\xa1\xb8\xbd\xbe]|\xc6\x92|\xcb[\x86\x9c]"
    rb"|\xe2(?:\x80[\x93-\xba]|\x82\xac|\x84\xa2)|\xc3\x82)"
    rb"|(?:\xc2\xac|\xe2\x88\x9a|\xe2\x94[\x9c\xac])[\xc2-\xf4]"
    rb"|\xe2\x80\x9a\xc3\x84|\xce\x93\xc3\x87)[\x80-\xf4]*"
)

_LEAD_LOST = re.compile("(?<!â)\x80(?=[\x80-\xbf])")  # of â€“ and its like, where a program dropped the â


def ungarbled(text: bytes, oddities: Oddities) -> bytes:
    """A piece of UTF-8 with its garbled characters put right."""
    if text.isascii():
        return text
    data = np.frombuffer(text, np.uint8)
    if data.max() == 0xC2 and b"\xac" not in text and not (data - 0x80 < 0x20).any():
        return text  # £ and its like are all there is
    if not _RUN.search(data[data >= 0x80].tobytes()):  # what stands together in the text still does there
        return text
    kept, done = [], 0
    for found in _RUN.finditer(text):
        right = _put_right(found.group())
        if right != found.group():
            _remember(oddities, text, found, right)
            kept += [text[done : found.start()], right]
            done = found.end()
    oddities.is_changed |= bool(kept)
    return b"".join([*kept, text[done:]]) if kept else text


@lru_cache(maxsize=10_000)
def _put_right(run: bytes) -> bytes:
    text = _LEAD_LOST.sub("â\\g<0>", run.decode())
    import ftfy  # noqa: PLC0415  slow to import, and few files need it

    return ftfy.fix_encoding(text).replace("\ufeff", "").encode()


def _remember(oddities: Oddities, text: bytes, found: re.Match[bytes], right: bytes) -> None:
    if oddities.garbled.is_full:
        oddities.garbled.count += 1
        return
    example = f"{around(text, *found.span())} → {around(text, *found.span(), right)}"
    oddities.garbled.add(oddities.line_at(text, found.start()), example)
