"""The demo year, built once for all tests of this folder."""

from tests.demo_year import demo_books, demo_copy, demo_database, demo_home, demo_read

__all__ = ["demo_books", "demo_copy", "demo_database", "demo_home", "demo_read"]
