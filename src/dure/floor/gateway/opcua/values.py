"""Data values of OPC UA as samples: the value as a number or a word, and the time its source gave it."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from decimal import Decimal

from asyncua import ua

from dure.engine.floor.reading import OLDEST
from dure.floor.gateway.opcua.told import Sample
from dure.floor.gateway.points import Raw

# Digits that a binary number of 32 and of 64 bits carries truly.
SINGLE, DOUBLE = 7, 15


def sample(found: ua.DataValue, now: datetime, *, source_times: bool) -> Sample:
    """A value with the source's time, or the server's where the source gives none, or else ours."""
    at = now
    if source_times:
        told: datetime = found.SourceTimestamp or found.ServerTimestamp or now
        told = told.replace(tzinfo=told.tzinfo or UTC).astimezone(UTC)
        # A clock that was never set says 1601 or 1970.
        at = told if told >= OLDEST else now
    good = found.StatusCode is None or not found.StatusCode.is_bad()
    return Sample(at, _raw(found.Value) if good and found.Value is not None else None)


def _raw(variant: ua.Variant) -> Raw | None:
    value = variant.Value
    if isinstance(value, ua.LocalizedText):
        value = value.Text
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, int):
        return Decimal(int(value))
    if isinstance(value, float) and math.isfinite(value):
        digits = SINGLE if variant.VariantType is ua.VariantType.Float else DOUBLE
        return Decimal(f"{value:.{digits}g}")
    return None
