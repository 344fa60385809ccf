"""What may be asked about budgets: the doors of this room."""

from dure.journey.budgets.queries.funds import funds_of, grant_decisions_for
from dure.journey.budgets.queries.lines import lines_for, lines_of, movements_of, promises_of, visible
from dure.journey.budgets.queries.stage import story, waiting
from dure.journey.budgets.queries.statement import city_money, statement, statement_of

__all__ = [
    "city_money",
    "funds_of",
    "grant_decisions_for",
    "lines_for",
    "lines_of",
    "movements_of",
    "promises_of",
    "statement",
    "statement_of",
    "story",
    "visible",
    "waiting",
]
