"""The region's publishers, for those who look after them: the list with its officers, and adding one."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from hundred.base.errors import Conflict, Invalid
from hundred.catalogue import actions
from hundred.catalogue import queries as catalogue
from hundred.catalogue.vocabulary import PUBLISHER_KINDS
from hundred.interfaces.guard import asker_of, open_to
from hundred.interfaces.web import forms

_FIELDS = ("title", "slug", "kind", "gss_code", "homepage", "email", "about")


@open_to("data-team")
@require_safe
def bodies(request: HttpRequest) -> HttpResponse:
    """Every publisher with its datasets and, for administrators, its officers."""
    asker = asker_of(request)
    officers: dict[str, list[str]] = {}
    if asker.is_administrator:
        for person in catalogue.officers(asker=asker):
            for slug in person.publishers if person.active else ():
                officers.setdefault(slug, []).append(person.name)
    given = {"publishers": catalogue.publishers(asker=asker), "officers": officers}
    return render(request, "admin/publishers.html", given)


@open_to("data-team")
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """A new publisher."""
    form = forms.form_of(kind="council")
    if request.method == "POST":
        form = forms.sent(request.POST)
        try:
            made = actions.create_publisher(
                by=asker_of(request), **{name: form.value(name) for name in _FIELDS}
            )
        except (Invalid, Conflict) as error:
            form = form.but(error, "title")
        else:
            messages.success(request, f"{made.title} is now a publisher.")
            return redirect("admin-publishers")
    status = HTTPStatus.BAD_REQUEST if form.problems else HTTPStatus.OK
    given = {"form": form, "kinds": list(PUBLISHER_KINDS.items())}
    return render(request, "admin/publisher_add.html", given, status=status)
