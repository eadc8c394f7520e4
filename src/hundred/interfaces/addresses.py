"""Which region this is and where it is, for whoever writes addresses that must last."""

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.http import HttpRequest

from hundred.catalogue.records import DatasetRecord, TableRecord

_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Site:
    """The region as the catalogue's publisher: its address without a slash at its end, its name, what it
    says of itself, its GSS code and an e-mail address; the last three may be empty."""

    base: str
    name: str
    about: str
    code: str
    email: str


def site_of(request: HttpRequest) -> Site:
    """The region, at the address of its settings: an identifier must not depend on who asked how.

    Where the settings name only this machine, nothing lasts yet, and the address is the asker's.
    """
    region = settings.REGION
    asked = f"{request.scheme}://{request.get_host()}"
    base = asked if urlsplit(region.base_url).hostname in _THIS_MACHINE else region.base_url.rstrip("/")
    email = region.email_from if not region.email_from.endswith("@localhost") else ""
    return Site(base, region.region_name, region.region_about, region.region_code, email)


def dataset_address(site: Site, record: DatasetRecord) -> str:
    """The dataset's identifier, which is the address of its page too, and stays when the data change."""
    return f"{site.base}/datasets/{record.slug}"


def table_address(site: Site, table: TableRecord) -> str:
    """The address of a table's page; its downloads are there too, with a format at the end."""
    return f"{site.base}/datasets/{table.dataset}/tables/{quote(table.name)}"
