"""A process of our own for work that may go wrong: it starts at once, is spoken to, and can be killed."""

import os
import resource
import signal
import socket
import subprocess
import sys
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Self

_OUR_PACKAGES = Path(__file__).resolve().parents[2]  # where `hundred` itself is imported from
_NOWHERE = "/"


class Child:
    """A Python process that runs `serve()` of a module, which speaks to us through `line_of_child`.

    A context manager: the process ends with the block, at the latest.

    Not by multiprocessing, whose children import again all that their parent did. A child that is `alone`
    inherits nothing: no environment, no working folder of ours, none of Python's own settings.
    """

    def __init__(self, module: str, *, alone: bool = False) -> None:
        ours, theirs = socket.socketpair()
        first = f"from {__name__} import leave_out_pandas; leave_out_pandas()"
        work = f"{first}; from {module} import serve; serve()"
        # never from the folder we happen to be in, where strangers' files are
        flags, where = ("-P", None)
        if alone:
            flags, where = ("-I", _NOWHERE)
            work = f"import sys; sys.path.insert(0, {str(_OUR_PACKAGES)!r}); {work}"
        with theirs:
            self._process = subprocess.Popen(
                (sys.executable, flags, "-c", work),
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                env={} if alone else None,
                cwd=where,
            )
        self.line = Connection(ours.detach())

    @property
    def is_alive(self) -> bool:
        """Whether the process runs."""
        return self._process.poll() is None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def kill(self) -> None:
        """End the process, whatever it is doing."""
        self.line.close()
        self._process.kill()
        self._process.wait()


def line_of_child() -> Connection:
    """In the child: the line to its parent."""
    return Connection(os.dup(0))


class _NoPandas:
    @staticmethod
    def find_spec(name: str, path: object = None, target: object = None) -> None:
        if name == "pandas":
            raise ModuleNotFoundError("No module named 'pandas'", name=name)


def leave_out_pandas() -> None:
    """In the child: be without pandas, even where the machine has it.

    The engine and Arrow look for it when they first meet a value; a child that may open no more files by then
    would fail halfway into importing it.
    """
    sys.meta_path.insert(0, _NoPandas)


def confine(memory: int) -> None:
    """In the child: bound its memory to so many bytes of addresses (where the system can), and leave ^C to
    the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
