"""The CKAN Action API, version 3, for the programs that speak it."""
