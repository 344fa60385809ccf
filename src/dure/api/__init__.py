"""The typed HTTP edge over the same queries as the pages."""
