"""The datasets of the small regions that tests make."""

SPEND = "estuary-spend"  # open; monthly files of one layout
GRANTS = "estuary-grants"  # closed: for its publisher and the data team
PARKS = "moorland-parks"  # shared with estuary
