"""Giving up rights for good: after this, a process may read the files it names, and that is all.

Linux's Landlock (since 5.13; see landlock(7) and linux/landlock.h) does it without any privilege. Where the
kernel has none of it, nothing happens: it is one rail of several.
"""

import ctypes
import os
import sys
from collections.abc import Iterable
from ctypes import Structure, byref, c_int32, c_uint64, sizeof
from pathlib import Path

# the same numbers on every architecture
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_ASK_VERSION, _PATH_BENEATH, _NO_NEW_PRIVILEGES = 1, 1, 38
_READ_FILE, _READ_FOLDER = 1 << 2, 1 << 3
_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}  # how many rights over files each version knows
_TCP, _SCOPES = 0b11, 0b11  # listen and connect; sockets without a name, and signals, to others
_WITH_TCP, _WITH_SCOPES = 4, 6  # the versions since


class _Ruleset(Structure):
    _fields_ = (("files", c_uint64), ("network", c_uint64), ("scopes", c_uint64))


class _Beneath(Structure):
    _pack_ = 1
    _fields_ = (("allowed", c_uint64), ("folder", c_int32))


def may_only_read(paths: Iterable[Path]) -> bool:
    """From now on this thread, and every thread and process it starts, may open these files and what is in
    these folders to read, and nothing else in any way; listen to no TCP port and connect to none.

    It adds to what was given up before. False where the kernel cannot do it.
    """
    if sys.platform != "linux":
        return False
    system = ctypes.CDLL(None, use_errno=True)
    version = system.syscall(_CREATE_RULESET, None, 0, _ASK_VERSION)
    if version < 1:
        return False
    rules = _Ruleset(
        files=(1 << _RIGHTS[min(version, max(_RIGHTS))]) - 1,
        network=_TCP if version >= _WITH_TCP else 0,
        scopes=_SCOPES if version >= _WITH_SCOPES else 0,
    )
    ruleset = _checked(system.syscall(_CREATE_RULESET, byref(rules), sizeof(rules), 0))
    try:
        for path in paths:
            _allow(system, ruleset, path)
        _checked(system.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0))
        _checked(system.syscall(_RESTRICT_SELF, ruleset, 0))
    finally:
        os.close(ruleset)
    return True


def _allow(system: ctypes.CDLL, ruleset: int, path: Path) -> None:
    place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        rights = _READ_FILE | _READ_FOLDER if path.is_dir() else _READ_FILE
        rule = _Beneath(rights, place)
        _checked(system.syscall(_ADD_RULE, ruleset, _PATH_BENEATH, byref(rule), 0))
    finally:
        os.close(place)


def _checked(answer: int) -> int:
    if answer < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return answer
