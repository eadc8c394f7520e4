"""Opening a region: from its home to a Django that is ready to serve it."""

import os
from collections.abc import Mapping
from pathlib import Path

import django
from django.conf import settings as django_settings
from django.core.management import call_command

from hundred.site.settings import Settings, find_home, load
from hundred.site.wiring import as_django


def open_region(home: Path | None = None, environ: Mapping[str, str] | None = None) -> Settings:
    """Set Django up for the region in `home` (found from the working folder where None) and bring its
    database up to date. A process serves one region; opening it twice is the same as once.

    Raises NotFound or Invalid where there is no region or its settings are wrong.
    """
    env = dict(os.environ if environ is None else environ)  # noqa: TID251  the one place that reads it
    settings = load(home.resolve() if home else find_home(Path.cwd(), env), env)
    if not django_settings.configured:
        settings.lake_root.joinpath("scratch").mkdir(parents=True, exist_ok=True)
        django_settings.configure(**as_django(settings))
        django.setup()
        call_command("migrate", verbosity=0, interactive=False)
    return settings
