"""Lots: where each came from and where it went."""
