"""Lists of the bank and other systems: read, matched, left to a person, imported again, undone."""

from datetime import date
from pathlib import Path

import pytest
from tests import world as w
from tests.journey.money import scene as s

from dure.foundation.access.actor import Role
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.documents.access import ask_open
from dure.foundation.documents.queries import file_of
from dure.journey.money import actions
from dure.journey.money.models import Deposit, ImportDraft, ImportedList, ImportedRow, Payment
from dure.journey.money.queries.imports import reconciliation
from dure.journey.money.queries.incoming import unexplained

pytestmark = pytest.mark.django_db
HEAD = "거래일자,적요,출금액,입금액,입금계좌번호,예금주"


@pytest.fixture
def here() -> s.Scene:
    scene = s.started()
    s.pay_in(scene)
    s.approved(scene, "advance")
    return scene


def line_of(payment: Payment, on: str = "2024-07-09", memo: str | None = None) -> str:
    memo = f"지원금 {payment.reference} 이체" if memo is None else memo
    return f'{on},{memo},"{payment.amount_won:,}",0,{payment.account_number},{payment.account_holder}'


def imported(here: s.Scene, tmp_path: Path, *lines: str, system: str = "bank", head: str = HEAD) -> actions.Imported:
    path = tmp_path / "list.csv"
    path.write_text("\n".join((head, *lines)), "utf-8-sig")
    return actions.import_list(
        programme=here.world.programme, system=system, path=path, name="list.csv", by=here.checker, at=s.PAID
    )


def payments() -> list[Payment]:
    return list(Payment.objects.order_by("pk"))


def test_rows_find_their_payments_by_reference_and_are_recorded_as_paid(here: s.Scene, tmp_path: Path) -> None:
    found = imported(here, tmp_path, *[line_of(one) for one in payments()])

    recorded = actions.record_matched(imported=found.imported, by=here.checker, at=s.PAID)

    assert (found.new, found.matched, recorded) == (2, 2, 2)
    assert [(one.status, one.paid_on) for one in payments()] == [("paid", date(2024, 7, 9))] * 2
    assert w.ledger_holds()


def test_an_overlapping_list_is_there_once(here: s.Scene, tmp_path: Path) -> None:
    first, second = payments()
    imported(here, tmp_path, line_of(first))

    again = imported(here, tmp_path, line_of(first), line_of(second))

    assert (again.new, again.repeated, ImportedRow.objects.count()) == (1, 1, 2)


def test_two_rows_alike_in_one_file_are_two(here: s.Scene, tmp_path: Path) -> None:
    twice = [line_of(payments()[0], memo="지원금")] * 2

    found = imported(here, tmp_path, *twice)

    assert (found.new, found.matched) == (2, 0)
    assert [len(row.candidates) for row in reconciliation(here.world.programme.pk, "bank").rows] == [1, 1]


def test_an_ambiguous_row_waits_for_a_person_with_its_candidates(here: s.Scene, tmp_path: Path) -> None:
    first, second = payments()
    Payment.objects.filter(pk=second.pk).update(amount_won=first.amount_won)
    second.refresh_from_db()
    found = imported(here, tmp_path, line_of(first, memo="지원금"))
    (row,) = reconciliation(here.world.programme.pk, "bank").rows
    assert (found.matched, {one.pk for one in row.candidates}) == (0, {first.pk, second.pk})

    actions.match_row(row=row.row, payment=second, by=here.checker, at=s.PAID)

    left = reconciliation(here.world.programme.pk, "bank")
    assert ([one.pk for one in left.missing_there], left.rows) == ([first.pk], ())


def test_an_amount_that_differs_is_shown_and_cannot_be_matched(here: s.Scene, tmp_path: Path) -> None:
    first = payments()[0]
    imported(here, tmp_path, f"2024-07-09,{first.reference},1000,0,{first.account_number},진안식품")

    ((row, payment),) = reconciliation(here.world.programme.pk, "bank").different

    assert payment == first
    with pytest.raises(ActionRefused):
        actions.match_row(row=row, payment=first, by=here.checker, at=s.PAID)


def test_an_unknown_row_is_set_aside_with_its_reason_and_taken_up_again(here: s.Scene, tmp_path: Path) -> None:
    imported(here, tmp_path, "2024-07-09,사무용품,55000,0,110-22,문구점")
    row = ImportedRow.objects.get()
    with pytest.raises(ActionRefused):
        actions.set_aside(row=row, by=here.checker, at=s.PAID, reason=" ")

    actions.set_aside(row=row, by=here.checker, at=s.PAID, reason="우리 사업의 지출이 아님")
    aside = row.status
    actions.undo_row(row=row, by=here.checker, at=s.PAID, reason="다시 확인")

    assert (aside, row.status) == ("set_aside", "open")
    assert w.ledger_holds()


def test_a_match_is_undone_and_made_again(here: s.Scene, tmp_path: Path) -> None:
    imported(here, tmp_path, line_of(payments()[0]))
    row = ImportedRow.objects.get()
    actions.undo_row(row=row, by=here.checker, at=s.PAID, reason="잘못 연결")
    undone = (row.status, row.payment)

    matched = actions.match_again(programme=here.world.programme, system="bank", by=here.checker, at=s.PAID)

    assert (undone, matched) == (("open", None), 1)


def test_bank_and_botaem_each_tell_of_the_same_payment(here: s.Scene, tmp_path: Path) -> None:
    rows = [line_of(one) for one in payments()]

    found = [imported(here, tmp_path, *rows, system=system).matched for system in ("bank", "botaem")]

    assert found == [2, 2]


def test_money_that_came_in_is_kept_apart_from_what_left(here: s.Scene, tmp_path: Path) -> None:
    path = tmp_path / "bank.csv"
    path.write_text(f"{HEAD}\n2024-07-09,자부담 입금,,5000000,,진안식품\n{line_of(payments()[0])}", "cp949")

    draft = actions.read_draft(
        programme=here.world.programme, system="bank", path=path, name="bank.csv", by=here.checker, at=s.PAID
    )

    assert [row["amount_won"] for row in draft.rows] == [-5_000_000, payments()[0].amount_won]
    assert (draft.skipped, draft.problems) == (0, [])


def test_a_row_that_left_and_came_in_is_named(here: s.Scene, tmp_path: Path) -> None:
    path = tmp_path / "bank.csv"
    path.write_text(f"{HEAD}\n2024-07-09,적요,1000,2000,,진안식품", "utf-8")

    draft = actions.read_draft(
        programme=here.world.programme, system="bank", path=path, name="bank.csv", by=here.checker, at=s.PAID
    )

    assert ([problem["cell"] for problem in draft.problems], draft.rows) == (["D2"], [])


def test_a_transfer_list_with_only_money_paid_in_is_ours_that_leaves(here: s.Scene, tmp_path: Path) -> None:
    payment = payments()[0]
    found = imported(
        here, tmp_path, f"2024-07-09,{payment.reference},{payment.amount_won}", head="거래일자,참조번호,입금액"
    )

    assert found.matched == 1


def reported(here: s.Scene) -> Deposit:
    """Another firm's cash, reported and not confirmed."""
    other = s.started("진안둘", world=here.world)
    return actions.record_deposit(
        agreement=other.agreement, amount_won=1_000_000, paid_on=date(2024, 7, 8), by=other.owner, at=s.PAID
    )


def test_the_firms_cash_is_found_in_the_list_and_confirmed(here: s.Scene, tmp_path: Path) -> None:
    deposit = reported(here)
    found = imported(here, tmp_path, "2024-07-09,자부담,,1000000,,진안둘")

    recorded = actions.record_matched(imported=found.imported, by=here.checker, at=s.PAID)

    deposit.refresh_from_db()
    row = ImportedRow.objects.get()
    assert (found.matched, recorded, deposit.status, row.deposit) == (1, 1, "confirmed", deposit)
    assert actions.record_matched(imported=found.imported, by=here.checker, at=s.PAID) == 0
    assert w.ledger_holds()


def test_the_firms_cash_paid_by_another_waits_for_a_person(here: s.Scene, tmp_path: Path) -> None:
    deposit = reported(here)
    imported(here, tmp_path, "2024-07-09,자부담,,1000000,,두레솔루션")
    (one,) = unexplained(here.world.programme.pk, "bank")
    assert [key for key, _words in one.candidates] == [f"deposit:{deposit.pk}"]

    actions.match_incoming_row(row=one.row, awaited=f"deposit:{deposit.pk}", by=here.checker, at=s.PAID)

    assert (one.row.status, one.row.deposit, unexplained(here.world.programme.pk, "bank")) == ("matched", deposit, ())
    with pytest.raises(ActionRefused):
        actions.match_incoming_row(row=one.row, awaited="deposit:0", by=here.checker, at=s.PAID)


def test_a_payment_that_came_back_is_shown_with_its_reference(here: s.Scene, tmp_path: Path) -> None:
    payment = payments()[0]
    imported(here, tmp_path, f"2024-07-11,{payment.reference} 반송,,{payment.amount_won},,농협")

    (one,) = unexplained(here.world.programme.pk, "bank")

    assert (one.returned, one.candidates) == (payment, ())


def test_the_file_is_kept_with_the_list_and_open_to_audit(here: s.Scene, tmp_path: Path) -> None:
    found = imported(here, tmp_path, line_of(payments()[0]))

    file = found.imported.file
    auditor = w.member("장감사", Role.AUDITOR, w.organisation("감사위원회", "auditor")).actor
    assert file is not None
    assert (file.name, file_of(file).read_bytes()) == ("list.csv", (tmp_path / "list.csv").read_bytes())
    assert [bool(ask_open(actor, file)) for actor in (auditor, here.owner)] == [True, False]
    assert bytes(ImportDraft.objects.get().content) == b""
    assert w.ledger_holds()


def test_bad_cells_are_named_and_nothing_is_imported(here: s.Scene, tmp_path: Path) -> None:
    bad = ("2024-13-40,적요,1000,0,1,이름", "2024-07-09,적요,-500,0,1,이름", '=cmd|x,적요,"12,3x",0,1,이름')
    path = tmp_path / "bank.csv"
    path.write_text("\n".join((HEAD, *bad)), "utf-8")
    told = {"programme": here.world.programme, "system": "bank", "path": path, "name": "bank.csv"}

    with pytest.raises(ActionRefused):
        actions.import_list(**told, by=here.checker, at=s.PAID)
    draft = actions.read_draft(**told, by=here.checker, at=s.PAID)

    assert [problem["cell"] for problem in draft.problems] == ["A2", "C3", "A4", "C4"]
    assert (ImportedList.objects.count(), ImportDraft.objects.count()) == (0, 1)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("list.csv", b""),
        ("list.csv", b"MZ\x90\x00program"),
        ("list.xlsx", b"PK\x03\x04broken"),
        ("list.csv", "가,나\n1,2".encode()),
        ("list.csv", b"\xff\xfe\x00\x01\x02"),
        ("list.hwp", "거래일자,금액,적요\n2024-07-09,1,x".encode()),
    ],
)
def test_a_hostile_or_foreign_file_is_refused_in_words(
    here: s.Scene, tmp_path: Path, name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)

    with pytest.raises(ActionRefused):
        actions.read_draft(
            programme=here.world.programme, system="bank", path=path, name=name, by=here.checker, at=s.PAID
        )


def test_a_draft_is_imported_once(here: s.Scene, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f"{HEAD}\n{line_of(payments()[0])}", "utf-8")
    told = {"by": here.checker, "at": s.PAID}
    draft = actions.read_draft(programme=here.world.programme, system="bank", path=path, name="list.csv", **told)
    actions.enter_draft(draft=draft, **told)

    with pytest.raises(ActionRefused):
        actions.enter_draft(draft=draft, **told)

    assert ImportedRow.objects.count() == 1
