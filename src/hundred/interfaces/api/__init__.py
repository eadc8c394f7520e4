"""The region as programs read it: one package for each protocol, each ignorant of the others."""
