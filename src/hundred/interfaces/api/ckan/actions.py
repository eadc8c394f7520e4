"""The actions that are answered, by name."""

import re
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from hundred.base.errors import NotFound
from hundred.interfaces.api.ckan import about, completing, datastore, organisations, packages, resources, sql
from hundred.interfaces.api.ckan.arguments import Arguments

Action = Callable[[HttpRequest, Arguments], Any]


def help_show(request: HttpRequest, given: Arguments) -> Any:
    """What an action does. `name`."""
    name = given.needed("name")
    if name not in ACTIONS:
        raise NotFound(f"There is no action “{name[:100]}”.")
    return re.sub(r"\s+", " ", ACTIONS[name].__doc__ or "").strip()


ACTIONS: dict[str, Action] = {
    found.__name__: found
    for found in (
        about.site_read,
        about.status_show,
        help_show,
        packages.package_list,
        packages.package_show,
        packages.package_search,
        packages.current_package_list_with_resources,
        organisations.organization_list,
        organisations.organization_show,
        organisations.group_list,
        organisations.group_show,
        organisations.group_package_show,
        organisations.tag_list,
        organisations.license_list,
        resources.resource_show,
        resources.resource_search,
        resources.resource_view_list,
        completing.package_autocomplete,
        completing.organization_autocomplete,
        completing.group_autocomplete,
        completing.tag_autocomplete,
        completing.format_autocomplete,
        completing.tag_search,
        completing.tag_show,
        completing.vocabulary_list,
        completing.organization_list_for_user,
        datastore.datastore_search,
        datastore.datastore_info,
        sql.datastore_search_sql,
    )
}
