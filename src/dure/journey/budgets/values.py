"""What other rooms may know of budgets, as values. Money is whole won."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dure.engine.money.rounding import rate_pct


@dataclass(frozen=True)
class FundShare:
    """What one line promised a project. ``funder`` is a code of ``engine.money.funders.Funder``."""

    line_id: int
    promise_id: int
    funder: str
    funder_name: str
    place_code: str
    fiscal_year: int
    nature: str
    line_name: str
    promised_won: int
    spent_won: int

    @property
    def left_won(self) -> int:
        """Promised and unspent."""
        return self.promised_won - self.spent_won


@dataclass(frozen=True)
class GrantLetter:
    """The official letter of one grant decision and its day."""

    number: str
    on: date


@dataclass(frozen=True)
class GrantDecision:
    """The grant decisions on one line that pays a project, as the agreement cites them: who, which letters, how much.

    ``amount_won`` is all that was decided on the line, corrections taken off; ``share_won`` is what the line promised
    this project, however many letters it rests on.
    """

    funder: str
    funder_name: str
    nature: str
    fiscal_year: int
    letters: tuple[GrantLetter, ...]
    amount_won: int
    share_won: int


@dataclass(frozen=True)
class Standing:
    """Lines taken together, in the words of a local government's books."""

    key: str
    label: str
    lines: int = 0
    budgeted_won: int = 0
    carried_in_won: int = 0
    requested_won: int = 0
    decided_won: int = 0
    promised_won: int = 0
    granted_won: int = 0
    cash_won: int = 0
    spent_won: int = 0
    settled_won: int = 0
    returned_won: int = 0
    planned_carry_won: int = 0
    accidental_carry_won: int = 0
    balance_won: int = 0
    interest_due_won: int = 0

    @property
    def current_won(self) -> int:
        """예산현액."""
        return self.budgeted_won + self.carried_in_won

    @property
    def carried_on_won(self) -> int:
        """명시이월 and 사고이월 together."""
        return self.planned_carry_won + self.accidental_carry_won

    @property
    def execution_of_granted_pct(self) -> Decimal | None:
        """교부액 대비 집행률: of the cash that was there to spend."""
        return rate_pct(self.spent_won, self.cash_won)

    @property
    def execution_pct(self) -> Decimal | None:
        """예산현액 대비 집행률."""
        return rate_pct(self.spent_won, self.current_won)


@dataclass(frozen=True)
class Statement:
    """Standings of the same lines by one view of them; the total is the same whatever the view."""

    by: str
    rows: tuple[Standing, ...]
    total: Standing


@dataclass(frozen=True)
class CityMoney:
    """A city's or county's own money by fiscal year."""

    place_code: str
    years: tuple[Standing, ...]
    total: Standing
