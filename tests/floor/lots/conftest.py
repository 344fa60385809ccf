"""Fixtures of the lots' tests."""

import pytest
from tests.floor import scene
from tests.floor.events.conftest import floor_home

__all__ = ["floor_home"]


@pytest.fixture
def plant(db: None, floor_home: object) -> scene.Floor:
    """A kimchi plant with one day of records."""
    return scene.with_a_day(scene.kimchi())
