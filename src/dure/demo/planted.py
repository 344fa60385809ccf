"""What is overdue on the demo's day, on purpose: the operator's lists name exactly this, and the tests hold them to it."""

from dataclasses import dataclass

from dure.demo.projects import BEHIND, ENDED, NEVER_ASKED, REFUSED_EXTENSION, UNSETTLED
from dure.demo.settling import TICKET_LATE


@dataclass(frozen=True)
class Planted:
    """Something late: in which list, what, and of which project by its place."""

    stage: str
    what: str
    place: int


LATE = frozenset(
    {
        Planted("agreements", "end", REFUSED_EXTENSION),
        Planted("agreements", "end", NEVER_ASKED),
        Planted("builds", "milestone", BEHIND),
        Planted("builds", "inspection", REFUSED_EXTENSION),
        Planted("builds", "inspection", NEVER_ASKED),
        Planted("builds", "ticket", TICKET_LATE),
        *(Planted("money", "settlement", place) for place in UNSETTLED),
        Planted("money", "recovery", ENDED),
    }
)
