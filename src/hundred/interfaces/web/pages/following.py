"""Following a search, a publisher or a dataset: Atom feeds for anyone, e-mails for people with an account."""

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
from hundred.interfaces.web import forms
from hundred.interfaces.web.pages.listing import shortened
from hundred.interfaces.web.writing import plural

_ENTRIES = 50


@open_to("anyone")
@require_safe
def feed(request: HttpRequest) -> HttpResponseBase:
    """What a search finds as an Atom feed (RFC 4287), what was updated last first."""
    search = question_of(request.GET).search
    exactly = replace(search, sort="updated", page=1, size=_ENTRIES, correct=False, wider=False)
    found = catalogue.datasets(asker=asker_of(request), search=exactly)
    asked = asked_for(request.GET)
    written = _feed(
        request,
        _title(said(request.GET, found.facets)),
        f"{reverse('search')}{'?' if asked else ''}{asked}",
        f"{reverse('search-feed')}{'?' if asked else ''}{asked}",
    )
    for dataset in found.datasets:
        if dataset.updated_at is not None:
            _add(written, request, dataset)
    return _sent(request, written)


@open_to("anyone")
@require_safe
def dataset_feed(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The versions of a dataset's tables as an Atom feed, the newest first."""
    asker = asker_of(request)
    dataset = catalogue.dataset(asker=asker, slug=slug)
    written = _feed(request, dataset.title, reverse("dataset", args=[slug]), request.path)
    for version in catalogue.versions(asker=asker, dataset=slug)[:_ENTRIES]:
        page = reverse("table", args=[slug, version.table])
        address = request.build_absolute_uri(f"{page}?_version={version.number}")
        written.add_item(
            title=f"{dataset.title}: version {version.number} of {version.table}",
            link=address,
            description=escape(" ".join(filter(None, (version.says, f"{plural(version.rows, 'row')}.")))),
            author_name=dataset.publisher.title,
            unique_id=address,
            pubdate=version.published_at,
            updateddate=version.published_at,
        )
    return _sent(request, written)


@open_to("signed-in")
@require_safe
def follows(request: HttpRequest) -> HttpResponse:
    """What one follows."""
    found = catalogue.follows(asker=asker_of(request))
    return render(request, "following/follows.html", {"follows": found})


@open_to("signed-in")
@require_POST
def follow(request: HttpRequest) -> HttpResponse:
    """Follow a dataset, or a search, by e-mail."""
    asker, sent = asker_of(request), forms.sent(request.POST)
    every = sent.value("every")
    if slug := sent.value("dataset"):
        actions.follow_dataset(by=asker, dataset=slug, every=every)
        title = catalogue.dataset(asker=asker, slug=slug).title
    else:
        asked = QueryDict(sent.value("asked"))
        found = catalogue.datasets(asker=asker, search=replace(question_of(asked).search, size=1))
        title = said(asked, found.facets)
        actions.follow_search(by=asker, asked=asked_for(asked), title=_title(title), every=every)
    messages.success(request, f"We will tell you by e-mail what is new for {title}.")
    return redirect("follows")


@open_to("signed-in")
@require_POST
def unfollow(request: HttpRequest, follow: int) -> HttpResponse:
    """End one of one's own follows."""
    actions.unfollow(by=asker_of(request), follow=follow)
    messages.success(request, "You no longer follow it, and get no more e-mails of it.")
    return redirect("follows")


@csrf_exempt  # a mail program's own button knows nothing but the link (RFC 8058), whose signature says enough
@open_to("anyone")
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Have no more e-mails of what is followed, signed in or not. Only a POST does: scanners follow links."""
    if request.method == "POST":
        actions.stop_following(by=asker_of(request), token=token)
    return render(request, "following/stop.html", {"is_done": request.method == "POST"})


def _title(text: str) -> str:
    return text[:1].upper() + text[1:]


def _feed(request: HttpRequest, title: str, page: str, own: str) -> Atom1Feed:
    return Atom1Feed(
        title=f"{title} – {settings.REGION.region_name} datastore",
        link=request.build_absolute_uri(page),
        description="",
        language="en-gb",
        feed_url=request.build_absolute_uri(own),
    )


def _sent(request: HttpRequest, written: Atom1Feed) -> HttpResponseBase:
    text = written.writeString("utf-8")
    return with_tag(request, HttpResponse(text, content_type=Atom1Feed.content_type), tag_of(text))


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
