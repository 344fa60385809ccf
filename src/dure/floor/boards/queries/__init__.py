"""Reads of a plant, as typed values."""
