"""Data that people ask for: the list, one of them, asking, and wanting it too."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from hundred.accounts.records import Person
from hundred.base.errors import Conflict, Invalid
from hundred.catalogue import queries as catalogue
from hundred.community import actions
from hundred.community import queries as community
from hundred.community.records import DataRequestList, DataRequestRecord
from hundred.community.vocabulary import STATUSES
from hundred.interfaces.guard import asker_of, open_to
from hundred.interfaces.web import forms, strangers
from hundred.interfaces.web.parts import Link


@open_to("anyone")
@require_safe
def data_requests(request: HttpRequest) -> HttpResponse:
    """The data requests, those most wanted first; `?status=` narrows them."""
    status, page = request.GET.get("status", ""), request.GET.get("page", "1")
    status = status if status in STATUSES else ""
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 7 else 1
    found = community.data_requests(asker=asker_of(request), status=status, page=number)
    given = {
        "found": found,
        "status": status,
        "ways": _ways(found, status),
        "previous": _address(status, found.page - 1) if found.page > 1 else "",
        "next": _address(status, found.page + 1) if found.page < found.pages else "",
        "canonical": request.build_absolute_uri(_address(status, found.page)),
    }
    return render(request, "community/data_requests.html", given)


@open_to("anyone")
@require_safe
def data_request(request: HttpRequest, number: int) -> HttpResponse:
    """One data request, with its owner's reply."""
    asker = asker_of(request)
    record = community.data_request(asker=asker, number=number)
    return _one(request, asker, record, forms.Form())


@open_to("anyone")
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for data."""
    asker = asker_of(request)
    publishers = catalogue.publishers(asker=asker)
    form = strangers.empty_form(asker, publisher=request.GET.get("publisher", "")[:80])
    if request.method == "POST":
        if refused := strangers.turned_away(request):
            return refused
        form = forms.sent(request.POST)
        asked = {name: form.value(name) for name in ("title", "text", "publisher")}
        try:
            state = "waiting"
            if not strangers.is_trapped(request):
                state = actions.ask_for_data(by=asker, sender=strangers.sender_of(form), **asked)
        except (Invalid, Conflict) as error:
            form = form.but(error, "email")
        else:
            named = {publisher.slug: publisher.title for publisher in publishers}
            who = named.get(form.value("publisher"), "the region’s data team")
            messages.success(request, strangers.thanks(state, "your request", who))
            return redirect("data-requests")
    choices = [("", "I do not know"), *((publisher.slug, publisher.title) for publisher in publishers)]
    status = HTTPStatus.BAD_REQUEST if form.problems else HTTPStatus.OK
    return render(
        request, "community/ask_for_data.html", {"form": form, "publishers": choices}, status=status
    )


@open_to("anyone")
@require_http_methods(["POST"])
def vote(request: HttpRequest, number: int) -> HttpResponse:
    """Want requested data too."""
    asker = asker_of(request)
    record = community.data_request(asker=asker, number=number)
    if refused := strangers.turned_away(request):
        return refused
    form = forms.sent(request.POST)
    try:
        if not strangers.is_trapped(request):
            actions.vote(by=asker, request=number, email=form.value("email"))
    except Invalid as error:
        return _one(request, asker, record, form.but(error, "email"))
    if asker.signed_in:
        messages.success(request, "You are counted, and will be told what becomes of it.")
    else:
        messages.success(
            request, "Check your e-mail: if you have not voted before, a link there makes your vote count."
        )
    return redirect("data-request", number=number)


def _one(request: HttpRequest, asker: Person, record: DataRequestRecord, form: forms.Form) -> HttpResponse:
    owner = record.publisher.slug if record.publisher else ""
    given = {"wanted": record, "form": form, "may_decide": asker.is_data_team or owner in asker.publishers}
    status = HTTPStatus.BAD_REQUEST if form.problems else HTTPStatus.OK
    return render(request, "community/data_request.html", given, status=status)


def _ways(found: DataRequestList, status: str) -> list[tuple[Link, int, bool]]:
    """The list of each status, with how many it has and whether it is this one."""
    total = sum(found.counts.values())
    every = [(Link("All", _address("")), total, not status)]
    return every + [
        (Link(title, _address(name)), found.counts.get(name, 0), name == status)
        for name, title in STATUSES.items()
    ]


def _address(status: str, page: int = 1) -> str:
    asked = {"status": status} if status else {}
    asked |= {"page": str(page)} if page > 1 else {}
    return reverse("data-requests") + (f"?{urlencode(asked)}" if asked else "")
