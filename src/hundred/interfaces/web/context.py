"""What every page's template is given beside its own values."""

from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest

from hundred import __version__
from hundred.interfaces.guard import asker_of
from hundred.interfaces.web.parts import Frame, Notice


def shared(request: HttpRequest) -> dict[str, Any]:
    """The frame of the page: whose datastore this is, who is asking, what they may do."""
    person = asker_of(request)
    notices = tuple(
        Notice(str(message), "success" if message.level_tag == "success" else "important")
        for message in get_messages(request)
    )
    frame = Frame(
        region=settings.REGION.region_name,
        version=__version__,
        person=(person.name or person.email) if person.signed_in else "",
        may_add=person.is_data_team or bool(person.publishers),
        may_administer=person.is_data_team,
        notices=notices,
    )
    return {"frame": frame, "asker": person, "canonical": _own_address(request)}


def _own_address(request: HttpRequest) -> str:
    """The one address a page has, however its rows are narrowed, sorted or paged; "" for the page that says
    that nobody here goes by the name it was asked under."""
    try:
        return request.build_absolute_uri(request.path)
    except DisallowedHost:
        return ""
