"""What this stage tells the pages that join stages."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.workflow.values import Waiting
from dure.journey.programmes.access import EDIT
from dure.journey.programmes.models import NoticeVersion, Programme
from dure.journey.programmes.queries.notices import read_terms
from dure.journey.programmes.queries.places import shortfalls
from dure.journey.programmes.states import NoticeState, ProgrammeState
from dure.journey.programmes.terms import Terms

STAGE = "programmes"


def waiting(actor: Actor, at: datetime) -> list[Waiting]:
    """Notices to finish and intake to reopen, for the operator's staff."""
    mine = list(EDIT.rows(actor, Programme.objects.exclude(status=ProgrammeState.CLOSED)))
    if not mine:
        return []
    versions = NoticeVersion.objects.filter(programme__in=mine).exclude(status=NoticeState.REPLACED)
    lines: list[Waiting] = []
    for notice in versions.select_related("programme"):
        terms = read_terms(notice)
        found = _draft_line(notice, terms) if notice.status == NoticeState.DRAFT else _places_line(notice, terms, at)
        lines += [found] if found is not None else []
    return lines


def _draft_line(notice: NoticeVersion, terms: Terms) -> Waiting:
    return Waiting(
        what=_("%(programme)s: version %(number)d of the notice is a draft.")
        % {"programme": notice.programme.name, "number": notice.number},
        verb=_("Finish the notice"),
        url=reverse("programmes:edit", args=[notice.programme.slug, "general"]),
        due_at=terms.calendar.interest_opens_at if notice.number == 1 else None,
        stage=STAGE,
    )


def _places_line(notice: NoticeVersion, terms: Terms, at: datetime) -> Waiting | None:
    """Places left matter from the close of intake until the site checks are over."""
    closes, over = terms.calendar.intake_closes_at, terms.calendar.site_check_until
    if closes is None or at < closes or (over is not None and at > over):
        return None
    left = shortfalls(notice.programme_id)
    if not left:
        return None
    return Waiting(
        what=_("%(programme)s: places are left after intake has closed.") % {"programme": notice.programme.name},
        verb=_("Reopen intake"),
        url=reverse("programmes:places", args=[notice.programme.slug]),
        due_at=terms.calendar.site_check_from,
        count=len(left),
        stage=STAGE,
    )
