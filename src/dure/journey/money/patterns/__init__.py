"""Patterns that a human should look at, found in plain facts. Pure: no database, no clock. They accuse nobody."""
