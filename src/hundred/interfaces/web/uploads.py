"""How a file sent with a form reaches the disk: from those who may add one, while there is room.

A view that takes small files of anyone says so, with `takes_of_anyone`.

Django takes the files in before any view is asked, so this is where a stranger's gigabytes are turned
away: their bytes are read past and never kept. What was wrong waits in the request for the view to say.
"""

import errno
from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler
from django.http import HttpRequest

from hundred.base.errors import HundredError, Invalid, NotAllowed, Unavailable
from hundred.interfaces.guard import asker_of
from hundred.interfaces.web import writing

V = TypeVar("V", bound=Callable[..., Any])

_TAKES = "most_bytes_of_anyone"
_FORM = 1_000_000  # bytes that the form around the files may take


def takes_of_anyone(most: int) -> Callable[[V], V]:
    """Let anyone send files of so many bytes together to this view, the outermost of its decorators."""

    def marked(view: V) -> V:
        setattr(view, _TAKES, most)
        return view

    return marked


class OfficersFiles(TemporaryFileUploadHandler):
    """Streams files to the scratch folder for people who may add data, and nobody else but where a view
    takes small ones of anyone."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803  Django's name
        content_length: int,
        boundary: Any,
        encoding: Any = None,
    ) -> None:
        """Decide before the first byte whether files of this request are taken in."""
        person = asker_of(self._asked)
        view = getattr(self._asked.resolver_match, "func", None)
        if most := getattr(view, _TAKES, 0):
            if content_length > most + _FORM:
                size = writing.size(most)
                self._problem(Invalid(f"The file is larger than {size}.", "Send a smaller one.", field=""))
        elif not (person.is_data_team or person.publishers):
            self._problem(NotAllowed("Your account may not add files."))
        elif content_length > settings.UPLOAD_LIMIT + _FORM:
            self._problem(
                Invalid(
                    f"The files are larger than {writing.size(settings.UPLOAD_LIMIT)} together.",
                    "Send fewer at once, or zip them.",
                    field="files",
                )
            )

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Open a file in the scratch folder, unless the request was turned away."""
        if upload_problem(self._asked):
            raise SkipFile
        try:
            super().new_file(*args, **kwargs)
        except OSError as error:
            self._no_room(error)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write a piece of the file; where the disk is full, drop the file and remember why."""
        try:
            super().receive_data_chunk(raw_data, start)
        except OSError as error:
            self._no_room(error)

    def file_complete(self, file_size: int) -> "UploadedFile[Any] | None":  # only its stub takes a parameter
        """The whole file, on disk under its own temporary name."""
        return None if upload_problem(self._asked) else super().file_complete(file_size)

    @property
    def _asked(self) -> HttpRequest:
        assert self.request is not None
        return self.request

    def _no_room(self, error: OSError) -> None:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise error
        self._problem(Unavailable("The disk is full.", "Ask the region’s data team to free some space."))
        raise SkipFile from error

    def _problem(self, problem: HundredError) -> None:
        self._asked.upload_problem = problem  # type: ignore[attr-defined] # read back by upload_problem


def upload_problem(request: HttpRequest) -> HundredError | None:
    """Why the files of this request were not taken in, None where they were."""
    return getattr(request, "upload_problem", None)
