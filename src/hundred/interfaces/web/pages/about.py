"""About this service: what it is, its accessibility, its API, and what machines ask of every site."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hundred.accounts.records import ANYONE
from hundred.catalogue import queries as catalogue
from hundred.catalogue.records import DatasetSearch, TableRecord
from hundred.interfaces.addresses import site_of
from hundred.interfaces.guard import asker_of, open_to
from hundred.interfaces.web.pages.taking import has_places
from hundred.interfaces.web.pages.using import Example, rows_address


@open_to("anyone")
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What this datastore is and how it keeps its promise."""
    totals = catalogue.region_totals(asker=asker_of(request))
    given = {"about": settings.REGION.region_about, "totals": totals}
    return render(request, "about/about.html", given)


@open_to("anyone")
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "about/accessibility.html", {"contact": settings.REGION.email_from})


@open_to("anyone")
@require_safe
def api(request: HttpRequest) -> HttpResponse:
    """What the API can do, with examples on a table that this region really has."""
    search = DatasetSearch(access=("open",), size=20)
    found = catalogue.datasets(asker=ANYONE, search=search).datasets
    tables = [table for dataset in found for table in dataset.tables if table.rows]
    table = max(tables, key=lambda table: table.rows, default=None)
    given = {
        "table": table,
        "root": request.build_absolute_uri("/api/v1/"),
        "examples": _examples(request, table) if table else (),
    }
    return render(request, "about/api.html", given)


@open_to("anyone")
@require_safe
def maps(request: HttpRequest) -> HttpResponse:
    """The door for maps: its address, how to use it in QGIS, and the tables that have places."""
    found = catalogue.datasets_with_places(asker=asker_of(request))
    tables = [(owner, table) for owner in found.datasets for table in owner.tables if has_places(table)]
    given = {"tables": tables, "root": f"{site_of(request).base}/ogc/", "more": found.pages > 1}
    return render(request, "about/maps.html", given)


@never_cache
@open_to("anyone")
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """`ok`, where this process can read its database; for whoever watches over the service."""
    catalogue.region_totals(asker=ANYONE)
    return HttpResponse("ok\n", content_type="text/plain")


@open_to("anyone")
@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """The icon, for browsers that ask at the old address."""
    return redirect(static("built/images/favicon.svg"))


def _examples(request: HttpRequest, table: TableRecord) -> tuple[Example, ...]:
    base = request.build_absolute_uri("/api/v1")
    rows = f"{base}/datasets/{table.dataset}/tables/{table.name}"
    amount = next((column.name for column in table.schema if column.type.kind == "decimal"), "")
    only = f"{amount}__ge=100" if amount else f"{table.schema[0].name}__notnull="
    return (
        Example("Find datasets", f"curl '{base}/datasets?q=spend'"),
        Example("One dataset, with its tables and columns", f"curl '{base}/datasets/{table.dataset}'"),
        Example("The rows of a table, sorted", f"curl '{request.build_absolute_uri(rows_address(table))}'"),
        Example("Only the rows you want", f"curl '{rows}/rows?{only}&_limit=10'"),
        Example(
            "Every row, as a file",
            f"curl -O '{request.build_absolute_uri(f'/datasets/{table.dataset}/tables/{table.name}.csv')}'",
        ),
    )
