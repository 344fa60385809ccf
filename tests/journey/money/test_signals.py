from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests import world as w
from tests.journey.money import scene as s

from dure.foundation.access.actor import SYSTEM, Role
from dure.foundation.access.verdict import AccessRefused, ActionRefused
from dure.foundation.ledger.act import act
from dure.journey.money import actions
from dure.journey.money.access import VIEW_SIGNAL
from dure.journey.money.models import ImportedList, ImportedRow, Signal, SignalKind

pytestmark = pytest.mark.django_db
AT = w.moment(9, 2)


def found(here: s.Scene, *kinds: str) -> list[Signal]:
    actions.find_signals(programme=here.world.programme, by=here.checker, at=AT)
    return list(Signal.objects.filter(kind__in=kinds).order_by("pk"))


def twice() -> tuple[s.Scene, s.Scene]:
    """Two firms, the second of which tries the invoice of the first and is refused."""
    here = s.started()
    other = s.started("진안둘", world=here.world)
    for one in (here, other):
        s.pay_in(one)
    draft = s.spending(here.cost, 1_000_000)
    s.submitted(here, "final", draft)
    claim = s.written(other, "final", replace(draft, cost_id=other.cost.pk))
    with pytest.raises(ActionRefused):
        actions.submit_claim(claim=claim, by=other.owner, at=s.CLAIMED)
    return here, other


def test_an_invoice_tried_twice_is_found_though_it_was_refused() -> None:
    here, other = twice()
    signal = found(here, SignalKind.SAME_INVOICE)[0]
    assert set(signal.agreements.all()) == {here.agreement, other.agreement}
    assert (signal.facts["compared"]["lines"], len(signal.facts["sources"])) == (2, 2)
    assert w.ledger_holds()


def test_looking_again_finds_nothing_new_and_keeps_the_judgement() -> None:
    here, _other = twice()
    signal = found(here, SignalKind.SAME_INVOICE)[0]
    actions.judge_signal(
        signal=signal, verdict="harmless", reason="공동구매 계산서를 나누어 증빙함", by=here.checker, at=AT
    )
    again = actions.find_signals(programme=here.world.programme, by=here.checker, at=AT)
    assert (again.new, again.known) == (0, Signal.objects.count())
    signal.refresh_from_db()
    assert (signal.status, signal.judged_by_id) == ("harmless", here.checker.person_id)


def test_judging_needs_a_reason_and_may_be_done_anew() -> None:
    here, _other = twice()
    signal = found(here, SignalKind.SAME_INVOICE)[0]
    with pytest.raises(ActionRefused):
        actions.judge_signal(signal=signal, verdict="suspicious", reason=" ", by=here.checker, at=AT)
    actions.judge_signal(signal=signal, verdict="suspicious", reason="소명 없음", by=here.checker, at=AT)
    actions.judge_signal(signal=signal, verdict="harmless", reason="소명 받음", by=here.checker, at=AT)
    assert signal.status == "harmless"


def test_signals_are_seen_by_staff_council_and_audit_only() -> None:
    here, _other = twice()
    found(here, SignalKind.SAME_INVOICE)
    readers = {
        "council": w.member("윤의원", Role.COUNCIL, w.organisation("도의회", "council")).actor,
        "auditor": w.member("장감사", Role.AUDITOR, w.organisation("감사위원회", "auditor")).actor,
        "operator": here.checker, "province": here.world.province.actor, "city": here.world.jeonju.actor,
        "firm": here.owner,
    }  # fmt: skip
    seen = {name: VIEW_SIGNAL.rows(actor, Signal.objects.all()).exists() for name, actor in readers.items()}
    assert seen == {
        "council": True, "auditor": True, "operator": True, "province": False, "city": False, "firm": False,
    }  # fmt: skip
    with pytest.raises(AccessRefused):
        actions.judge_signal(
            signal=Signal.objects.first(), verdict="harmless", reason="이상 없음", by=readers["council"], at=AT
        )


def test_money_that_came_back_to_the_firm_is_found_in_imported_rows() -> None:
    here = s.started()
    supplier, firm = here.agreement.supplier.name, here.agreement.firm.name
    with act("money.import_list", chain=here.world.programme.chain, by=SYSTEM, at=AT) as this:
        listed = ImportedList.objects.create(programme=here.world.programme, system="bank", imported_at=AT)
        this.about(listed)
        rows = ((1, date(2024, 8, 1), 10_000_000, supplier), (2, date(2024, 8, 20), -6_000_000, firm))
        this.evidence(*(
            ImportedRow.objects.create(
                imported=listed, system="bank", number=n, key=str(n), on=on, amount_won=won, name=name
            )
            for n, on, won, name in rows
        ))  # fmt: skip
    signal = found(here, SignalKind.ROUND_TRIP)[0]
    assert (signal.facts["compared"]["back_won"], list(signal.agreements.all())) == (6_000_000, [here.agreement])


def bank_rows(here: s.Scene, tmp_path: Path, *lines: str) -> None:
    path = tmp_path / "bank.csv"
    path.write_text("\n".join(("거래일자,적요,출금액,입금액,입금계좌번호,예금주", *lines)), "utf-8")
    actions.import_list(
        programme=here.world.programme, system="bank", path=path, name="bank.csv", by=here.checker, at=AT
    )


def test_the_bank_file_shows_money_that_came_back_from_the_supplier(tmp_path: Path) -> None:
    here = s.started()
    supplier = here.agreement.supplier.name
    bank_rows(
        here, tmp_path, f"2024-08-01,대금,10000000,,,{supplier}", f"2024-08-20,,,6000000,,{here.agreement.firm.name}"
    )
    signal = found(here, SignalKind.ROUND_TRIP)[0]
    assert (signal.facts["compared"]["out_won"], signal.facts["compared"]["back_won"]) == (10_000_000, 6_000_000)


def test_the_bank_file_shows_an_invoice_whose_amount_came_back(tmp_path: Path) -> None:
    here = s.started()
    s.pay_in(here)
    draft = s.spending(here.cost, 1_000_000)
    s.submitted(here, "final", draft)
    bank_rows(here, tmp_path, f"2024-08-20,{draft.invoice_no},,1100000,,두레솔루션")
    assert [one.facts["compared"]["won"] for one in found(here, SignalKind.CANCELLED_INVOICE)] == [1_100_000]


def test_the_firms_own_cash_is_explained_and_the_same_paid_by_the_supplier_is_not(tmp_path: Path) -> None:
    here = s.started()
    s.pay_in(here)
    cash, supplier = here.agreement.current.firm_cash_won, here.agreement.supplier.name
    bank_rows(
        here, tmp_path, f"2024-06-20,대금,{cash * 2},,,{supplier}",
        f"2024-06-26,자부담,,{cash},,{here.agreement.firm.name}", f"2024-06-27,자부담,,{cash},,{supplier}",
    )  # fmt: skip
    compared = [one.facts["compared"] for one in found(here, SignalKind.ROUND_TRIP)]
    assert [(one["back_name"], one["back_won"]) for one in compared] == [(supplier, cash)]


def test_two_firms_with_one_plan_are_found_with_their_figures() -> None:
    here = s.started()
    s.started("진안둘", world=here.world)
    kinds = {signal.kind for signal in found(here, SignalKind.SAME_KPI, SignalKind.SAME_PLAN)}
    assert kinds == {SignalKind.SAME_KPI}


def test_an_honest_project_raises_no_signal() -> None:
    assert found(s.started(), *SignalKind.values) == []
