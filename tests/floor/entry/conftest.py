"""Each test of hands has event files of its own."""

from pathlib import Path

import pytest
from tests.floor.scene import Floor, kimchi


@pytest.fixture(autouse=True)
def floor_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home for event files; the database stays where it is."""
    monkeypatch.setenv("DURE_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def floor(db: None) -> Floor:
    """A kimchi plant on the evening of its day."""
    return kimchi()
