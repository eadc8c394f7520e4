"""Files by the SHA-256 of their bytes: what they are, and the bytes themselves."""

from pathlib import PurePosixPath

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from hundred.accounts.records import Person
from hundred.catalogue import queries as catalogue
from hundred.intake.sniff import archive_suffix
from hundred.interfaces.api.native import wire
from hundred.interfaces.api.native.answers import as_json
from hundred.interfaces.api.native.declare import Route, in_path
from hundred.interfaces.api.native.links import base_of
from hundred.interfaces.api.native.shapes import text
from hundred.interfaces.guard import asker_of, open_to
from hundred.interfaces.keeping import unchanged, with_tag
from hundred.interfaces.ranges import send
from hundred.stewardship import queries as stewardship


@open_to("anyone")
def file(request: HttpRequest, sha256: str) -> HttpResponseBase:
    asker = asker_of(request)
    became = wire.FileStory(
        appearances=catalogue.file_appearances(asker=asker, sha256=sha256),
        gave=catalogue.parts_of_file(asker=asker, sha256=sha256),
        findings=stewardship.file_findings(asker=asker, sha256=sha256),
        bytes=settings.LAKE.files.path(sha256).stat().st_size,
    )
    return as_json(request, wire.file_detail(sha256, became, base_of(request)))


@open_to("anyone")
def content(request: HttpRequest, sha256: str) -> HttpResponseBase:
    name = _name(asker_of(request), sha256)  # raises where the asker may not see it
    tag = f'"{sha256}"'
    if answer := unchanged(request, tag):
        return answer
    return with_tag(request, send(request, settings.LAKE.files.path(sha256), name=name, tag=tag), tag)


def _name(asker: Person, sha256: str) -> str:
    """The name to save the file under: its own, or one made of its hash for an archive that files came in."""
    for found in catalogue.file_appearances(asker=asker, sha256=sha256):
        if found.sha256 == sha256:
            return PurePosixPath(found.name).name
    return sha256[:12] + archive_suffix(settings.LAKE.files.path(sha256))


_SHA256 = in_path(
    "sha256",
    text(
        "The SHA-256 of the file’s bytes.", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    ),
)

ROUTES = (
    Route(
        path="files/{sha256}",
        name="file",
        title="One file",
        says="Where a file belongs, what was found in it, and the tables it gave rows to.",
        subject="Files",
        view=file,
        answer="FileDetail",
        parameters=(_SHA256,),
    ),
    Route(
        path="files/{sha256}/content",
        name="file-content",
        title="A file’s bytes",
        says=(
            "The bytes exactly as they came; their SHA-256 is in the address. A download that broke off goes "
            "on with a `Range` header."
        ),
        subject="Files",
        view=content,
        answer="",
        parameters=(_SHA256,),
        media="application/octet-stream",
    ),
)
