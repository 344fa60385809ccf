"""Carrying a line's budget and cash over to the next fiscal year, with the promises that rest on the cash."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from dure.engine.money import carry_over as engine
from dure.engine.money.rounding import apportion
from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.ledger.act import Act, act
from dure.journey.budgets.access import KEEP_LINES
from dure.journey.budgets.actions.booking import already, demand, demand_new_letter
from dure.journey.budgets.actions.lines import demand_open, locked
from dure.journey.budgets.actions.promises import add_to_promise
from dure.journey.budgets.days import demand_day
from dure.journey.budgets.models import BudgetLine, Movement, MovementKind, Promise
from dure.journey.budgets.reckoning import CARRY_OF, value_of, value_on, write_back


@dataclass(frozen=True)
class Carried:
    """What a carry-over consists of: the part granted and unspent, and the part of the budget not yet granted."""

    cash_won: int
    budget_won: int


def carry_over(  # noqa: PLR0913  (an entry in a budget book has these facts)
    *,
    line: BudgetLine,
    kind: str,
    amount_won: int,
    on: date,
    letter_no: str,
    reason: str,
    by: Actor,
    at: datetime,
    cash_won: int | None = None,
    promises: Mapping[int, int] | None = None,
    source_key: str = "",
    same_letter_again: bool = False,
) -> BudgetLine:
    """Carry an amount into the same line of the next fiscal year, which is opened if need be; returns that line.

    ``kind`` is ``carry_planned`` or ``carry_accidental``. Of the amount, ``cash_won`` was granted and is unspent; left
    out, cash goes first. ``promises`` says by application id how much of each promise moves along; left out, what
    the line can no longer pay moves, in proportion.
    """
    KEEP_LINES.demand(by, line)
    if kind not in CARRY_OF:
        raise ActionRefused(_("Say whether the carry-over is planned or accidental."))
    if not reason.strip():
        raise ActionRefused(_("A carry-over needs its reason. Write it in a sentence."))
    with act("budgets.carry_over", chain=line.programme.chain, by=by, at=at, reason=reason) as this:
        row, into = _both(line)
        stands = already(row, kind, amount_won, source_key)
        if stands is not None and stands.carried is not None:
            this.about(row)
            return stands.carried.line
        demand_open(row)
        demand_open(into)
        if not same_letter_again:
            demand_new_letter(row, kind, letter_no)
        draft = Movement(
            line=row, kind=kind, amount_won=amount_won, cash_won=split_of(row, amount_won, cash_won).cash_won, on=on,
            letter_no=" ".join(letter_no.split()), reason=reason.strip(), source_key=source_key,
            booked_by_id=by.person_id, booked_at=at,
        )  # fmt: skip
        along = promises_along(row, draft.cash_won) if promises is None else _chosen(row, promises)
        _carry(draft, into, this)
        for promised, part in along:
            add_to_promise(row, promised.application, -part, this)
            add_to_promise(into, promised.application, part, this)
    if line is not row:
        line.refresh_from_db()
    return into


def split_of(line: BudgetLine, amount_won: int, cash_won: int | None = None) -> Carried:
    """Cash first, unless said otherwise."""
    balance = value_of(line).balance_won
    cash = min(amount_won, max(balance, 0)) if cash_won is None else cash_won
    return Carried(cash, amount_won - cash)


def next_of(line: BudgetLine) -> BudgetLine | None:
    """The same line of the next fiscal year, if it is open already."""
    return BudgetLine.objects.filter(**_next(line)).first()


def _next(line: BudgetLine) -> dict[str, object]:
    return {
        "programme_id": line.programme_id,
        "funder_id": line.funder_id,
        "fiscal_year": line.fiscal_year + 1,
        "nature": line.nature,
        "name": line.name,
    }


def _both(line: BudgetLine) -> tuple[BudgetLine, BudgetLine]:
    first = locked([line.pk])[line.pk]
    into, _is_new = BudgetLine.objects.get_or_create(**_next(first), defaults={"place_id": first.place_id})
    rows = locked([line.pk, into.pk])
    return rows[line.pk], rows[into.pk]


def _carry(draft: Movement, into: BudgetLine, this: Act) -> None:
    line = draft.line
    demand_day(line, draft.kind, draft.on, draft.booked_at)
    what = engine.CarryOver(
        CARRY_OF[MovementKind(draft.kind)], budget_won=draft.amount_won - draft.cash_won, cash_won=draft.cash_won
    )
    demand(engine.may_carry(value_of(line), value_of(into), what))
    demand(engine.may_carry(value_on(line, draft.on), value_of(into), what))
    left, grown = engine.carry(value_of(line), value_of(into), what)
    arrival = Movement(
        line=into, kind=MovementKind.CARRIED_IN, amount_won=draft.amount_won, cash_won=draft.cash_won,
        on=max(draft.on, date(into.fiscal_year, 1, 1)), letter_no=draft.letter_no, reason=draft.reason,
        booked_by_id=draft.booked_by_id, booked_at=draft.booked_at,
    )  # fmt: skip
    arrival.save(force_insert=True)
    draft.carried = arrival
    draft.save(force_insert=True)
    write_back(line, left)
    write_back(into, grown)
    this.about(line)
    this.evidence(into, draft, arrival)
    this.detail.update(kind=draft.kind, won=draft.amount_won, cash=draft.cash_won, into=into.fiscal_year)


def promises_along(line: BudgetLine, cash_won: int, among: frozenset[int] | None = None) -> list[tuple[Promise, int]]:
    """Which promises the line could no longer pay if that much cash left it, and by how much each; before it left.

    ``among`` narrows them to the projects of these application ids.
    """
    promises = list(line.promises.select_related("application__firm").order_by("application_id"))
    value = value_of(line)
    undrawn = max(0, min(value.decided_won - value.granted_won, value.ungranted_won))
    all_left = sum(promise.amount_won - promise.spent_won for promise in promises)
    chosen = [promise for promise in promises if among is None or promise.application_id in among]
    left = [promise.amount_won - promise.spent_won for promise in chosen]
    moving = min(cash_won, max(0, all_left - undrawn - (value.balance_won - cash_won)), sum(left))
    parts = apportion(moving, left) if moving > 0 else (0,) * len(left)
    return [(promise, part) for promise, part in zip(chosen, parts, strict=True) if part]


def _chosen(line: BudgetLine, parts: Mapping[int, int]) -> list[tuple[Promise, int]]:
    own = {promise.application_id: promise for promise in line.promises.select_related("application")}
    if unknown := set(parts) - set(own):
        raise ActionRefused(
            _("%(count)s of the chosen projects have no promise on this line.") % {"count": len(unknown)}
        )
    return [(own[key], part) for key, part in parts.items() if part]
