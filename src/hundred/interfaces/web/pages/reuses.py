"""What people made with the data: the showcase, its pictures, and sending something for it."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from hundred.base.errors import Conflict, HundredError, Invalid
from hundred.base.identifiers import slug as slug_of
from hundred.catalogue import queries as catalogue
from hundred.community import actions
from hundred.community import queries as community
from hundred.community.pictures import MEDIA_TYPE, MOST_BYTES
from hundred.community.records import NewReuse
from hundred.interfaces.guard import asker_of, open_to
from hundred.interfaces.web import forms, strangers
from hundred.interfaces.web.uploads import takes_of_anyone, upload_problem


@open_to("anyone")
@require_safe
def reuses(request: HttpRequest) -> HttpResponse:
    """What people made, the newest first."""
    page = request.GET.get("page", "1")
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 7 else 1
    found = community.reuses(asker=asker_of(request), page=number)
    given = {
        "found": found,
        "previous": _address(found.page - 1) if found.page > 1 else "",
        "next": _address(found.page + 1) if found.page < found.pages else "",
        "canonical": request.build_absolute_uri(_address(found.page)),
    }
    return render(request, "community/reuses.html", given)


@open_to("anyone")
@require_safe
def picture(request: HttpRequest, number: int) -> HttpResponse:
    """The picture of a reuse."""
    content = community.reuse_picture(asker=asker_of(request), number=number)
    headers = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'none'"}
    return HttpResponse(content, content_type=MEDIA_TYPE, headers=headers)


@takes_of_anyone(MOST_BYTES)
@open_to("anyone")
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Send what one made."""
    asker = asker_of(request)
    form = strangers.empty_form(asker, datasets=_prefilled(request))
    if request.method == "POST":
        if refused := strangers.turned_away(request):
            return refused
        form = forms.sent(request.POST)
        made = NewReuse(
            title=form.value("title"),
            text=form.value("text"),
            address=form.value("address"),
            datasets=tuple(form.value("datasets").split()),
        )
        try:
            state = "waiting"
            if not strangers.is_trapped(request):
                sender = strangers.sender_of(form)
                state = actions.send_reuse(by=asker, made=made, sender=sender, picture=_picture(request))
        except (Invalid, Conflict) as error:
            form = form.but(error, "email")
        else:
            messages.success(request, strangers.thanks(state, "what you made", "the data’s publisher"))
            return redirect("reuses")
    status = HTTPStatus.BAD_REQUEST if form.problems else HTTPStatus.OK
    return render(request, "community/send_reuse.html", {"form": form}, status=status)


def _picture(request: HttpRequest) -> bytes:
    """The picture sent with the form, nothing where there is none. Raises Invalid (field `picture`)."""
    problem = upload_problem(request)
    if problem is not None:
        raise Invalid(problem.says, problem.fix, field="picture")
    sent = request.FILES.get("picture")
    return sent.read() if sent else b""


def _prefilled(request: HttpRequest) -> str:
    """The address of the dataset that the form was opened from."""
    slug = slug_of(request.GET.get("dataset", ""))
    try:
        found = catalogue.dataset(asker=asker_of(request), slug=slug)
    except HundredError:
        return ""
    return request.build_absolute_uri(reverse("dataset", args=[found.slug]))


def _address(page: int) -> str:
    return reverse("reuses") + (f"?page={page}" if page > 1 else "")
