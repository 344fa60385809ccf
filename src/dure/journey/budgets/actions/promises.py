"""What a funder's grant decision gives each firm's project (교부결정 내역), bound on the lines that pay it."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from dure.engine.money import budget as engine
from dure.engine.money.funders import Funder
from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.interface.formats import won
from dure.foundation.ledger.act import Act, act
from dure.journey.applications.models import Application
from dure.journey.budgets.access import KEEP_LINES, OPEN_LINES
from dure.journey.budgets.actions.booking import demand
from dure.journey.budgets.actions.lines import demand_open, locked
from dure.journey.budgets.finding import is_payable_by, lines_for_project, share_of
from dure.journey.budgets.labels import FUNDER_LABELS
from dure.journey.budgets.models import BudgetLine, Promise
from dure.journey.budgets.reckoning import value_of, write_back
from dure.journey.budgets.states import LineState


def promise(*, line: BudgetLine, application: Application, amount_won: int, by: Actor, at: datetime) -> Promise:
    """Bind a part of the line to a project. Said again with the same amount it changes nothing."""
    KEEP_LINES.demand(by, line)
    with act("budgets.promise", chain=line.programme.chain, by=by, at=at, subject=application) as this:
        row = locked([line.pk])[line.pk]
        found = Promise.objects.filter(line=row, application=application).first()
        if found is not None and found.amount_won == amount_won:
            return found
        if found is not None and found.amount_won > 0:
            raise ActionRefused(
                _("This project is promised %(amount)s of the line already. Change that promise instead.")
                % {"amount": won(found.amount_won)}
            )
        demand_open(row)
        made = add_to_promise(row, application, amount_won, this, at)
    if line is not row:
        line.refresh_from_db()
    return made


def change_promise(*, promise: Promise, amount_won: int, by: Actor, at: datetime, reason: str) -> Promise:
    """Raise or lower a promise; never below what was spent of it. 0 takes it back."""
    KEEP_LINES.demand(by, promise.line)
    if not reason.strip():
        raise ActionRefused(_("A changed promise needs its reason. Write it in a sentence."))
    programme = promise.line.programme
    with act("budgets.change_promise", chain=programme.chain, by=by, at=at, subject=promise, reason=reason) as this:
        row = locked([promise.line_id])[promise.line_id]
        demand_open(row)
        now = Promise.objects.get(pk=promise.pk).amount_won
        changed = add_to_promise(row, promise.application, amount_won - now, this, at)
    promise.refresh_from_db()
    return changed


def promise_shares(
    *,
    application: Application,
    province_won: int,
    city_won: int,
    by: Actor,
    at: datetime,
    partner_won: int = 0,
    fiscal_year: int | None = None,
    reason: str = "",
) -> tuple[Promise, ...]:
    """Bind each funder's share of a project on the funder's lines of the fiscal year (the programme's own if left
    out), all or nothing: afterwards the project's promises of each funder come to exactly these amounts.

    Said again with other amounts it raises or lowers them; promises of other years count and stay. Returns all
    promises of the project.
    """
    OPEN_LINES.demand(by, application.programme)
    wanted = {Funder.PROVINCE: province_won, Funder.CITY: city_won, Funder.PARTNER: partner_won}
    programme = application.programme
    year = fiscal_year or programme.year
    with act("budgets.promise_shares", chain=programme.chain, by=by, at=at, subject=application, reason=reason) as this:
        found = lines_for_project(application, year)
        own = Promise.objects.filter(application=application)
        lines = locked({line.pk for rows in found.values() for line in rows} | {one.line_id for one in own})
        rows = list(own.select_related("application").order_by("pk"))
        problems = [
            _set_share(funder, share, application, lines, rows, year, this, at) for funder, share in wanted.items()
        ]
        if any(problems):
            raise ActionRefused(" ".join(each for each in problems if each))
        this.detail.update({funder.value: share for funder, share in wanted.items()})
    return tuple(own.select_related("line").order_by("line_id"))


def _set_share(
    funder: Funder,
    wanted_won: int,
    application: Application,
    lines: Mapping[int, BudgetLine],
    promises: list[Promise],
    year: int,
    this: Act,
    at: datetime,
) -> str:
    """Bring one funder's promises to the wanted amount; returns what stands against it, or nothing."""
    own = [one for one in promises if share_of(lines[one.line_id]) is funder]
    more = wanted_won - sum(one.amount_won for one in own)
    if more < 0:
        return _lower(own, lines, -more, funder, this, at)
    payers = [line for line in lines.values() if _may_take(line, funder, application, year)]
    room = {line.pk: max(0, _room(line)) for line in payers}
    if more > sum(room.values()):
        return _short(funder, payers, year, more, sum(room.values()))
    for line in payers:
        part = min(more, room[line.pk])
        if part:
            add_to_promise(line, application, part, this, at)
        more -= part
    return ""


def _may_take(line: BudgetLine, funder: Funder, application: Application, year: int) -> bool:
    if line.fiscal_year != year or line.status != LineState.OPEN:
        return False
    return share_of(line) is funder and is_payable_by(application, line)


def _lower(
    own: list[Promise], lines: Mapping[int, BudgetLine], less_won: int, funder: Funder, this: Act, at: datetime
) -> str:
    """Take back from the youngest line first, never what was spent."""
    open_ones = [one for one in own if lines[one.line_id].status == LineState.OPEN]
    left = sum(one.amount_won - one.spent_won for one in open_ones)
    if less_won > left:
        words = {"funder": FUNDER_LABELS[funder], "less": won(less_won), "left": won(left)}
        return _("%(funder)s: the promise cannot be lowered by %(less)s, for only %(left)s of it is unspent.") % words
    for one in sorted(open_ones, key=lambda each: (lines[each.line_id].fiscal_year, each.line_id), reverse=True):
        part = min(less_won, one.amount_won - one.spent_won)
        if part:
            add_to_promise(lines[one.line_id], one.application, -part, this, at)
        less_won -= part
    return ""


def _room(line: BudgetLine) -> int:
    return line.decided_won + line.carried_in_cash_won - line.promised_won


def _short(funder: Funder, payers: list[BudgetLine], year: int, wanted_won: int, room_won: int) -> str:
    words = {
        "funder": FUNDER_LABELS[funder],
        "year": year,
        "wanted": won(wanted_won),
        "room": won(room_won),
        "decided": won(sum(line.decided_won + line.carried_in_cash_won for line in payers)),
        "promised": won(sum(line.promised_won for line in payers)),
    }
    if not payers:
        return (
            _("%(funder)s: there is no open budget line of %(year)s to promise %(wanted)s from. Open one first.")
            % words
        )
    return (
        _(
            "%(funder)s %(year)s: %(wanted)s is needed, but of %(decided)s decided %(promised)s is promised already "
            "and %(room)s is left. Book the grant decision or lower another promise first."
        )
        % words
    )


def add_to_promise(
    line: BudgetLine, application: Application, more_won: int, this: Act, at: datetime | None = None
) -> Promise:
    """Raise (or lower) a project's promise on a locked line, both checked and named as evidence."""
    if not is_payable_by(application, line):
        raise ActionRefused(
            _("This line cannot pay for a factory in %(city)s: it belongs to another city or county, or programme.")
            % {"city": application.city.name}
        )
    found = Promise.objects.filter(line=line, application=application).first()
    row = found or Promise(line=line, application=application, amount_won=0, made_at=at or this.at)
    if row.amount_won + more_won < row.spent_won:
        raise ActionRefused(
            _("%(spent)s of this promise is spent already; it cannot be lowered to %(amount)s.")
            % {"spent": won(row.spent_won), "amount": won(row.amount_won + more_won)}
        )
    moved = engine.Movement(engine.Kind.PROMISE, more_won)
    demand(engine.may(value_of(line), moved))
    write_back(line, engine.apply(value_of(line), moved))
    row.amount_won += more_won
    row.save()
    this.evidence(line, row)
    return row
