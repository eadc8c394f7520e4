"""The command line: translate words in, make one call, translate records out."""
