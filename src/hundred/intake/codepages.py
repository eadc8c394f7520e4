"""Which code page a text in single bytes is in: Windows-1252, or one of DOS, where £ is another byte."""

import re
from pathlib import Path

_LOOKED_AT = 8 << 20

# A letter with an accent between plain letters, and £ where an amount or a bracket follows, in each.
_WINDOWS = re.compile(rb"(?<=[A-Za-z])[\x92\xc0-\xff](?=[A-Za-z])|\xa3(?=[\d .)-])|(?<=[ \w])[\x93-\x97]")
_DOS = re.compile(rb"(?<=[A-Za-z])[\x80-\x8d\x90-\x9a\xa0-\xa5](?=[a-z])|\x9c(?=[\d .)-])")
# Letters of code page 850 which are lines and blocks in 437.
_WESTERN = re.compile(rb"(?<=[A-Za-z])[\xb5-\xb7\xc6\xc7\xd0-\xd8\xde\xe0\xe2-\xe5\xe9-\xed](?=[A-Za-z])")


def code_page(path: Path) -> str:
    """`cp1252` unless the bytes speak for DOS: then `cp437`, or `cp850` where only that has the letters."""
    with path.open("rb") as stream:
        head = stream.read(_LOOKED_AT)
    dos = len(_DOS.findall(head)) - head.count(b"\x92s")  # Windows writes ’s, which would be Æs
    if dos <= len(_WINDOWS.findall(head)):
        return "cp1252"
    return "cp850" if _WESTERN.search(head) else "cp437"
