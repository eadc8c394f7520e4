"""What `make check` asks Django: its own checks, missing migrations, and whether every template compiles."""

import os
import sys
from pathlib import Path

import django
from django.core.management import call_command


def main() -> int:
    os.environ["DJANGO_SETTINGS_MODULE"] = "hundred.site.checking"  # noqa: TID251  a tool, not a room
    django.setup()
    call_command("check", fail_level="WARNING")
    call_command("makemigrations", check=True, dry_run=True, verbosity=1)
    return compile_templates()


def compile_templates() -> int:
    from hundred.interfaces.web.environment import TEMPLATES, environment  # noqa: PLC0415  after Django is set up

    pages = environment()
    names = sorted(str(path.relative_to(TEMPLATES)) for path in Path(TEMPLATES).rglob("*.*"))
    for name in names:
        pages.get_template(name)
    sys.stdout.write(f"{len(names)} templates compile.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
