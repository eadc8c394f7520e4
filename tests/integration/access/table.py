"""What every route of the site owes to everyone who may ask. A new route needs a line here.

A line says where the route leads and what hides it:

    "api/v1/region": everyone("/api/v1/region"),            the same for all; words of hidden things stay out
    "datasets": lists("/datasets"),                         and it names exactly what the asker may see
    "datasets/<slug:slug>": of_dataset("/datasets/{slug}"), 404 to whoever may not see the dataset
    "files/<slug:sha256>": of_file("/files/{sha256}"),      404 to whoever may not see the file

`{slug} {table} {sha256} {run} {question} {reuse}` stand for those of each thing. `needs="keeper"` means that
seeing is not enough: who sees the dataset and may not change it gets 403. Who has no account where one is
needed is asked to sign in, and whose account is of another kind gets 403: that the test takes from the
route's own `open_to`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from typing import Literal
from urllib.parse import quote

from access.region import KEEPERS, Mixed, Thing

Needs = Literal["nothing", "sight", "keeper"]


@dataclass(frozen=True)
class Check:
    """An address to ask at, with what is answered to whoever passes the route's guard and sees the thing."""

    address: str
    gives: int = HTTPStatus.OK
    thing: Thing | None = None
    needs: Needs = "nothing"
    lists: bool = False
    method: str = "get"
    refuses: int = HTTPStatus.FORBIDDEN
    gives_anyone: int = 0
    hides: int = HTTPStatus.NOT_FOUND

    def expected_of(self, asker: str) -> int:
        """The status for an asker whom the guard lets through."""
        if asker == "anyone" and self.gives_anyone:
            return self.gives_anyone
        if self.thing is None or self.needs == "nothing":
            return self.gives
        if self.thing.hidden_from(asker):
            return self.hides
        return self.refuses if self.needs == "keeper" and asker not in KEEPERS else self.gives


Line = Callable[[Mixed], Iterator[Check]]


def everyone(address: str, gives: int = HTTPStatus.OK, method: str = "get", gives_anyone: int = 0) -> Line:
    return lambda region: iter([Check(address, gives, method=method, gives_anyone=gives_anyone)])


def lists(*addresses: str) -> Line:
    return lambda region: iter([Check(address, lists=True) for address in addresses])


def both(*lines: Line) -> Line:
    return lambda region: (check for line in lines for check in line(region))


def of_dataset(
    *addresses: str,
    needs: Needs = "sight",
    gives: int = HTTPStatus.OK,
    method: str = "get",
    refuses: int = HTTPStatus.FORBIDDEN,
) -> Line:
    def checks(region: Mixed) -> Iterator[Check]:
        for thing in region.things.values():
            for address in addresses:
                for name in thing.tables if "{table}" in address else ("",):
                    for sha256 in thing.files if "{sha256}" in address else ("",):
                        there = address.format(
                            slug=thing.slug,
                            table=name,
                            sha256=sha256,
                            run=thing.run,
                            question=thing.question,
                            resource=thing.resource,
                            reuse=thing.reuse,
                        )
                        yield Check(there, gives, thing, needs=needs, method=method, refuses=refuses)

    return checks


def of_sql(address: str) -> Line:
    """A question to every table, where `{sql}` stands: one may see it, or there is no such table."""

    def checks(region: Mixed) -> Iterator[Check]:
        for thing in region.things.values():
            for name in thing.tables:
                sql = f"SELECT * FROM {thing.slug}.{name}".replace("-", "_")
                there = address.format(sql=quote(sql))
                yield Check(there, thing=thing, needs="sight", hides=HTTPStatus.BAD_REQUEST)

    return checks


def of_resource_sql(region: Mixed) -> Iterator[Check]:
    """As `of_sql`, with tables by their ids, where a table that there is none of is 404."""
    for thing in region.things.values():
        sql = quote(f'SELECT * FROM "{thing.resource}"')
        yield Check(f"/api/3/action/datastore_search_sql?sql={sql}", thing=thing, needs="sight")


def of_feature(region: Mixed) -> Iterator[Check]:
    """A row as a feature: named by its file and line."""
    for thing in region.things.values():
        for name in thing.tables:
            there = f"/ogc/collections/{thing.slug}.{name}/items/{thing.files[0]}.2"
            yield Check(there, thing=thing, needs="sight")


def of_request(address: str, gives: int = HTTPStatus.OK, method: str = "get") -> Line:
    """A data request, which anyone may read; the dataset that answers it may be hidden from them."""
    return lambda region: iter([Check(address.format(request=region.request), gives, method=method)])


of_file = of_dataset
of_run = partial(of_dataset, needs="keeper", refuses=HTTPStatus.NOT_FOUND)

_API = "/api/v1/datasets/{slug}"
_ACTION = "/api/3/action/"
_PACKAGE = "/dataset/{slug}"
_LAYER = "/ogc/collections/{slug}.{table}"
_TABLE = "/datasets/{slug}/tables/{table}"

TABLE: dict[str, Line] = {
    # pages
    "": lists("/"),
    "search": lists("/search", "/search?q=things"),
    "search.atom": lists("/search.atom", "/search.atom?q=things"),
    "datasets": everyone("/datasets", HTTPStatus.FOUND),
    "sql": both(everyone("/sql"), of_sql("/sql?sql={sql}")),
    "account/follows": everyone("/account/follows"),
    "account/follows/add": everyone("/account/follows/add", HTTPStatus.BAD_REQUEST, method="post"),
    "account/follows/<int:follow>/remove": everyone(
        "/account/follows/0/remove", HTTPStatus.NOT_FOUND, method="post"
    ),
    "follows/stop/<str:token>": everyone("/follows/stop/nothing"),
    "datasets/<slug:slug>.atom": of_dataset("/datasets/{slug}.atom"),
    "datasets/<slug:slug>": of_dataset("/datasets/{slug}"),
    "datasets/<slug:slug>/findings.csv": of_dataset("/datasets/{slug}/findings.csv"),
    "datasets/<slug:dataset>/tables/<slug:name>": of_dataset(_TABLE, _TABLE + "?_version=1"),
    "datasets/<slug:dataset>/tables/<slug:name>.<format:kind>": of_dataset(
        _TABLE + ".csv", _TABLE + ".json", _TABLE + ".parquet", _TABLE + ".xlsx"
    ),
    "datasets/<slug:slug>/questions": of_dataset("/datasets/{slug}/questions"),
    "datasets/<slug:slug>/questions/ask": of_dataset("/datasets/{slug}/questions/ask"),
    "requests": both(everyone("/requests"), everyone("/requests?status=open")),
    "requests/ask": everyone("/requests/ask"),
    "requests/<int:number>": of_request("/requests/{request}"),
    "requests/<int:number>/vote": of_request(
        "/requests/{request}/vote", gives=HTTPStatus.CONFLICT, method="post"
    ),
    "reuses": lists("/reuses"),
    "reuses/add": everyone("/reuses/add?dataset=things-curacao"),
    "reuses/<int:number>/picture": of_dataset("/reuses/{reuse}/picture"),
    "confirm/<str:token>": everyone("/confirm/nothing"),
    "waiting": everyone("/waiting"),
    "waiting/questions/<int:number>": of_run("/waiting/questions/{question}"),
    "waiting/reuses/<int:number>": of_run("/waiting/reuses/{reuse}"),
    "waiting/requests/<int:number>": everyone("/waiting/requests/0", HTTPStatus.NOT_FOUND),
    "publishers": everyone("/publishers"),
    "publishers/<slug:slug>": lists("/publishers/estuary"),
    "files/<slug:sha256>": of_file("/files/{sha256}", "/files/{sha256}?line=2"),
    "files/<slug:sha256>/content": of_file("/files/{sha256}/content"),
    "about": everyone("/about"),
    "accessibility": everyone("/accessibility"),
    "api": everyone("/api"),
    "healthz": everyone("/healthz"),
    "robots.txt": everyone("/robots.txt"),
    "sitemap.xml": everyone("/sitemap.xml"),
    "sitemap-pages.xml": everyone("/sitemap-pages.xml"),
    "sitemap-datasets-<int:after>.xml": everyone("/sitemap-datasets-0.xml"),
    "favicon.ico": everyone("/favicon.ico", HTTPStatus.FOUND),
    # the catalogue for programs
    "catalog": everyone("/catalog", HTTPStatus.SEE_OTHER),
    "catalog.<rdf:suffix>": lists("/catalog.ttl", "/catalog.jsonld", "/catalog.xml"),
    "datasets/<slug:slug>.<rdf:suffix>": of_dataset("/datasets/{slug}.ttl", "/datasets/{slug}.xml"),
    "datasets/<slug:slug>/croissant.json": of_dataset("/datasets/{slug}/croissant.json"),
    "data.json": lists("/data.json"),
    "ogc/": everyone("/ogc/"),
    "ogc/conformance": everyone("/ogc/conformance"),
    "ogc/api": everyone("/ogc/api"),
    "ogc/collections": lists("/ogc/collections"),
    "ogc/collections/catalogue/items": lists("/ogc/collections/catalogue/items"),
    "ogc/collections/catalogue/items/<slug:slug>": of_dataset("/ogc/collections/catalogue/items/{slug}"),
    "ogc/collections/<str:name>": of_dataset(_LAYER),
    "ogc/collections/<str:name>/queryables": of_dataset(_LAYER + "/queryables"),
    "ogc/collections/<str:name>/items": of_dataset(_LAYER + "/items"),
    "ogc/collections/<str:name>/items/<str:feature>": of_feature,
    # signing in
    "sign-in": everyone("/sign-in", gives=HTTPStatus.FOUND, gives_anyone=HTTPStatus.OK),
    "sign-out": everyone("/sign-out", gives_anyone=HTTPStatus.FOUND),
    "account": everyone("/account"),
    "account/closed": everyone("/account/closed"),
    "account/password": everyone("/account/password"),
    "password": everyone("/password"),
    "password/sent": everyone("/password/sent"),
    "password/set": everyone("/password/set"),
    "^password/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)$": everyone("/password/1-nothing"),
    "welcome/<str:token>": everyone("/welcome/nothing", HTTPStatus.NOT_FOUND),
    # adding data
    "add": everyone("/add"),
    "add/dataset": everyone("/add/dataset"),
    "datasets/<slug:slug>/add": of_dataset("/datasets/{slug}/add", needs="keeper"),
    "datasets/<slug:slug>/edit": of_dataset("/datasets/{slug}/edit", needs="keeper"),
    "runs": everyone("/runs"),
    "runs/<str:run>": of_run("/runs/{run}"),
    "runs/<str:run>/findings.csv": of_run("/runs/{run}/findings.csv"),
    "runs/<str:run>/again": of_run("/runs/{run}/again", method="post", gives=HTTPStatus.CONFLICT),
    # administration
    "admin": everyone("/admin"),
    "admin/datasets": lists("/admin/datasets"),
    "admin/trail": everyone("/admin/trail"),
    "admin/people": everyone("/admin/people"),
    "admin/people/add": everyone("/admin/people/add"),
    "admin/people/<int:person>": everyone("/admin/people/0", HTTPStatus.NOT_FOUND),
    "admin/people/<int:person>/link": everyone("/admin/people/0/link", HTTPStatus.NOT_FOUND, method="post"),
    "admin/publishers": everyone("/admin/publishers"),
    "admin/publishers/add": everyone("/admin/publishers/add"),
    # the native API
    # CKAN's
    "api/3": everyone("/api/3"),
    "api/3/": everyone("/api/3/"),
    "api/3/action/<str:name>": both(
        lists(
            _ACTION + "package_list",
            _ACTION + "package_search?include_private=true&q=things",
            _ACTION + "package_search?include_private=true&facet.field=tags&fl=name&fq=tags:*",
            _ACTION + "current_package_list_with_resources",
            _ACTION + "organization_show?id=estuary&include_datasets=true",
            _ACTION + "group_show?id=other&include_datasets=true",
            _ACTION + "group_package_show?id=other",
        ),
        everyone(_ACTION + "tag_list"),
        everyone(_ACTION + "resource_search?query=name:things"),
        everyone(_ACTION + "datastore_search?resource_id=_table_metadata"),
        of_dataset(
            _ACTION + "package_show?id={slug}",
            _ACTION + "resource_show?id={resource}",
            _ACTION + "datastore_search?resource_id={resource}",
            _ACTION + "datastore_info?id={resource}",
        ),
        of_resource_sql,
    ),
    "api/3/action/<str:name>/": of_dataset(_ACTION + "package_show/?id={slug}"),
    "api/action/<str:name>": of_dataset("/api/action/package_show?id={slug}"),
    "api/action/<str:name>/": of_dataset("/api/action/package_show/?id={slug}"),
    "datastore/dump/<slug:resource>": of_dataset("/datastore/dump/{resource}"),
    "dataset/<slug:name>": of_dataset(_PACKAGE, gives=HTTPStatus.FOUND),
    "dataset/<slug:name>/resource/<slug:resource>": of_dataset(
        _PACKAGE + "/resource/{resource}", gives=HTTPStatus.FOUND
    ),
    "dataset/<slug:name>/resource/<slug:resource>/download": of_dataset(
        _PACKAGE + "/resource/{resource}/download", gives=HTTPStatus.FOUND
    ),
    "dataset/<slug:name>/resource/<slug:resource>/download/<str:download>": of_dataset(
        _PACKAGE + "/resource/{resource}/download/things.csv", gives=HTTPStatus.FOUND
    ),
    "organization/<slug:name>": everyone("/organization/estuary", HTTPStatus.FOUND),
    "group/<slug:name>": everyone("/group/spending", HTTPStatus.FOUND),
    "api/v1/": everyone("/api/v1/"),
    "api/v1/<path:rest>": everyone("/api/v1/nothing", HTTPStatus.NOT_FOUND),
    "api/v1/openapi.json": everyone("/api/v1/openapi.json"),
    "api/v1/region": everyone("/api/v1/region"),
    "api/v1/datasets": lists("/api/v1/datasets?size=100"),
    "api/v1/datasets/<str:slug>": of_dataset(_API),
    "api/v1/datasets/<str:slug>/files": of_dataset(_API + "/files", _API + "/files?replaced=true"),
    "api/v1/datasets/<str:slug>/findings": of_dataset(_API + "/findings"),
    "api/v1/datasets/<str:slug>/versions": of_dataset(_API + "/versions"),
    "api/v1/datasets/<str:slug>/tables/<str:name>": of_dataset(_API + "/tables/{table}"),
    "api/v1/datasets/<str:slug>/tables/<str:name>/rows": of_dataset(
        _API + "/tables/{table}/rows", _API + "/tables/{table}/rows?_sort=-pounds&_version=1"
    ),
    "api/v1/datasets/<str:slug>/tables/<str:name>/groups": of_dataset(
        _API + "/tables/{table}/groups?_by=name"
    ),
    "api/v1/datasets/<str:slug>/tables/<str:name>/lineage": of_file(
        _API + "/tables/{table}/lineage?file={sha256}&line=2"
    ),
    "api/v1/files/<str:sha256>": of_file("/api/v1/files/{sha256}"),
    "api/v1/files/<str:sha256>/content": of_file("/api/v1/files/{sha256}/content"),
    "api/v1/suggestions": everyone("/api/v1/suggestions?q=thi"),
    "api/v1/sql": of_sql("/api/v1/sql?sql={sql}"),
    "api/v1/publishers": everyone("/api/v1/publishers"),
    "api/v1/publishers/<str:slug>": everyone("/api/v1/publishers/estuary"),
}
