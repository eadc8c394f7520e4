"""Actions on the site itself."""

from typing import Any

from django.http import HttpRequest

from hundred import __version__
from hundred.interfaces.addresses import site_of
from hundred.interfaces.api.ckan.arguments import Arguments

CKAN_VERSION = "2.11.0"  # whose protocol this is; clients take it apart at its dots


def site_read(request: HttpRequest, given: Arguments) -> Any:
    """Whether the site may be read."""
    return True


def status_show(request: HttpRequest, given: Arguments) -> Any:
    """What this site is, and which version of CKAN's protocol it speaks."""
    site = site_of(request)
    return {
        "site_title": site.name,
        "site_description": site.about,
        "site_url": site.base,
        "ckan_version": CKAN_VERSION,
        "error_emails_to": site.email or None,
        "locale_default": "en_GB",
        "extensions": ["datastore"],
        "software": f"Hundred {__version__}",
    }
