"""What a node said, as events of machines."""

from datetime import UTC, datetime

from dure.engine.floor.events import Kind
from dure.floor.gateway.mqtt.meaning import Meaning
from dure.floor.gateway.sparkplug.node import Dropped, Outcome, Reading, Silence
from dure.floor.gateway.sparkplug.payloads import Quality
from dure.floor.gateway.sparkplug.topics import Address
from dure.floor.gateway.sparkplug.translation import Translation

NODE = Address("hanbit", "line1")
PRESS = Address("hanbit", "line1", "press")
OVEN = Address("hanbit", "line1", "oven")
NOON = datetime(2026, 1, 5, 3, tzinfo=UTC)
AT_MS = int(NOON.timestamp() * 1000)
TRANSLATION = Translation(
    {
        PRESS: {
            "state": Meaning("M1", Kind.STATE, words={"1": "run"}),
            "total": Meaning("M1", Kind.COUNT_TOTAL),
            "good": Meaning("M1", Kind.COUNT),
            "scrap A#1": Meaning("M1", Kind.SCRAP, reason="A"),
        },
        OVEN: {"state": Meaning("M2", Kind.STATE, words={"1": "run"})},
    }
)


def reading(name, value, *, quality=Quality.GOOD, is_birth=False, at_ms=AT_MS):
    return Reading("press", name, at_ms, value, quality, is_birth)


def of(**found):
    translated = TRANSLATION.of(NODE, Outcome(**found))
    return [(event.machine, event.kind.value, event.value) for event in translated.events]


def test_birth_tells_states_and_counters_and_books_no_pieces():
    found = [reading(name, 1, is_birth=True) for name in ("state", "total", "good", "scrap A#1", "unmapped")]
    assert of(readings=found) == [("M1", "state", "run"), ("M1", "count_total", "1")]


def test_data_books_pieces_with_their_defect():
    translated = TRANSLATION.of(NODE, Outcome(readings=[reading("scrap A#1", 2)]))
    [event] = translated.events
    assert (event.source_id, event.family, event.reason) == (
        "sparkplug/hanbit/line1/press#scrap A%231", "sparkplug/hanbit/line1/press", "A")  # fmt: skip


def test_value_that_its_node_does_not_believe_is_unknown_or_nothing():
    found = [reading(name, 1, quality=Quality.STALE) for name in ("state", "total")]
    assert of(readings=found) == [("M1", "state", "unknown")]


def test_silence_of_a_device_is_its_own_and_of_a_node_everybodys():
    assert of(silences=[Silence("press", NOON)]) == [("M1", "state", "unknown")]
    assert of(silences=[Silence("", NOON)]) == [("M1", "state", "unknown"), ("M2", "state", "unknown")]


def test_the_same_reading_is_the_same_event_in_any_session():
    live, past = (
        TRANSLATION.of(NODE, Outcome(readings=[reading("total", 7, is_birth=birth)])).events[0]
        for birth in (False, True)
    )
    assert live == past


def test_two_values_of_one_millisecond_are_two_events():
    found = TRANSLATION.of(NODE, Outcome(readings=[reading("total", 7), reading("total", 8)])).events
    assert len({event.key for event in found}) == 2


def test_refusals_are_those_of_metrics_with_a_meaning():
    outcome = Outcome(
        readings=[reading("state", 9)],
        dropped=[
            Dropped("press", "total", "no time"),
            Dropped("press", "other", "no time"),
            Dropped("", "", "alias 3"),
        ],
    )
    assert [(each.where, str(each.error)) for each in TRANSLATION.of(NODE, outcome).refused] == [
        ("sparkplug/hanbit/line1/press#state", "value: “9” has no meaning given for it"),
        ("sparkplug/hanbit/line1/press#total", "value: no time"),
        ("sparkplug/hanbit/line1", "value: alias 3"),
    ]
