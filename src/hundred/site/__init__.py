"""Wiring: settings, addresses and start-up. The only room that knows everybody."""
