"""The `hundred` command: the interfaces' command line, wired to the opening of a region."""

import sys

from hundred.interfaces.cli.app import run
from hundred.site.region import open_region
from hundred.site.server import serve


def main() -> None:
    """Run the command line and leave with its exit code."""
    sys.exit(run(sys.argv[1:], open_region=open_region, serve=serve))
