"""Our own API, `/api/v1`: the catalogue, tables row by row, and the way from a row back to its line."""
