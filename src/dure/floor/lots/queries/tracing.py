"""Traces of lots from a site's events."""

from dataclasses import asdict, dataclass

from dure.engine.floor.effective import effective
from dure.engine.floor.events import Event, Kind, stamp
from dure.engine.floor.lots import Batch, Link, batches, links, trace
from dure.floor.events.spans import of_kinds


@dataclass(frozen=True)
class Trace:
    """A lot and all that it came from, or all that it became part of; nearest first."""

    lot: str
    direction: str
    links: tuple[Link, ...]

    @property
    def lots(self) -> tuple[str, ...]:
        """The lots that were found, nearest first, each once."""
        ends = [link.target if self.direction == "forward" else link.source for link in self.links]
        return tuple(dict.fromkeys(ends))

    def as_json(self) -> dict[str, object]:
        return {
            "lot": self.lot,
            "direction": self.direction,
            "lots": list(self.lots),
            "links": [
                {"from": link.source, "to": link.target, **{k: v for k, v in asdict(link).items() if k not in ENDS},
                 "at": stamp(link.at)}
                for link in self.links
            ],
        }  # fmt: skip


ENDS = frozenset({"source", "target", "at"})


def trace_of(site: str, lot: str, *, forward: bool) -> Trace | None:
    """The trace of a lot; None where no event ever told of it."""
    found = told_of(site)
    if not any(event.lot == lot for event in found):
        return None
    direction = "forward" if forward else "back"
    return Trace(lot, direction, tuple(trace(links(batches(found)), lot, forward=forward)))


def batches_of(site: str) -> list[Batch]:
    """All batches of a site in the order in which they began."""
    return batches(told_of(site))


# What batches are made of; corrections of anything else have no target among these and change nothing.
KINDS = (Kind.LOT_IN, Kind.LOT_OUT, Kind.ORDER_START, Kind.ORDER_END, Kind.CORRECTION)


def told_of(site: str) -> list[Event]:
    """The effective events that lots are told by, however long ago."""
    return effective(of_kinds(site, KINDS)).events
