"""A batch made, sent or paid, and a list imported or recorded, by two at once: the bank is told once, money moves once."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests import world as w
from tests.journey.money import scene as s
from tests.racing import at_once

from dure.foundation.access.actor import Actor
from dure.foundation.workflow.models import Move
from dure.journey.budgets.models import BudgetLine, Movement
from dure.journey.money import actions
from dure.journey.money.models import Batch, BookEntry, Deposit, ImportDraft, ImportedList, ImportedRow, Payment

pytestmark = pytest.mark.django_db(transaction=True)
HEAD = "거래일자,적요,출금액,입금액,입금계좌번호,예금주"


@pytest.fixture
def here() -> s.Scene:
    scene = s.started()
    s.pay_in(scene)
    s.approved(scene, "advance")
    return scene


def made(here: s.Scene) -> Batch:
    batch = actions.make_batch(
        programme=here.world.programme, payments=Payment.objects.all(), by=here.checker, at=s.APPROVED
    )
    actions.export_batch(batch=batch, by=here.checker, at=s.APPROVED)
    return batch


def bank_list(folder: Path) -> Path:
    """What the bank says of every payment."""
    path = folder / "list.csv"
    rows = [
        f'2024-07-09,지원금 {one.reference} 이체,"{one.amount_won:,}",0,{one.account_number},{one.account_holder}'
        for one in Payment.objects.order_by("pk")
    ]
    path.write_text("\n".join((HEAD, *rows)), "utf-8-sig")
    return path


def spent_once() -> bool:
    """Every payment is on its line and in the books, once."""
    payments = list(Payment.objects.all())
    spent = dict(BudgetLine.objects.values_list("pk", "spent_won"))
    return (
        [one.status for one in payments] == ["paid"] * len(payments)
        and Movement.objects.filter(kind="spend").count() == len(payments)
        and BookEntry.objects.filter(event="payment_made").count() == len(payments)
        and all(spent[one.line_id] == one.amount_won for one in payments)
    )


def test_two_put_the_same_payments_into_a_batch_and_one_batch_is_made(here: s.Scene) -> None:
    def making() -> object:
        return actions.make_batch(
            programme=here.world.programme, payments=Payment.objects.all(), by=here.checker, at=s.APPROVED
        )

    assert at_once(making, making) == ["done", "refused"]
    assert Batch.objects.get().payments.count() == 2


def test_two_send_a_batch_and_the_bank_is_told_once(here: s.Scene) -> None:
    batch = made(here)

    def sending(by: Actor) -> Callable[[], object]:
        return lambda: actions.send_batch(batch=Batch.objects.get(pk=batch.pk), by=by, at=s.PAID)

    assert at_once(sending(here.first), sending(here.second)) == ["done", "refused"]
    assert Move.objects.filter(model="money.payment", transition="send").count() == 2
    assert w.ledger_holds()


def test_one_takes_a_payment_out_while_another_sends_and_the_file_holds_what_is_sent(here: s.Scene) -> None:
    batch = made(here)
    payment = Payment.objects.order_by("pk")[0]

    ended = at_once(
        lambda: actions.send_batch(batch=Batch.objects.get(pk=batch.pk), by=here.first, at=s.PAID),
        lambda: actions.take_out(payment=Payment.objects.get(pk=payment.pk), by=here.checker, at=s.PAID),
    )

    batch.refresh_from_db()
    payment.refresh_from_db()
    assert ended == ["done", "refused"]
    assert (batch.status, payment.status) in {("sent", "sent"), ("open", "ordered")}


def test_every_payment_of_a_batch_paid_by_two_at_once_is_spent_once(here: s.Scene) -> None:
    batch = made(here)
    actions.send_batch(batch=batch, by=here.first, at=s.PAID)

    def paying() -> None:
        for one in Payment.objects.filter(batch=batch).order_by("pk"):
            actions.record_payment_result(payment=one, result="paid", on=s.PAID.date(), by=here.checker, at=s.PAID)

    assert at_once(paying, paying) == ["done", "done"]
    assert spent_once()
    assert Batch.objects.get().status == "done"
    assert w.ledger_holds()


def test_a_file_imported_by_two_at_once_is_there_once(here: s.Scene, tmp_path: Path) -> None:
    path, told = bank_list(tmp_path), {"by": here.checker, "at": s.PAID}
    draft = actions.read_draft(programme=here.world.programme, system="bank", path=path, name="list.csv", **told)

    def entering() -> object:
        return actions.enter_draft(draft=ImportDraft.objects.get(pk=draft.pk), **told)

    assert at_once(entering, entering) == ["done", "refused"]
    assert (ImportedList.objects.count(), ImportedRow.objects.filter(status="matched").count()) == (1, 2)


def test_a_file_uploaded_twice_and_imported_at_once_gives_its_rows_once(here: s.Scene, tmp_path: Path) -> None:
    path, told = bank_list(tmp_path), {"by": here.checker, "at": s.PAID}

    def importing() -> object:
        return actions.import_list(programme=here.world.programme, system="bank", path=path, name="list.csv", **told)

    assert at_once(importing, importing) == ["done", "done"]
    assert sorted(ImportedList.objects.values_list("repeated", flat=True)) == [0, 2]
    assert ImportedRow.objects.filter(status="matched").count() == ImportedRow.objects.count() == 2


def test_an_imported_list_booked_by_two_at_once_is_spent_once(here: s.Scene, tmp_path: Path) -> None:
    path, told = bank_list(tmp_path), {"by": here.checker, "at": s.PAID}
    found = actions.import_list(programme=here.world.programme, system="bank", path=path, name="list.csv", **told)

    def booking() -> object:
        return actions.record_matched(imported=ImportedList.objects.get(pk=found.imported.pk), **told)

    assert at_once(booking, booking, booking) == ["done"] * 3
    assert spent_once()
    assert w.ledger_holds()


def test_a_deposit_confirmed_by_two_at_once_is_booked_once() -> None:
    here = s.started()
    deposit = actions.record_deposit(
        agreement=here.agreement, amount_won=1_000_000, paid_on=s.PAID_IN.date(), by=here.owner, at=s.PAID_IN
    )

    def confirming() -> object:
        return actions.confirm_deposit(deposit=Deposit.objects.get(pk=deposit.pk), by=here.checker, at=s.PAID_IN)

    assert at_once(confirming, confirming) == ["done", "refused"]
    assert BookEntry.objects.filter(source=f"money.deposit:{deposit.pk}").count() == 1
