"""A home for the stores of one test, and a plant in it."""

from pathlib import Path

import pytest
from django.test import Client
from tests.floor import scene
from tests.portal.conftest import as_member


@pytest.fixture
def floor_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own, so that no other test's events lie in it."""
    monkeypatch.setenv("DURE_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def floor(db: None) -> scene.Floor:
    """A kimchi plant that its firm set up."""
    return scene.kimchi()


@pytest.fixture
def owner(floor: scene.Floor) -> Client:
    """The firm's owner, signed in, reading English."""
    return as_member(floor.firm.owner, "en")
