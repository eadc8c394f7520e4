"""Confirming one's e-mail address by the link that was sent to it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from hundred.community import actions
from hundred.interfaces.guard import asker_of, open_to

_DONE = {
    "question": "Your question is on its way to the publisher. We will tell you when it is answered.",
    "request": "Your request is on its way to those who can answer it. We will tell you what becomes of it.",
    "vote": "Your vote is counted. We will tell you what becomes of the request.",
    "reuse": "What you made is on its way to those who look at it. We will tell you when it is shown.",
}


@open_to("anyone")
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm an address. Only a POST does: scanners follow links."""
    done = ""
    if request.method == "POST":
        done = _DONE[actions.confirm(by=asker_of(request), token=token)]
    return render(request, "community/confirm.html", {"done": done})
