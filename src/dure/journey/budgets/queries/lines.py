"""Budget lines as those who may see them find them."""

from django.db.models import QuerySet

from dure.foundation.access.actor import Actor
from dure.journey.budgets.access import VIEW_LINES
from dure.journey.budgets.models import BudgetLine, Movement, Promise


def lines_of(programme_id: int, fiscal_year: int | None = None) -> QuerySet[BudgetLine]:
    """The programme's lines, of one fiscal year or all."""
    rows = BudgetLine.objects.filter(programme_id=programme_id).select_related("funder", "place", "programme")
    return rows if fiscal_year is None else rows.filter(fiscal_year=fiscal_year)


def lines_for(programme_id: int, place_code: str) -> QuerySet[BudgetLine]:
    """The lines of one city or county."""
    return lines_of(programme_id).filter(place_id=place_code)


def visible(actor: Actor) -> QuerySet[BudgetLine]:
    """Every line the actor may read."""
    return VIEW_LINES.rows(actor, BudgetLine.objects.select_related("funder", "place", "programme"))


def movements_of(line_id: int) -> QuerySet[Movement]:
    """What was booked on a line, oldest first."""
    rows = Movement.objects.filter(line_id=line_id)
    return rows.select_related("application__firm", "booked_by", "carried__line", "carried_from__line")


def promises_of(line_id: int) -> QuerySet[Promise]:
    """What the line promised to whom."""
    return Promise.objects.filter(line_id=line_id).select_related("application__firm", "line")
