"""What people sent, for those who decide on it: what waits, a question, a data request, a reuse."""

import re
from collections.abc import Callable
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from hundred.base.errors import Invalid
from hundred.community import actions
from hundred.community import queries as community
from hundred.community.vocabulary import STATUSES
from hundred.interfaces.guard import asker_of, open_to
from hundred.interfaces.web import forms

# what may tell of a person, and what to call it; a hint to whoever decides, who decides
_PERSONAL = {
    "an e-mail address": re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+"),
    "a telephone number": re.compile(r"(?<!\d)(?:\+44|0)[\d \-()]{8,14}\d(?!\d)"),
    "a National Insurance number": re.compile(r"\b[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b", re.IGNORECASE),
    "a home address": re.compile(
        r"\b\d+[a-z]?,? (?:\w+ ){1,3}(?:road|street|lane|close|avenue|drive)\b", re.I
    ),
}


@open_to("officer")
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """What waits for the asker to look at it, or to answer."""
    return render(request, "community/waiting.html", {"waiting": community.waiting(asker=asker_of(request))})


@open_to("officer")
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, number: int) -> HttpResponse:
    """Answer a question, show it, or refuse it."""
    asker = asker_of(request)
    record = community.decided_question(asker=asker, number=number)
    form = forms.form_of(answer=record.answer, because=record.because)
    if request.method == "POST":
        form = forms.sent(request.POST)

        def act(what: str) -> None:
            if what == "answer":
                actions.answer_question(by=asker, question=number, answer=form.value("answer"))
            else:
                actions.decide_question(
                    by=asker, question=number, show=what == "show", because=form.value("because")
                )

        form, done = _done(request, form, act)
        if done:
            return redirect("waiting")
    given = {"question": record, "form": form, "personal": personal(record.text)}
    return _page(request, "community/decide_question.html", given, form)


@open_to("officer")
@require_http_methods(["GET", "HEAD", "POST"])
def data_request(request: HttpRequest, number: int) -> HttpResponse:
    """Reply to a data request, show it, or refuse it."""
    asker = asker_of(request)
    record = community.decided_request(asker=asker, number=number)
    form = forms.form_of(
        status=record.status,
        reply=record.reply,
        dataset=record.dataset.slug if record.dataset else "",
        because=record.because,
    )
    if request.method == "POST":
        form = forms.sent(request.POST)

        def act(what: str) -> None:
            if what == "answer":
                replied = {name: form.value(name) for name in ("status", "reply", "dataset")}
                actions.reply_to_request(by=asker, request=number, **replied)
            else:
                actions.decide_request(
                    by=asker, request=number, show=what == "show", because=form.value("because")
                )

        form, done = _done(request, form, act)
        if done:
            return redirect("waiting")
    given = {
        "wanted": record,
        "form": form,
        "statuses": list(STATUSES.items()),
        "personal": personal(f"{record.title} {record.text}"),
    }
    return _page(request, "community/decide_request.html", given, form)


@open_to("officer")
@require_http_methods(["GET", "HEAD", "POST"])
def reuse(request: HttpRequest, number: int) -> HttpResponse:
    """Show what someone made, or refuse it."""
    asker = asker_of(request)
    record = community.decided_reuse(asker=asker, number=number)
    form = forms.form_of(because=record.because)
    if request.method == "POST":
        form = forms.sent(request.POST)

        def act(what: str) -> None:
            actions.decide_reuse(by=asker, reuse=number, show=what == "show", because=form.value("because"))

        form, done = _done(request, form, act)
        if done:
            return redirect("waiting")
    given = {"reuse": record, "form": form, "personal": personal(f"{record.title} {record.text}")}
    return _page(request, "community/decide_reuse.html", given, form)


def personal(text: str) -> list[str]:
    """What in a text may tell of a person."""
    return [what for what, looks in _PERSONAL.items() if looks.search(text)]


_SAYS = {
    "answer": "Sent, shown, and told to those who asked.",
    "show": "It is shown now.",
    "refuse": "It is not shown, and whoever sent it is told why.",
}


def _done(request: HttpRequest, form: forms.Form, act: Callable[[str], None]) -> tuple[forms.Form, bool]:
    """Do what the form asks; the form with what is wrong with it, and whether it was done."""
    what = form.value("do")
    try:
        if what not in _SAYS:
            raise Invalid("Choose what to do with it.")
        act(what)
    except Invalid as error:
        return form.but(error, "answer"), False
    messages.success(request, _SAYS[what])
    return form, True


def _page(request: HttpRequest, template: str, given: dict[str, object], form: forms.Form) -> HttpResponse:
    status = HTTPStatus.BAD_REQUEST if form.problems else HTTPStatus.OK
    return render(request, template, given, status=status)
