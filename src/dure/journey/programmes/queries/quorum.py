"""How many people must have decided together, by the notice in force."""

from collections.abc import Mapping
from dataclasses import dataclass

from dure.journey.programmes.models import Programme
from dure.journey.programmes.queries.notices import terms_in_force


@dataclass(frozen=True)
class Quorum:
    """``panels`` holds, by evaluation step, the signed sheets a firm needs where the notice says so.

    ``committee`` is the least number of committee members who decide together; None where the notice leaves it open.
    """

    panels: Mapping[str, int]
    committee: int | None
    chair_decides: bool


def quorum(programme: Programme) -> Quorum:
    """The settings of the notice; raises ``NoticeVersion.DoesNotExist`` before the first publication."""
    terms = terms_in_force(programme.pk)
    return Quorum(
        panels={each.code: each.fewest_assessors for each in terms.scoring.steps if each.fewest_assessors is not None},
        committee=terms.selection.committee_quorum,
        chair_decides=terms.selection.chair_decides,
    )
