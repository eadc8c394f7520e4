"""Doors by protocol: each translates in, makes one call, and translates out."""
