"""Factories of the demo: a simulator that knows the truth, and tells it with the faults that real records have."""
