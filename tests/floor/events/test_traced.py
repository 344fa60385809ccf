"""A figure leads to the batches, the link and the files that its records lie in."""

from datetime import UTC, datetime, timedelta

import pytest

from dure.engine.floor.events import Event, Kind
from dure.floor.events.actions import seal, take
from dure.floor.events.queries import volume
from dure.floor.events.traced import NOTHING, arrivals, seals, traced
from dure.floor.events.usage import sealed_list

pytestmark = pytest.mark.django_db
NOON = datetime(2025, 3, 3, 12, tzinfo=UTC)


def told(site: str, first: int, at: datetime) -> None:
    """Two records in one batch."""
    events = [Event("plc", first + n, "M1", at + timedelta(minutes=n), Kind.COUNT, "1") for n in range(2)]
    take(site, events, origin="http")


def test_sealed_and_live_records_are_found_by_their_time(floor_home):
    told("s1", 1, NOON)
    seal("s1")
    told("s1", 3, NOON + timedelta(hours=1))
    told("s1", 5, NOON + timedelta(days=1))

    found = traced("s1", arrivals("s1", NOON, NOON + timedelta(hours=2)))

    assert (found.events, found.first_batch, found.last_batch, found.is_live) == (4, 1, 2, True)
    assert found.files == tuple(sealed_list("s1"))
    assert found.link != volume("s1").head
    last = traced("s1", arrivals("s1", NOON + timedelta(days=1), NOON + timedelta(days=2)))
    assert (last.link, last.files) == (volume("s1").head, ())


def test_nothing_leads_nowhere(floor_home):
    assert traced("s1", arrivals("s1", NOON, NOON + timedelta(days=1))) == NOTHING


def test_seal_says_what_its_records_tell_of(floor_home):
    told("s1", 1, NOON)
    seal("s1")

    (found,) = seals("s1")
    assert (found.first_at, found.last_at) == (NOON, NOON + timedelta(minutes=1))
