"""Data values as samples."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from asyncua import ua

from dure.floor.gateway.opcua.told import Sample
from dure.floor.gateway.opcua.values import sample

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
THEN = datetime(2026, 3, 2, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("variant", "raw"),
    [
        (ua.Variant(True), Decimal(1)),
        (ua.Variant(7, ua.VariantType.Int16), Decimal(7)),
        (ua.Variant(0.10000000149, ua.VariantType.Float), Decimal("0.1")),
        (ua.Variant(0.1, ua.VariantType.Double), Decimal("0.1")),
        (ua.Variant(" RUN "), "RUN"),
        (ua.Variant(ua.LocalizedText("가동")), "가동"),
        (ua.Variant(float("nan"), ua.VariantType.Double), None),
        (ua.Variant([1, 2]), None),
    ],
)
def test_sample_of_a_value(variant: ua.Variant, raw: Decimal | str | None) -> None:
    assert sample(ua.DataValue(variant, SourceTimestamp=THEN), NOW, source_times=True) == Sample(THEN, raw)


def test_sample_of_a_bad_value_has_none() -> None:
    found = ua.DataValue(ua.Variant(7), StatusCode=ua.StatusCode(ua.StatusCodes.BadNoCommunication))
    assert sample(found, NOW, source_times=True) == Sample(NOW, None)


def test_sample_with_a_clock_that_was_never_set_has_our_time() -> None:
    found = ua.DataValue(ua.Variant(7), SourceTimestamp=datetime(1970, 1, 1, tzinfo=UTC))
    assert sample(found, NOW, source_times=True).at == NOW


def test_sample_without_the_sources_time_has_the_servers() -> None:
    assert sample(ua.DataValue(ua.Variant(7), ServerTimestamp=THEN), NOW, source_times=True).at == THEN
