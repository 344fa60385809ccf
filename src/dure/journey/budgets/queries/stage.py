"""What the budget tells the pages that join stages."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from dure.foundation.access.actor import STAFF, Actor, Role
from dure.foundation.interface.formats import won
from dure.foundation.workflow.values import StoryLine, Waiting
from dure.journey.budgets.access import VIEW_LINES, VIEW_PROMISES
from dure.journey.budgets.models import BudgetLine, Promise
from dure.journey.budgets.reckoning import value_of
from dure.journey.budgets.states import LineState, open_amounts

STAGE = "budgets"
_FUNDERS = (Role.CITY, Role.PROVINCE)


@dataclass(frozen=True)
class Need:
    """Something that lines may need: of whom, in what words, and whether a line needs it on a day."""

    roles: tuple[Role, ...]
    what: str | Lazy
    verb: str | Lazy
    asks: Callable[[BudgetLine, date], bool]


def _is_over(line: BudgetLine, on: date) -> bool:
    return line.fiscal_year < on.year


NEEDS = (
    Need(
        (Role.OPERATOR, Role.APPROVER),
        _("Balance left after the fiscal year: return it or carry it over"),
        _("See the lines"),
        lambda line, on: _is_over(line, on) and value_of(line).balance_won > 0,
    ),
    Need(
        (Role.OPERATOR, Role.APPROVER),
        _("Budgeted, grant not requested yet"),
        _("Request the grant"),
        lambda line, on: not _is_over(line, on) and 0 == line.requested_won < value_of(line).may_be_granted_won,
    ),
    Need(
        (Role.APPROVER,),
        _("Past year's line with nothing open: settle it"),
        _("See the lines"),
        lambda line, on: _is_over(line, on) and bool(line.spent_won) and not open_amounts(line),
    ),
    Need(
        _FUNDERS,
        _("Grant requested, decision awaited"),
        _("See the lines"),
        lambda line, on: not _is_over(line, on) and line.requested_won > line.decided_won,
    ),
    Need(
        _FUNDERS,
        _("Grant decided, money not granted yet"),
        _("See the lines"),
        lambda line, on: not _is_over(line, on) and line.decided_won > line.granted_won,
    ),
)


def needing(rows: QuerySet[BudgetLine], actor: Actor, on: date) -> list[tuple[Need, list[BudgetLine]]]:
    """Each need of this actor's with the open lines that have it; one query."""
    mine = [need for need in NEEDS if actor.has(*need.roles)]
    if not mine:
        return []
    lines = [line for line in rows.filter(status=LineState.OPEN) if _is_of(actor, line)]
    found = [(need, [line for line in lines if need.asks(line, on)]) for need in mine]
    return [(need, lines) for need, lines in found if lines]


def _is_of(actor: Actor, line: BudgetLine) -> bool:
    """A funder is asked about its own money only; the operator about all of it."""
    if actor.has(*STAFF):
        return True
    own_place = line.place_id in actor.places(*_FUNDERS)
    return own_place or line.funder_id in actor.organisations(*_FUNDERS)


def waiting(actor: Actor, at: datetime) -> list[Waiting]:
    """What lines ask of the operator's staff and of the funders; one query."""
    rows = VIEW_LINES.rows(actor, BudgetLine.objects.select_related("funder"))
    if not actor.has(*(role for need in NEEDS for role in need.roles)):
        return []
    return [_waiting(need, lines) for need, lines in needing(rows, actor, timezone.localtime(at).date())]


def _waiting(need: Need, lines: list[BudgetLine]) -> Waiting:
    alone = len(lines) == 1
    return Waiting(
        what=f"{lines[0]}: {need.what}" if alone else str(need.what),
        verb=str(need.verb),
        url=reverse("budgets:line", args=[lines[0].pk]) if alone else reverse("budgets:lines"),
        count=len(lines),
        stage=STAGE,
    )


def story(firm_id: int, actor: Actor) -> list[StoryLine]:
    """What each funder promised the firm, as far as the actor may see it; one query."""
    rows = Promise.objects.filter(application__firm_id=firm_id, amount_won__gt=0).select_related("line__funder")
    return [
        StoryLine(
            at=row.made_at,
            kind=STAGE,
            title=_now("%(funder)s promised %(amount)s")
            % {"funder": row.line.funder.name, "amount": won(row.amount_won)},
            body=_now("From the line “%(line)s” of %(year)s.") % {"line": row.line.name, "year": row.line.fiscal_year},
        )
        for row in VIEW_PROMISES.rows(actor, rows)
    ]
