"""Questions on a dataset: reading them, and asking one."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from hundred.base.errors import Conflict, Invalid
from hundred.catalogue import policy as catalogue_policy
from hundred.catalogue import queries as catalogue
from hundred.community import actions
from hundred.community import queries as community
from hundred.interfaces.guard import asker_of, open_to
from hundred.interfaces.web import forms, strangers


@open_to("anyone")
@require_safe
def questions(request: HttpRequest, slug: str) -> HttpResponse:
    """The questions people asked about a dataset, with their answers."""
    asker = asker_of(request)
    dataset = catalogue.dataset(asker=asker, slug=slug)
    given = {
        "dataset": dataset,
        "questions": community.questions(asker=asker, dataset=slug),
        "may_decide": catalogue_policy.may_add_to(asker, dataset.publisher.slug),
    }
    return render(request, "community/questions.html", given)


@open_to("anyone")
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask about a dataset."""
    asker = asker_of(request)
    dataset = catalogue.dataset(asker=asker, slug=slug)
    form = strangers.empty_form(asker)
    if request.method == "POST":
        if refused := strangers.turned_away(request):
            return refused
        form = forms.sent(request.POST)
        try:
            state = "waiting"
            if not strangers.is_trapped(request):
                sender = strangers.sender_of(form)
                state = actions.ask_question(by=asker, dataset=slug, text=form.value("text"), sender=sender)
        except (Invalid, Conflict) as error:
            form = form.but(error, "email")
        else:
            who = dataset.publisher.title
            messages.success(request, strangers.thanks(state, "your question", who))
            return redirect("questions", slug=slug)
    status = HTTPStatus.BAD_REQUEST if form.problems else HTTPStatus.OK
    return render(request, "community/ask.html", {"dataset": dataset, "form": form}, status=status)
