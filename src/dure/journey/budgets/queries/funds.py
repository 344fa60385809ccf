"""What a project was promised by which funder, and on which grant decision it rests."""

from dure.journey.budgets.finding import share_of
from dure.journey.budgets.models import BudgetLine, Movement, MovementKind, Promise
from dure.journey.budgets.values import FundShare, GrantDecision


def funds_of(application_id: int) -> tuple[FundShare, ...]:
    """The project's promises in the order in which they are spent: the older year first; one query."""
    rows = Promise.objects.filter(application_id=application_id, amount_won__gt=0).select_related("line__funder")
    return tuple(_share(row) for row in rows.order_by("line__fiscal_year", "line_id"))


def _share(row: Promise) -> FundShare:
    line = row.line
    return FundShare(
        line_id=line.pk,
        promise_id=row.pk,
        funder=share_of(line).value,
        funder_name=line.funder.name,
        place_code=line.place_id or "",
        fiscal_year=line.fiscal_year,
        nature=line.nature,
        line_name=line.name,
        promised_won=row.amount_won,
        spent_won=row.spent_won,
    )


def grant_decisions_for(application_id: int) -> tuple[GrantDecision, ...]:
    """The decisions on the lines that promised this project, oldest first, for the text of its agreement."""
    promised = {
        row.line_id: row.amount_won for row in Promise.objects.filter(application_id=application_id, amount_won__gt=0)
    }
    rows = Movement.objects.filter(line_id__in=promised, kind=MovementKind.DECIDE, amount_won__gt=0)
    return tuple(
        _decision(row, row.line, promised[row.line_id])
        for row in rows.select_related("line__funder").order_by("on", "pk")
    )


def _decision(row: Movement, line: BudgetLine, share_won: int) -> GrantDecision:
    return GrantDecision(
        funder=share_of(line).value,
        funder_name=line.funder.name,
        nature=line.nature,
        fiscal_year=line.fiscal_year,
        letter_no=row.letter_no,
        on=row.on,
        amount_won=row.amount_won,
        share_won=share_won,
    )
