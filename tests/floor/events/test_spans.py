"""What one source told, wherever it lies."""

import pytest

from dure.floor.events.actions import seal, take
from dure.floor.events.spans import of_source, sources_like

pytestmark = pytest.mark.django_db


def test_events_of_a_source_sealed_and_live(floor_home, told):
    take("S1", [told(1), told(1, source="press#b2")], origin="http")
    seal("S1")
    take("S1", [told(2), told(1, source="scale#c3")], origin="http")
    assert sorted(event.source_seq for event in of_source("S1", "press#a1")) == [1, 2]
    assert of_source("S1", "press#b2") == [told(1, source="press#b2")]
    assert (of_source("S1", "press"), of_source("nowhere", "press#a1")) == ([], [])


def test_sources_by_how_they_begin(floor_home, told):
    take("S1", [told(1, source=name) for name in ("press#a1", "press#b2", "pressure#a1", "scale#a1")], origin="http")
    assert sources_like("S1", "press#") == ["press#a1", "press#b2"]
    assert sources_like("nowhere", "press#") == []
