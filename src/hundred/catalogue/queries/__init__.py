"""Every reading of the catalogue. `asker` first; hidden things are NotFound, never NotAllowed."""

from hundred.catalogue.queries.datasets import dataset, datasets, latest, region_totals, themes
from hundred.catalogue.queries.exactly import datasets_where
from hundred.catalogue.queries.feed import (
    addresses,
    catalogue_changed_at,
    catalogue_mark,
    catalogue_page,
    datasets_with_places,
    every_dataset,
    places_in_order,
    publisher_addresses,
)
from hundred.catalogue.queries.files import (
    current_parts,
    dataset_files,
    file_appearances,
    files_of,
    parts_of_file,
)
from hundred.catalogue.queries.finding import suggestions
from hundred.catalogue.queries.follows import follow_of, follows, follows_due
from hundred.catalogue.queries.identified import (
    place_of_file,
    place_of_table,
    slug_of_dataset,
    slug_of_publisher,
    slugs,
)
from hundred.catalogue.queries.named import named_tables, names_like, open_named
from hundred.catalogue.queries.publishers import (
    officers,
    person,
    publisher,
    publisher_choices,
    publishers,
    suggest_publishers,
)
from hundred.catalogue.queries.related import related
from hundred.catalogue.queries.tables import layouts, open_table, parts, table, versions
from hundred.catalogue.queries.whole import everything_published

__all__ = [
    "addresses",
    "catalogue_changed_at",
    "catalogue_mark",
    "catalogue_page",
    "current_parts",
    "dataset",
    "dataset_files",
    "datasets",
    "datasets_where",
    "datasets_with_places",
    "every_dataset",
    "everything_published",
    "file_appearances",
    "files_of",
    "follow_of",
    "follows",
    "follows_due",
    "latest",
    "layouts",
    "named_tables",
    "names_like",
    "officers",
    "open_named",
    "open_table",
    "parts",
    "parts_of_file",
    "person",
    "place_of_file",
    "place_of_table",
    "places_in_order",
    "publisher",
    "publisher_addresses",
    "publisher_choices",
    "publishers",
    "region_totals",
    "related",
    "slug_of_dataset",
    "slug_of_publisher",
    "slugs",
    "suggest_publishers",
    "suggestions",
    "table",
    "themes",
    "versions",
]
