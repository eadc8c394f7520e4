"""The record of truth: publishers, datasets, licences, files, tables and their versions."""
