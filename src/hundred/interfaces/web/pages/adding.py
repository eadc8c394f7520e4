"""Adding data: choose a dataset, then send its files."""

from http import HTTPStatus
from pathlib import Path
from typing import cast

from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from hundred.base.errors import Conflict, Invalid, Unavailable
from hundred.catalogue import policy
from hundred.catalogue import queries as catalogue
from hundred.catalogue.records import DatasetRecord, DatasetSearch
from hundred.interfaces.guard import asker_of, open_to
from hundred.interfaces.web import forms
from hundred.interfaces.web.uploads import upload_problem
from hundred.stewardship import actions
from hundred.stewardship import queries as stewardship
from hundred.stewardship.records import Incoming

_MANY = 5_000  # datasets one person may add to and still choose from one list


@open_to("officer")
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Which dataset the data is for: one that is here, or a new one."""
    asker = asker_of(request)
    if chosen := request.GET.get("dataset"):
        return redirect("add-files", slug=chosen)
    mine = tuple(record.slug for record in catalogue.publisher_choices(asker=asker))
    search = DatasetSearch(publisher=mine, sort="title", size=_MANY)
    found = catalogue.datasets(asker=asker, search=search).datasets if mine else ()
    several = len({record.publisher.slug for record in found}) > 1
    return render(
        request,
        "adding/choose.html",
        {
            "datasets": [(record.slug, _titled(record, several)) for record in found],
            "form": forms.Form(),
            "runs": stewardship.runs(asker=asker, limit=5),
        },
    )


def _titled(record: DatasetRecord, with_publisher: bool) -> str:
    return f"{record.title} ({record.publisher.title})" if with_publisher else record.title


@open_to("officer")
@require_http_methods(["GET", "HEAD", "POST"])
def files(request: HttpRequest, slug: str) -> HttpResponse:
    """The files for a dataset. What is sent is kept at once, then read and published by a run."""
    asker = asker_of(request)
    dataset = catalogue.dataset(asker=asker, slug=slug)
    policy.require_may_add_to(asker, dataset.publisher.slug)
    form = forms.form_of(same_name="replace")
    if request.method == "POST":
        form = forms.sent(request.POST)
        try:
            run = actions.receive(
                by=asker,
                dataset=slug,
                incoming=_incoming(request),
                keep_both=form.value("same_name") == "keep",
            )
        except (Invalid, Conflict, Unavailable) as error:
            form = form.but(error, "files")
        else:
            return redirect("run", run=run.id)
    status = HTTPStatus.BAD_REQUEST if form.problems else HTTPStatus.OK
    given = {"dataset": dataset, "form": form, "limit": settings.UPLOAD_LIMIT}
    return render(request, "adding/files.html", given, status=status)


def _incoming(request: HttpRequest) -> tuple[Incoming, ...]:
    """The files that came with the request. Raises what kept them from being taken in."""
    if problem := upload_problem(request):
        raise problem
    sent = cast(list[TemporaryUploadedFile], request.FILES.getlist("files"))  # see web/uploads.py
    return tuple(Incoming(Path(file.temporary_file_path()), file.name or "file", "upload") for file in sent)
