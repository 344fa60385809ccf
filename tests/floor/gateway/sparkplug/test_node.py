"""One edge node as its host sees it, message by message."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dure.floor.gateway.sparkplug.node import Dropped, Node, Silence, Waits
from dure.floor.gateway.sparkplug.payloads import BD_SEQ, Written, decode, encode
from dure.floor.gateway.sparkplug.topics import Verb
from dure.floor.gateway.sparkplug.values import Datatype

NOON = datetime(2026, 1, 5, 3, tzinfo=UTC)
AT_MS = 1767600000000


def message(seq, *metrics):
    return decode(encode(AT_MS, metrics, seq))


def value(number, *, name="", alias=1, at_ms=AT_MS, past=False):
    return Written(name, number, Datatype.UINT32, at_ms, alias, past, tells_datatype=bool(name))


def nbirth(bd_seq=0, alias=1, number=100):
    bd = Written(BD_SEQ, bd_seq, Datatype.INT64, AT_MS)
    return message(0, bd, value(number, name="count", alias=alias))


def ndeath(bd_seq=0):
    return message(None, Written(BD_SEQ, bd_seq, Datatype.INT64, AT_MS))


def born(**told):
    node = Node(Waits(), NOON)
    node.hear(Verb.NBIRTH, "", nbirth(**told), NOON)
    return node


def told(outcome):
    return [(reading.device, reading.name, reading.value) for reading in outcome.readings]


def test_birth_tells_what_stands_and_data_what_happens():
    node = Node(Waits(), NOON)
    first = node.hear(Verb.NBIRTH, "", nbirth(), NOON)
    second = node.hear(Verb.NDATA, "", message(1, value(101)), NOON)
    assert (told(first), first.readings[0].is_birth) == ([("", "count", 100)], True)
    assert (told(second), second.readings[0].is_birth) == ([("", "count", 101)], False)


def test_rebirth_replaces_the_aliases_and_history_follows_under_the_new_ones():
    node = born(alias=1)
    node.hear(Verb.NBIRTH, "", nbirth(alias=2), NOON)
    past = node.hear(Verb.NDATA, "", message(1, value(90, alias=2, at_ms=AT_MS - 5, past=True)), NOON)
    assert told(past) == [("", "count", 90)]
    assert node.devices[""].metrics["count"].value == 100
    old = node.hear(Verb.NDATA, "", message(2, value(91, alias=1)), NOON)
    assert (told(old), old.dropped, old.rebirth) == ([], [Dropped("", "", "alias 1 is not known")], True)


def test_alias_of_another_device_is_not_believed():
    node = born()
    node.hear(Verb.DBIRTH, "press", message(1, value(5, name="total", alias=9)), NOON)
    outcome = node.hear(Verb.NDATA, "", message(2, value(6, alias=9)), NOON)
    assert (told(outcome), outcome.rebirth) == ([], True)


def test_data_of_a_device_that_was_not_born_asks_for_a_rebirth():
    outcome = born().hear(Verb.DDATA, "press", message(1, value(5, alias=9)), NOON)
    assert (told(outcome), outcome.rebirth) == ([], True)


def test_data_before_any_birth_asks_once_and_takes_what_has_a_name():
    node = Node(Waits(), NOON)
    first = node.hear(Verb.NDATA, "", message(7, value(5, name="count"), value(6, alias=3)), NOON)
    second = node.hear(Verb.NDATA, "", message(8, value(7, name="count")), NOON)
    assert (told(first), first.rebirth) == ([("", "count", 5)], True)
    assert (told(second), second.rebirth) == ([("", "count", 7)], False)


def test_gap_gives_up_aliases_and_keeps_names():
    node = born()
    node.hear(Verb.NDATA, "", message(2, value(102, name="count"), value(103)), NOON)
    outcome = node.tick(NOON + timedelta(seconds=2))
    assert (told(outcome), outcome.rebirth) == ([("", "count", 102)], True)
    assert outcome.dropped == [Dropped("", "", "no birth explains alias 1")]


def test_death_of_an_earlier_session_says_nothing():
    node = born(bd_seq=4)
    assert node.hear(Verb.NDEATH, "", ndeath(3), NOON).silences == []
    assert node.hear(Verb.NDEATH, "", ndeath(4), NOON).silences == [Silence("", NOON)]
    assert node.hear(Verb.NDEATH, "", ndeath(4), NOON).silences == []


def test_death_after_a_gap_is_believed_whatever_its_number():
    node = born(bd_seq=4)
    node.hear(Verb.NDATA, "", message(9), NOON)
    node.tick(NOON + timedelta(seconds=2))
    assert node.hear(Verb.NDEATH, "", ndeath(5), NOON).silences == [Silence("", NOON)]


def test_node_that_is_never_born_is_asked():
    node = Node(Waits(birth_s=5, again_s=30), NOON)
    assert [node.tick(NOON + timedelta(seconds=s)).rebirth for s in (4, 5, 34, 35)] == [False, True, False, True]


def test_dead_node_is_left_alone():
    node = born()
    node.hear(Verb.NDEATH, "", ndeath(), NOON)
    assert (node.deadline, node.tick(NOON + timedelta(days=1)).rebirth) == (None, False)


@pytest.mark.parametrize("verb", [Verb.NDATA, Verb.NBIRTH])
def test_message_without_a_sequence_number_is_dropped(verb):
    outcome = born().hear(verb, "", message(None, value(5, name="count")), NOON)
    assert told(outcome) == []
    assert outcome.dropped == [Dropped("", "", f"{verb} without a sequence number")]


@given(st.integers(1, 600), st.randoms(use_true_random=False), st.integers(1, 40))
def test_any_order_within_a_window_gives_the_same_readings(count, random, window):
    node = born()
    sent = [(nth, message(nth % 256, value(1000 + nth, at_ms=AT_MS + nth))) for nth in range(1, count + 1)]
    sent.sort(key=lambda pair: pair[0] + random.randrange(window))
    outcomes = [node.hear(Verb.NDATA, "", payload, NOON) for _, payload in sent]
    assert [reading.value for outcome in outcomes for reading in outcome.readings] == [
        1000 + nth for nth in range(1, count + 1)
    ]
    assert (node.deadline, node.is_trusted) == (None, True)


@given(
    st.lists(st.tuples(st.sampled_from(list(Verb)), st.sampled_from(["oven", "press"]), st.integers(0, 4)), max_size=60)
)
def test_no_alias_is_ever_read_under_another_name(script):
    """Each birth gives the alias another name; the value says which birth it belongs to."""
    node, birth = Node(Waits(), NOON), 0
    for verb, device, seq in script:
        if verb is Verb.NBIRTH:
            birth += 1
            payload = message(0, value(birth, name=f"name{birth}"))
        elif verb is Verb.NDATA:
            payload = message(seq, value(birth))
        else:
            payload = ndeath() if verb is Verb.NDEATH else message(seq)
        address = "" if verb in {Verb.NBIRTH, Verb.NDATA, Verb.NDEATH} else device
        for reading in node.hear(verb, address, payload, NOON).readings:
            assert reading.name == f"name{reading.value}"
