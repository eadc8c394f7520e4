"""A process of our own for work that may go wrong: it starts at once, is spoken to, and can be killed."""

import os
import socket
import subprocess
import sys
from multiprocessing.connection import Connection
from typing import Self


class Child:
    """A Python process that runs `serve()` of a module, which speaks to us through `line_of_child`.

    A context manager: the process ends with the block, at the latest.

    Not by multiprocessing, whose children import again all that their parent did.
    """

    def __init__(self, module: str) -> None:
        ours, theirs = socket.socketpair()
        # -P: never from the folder we happen to be in, where strangers' files are
        command = (sys.executable, "-P", "-c", f"from {module} import serve; serve()")
        with theirs:
            self._process = subprocess.Popen(command, stdin=theirs.fileno(), stdout=subprocess.DEVNULL)
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
