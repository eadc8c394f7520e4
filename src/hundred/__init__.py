"""Hundred: a city region's datastore, where every figure leads back to a line of a council's file."""

__version__ = "0.1.0"
