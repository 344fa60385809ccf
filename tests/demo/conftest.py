"""The demo year, built once for all tests of this folder."""

from tests.demo_year import demo_copy, demo_database, demo_home

__all__ = ["demo_copy", "demo_database", "demo_home"]
