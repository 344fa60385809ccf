"""Payments: batches, the bank's file, what became of each, and the budget lines and books behind them."""

import csv
from datetime import date
from io import StringIO

import pytest
from tests import world as w
from tests.journey.money import scene as s

from dure.engine.money.books import Account
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.documents.queries import file_of, of
from dure.journey.budgets.models import BudgetLine
from dure.journey.money import actions
from dure.journey.money.models import Batch, BookEntry, Claim, Payment
from dure.journey.money.queries.books import trial_balance

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> s.Scene:
    scene = s.started()
    s.pay_in(scene)
    s.approved(scene, "advance")
    return scene


def batch_of(here: s.Scene) -> Batch:
    payments = Payment.objects.all()
    return actions.make_batch(programme=here.world.programme, payments=payments, by=here.checker, at=s.APPROVED)


def spent(here: s.Scene) -> dict[str, int]:
    return {name: BudgetLine.objects.get(pk=line.pk).spent_won for name, line in here.lines.items()}


def result(payment: Payment, what: str, here: s.Scene, on: date = date(2024, 7, 9), **changes: object) -> Payment:
    values = {"payment": payment, "result": what, "on": on, "by": here.checker, "at": s.PAID}
    return actions.record_payment_result(**(values | changes))


def test_the_banks_file_names_every_payment_and_stays_as_it_is_once_sent(here: s.Scene) -> None:
    batch = batch_of(here)
    made = actions.export_batch(batch=batch, by=here.checker, at=s.APPROVED)
    sheet = file_of(of(batch, "bank_transfer_csv").get()).read_text("utf-8-sig")

    rows = list(csv.reader(StringIO(sheet)))
    payments = list(Payment.objects.order_by("reference"))
    assert [(row[1], row[2], row[5]) for row in rows[1:]] == [
        ("".join(filter(str.isdigit, one.account_number)), str(one.amount_won), one.reference) for one in payments
    ]
    actions.send_batch(batch=batch, by=here.first, at=s.PAID)
    with pytest.raises(ActionRefused):
        actions.take_out(payment=payments[0], by=here.checker, at=s.PAID)
    assert actions.export_batch(batch=batch, by=here.checker, at=s.PAID) == made
    assert set(Payment.objects.values_list("status", flat=True)) == {"sent"}


def test_a_payment_goes_into_one_batch_only(here: s.Scene) -> None:
    batch_of(here)

    with pytest.raises(ActionRefused):
        batch_of(here)

    assert Batch.objects.count() == 1


def test_taking_a_payment_out_drops_the_file(here: s.Scene) -> None:
    batch = batch_of(here)
    actions.export_batch(batch=batch, by=here.checker, at=s.APPROVED)

    actions.take_out(payment=Payment.objects.first(), by=here.checker, at=s.APPROVED)

    batch.refresh_from_db()
    assert (batch.file, batch.payments.count(), of(batch).count()) == (None, 1, 0)
    assert w.ledger_holds()


def test_what_is_paid_is_spent_and_booked_once(here: s.Scene) -> None:
    for payment in Payment.objects.all():
        result(payment, "paid", here)
        result(payment, "paid", here)

    claim = Claim.objects.get()
    assert (claim.status, sum(spent(here).values())) == ("paid", claim.public_won)
    assert BookEntry.objects.filter(event="payment_made").count() == 2
    assert Account.PAYABLE_TO_FIRM not in trial_balance(here.world.programme.pk)
    assert w.ledger_holds()


def test_a_bounce_gives_line_and_books_back_and_is_paid_again(here: s.Scene) -> None:
    first, second = Payment.objects.order_by("pk")
    result(first, "paid", here)
    result(second, "paid", here)
    result(first, "bounced", here, reason="예금주 불일치")
    owed = trial_balance(here.world.programme.pk)[Account.PAYABLE_TO_FIRM]
    bounced = (Claim.objects.get().status, sum(spent(here).values()))

    actions.pay_again(payment=first, by=here.checker, at=s.PAID)
    result(first, "paid", here, on=date(2024, 7, 10))

    claim = Claim.objects.get()
    assert (owed, bounced) == (-first.amount_won, ("approved", second.amount_won))
    assert (claim.status, sum(spent(here).values())) == ("paid", claim.public_won)
    assert sum(trial_balance(here.world.programme.pk).values()) == 0
    assert w.ledger_holds()


def test_a_bounce_needs_its_reason(here: s.Scene) -> None:
    payment = Payment.objects.first()
    result(payment, "paid", here)

    with pytest.raises(ActionRefused):
        result(payment, "bounced", here)

    assert BookEntry.objects.filter(event="payment_bounced").count() == 0


def test_a_day_before_the_order_or_in_the_future_is_refused(here: s.Scene) -> None:
    for day in (date(2024, 6, 30), date(2024, 7, 11)):
        with pytest.raises(ActionRefused):
            result(Payment.objects.first(), "paid", here, on=day)


def test_an_order_that_missed_its_fiscal_year_goes_to_the_next_years_line(here: s.Scene) -> None:
    payment = Payment.objects.get(line=here.lines["province"])
    late = w.moment(3, 5, year=2025)
    with pytest.raises(ActionRefused):
        result(payment, "paid", here, on=date(2025, 3, 5), at=late)
    line = s.granted_line(here.world, here.world.province.organisation, 50_000_000, 2025)
    from dure.foundation.access.actor import SYSTEM
    from dure.journey.budgets import actions as budgets

    application = here.agreement.application
    budgets.promise(line=line, application=application, amount_won=payment.amount_won, by=SYSTEM, at=late)

    (new,) = actions.order_anew(payment=payment, by=here.first, at=late, reason="회계연도 경과")
    result(new, "paid", here, on=date(2025, 3, 5), at=late)

    assert (new.line_id, new.amount_won) == (line.pk, payment.amount_won)
    assert sum(trial_balance(here.world.programme.pk).values()) == 0
    assert w.ledger_holds()
