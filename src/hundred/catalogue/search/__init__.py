"""Finding datasets: an index beside the database, made from it and at any time made again.

`find` answers a search, `suggest` completes its words, `mark` says that a dataset changed, `catch_up`
takes what is marked into the index, `rebuild` makes the index anew.
"""
