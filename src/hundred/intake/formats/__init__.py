"""One module per kind of file. Each reads tables out of a file, staging their cells and what is set aside."""
