"""The wire format against bytes put together here by hand, without the library."""

import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dure.floor.gateway.sparkplug.payloads import PayloadError, Quality, Written, decode, encode
from dure.floor.gateway.sparkplug.values import Datatype, Unreadable

AT_MS = 1767600000123
FOREIGN = Path(__file__).resolve().parents[3] / "data/floor/sparkplug/dbirth.hex"


def varint(number):
    low = number & 0x7F
    return bytes([low]) if number == low else bytes([low | 0x80]) + varint(number >> 7)


def whole(field, number):
    return varint(field << 3) + varint(number)


def block(field, data):
    return varint(field << 3 | 2) + varint(len(data)) + data


def metric(datatype, value, *extra):
    return block(2, b"".join([block(1, b"m"), whole(2, 7), whole(3, AT_MS), whole(4, datatype), *extra, value]))


def payload(*metrics, seq=5):
    return whole(1, AT_MS) + b"".join(metrics) + whole(3, seq)


@pytest.mark.parametrize(
    ("datatype", "wire", "value"),
    [
        (1, whole(10, 0xFF), -1),
        (1, whole(10, 0xFFFFFFFF), -1),
        (2, whole(10, 0x8000), -32768),
        (3, whole(10, 0xFFFFFFFE), -2),
        (4, whole(11, 2**64 - 3), -3),
        (5, whole(10, 255), 255),
        (6, whole(10, 65535), 65535),
        (7, whole(10, 2**32 - 1), 2**32 - 1),
        (7, whole(11, 9), 9),
        (8, whole(11, 2**64 - 1), 2**64 - 1),
        (9, varint(12 << 3 | 5) + struct.pack("<f", 0.1), 0.1),
        (10, varint(13 << 3 | 1) + struct.pack("<d", 0.1), 0.1),
        (11, whole(14, 1), True),
        (12, block(15, "김치".encode()), "김치"),
        (13, whole(11, AT_MS), AT_MS),
    ],
)
def test_decode_reads_every_datatype_that_can_be_recorded(datatype, wire, value):
    found = decode(payload(metric(datatype, wire)))
    assert (found.timestamp_ms, found.seq) == (AT_MS, 5)
    [one] = found.metrics
    assert (one.name, one.alias, one.at_ms, one.datatype) == ("m", 7, AT_MS, datatype)
    assert (type(one.value(datatype)), one.value(datatype)) == (type(value), value)


def test_decode_reads_null_history_and_quality():
    quality = block(9, block(1, b"Quality") + block(2, whole(1, 3) + whole(3, 500)))
    null, past, bad = decode(
        payload(metric(3, whole(7, 1)), metric(3, whole(10, 1), whole(5, 1)), metric(3, whole(10, 1), quality))
    ).metrics
    assert (null.value(3), past.is_historical, null.is_historical) == (None, True, False)
    assert (bad.quality, past.quality) == (Quality.STALE, Quality.GOOD)


def test_decode_skips_what_it_does_not_describe():
    template = block(18, block(1, b"v1"))
    with pytest.raises(Unreadable, match="datatype 19 is not one that can be recorded"):
        decode(payload(metric(19, template))).metrics[0].value(19)


def test_decode_reads_what_another_implementation_wrote():
    found = decode(bytes.fromhex(FOREIGN.read_text()))
    assert (found.timestamp_ms, found.seq) == (1767600000200, 1)
    assert [(one.name, one.alias, one.value(one.datatype), one.is_historical) for one in found.metrics] == [
        ("Count/Total", 7, -2, False), ("Temp", None, 21.5, False), ("Run", None, True, False),
        ("Big", None, -5, False), ("Who", None, "김치", True), ("None", None, None, False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("datatype", "wire", "why"),
    [
        (3, block(15, b"1"), "a value of INT32 stands in string_value"),
        (3, b"", "a value of INT32 stands in nothing"),
        (16, b"", "datatype 16 is not one that can be recorded"),
        (None, whole(10, 1), "neither the message nor a birth says its datatype"),
    ],
)
def test_value_of_another_type_is_refused(datatype, wire, why):
    with pytest.raises(Unreadable, match=why):
        decode(payload(metric(3, wire))).metrics[0].value(datatype)


@pytest.mark.parametrize(
    ("data", "why"),
    [(b"\xff\xff", "not a Sparkplug B payload"), (payload(seq=256), "sequence number 256 is above 255")],
)
def test_decode_what_is_no_payload_is_refused(data, why):
    with pytest.raises(PayloadError, match=why):
        decode(data)


@given(st.binary(max_size=300))
def test_decode_any_bytes_are_read_or_refused(data):
    try:
        found = decode(data)
    except PayloadError:
        return
    assert found.seq is None or 0 <= found.seq <= 255


NUMBERS = {
    Datatype.INT8: st.integers(-128, 127),
    Datatype.INT32: st.integers(-(2**31), 2**31 - 1),
    Datatype.INT64: st.integers(-(2**63), 2**63 - 1),
    Datatype.UINT64: st.integers(0, 2**64 - 1),
    Datatype.DOUBLE: st.floats(allow_nan=False),
    Datatype.BOOLEAN: st.booleans(),
    Datatype.STRING: st.text(max_size=20),
}


@given(st.sampled_from(sorted(NUMBERS)).flatmap(lambda kind: st.tuples(st.just(kind), NUMBERS[kind] | st.none())))
def test_encode_and_decode_agree(drawn):
    datatype, value = drawn
    data = encode(AT_MS, [Written("m", value, datatype, AT_MS, alias=3)], seq=0)
    [one] = decode(data).metrics
    assert (one.name, one.alias, one.at_ms, one.value(one.datatype)) == ("m", 3, AT_MS, value)


def test_encode_writes_the_bytes_of_the_format():
    data = encode(AT_MS, [Written("m", -2, Datatype.INT32, AT_MS, alias=7)], seq=5)
    assert data == payload(metric(3, whole(10, 0xFFFFFFFE)))
