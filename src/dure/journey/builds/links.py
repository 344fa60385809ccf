"""Where each kind of deadline leads: the page on which the thing is done."""

from collections.abc import Callable
from typing import Final

from django.urls import reverse

from dure.journey.builds.deadlines import FINDING_DUE, INSPECTION_DUE, MILESTONE_DUE, TICKET_DUE


def _to(route: str) -> Callable[[str], str]:
    return lambda row_id: reverse(route, args=[int(row_id)])


LINKS: Final[dict[str, Callable[[str], str]]] = {
    MILESTONE_DUE: _to("builds:milestone"),
    FINDING_DUE: _to("builds:finding"),
    INSPECTION_DUE: _to("builds:inspection"),
    TICKET_DUE: _to("builds:ticket"),
}
