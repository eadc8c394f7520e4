"""The fields of the index: what each dataset is found, narrowed, ordered and shown by."""

from functools import cache

from tantivy import Schema, SchemaBuilder

from hundred.catalogue.search.analysis import PLAIN, STEMMED

FORMAT = "3"  # change it with anything that a rebuilt index would hold differently

# Texts that are searched: title, description and so on. Their weights are in `ranking`.
TEXTS = ("title", "description", "publisher_title", "tags", "columns", "places", "values")

# Properties that narrow. A dataset has one value of each, or several.
FACETS = ("publisher", "theme", "place", "licence", "format", "access")

KEY = "key"  # the dataset's primary key
SEEN_BY = "seen_by"  # who may know of it: hundred.catalogue.policy.audience
WORDS = "words"  # the words of titles, tags, publishers and columns as written, for spelling
HEAD = "head"  # the words of the title as written, for completing
TITLE_ORDER = "title_order"
UPDATED, CREATED = "updated", "created"  # milliseconds since 1970; a dataset without data has no `updated`
FIRST_DAY, LAST_DAY = "first_day", "last_day"  # days since 1970
EDGES = ("west", "south", "east", "north")  # degrees


@cache
def schema() -> Schema:
    """The index's schema."""
    builder = SchemaBuilder()
    builder.add_unsigned_field(KEY, indexed=True, fast=True)
    for name in TEXTS:
        builder.add_text_field(name, stored=True, tokenizer_name=STEMMED)
    for name in (WORDS, HEAD):
        builder.add_text_field(name, tokenizer_name=PLAIN, index_option="basic")
    for name in (*FACETS, SEEN_BY):
        builder.add_text_field(name, fast=name in FACETS, tokenizer_name="raw", index_option="basic")
    builder.add_text_field(TITLE_ORDER, fast=True, tokenizer_name="raw", index_option="basic")
    for name in (UPDATED, CREATED, FIRST_DAY, LAST_DAY):
        builder.add_integer_field(name, indexed=True, fast=True)
    for name in EDGES:
        builder.add_float_field(name, fast=True)
    return builder.build()
