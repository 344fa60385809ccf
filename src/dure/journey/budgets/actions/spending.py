"""What is paid for a project out of the lines that promised it, and what comes back when a payment bounces."""

from collections.abc import Mapping
from datetime import date, datetime

from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.interface.formats import won
from dure.foundation.ledger.act import Act, act
from dure.journey.applications.models import Application
from dure.journey.budgets.access import OPEN_LINES
from dure.journey.budgets.actions.booking import already, write
from dure.journey.budgets.actions.lines import demand_open, locked
from dure.journey.budgets.models import BudgetLine, Movement, MovementKind, Promise

Won = Mapping[int, int]


def spend(
    *, application: Application, amounts: Won, on: date, source_key: str, by: Actor, at: datetime
) -> tuple[Movement, ...]:
    """Spend on a project by line id, all or nothing. The same source books once, however often it is said."""
    if any(amount <= 0 for amount in amounts.values()):
        raise ActionRefused(_("Only amounts above zero are spent."))
    with act("budgets.spend", chain=application.programme.chain, by=by, at=at, subject=application) as this:
        return _book_all(application, amounts, on, source_key, "", this)


def take_back_spending(
    *, application: Application, amounts: Won, on: date, source_key: str, reason: str, by: Actor, at: datetime
) -> tuple[Movement, ...]:
    """Book spending back, by line id with the amounts above zero; what was promised is open again."""
    if any(amount <= 0 for amount in amounts.values()):
        raise ActionRefused(_("Only amounts above zero are taken back."))
    if not reason.strip():
        raise ActionRefused(_("A correction needs its reason. Write it in a sentence."))
    chain = application.programme.chain
    with act("budgets.take_back", chain=chain, by=by, at=at, subject=application, reason=reason) as this:
        less = {line_id: -amount for line_id, amount in amounts.items()}
        return _book_all(application, less, on, source_key, reason.strip(), this)


def _book_all(
    application: Application, amounts: Won, on: date, source_key: str, reason: str, this: Act
) -> tuple[Movement, ...]:
    OPEN_LINES.demand(this.by, application.programme)
    lines = locked(amounts)
    promises = {one.line_id: one for one in Promise.objects.filter(application=application, line_id__in=lines)}
    if missing := set(amounts) - set(promises):
        raise ActionRefused(
            _("%(count)s of the lines promised this project nothing. Promise first, then spend.")
            % {"count": len(missing)}
        )
    return tuple(
        _book(lines[line_id], promises[line_id], amounts[line_id], on, source_key, reason, this)
        for line_id in sorted(amounts)
    )


def _book(
    line: BudgetLine, promised: Promise, amount_won: int, on: date, source_key: str, reason: str, this: Act
) -> Movement:
    stands = already(line, MovementKind.SPEND, amount_won, source_key)
    if stands is not None:
        return stands
    demand_open(line)
    _demand_promised(line, promised, amount_won)
    draft = Movement(
        line=line, kind=MovementKind.SPEND, amount_won=amount_won, on=on, reason=reason,
        application_id=promised.application_id, source_key=source_key,
        booked_by_id=this.by.person_id, booked_at=this.at,
    )  # fmt: skip
    subject = this.subject
    movement = write(draft, this)
    this.subject = subject
    promised.spent_won += amount_won
    promised.save(update_fields=["spent_won"])
    this.evidence(promised)
    return movement


def _demand_promised(line: BudgetLine, promised: Promise, amount_won: int) -> None:
    left = promised.amount_won - promised.spent_won
    if amount_won > left:
        raise ActionRefused(
            _("%(line)s: of the %(promised)s promised %(left)s is left, so %(amount)s cannot be spent.")
            % {
                "line": line.name,
                "promised": won(promised.amount_won),
                "left": won(left),
                "amount": won(amount_won),
            }
        )
    if -amount_won > promised.spent_won:
        raise ActionRefused(
            _("%(line)s: only %(spent)s was spent on this project, so %(amount)s cannot be taken back.")
            % {"line": line.name, "spent": won(promised.spent_won), "amount": won(-amount_won)}
        )
