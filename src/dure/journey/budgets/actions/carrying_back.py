"""Undoing a carry-over while nothing was spent from it: both movements are booked against, the promises return."""

from datetime import date, datetime

from django.db.models import CharField, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from django.utils.translation import gettext as _

from dure.engine.money import carry_over as engine
from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.ledger.act import Act, act
from dure.journey.budgets.access import KEEP_LINES
from dure.journey.budgets.actions.booking import demand
from dure.journey.budgets.actions.carrying import promises_along
from dure.journey.budgets.actions.lines import demand_open, locked
from dure.journey.budgets.actions.promises import add_to_promise
from dure.journey.budgets.models import BudgetLine, Movement, MovementKind
from dure.journey.budgets.reckoning import CARRY_OF, value_of, write_back

_UNDOES = "undo:"


def carried_from(line: BudgetLine) -> QuerySet[Movement]:
    """The carry-overs of a line that still stand, the latest first."""
    key = Concat(Value(_UNDOES), Cast(OuterRef("pk"), CharField()))
    rows = Movement.objects.filter(line=line, kind__in=CARRY_OF, amount_won__gt=0, carried__isnull=False)
    undone = Movement.objects.filter(line=line, source_key=key)
    return rows.filter(~Exists(undone)).select_related("carried__line").order_by("-on", "-pk")


def undo_carry_over(*, movement: Movement, by: Actor, at: datetime, reason: str) -> BudgetLine:
    """Book a carry-over back; returns the line it came from. What was undone is not undone again.

    Refused where the next year's line has used it, or one of both lines is settled.
    """
    KEEP_LINES.demand(by, movement.line)
    if movement.kind not in CARRY_OF or movement.amount_won <= 0 or movement.carried is None:
        raise ActionRefused(_("Only a carry-over can be booked back in this way."))
    if not reason.strip():
        raise ActionRefused(_("Say in a sentence why the carry-over is booked back."))
    chain = movement.line.programme.chain
    with act("budgets.undo_carry_over", chain=chain, by=by, at=at, reason=reason) as this:
        rows = locked([movement.line_id, movement.carried.line_id])
        line, into = rows[movement.line_id], rows[movement.carried.line_id]
        if not carried_from(line).filter(pk=movement.pk).exists():
            raise ActionRefused(_("This carry-over has been booked back already."))
        demand_open(line)
        demand_open(into)
        _move_back(movement, line, into, reason.strip()[:300], this)
    return line


def _move_back(movement: Movement, line: BudgetLine, into: BudgetLine, reason: str, this: Act) -> None:
    # Only what came along goes back: a project that the older line never promised anything stays where it is.
    own = frozenset(line.promises.values_list("application_id", flat=True))
    returning = promises_along(into, movement.cash_won, own)
    for promised, part in returning:
        add_to_promise(into, promised.application, -part, this)
    what = engine.CarryOver(
        CARRY_OF[MovementKind(movement.kind)],
        budget_won=movement.amount_won - movement.cash_won,
        cash_won=movement.cash_won,
    )
    demand(engine.may_carry_back(value_of(line), value_of(into), what))
    left, shrunk = engine.carry_back(value_of(line), value_of(into), what)
    back, arrival = _against(movement, into, reason, this)
    write_back(line, left)
    write_back(into, shrunk)
    for promised, part in returning:
        add_to_promise(line, promised.application, part, this)
    this.about(line)
    this.evidence(into, back, arrival)
    this.detail.update(kind=movement.kind, won=movement.amount_won, cash=movement.cash_won, out_of=into.fiscal_year)


def _against(movement: Movement, into: BudgetLine, reason: str, this: Act) -> tuple[Movement, Movement]:
    """The two movements that take the carry-over back, dated today, in the next year at its first day or later."""
    on = timezone.localdate(this.at)
    told = {
        "amount_won": -movement.amount_won, "cash_won": -movement.cash_won, "letter_no": movement.letter_no,
        "reason": reason, "booked_by_id": this.by.person_id, "booked_at": this.at,
    }  # fmt: skip
    first_day = date(into.fiscal_year, 1, 1)
    arrival = Movement(line=into, kind=MovementKind.CARRIED_IN, on=max(on, first_day), **told)
    arrival.save(force_insert=True)
    back = Movement(
        line=movement.line, kind=movement.kind, on=on, source_key=f"{_UNDOES}{movement.pk}", carried=arrival, **told
    )
    back.save(force_insert=True)
    return back, arrival
