"""A plant's records as they were told, read at a desk, and how a wrong one is corrected there."""
