"""What a project was promised by which funder, and on which grant decision it rests."""

from dure.journey.budgets.finding import share_of
from dure.journey.budgets.models import Movement, MovementKind, Promise
from dure.journey.budgets.values import FundShare, GrantDecision, GrantLetter


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
    """The decisions on each line that promised this project, the line first decided on first, for the text of its
    agreement; a line is told once, whatever was decided on it afterwards."""
    promises = Promise.objects.filter(application_id=application_id, amount_won__gt=0)
    promised = {row.line_id: row.amount_won for row in promises}
    rows = Movement.objects.filter(line_id__in=promised, kind=MovementKind.DECIDE)
    by_line: dict[int, list[Movement]] = {}
    for row in rows.select_related("line__funder").order_by("on", "pk"):
        by_line.setdefault(row.line_id, []).append(row)
    found = (_decision(decided, promised[line_id]) for line_id, decided in by_line.items())
    return tuple(each for each in found if each.amount_won > 0)


def _decision(decided: list[Movement], share_won: int) -> GrantDecision:
    line = decided[0].line
    return GrantDecision(
        funder=share_of(line).value,
        funder_name=line.funder.name,
        nature=line.nature,
        fiscal_year=line.fiscal_year,
        letters=tuple(GrantLetter(row.letter_no, row.on) for row in decided if row.amount_won > 0),
        amount_won=sum(row.amount_won for row in decided),
        share_won=share_won,
    )
