"""Reads over lots: the door other rooms use."""

from dure.floor.lots.queries.lots import LotFacts, Step, lot_facts, lots_of, steps_of
from dure.floor.lots.queries.recalls import Found, found_by, recalls_of
from dure.floor.lots.queries.tracing import Trace, batches_of, trace_of

__all__ = [
    "Found",
    "LotFacts",
    "Step",
    "Trace",
    "batches_of",
    "found_by",
    "lot_facts",
    "lots_of",
    "recalls_of",
    "steps_of",
    "trace_of",
]
