"""What is said of a dataset: its title, description, licence, theme and who may see it."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from hundred.accounts.records import Person
from hundred.base.errors import Conflict, Invalid
from hundred.catalogue import actions, policy
from hundred.catalogue import queries as catalogue
from hundred.catalogue.records import DatasetRecord
from hundred.catalogue.vocabulary import ACCESS, FREQUENCIES, LICENCES, THEMES
from hundred.interfaces.guard import asker_of, open_to
from hundred.interfaces.web import forms

_ACCESS_HINTS = {
    "open": "Also to people without an account.",
    "shared": "The publishers ticked below, its own officers, and the region’s data team.",
    "closed": "Its own officers and the region’s data team.",
}
_PLAIN = ("title", "description", "licence", "theme", "frequency", "access")


@open_to("officer")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new dataset; its files are asked for next."""
    asker = asker_of(request)
    mine = catalogue.publisher_choices(asker=asker)
    form = forms.form_of(
        publisher=mine[0].slug if len(mine) == 1 else "", licence="OGL-UK-3.0", theme="", access="open"
    )
    if request.method == "POST":
        form = _sent(request, publisher="Choose whose data it is.")
        if not form.problems:
            try:
                made = actions.create_dataset(by=asker, publisher=form.value("publisher"), **_described(form))
            except (Invalid, Conflict) as error:
                form = form.but(error, "title")
            else:
                return redirect("add-files", slug=made.slug)
    given = {"publishers": [(p.slug, p.title) for p in mine], "dataset": None}
    return _page(request, asker, form, given)


@open_to("officer")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what is said of a dataset."""
    asker = asker_of(request)
    dataset = catalogue.dataset(asker=asker, slug=slug)
    policy.require_may_add_to(asker, dataset.publisher.slug)
    form = _as_form(dataset)
    if request.method == "POST":
        form = _sent(request)
        if not form.problems:
            try:
                actions.change_dataset(by=asker, dataset=slug, **_described(form))
            except (Invalid, Conflict) as error:
                form = form.but(error, "title")
            else:
                messages.success(request, f"{form.value('title')} is changed.")
                return redirect("dataset", slug=slug)
    return _page(request, asker, form, {"publishers": [], "dataset": dataset})


def _page(request: HttpRequest, asker: Person, form: forms.Form, given: Mapping[str, object]) -> HttpResponse:
    every = catalogue.publishers(asker=asker)
    lists = {
        "form": form,
        "licences": [(key, licence.title) for key, licence in LICENCES.items()],
        "themes": [("", "Choose a theme"), *THEMES.items()],
        "frequencies": list(FREQUENCIES.items()),
        "access": [(key, title, _ACCESS_HINTS[key]) for key, title in ACCESS.items()],
        "every_publisher": [(p.slug, p.title) for p in every],
    }
    status = HTTPStatus.BAD_REQUEST if form.problems else HTTPStatus.OK
    return render(request, "adding/describe.html", lists | dict(given), status=status)


def _as_form(dataset: DatasetRecord) -> forms.Form:
    return forms.form_of(
        title=dataset.title,
        description=dataset.description,
        licence=dataset.licence.id,
        theme=dataset.theme,
        frequency=dataset.frequency,
        access=dataset.access,
        tags=", ".join(dataset.tags),
        shared_with=dataset.shared_with,
    )


def _sent(request: HttpRequest, **also: str) -> forms.Form:
    """The form as it was sent, with everything that is missing from it said at once."""
    form = forms.sent(request.POST)
    wanted = {"title": "Enter a title.", **also, "theme": "Choose a theme."}
    if form.value("access") == "shared":
        wanted["shared_with"] = "Choose at least one publisher to share it with."
    return form.wanting(**wanted)


def _described(form: forms.Form) -> dict[str, Any]:
    tags = sorted({tag.strip().lower() for tag in form.value("tags").split(",") if tag.strip()})
    shared = form.chosen("shared_with") if form.value("access") == "shared" else ()
    return {name: form.value(name) for name in _PLAIN} | {"tags": tags, "shared_with": shared}
