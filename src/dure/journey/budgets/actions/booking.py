"""Booking one movement on a line, through the engine's rules."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from dure.engine.money import budget as engine
from dure.engine.money.reasons import Verdict
from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.interface.formats import day, won
from dure.foundation.ledger.act import Act, act
from dure.journey.applications.models import Application
from dure.journey.budgets.access import KEEP_LINES
from dure.journey.budgets.actions.lines import demand_open, locked
from dure.journey.budgets.days import demand_day
from dure.journey.budgets.models import BudgetLine, Movement, MovementKind
from dure.journey.budgets.reasons import sentences
from dure.journey.budgets.reckoning import value_of, value_on, write_back

BOOKABLE = frozenset(MovementKind(kind.value) for kind in engine.Kind if kind is not engine.Kind.PROMISE)


def book(  # noqa: PLR0913  (an entry in a budget book has these facts)
    *,
    line: BudgetLine,
    kind: str,
    amount_won: int,
    on: date,
    by: Actor,
    at: datetime,
    letter_no: str = "",
    reason: str = "",
    application: Application | None = None,
    source_key: str = "",
    same_letter_again: bool = False,
) -> Movement:
    """Book one movement; below zero it is a correction (or a cut by a supplementary budget) and needs its reason.

    Refuses what the line cannot bear, now or on that day, with the numbers. ``source_key`` makes it idempotent: the
    same key on the same line and kind gives the movement that stands already.
    """
    KEEP_LINES.demand(by, line)
    if kind not in BOOKABLE:
        raise ActionRefused(_("This is not booked by hand: use carrying over."))
    with act("budgets.book", chain=line.programme.chain, by=by, at=at, reason=reason) as this:
        row = locked([line.pk])[line.pk]
        stands = already(row, kind, amount_won, source_key)
        if stands is not None:
            this.about(row)
            return stands
        demand_open(row)
        draft = Movement(
            line=row, kind=kind, amount_won=amount_won, on=on, letter_no=" ".join(letter_no.split()),
            reason=reason.strip(), application=application, source_key=source_key,
            booked_by_id=by.person_id, booked_at=at,
        )  # fmt: skip
        _demand_papers(draft, same_letter_again)
        movement = write(draft, this)
    _refresh(line, row)
    return movement


def already(line: BudgetLine, kind: str, amount_won: int, source_key: str) -> Movement | None:
    """The movement that this source booked before; refused where it booked another amount."""
    found = Movement.objects.filter(line=line, kind=kind, source_key=source_key).first() if source_key else None
    if found is not None and found.amount_won != amount_won:
        raise ActionRefused(
            _("This has been booked already with %(before)s; now it says %(now)s. Book the difference as a correction.")
            % {"before": won(found.amount_won), "now": won(amount_won)}
        )
    return found


def write(draft: Movement, this: Act) -> Movement:
    """Check a movement on its locked line against the rules, and write both."""
    line = draft.line
    demand_day(line, draft.kind, draft.on, draft.booked_at, is_correction=draft.amount_won < 0)
    moved = engine.Movement(engine.Kind(draft.kind), draft.amount_won)
    demand(engine.may(value_of(line), moved))
    _demand_order(line, moved, draft.on)
    write_back(line, engine.apply(value_of(line), moved))
    draft.save(force_insert=True)
    this.about(line)
    this.evidence(draft)
    this.detail.update(kind=draft.kind, won=draft.amount_won, on=draft.on.isoformat(), letter=draft.letter_no)
    return draft


def demand(verdict: Verdict) -> None:
    """Refuse with the engine's reasons in the reader's language."""
    if not verdict:
        raise ActionRefused(sentences(verdict.reasons))


def _demand_order(line: BudgetLine, moved: engine.Movement, on: date) -> None:
    """A day's movements rest on what stood that day: nothing is spent before it was granted."""
    verdict = engine.may(value_on(line, on), moved)
    if not verdict:
        raise ActionRefused(
            _("By %(day)s the line was not that far. %(why)s Check the date.")
            % {"day": day(on), "why": sentences(verdict.reasons)}
        )


def _demand_papers(draft: Movement, same_letter_again: bool) -> None:
    if draft.amount_won < 0 and draft.kind != MovementKind.SUPPLEMENT and not draft.reason:
        raise ActionRefused(_("A correction needs its reason. Write it in a sentence."))
    if draft.amount_won > 0 and not same_letter_again:
        demand_new_letter(draft.line, draft.kind, draft.letter_no)


def demand_new_letter(line: BudgetLine, kind: str, letter_no: str) -> None:
    """Refuse a letter that was booked on this line for the same step."""
    rows = Movement.objects.filter(line=line, kind=kind, letter_no=letter_no, amount_won__gt=0)
    found = rows.order_by("pk").first() if letter_no else None
    if found is not None:
        raise ActionRefused(
            _(
                "The letter %(letter)s is booked already: %(kind)s of %(amount)s on %(day)s. "
                "If a second booking rests on the same letter, say so and book it again."
            )
            % {
                "letter": letter_no,
                "kind": found.get_kind_display(),
                "amount": won(found.amount_won),
                "day": day(found.on),
            }
        )


def _refresh(line: BudgetLine, row: BudgetLine) -> None:
    """Let the caller's copy show what was written."""
    if line is not row:
        line.refresh_from_db()
