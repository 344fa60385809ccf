"""A kimchi plant of its own for each test of quality, with event files of its own."""

from pathlib import Path

import pytest
from django.test import Client
from tests.floor.scene import Floor, kimchi
from tests.portal.conftest import as_member


@pytest.fixture(autouse=True)
def floor_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home for event files; the database stays where it is."""
    monkeypatch.setenv("DURE_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def floor(db: None) -> Floor:
    """A kimchi plant on the evening of its day."""
    return kimchi()


@pytest.fixture
def owner(floor: Floor) -> Client:
    """The firm's owner, signed in, reading English."""
    return as_member(floor.firm.owner, "en")
