"""Takes a dataset from found to published, and remembers how: runs and their findings."""
