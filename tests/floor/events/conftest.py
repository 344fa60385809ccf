from datetime import UTC, datetime, timedelta

import pytest

from dure.engine.floor.events import Event, Kind
from dure.floor.events.owner import floor_folder

START = datetime(2026, 1, 5, tzinfo=UTC)


@pytest.fixture
def floor_home(tmp_path, monkeypatch):
    """A home of its own, so that no other test's events lie in it."""
    monkeypatch.setenv("DURE_HOME", str(tmp_path))
    return floor_folder()


@pytest.fixture
def told():
    """Makes the n-th event of a source: one good piece each second."""

    def make(seq, source="press#a1", value="1", kind=Kind.COUNT, **fields):
        return Event(source, seq, "M1", START + timedelta(seconds=seq), kind, value, **fields)

    return make
