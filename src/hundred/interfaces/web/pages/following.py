"""Following a search: its Atom feed for anyone, e-mails for people with an account."""

from dataclasses import replace

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hundred.catalogue import actions
from hundred.catalogue import queries as catalogue
from hundred.catalogue.records import DatasetRecord
from hundred.interfaces.datasetquery import asked_for, question_of, said
from hundred.interfaces.guard import asker_of, open_to
from hundred.interfaces.keeping import tag_of, with_tag
from hundred.interfaces.web.pages.listing import shortened

_ENTRIES = 50


@open_to("anyone")
@require_safe
def feed(request: HttpRequest) -> HttpResponseBase:
    """What a search finds as an Atom feed (RFC 4287), what was updated last first."""
    search = question_of(request.GET).search
    exactly = replace(search, sort="updated", page=1, size=_ENTRIES, correct=False, wider=False)
    found = catalogue.datasets(asker=asker_of(request), search=exactly)
    asked = asked_for(request.GET)
    page = request.build_absolute_uri(f"{reverse('search')}{'?' if asked else ''}{asked}")
    written = Atom1Feed(
        title=f"{_title(said(request.GET, found.facets))} – {settings.REGION.region_name} datastore",
        link=page,
        description="",
        language="en-gb",
        feed_url=request.build_absolute_uri(f"{reverse('search-feed')}{'?' if asked else ''}{asked}"),
    )
    for dataset in found.datasets:
        if dataset.updated_at is not None:
            _add(written, request, dataset)
    text = written.writeString("utf-8")
    return with_tag(request, HttpResponse(text, content_type=Atom1Feed.content_type), tag_of(text))


@open_to("signed-in")
@require_safe
def saved(request: HttpRequest) -> HttpResponse:
    """One's own saved searches."""
    found = catalogue.saved_searches(asker=asker_of(request))
    return render(request, "search/saved.html", {"searches": found})


@open_to("signed-in")
@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Keep a search and send e-mails of what it finds."""
    asked, asker = QueryDict(request.POST.get("asked", "")), asker_of(request)
    found = catalogue.datasets(asker=asker, search=replace(question_of(asked).search, size=1))
    title = said(asked, found.facets)
    every = request.POST.get("every", "")
    actions.save_search(by=asker, asked=asked_for(asked), title=_title(title), every=every)
    messages.success(request, f"We will tell you by e-mail what is new for {title}.")
    return redirect("saved-searches")


@open_to("signed-in")
@require_POST
def forget(request: HttpRequest, search: int) -> HttpResponse:
    """Remove one of one's own saved searches."""
    actions.forget_search(by=asker_of(request), search=search)
    messages.success(request, "The saved search is removed, and you get no more e-mails of it.")
    return redirect("saved-searches")


@csrf_exempt  # a mail program's own button knows nothing but the link (RFC 8058), whose signature says enough
@open_to("anyone")
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Have no more e-mails of a search, signed in or not. Only a POST does it: scanners follow links."""
    if request.method == "POST":
        actions.stop_alerts(by=asker_of(request), token=token)
    return render(request, "search/stop.html", {"is_done": request.method == "POST"})


def _title(text: str) -> str:
    return text[:1].upper() + text[1:]


def _add(feed: Atom1Feed, request: HttpRequest, dataset: DatasetRecord) -> None:
    address = request.build_absolute_uri(reverse("dataset", args=[dataset.slug]))
    feed.add_item(
        title=dataset.title,
        link=address,
        description=escape(shortened(dataset.description, 500)),  # Django says it is HTML
        author_name=dataset.publisher.title,
        unique_id=address,
        pubdate=dataset.created_at,
        updateddate=dataset.updated_at,
        categories=dataset.tags,
    )
