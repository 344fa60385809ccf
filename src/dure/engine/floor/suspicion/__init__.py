"""Flags on records that look made up, each with its figures and an innocent reading, for a person to look into."""
