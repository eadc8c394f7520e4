"""What the maker hands back: the region, its publishers and the datasets whose files it wrote."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class PublisherSpec:
    """A publisher. Kinds: council, combined-authority, fire, transport; `gss_code` may be empty."""

    slug: str
    title: str
    kind: str
    gss_code: str
    homepage: str
    email: str
    about: str


@dataclass(frozen=True, slots=True)
class DatasetSpec:
    """A dataset to be added, with its files in the order of their periods.

    `publisher` and each of `shared_with` is a publisher's slug; `shared_with` is empty unless
    `access` is `shared`. `theme` is the slug of a theme, `licence` an SPDX-like identifier.
    """

    slug: str
    title: str
    description: str
    publisher: str
    theme: str
    licence: str
    access: str
    frequency: str
    tags: tuple[str, ...]
    files: tuple[Path, ...]
    shared_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Region:
    """A region as a newcomer's `init` and `add` would need it."""

    name: str
    code: str
    description: str
    publishers: tuple[PublisherSpec, ...]
    datasets: tuple[DatasetSpec, ...]
