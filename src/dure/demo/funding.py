"""The budget lines of province and cities: budgeted, requested, decided, granted; carried over at the year's end."""

from collections import Counter
from datetime import date, datetime

from dure.demo.clock import moment
from dure.demo.year import Year
from dure.foundation.parties.models import Organisation
from dure.journey.applications.queries import applications_of
from dure.journey.budgets.actions import book, carry_over, make_line
from dure.journey.budgets.models import BudgetLine, LegalNature, MovementKind
from dure.journey.budgets.queries import lines_of
from dure.journey.money.actions import bring_in_grants

_NAME = "전북형 스마트 제조혁신 프로젝트 지원"
_MILLION = 1_000_000
# Of the cities some carry over what the council knew of, the others what an unfinished contract leaves.
_PLANNED = frozenset({"52000", "52110", "52130", "52140", "52180", "52210", "52710"})
_CARRIED_AT = moment(12, 31, 16)


def grant(year: Year) -> None:
    """Each funder's line of 2024 from the budget to the first half of the grant, by letter."""
    needs = _needs(year)
    year.progress.begin("예산과 교부", len(needs))
    for number, (place, need) in enumerate(sorted(needs.items()), start=1):
        funder = year.offices["province" if place == "52000" else place].organisation
        _line(year, funder, need, number)
        year.progress.tick()


def _needs(year: Year) -> Counter[str]:
    """What the selected firms' plans ask of the province and of each city."""
    needs: Counter[str] = Counter()
    for row in applications_of(year.programme.pk):
        if row.status == "selected":
            needs["52000"] += row.province_won
            needs[row.city_code] += row.city_won
    return needs


def _line(year: Year, funder: Organisation, need: int, number: int) -> None:
    line = make_line(
        programme=year.programme, funder=funder, fiscal_year=2024, nature=LegalNature.LOCAL_SUBSIDY, name=_NAME,
        by=year.operator, at=moment(1, 15, 10, number),
    )  # fmt: skip
    budget = -(-need // (10 * _MILLION)) * 10 * _MILLION
    first = need * 6 // 10
    for kind, won, at, letter in (
        (MovementKind.BUDGET, budget, moment(1, 15, 11, number), f"예산-2024-{number:02d}"),
        (MovementKind.REQUEST, need, moment(6, 4, 10, number), f"전북TP-2024-{600 + number}"),
        (MovementKind.DECIDE, need, moment(6, 7, 10, number), f"교부결정-2024-{number:02d}"),
        (MovementKind.GRANT, first, moment(6, 24, 10, number), f"교부-2024-{number:02d}-1"),
        (MovementKind.GRANT, need - first, moment(10, 7, 10, number), f"교부-2024-{number:02d}-2"),
    ):
        _book(year, line, kind, won, at, letter)


def _book(year: Year, line: BudgetLine, kind: str, won: int, at: datetime, letter: str) -> None:
    book(line=line, kind=kind, amount_won=won, on=at.date(), letter_no=letter, by=year.operator, at=at)


def carry(year: Year) -> None:
    """What is granted and not spent by the end of December goes on into 2025, with the promises that rest on it."""
    lines = list(lines_of(year.programme.pk, 2024))
    year.progress.begin("이월", len(lines))
    bring_in_grants(programme=year.programme, by=year.operator, at=_CARRIED_AT)
    for number, line in enumerate(lines, start=1):
        _carry(year, line, number)
        year.progress.tick()
    bring_in_grants(programme=year.programme, by=year.operator, at=moment(1, 6, 9, year=2025))


def _carry(year: Year, line: BudgetLine, number: int) -> None:
    planned = line.funder.place_id in _PLANNED
    balance = line.granted_won + line.carried_in_cash_won - line.spent_won - line.returned_won - line.carry_cash_won
    if balance <= 0:
        return
    carry_over(
        line=line, kind=MovementKind.CARRY_PLANNED if planned else MovementKind.CARRY_ACCIDENTAL, amount_won=balance,
        on=date(2024, 12, 31), letter_no=f"이월-2024-{number:02d}",
        reason="협약기간이 2025년 2월까지이고 착수가 늦어 잔금이 다음 해에 지급됨.", by=year.operator, at=_CARRIED_AT,
    )  # fmt: skip
