"""As many rows of money in every list as there are firms; written as rows, since only their number matters here."""

from datetime import date, timedelta

from tests import world as w
from tests.journey.evaluation import scene as s

from dure.journey.agreements.models import Agreement
from dure.journey.budgets.models import BudgetLine
from dure.journey.money.models import (
    Batch,
    BookEntry,
    Claim,
    Deposit,
    ImportedList,
    ImportedRow,
    LateCharge,
    Payment,
    Recovery,
    Settlement,
    Signal,
)

AT = w.moment(6, 1)
ON = date(2024, 6, 1)


def money_of(here: s.Scene) -> None:
    """Everything that money pages list, on the agreement of each application."""
    programme = here.world.programme
    line = BudgetLine.objects.filter(programme=programme).first()
    assert line is not None
    for number, application in enumerate(here.applications, 1):
        agreement = Agreement.objects.get(application=application)
        _paid(agreement, line, number)
        _settled(agreement, line)
        _told(agreement, number)


def _paid(agreement: Agreement, line: BudgetLine, number: int) -> None:
    Deposit.objects.create(agreement=agreement, amount_won=1_000, paid_on=ON, reported_at=AT)
    claim = Claim.objects.create(
        agreement=agreement, kind="advance", number=1, status="checked", created_at=AT, submitted_at=AT
    )
    batch = Batch.objects.create(programme_id=agreement.programme_id, number=number, made_at=AT)
    Payment.objects.create(
        claim=claim, line=line, batch=batch, payee_id=agreement.firm_id, reference=f"DR{number:08d}", amount_won=1_000,
        bank="농협은행", account_number=str(number), account_holder="가나", ordered_at=AT,
    )  # fmt: skip


def _settled(agreement: Agreement, line: BudgetLine) -> None:
    Settlement.objects.create(agreement=agreement, due_on=ON, opened_at=AT)
    Recovery.objects.create(
        agreement=agreement, debtor_id=agreement.firm_id, line=line, kind="return", amount_won=1_000, reason="집행잔액",
        due_on=ON, opened_at=AT,
    )  # fmt: skip
    LateCharge.objects.create(
        agreement=agreement, agreed_on=ON, done_on=ON + timedelta(days=1), base_won=1_000, pct_per_day=1, max_pct=30,
        days=1, amount_won=10, proposed_at=AT,
    )  # fmt: skip


def _told(agreement: Agreement, number: int) -> None:
    told = {"programme_id": agreement.programme_id}
    BookEntry.objects.create(**told, event="grant_received", source=f"list:{number}", on=ON, booked_at=AT)
    listed = ImportedList.objects.create(**told, system="bank", imported_at=AT)
    ImportedRow.objects.create(imported=listed, system="bank", number=1, key=str(number), on=ON, amount_won=1_000)
    Signal.objects.create(**told, kind="same_kpi", key=str(number), found_at=AT).agreements.add(agreement)
