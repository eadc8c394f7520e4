"""The addresses of the pages."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from hundred.interfaces.web import officers
from hundred.interfaces.web.pages import (
    about,
    confirming,
    crawlers,
    data_requests,
    datasets,
    files,
    following,
    home,
    publishers,
    questions,
    reuses,
    searching,
    sql,
    tables,
)
from hundred.interfaces.web.pages.taking import FORMATS


class _FileFormat(StringConverter):
    """The formats tables can be downloaded in."""

    regex = "|".join(FORMATS)


register_converter(_FileFormat, "format")

urlpatterns = [
    path("", home.home, name="home"),
    path("search", searching.search, name="search"),
    path("search.atom", following.feed, name="search-feed"),
    path("account/follows", following.follows, name="follows"),
    path("account/follows/add", following.follow, name="follow"),
    path("account/follows/<int:follow>/remove", following.unfollow, name="unfollow"),
    path("follows/stop/<str:token>", following.stop, name="stop-following"),
    path("datasets", searching.datasets, name="datasets"),
    path("datasets/<slug:slug>", datasets.dataset, name="dataset"),
    path("datasets/<slug:slug>.atom", following.dataset_feed, name="dataset-feed"),
    path("datasets/<slug:slug>/questions", questions.questions, name="questions"),
    path("datasets/<slug:slug>/questions/ask", questions.ask, name="ask-question"),
    path("requests", data_requests.data_requests, name="data-requests"),
    path("requests/ask", data_requests.ask, name="ask-for-data"),
    path("requests/<int:number>", data_requests.data_request, name="data-request"),
    path("requests/<int:number>/vote", data_requests.vote, name="vote"),
    path("reuses", reuses.reuses, name="reuses"),
    path("reuses/add", reuses.add, name="send-reuse"),
    path("reuses/<int:number>/picture", reuses.picture, name="reuse-picture"),
    path("confirm/<str:token>", confirming.confirm, name="confirm"),
    path("datasets/<slug:slug>/findings.csv", datasets.findings, name="dataset-findings"),
    path("datasets/<slug:dataset>/tables/<slug:name>", tables.table, name="table"),
    path("datasets/<slug:dataset>/tables/<slug:name>.<format:kind>", tables.download, name="download"),
    path("publishers", publishers.publishers, name="publishers"),
    path("publishers/<slug:slug>", publishers.publisher, name="publisher"),
    path("sql", sql.sql, name="sql"),
    path("files/<slug:sha256>", files.file, name="file"),
    path("files/<slug:sha256>/content", files.content, name="file-content"),
    path("about", about.about, name="about"),
    path("accessibility", about.accessibility, name="accessibility"),
    path("api", about.api, name="api"),
    path("healthz", about.healthz, name="healthz"),
    path("robots.txt", crawlers.robots, name="robots"),
    path("sitemap.xml", crawlers.sitemap, name="sitemap"),
    path("sitemap-pages.xml", crawlers.pages, name="sitemap-pages"),
    path("sitemap-datasets-<int:after>.xml", crawlers.datasets, name="sitemap-datasets"),
    path("favicon.ico", about.favicon, name="favicon"),
    *officers.urlpatterns,
]
