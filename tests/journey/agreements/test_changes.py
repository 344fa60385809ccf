import ast
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from tests import world as w
from tests.journey.agreements import course as c
from tests.journey.agreements.scene import supplier

import dure.journey
from dure.foundation.access.actor import SYSTEM, Role
from dure.foundation.access.verdict import AccessRefused, ActionRefused
from dure.foundation.parties import actions as parties
from dure.foundation.workflow.models import Deadline
from dure.journey.agreements import actions, floors, queries
from dure.journey.agreements.actions import duties
from dure.journey.agreements.models import AgreedPlan, Change, StartNotice
from dure.journey.agreements.queries.changes import differences
from dure.journey.budgets import actions as budgets
from dure.journey.budgets.models import Promise

pytestmark = pytest.mark.django_db

IN_SEPTEMBER = w.moment(9, 2)
LATER = w.moment(9, 5)
# The last day of the agreement is 13 February 2025.
ONE_MONTH, THREE_MONTHS = {"ends_on": "2025-03-16"}, {"ends_on": "2025-05-16"}
ACCOUNT = {"bank": "농협", "account_number": "301-0123-4567-81", "account_holder": "진안식품"}


def _costs(*amounts: int) -> dict[str, Any]:
    items = ("software_development", "hardware", "hardware")
    whats = ("생산실적 모듈", "터치 패널", "바코드 프린터")
    rows = [
        {"number": n if n < 3 else None, "item": items[n - 1], "what": whats[n - 1], "amount_won": won}
        for n, won in enumerate(amounts, 1)
    ]
    return {"costs": rows, "in_kind_won": 0}


def test_a_short_extension_is_reported_and_holds_once_noted() -> None:
    here, agreement = c.agreed()
    c.started(here, agreement)
    row = c.asked(here, agreement, "period_long", ONE_MONTH)
    was = queries.agreement(agreement.pk).ends_on
    actions.note_change(change=row, by=here.operator, at=LATER)
    agreement.refresh_from_db()

    assert (row.kind, row.route, row.status) == ("period_short", "report", "noted")
    assert (was, agreement.ends_on) == (date(2025, 2, 13), date(2025, 3, 16))
    assert (agreement.current.number, agreement.current.ends_on) == (2, agreement.ends_on)
    assert Deadline.objects.get(kind=duties.REACH_END, met_at=None).due_at.date() == date(2025, 3, 16)
    assert not Deadline.objects.filter(kind=duties.DECIDE_CHANGE, met_at=None).exists()
    assert w.ledger_holds()


def test_a_long_extension_needs_approval() -> None:
    here, agreement = c.agreed()
    row = c.asked(here, agreement, "period_long", THREE_MONTHS)
    with pytest.raises(ActionRefused):
        actions.note_change(change=row, by=here.operator, at=LATER)
    with pytest.raises(AccessRefused):
        actions.approve_change(change=row, by=here.operator, at=LATER)
    actions.approve_change(change=row, by=here.approver, at=LATER)
    agreement.refresh_from_db()

    assert (row.kind, row.status, agreement.ends_on) == ("period_long", "approved", date(2025, 5, 16))
    assert row.decided_by_id == here.world.approver.person.pk


def test_one_change_is_open_at_a_time() -> None:
    here, agreement = c.agreed()
    row = c.asked(here, agreement, "account", ACCOUNT, submit=False)
    with pytest.raises(ActionRefused) as refused:
        c.asked(here, agreement, "period_long", ONE_MONTH)
    actions.withdraw_change(change=row, by=here.owner, at=LATER)
    c.asked(here, agreement, "period_long", ONE_MONTH)

    assert "1" in refused.value.reason
    assert [(each.number, each.status) for each in Change.objects.order_by("number")] == [
        (1, "withdrawn"),
        (2, "submitted"),
    ]
    with pytest.raises(IntegrityError), transaction.atomic():
        Change.objects.create(
            agreement=agreement, number=3, kind="cost", route="approval", cause_on=date(2024, 9, 1), created_at=LATER
        )


@pytest.mark.parametrize(
    ("at", "is_right"), [(w.moment(1, 14, 23, year=2025), True), (w.moment(1, 15, 0, year=2025), False)]
)
def test_a_change_too_near_the_end_is_refused_with_the_numbers(at: Any, is_right: bool) -> None:
    here, agreement = c.agreed()
    row = c.asked(here, agreement, "period_long", ONE_MONTH, at=at, submit=False)
    if is_right:
        actions.submit_change(change=row, by=here.owner, at=at)
    else:
        with pytest.raises(ActionRefused, match="30"):
            actions.submit_change(change=row, by=here.owner, at=at)

    assert (row.status == "submitted") is is_right


@pytest.mark.parametrize(("days", "is_right"), [(15, True), (16, False)])
def test_a_change_too_long_after_its_cause_is_refused(days: int, is_right: bool) -> None:
    here, agreement = c.agreed()
    row = c.asked(here, agreement, "period_long", ONE_MONTH, submit=False)
    cause_on = IN_SEPTEMBER.date() - timedelta(days=days)
    actions.save_change(change=row, cause_on=cause_on, reason="지연", after=ONE_MONTH, by=here.owner, at=IN_SEPTEMBER)
    if is_right:
        actions.submit_change(change=row, by=here.owner, at=IN_SEPTEMBER)
    else:
        with pytest.raises(ActionRefused, match="15"):
            actions.submit_change(change=row, by=here.owner, at=IN_SEPTEMBER)

    assert (row.status == "submitted") is is_right


def test_a_second_extension_is_refused() -> None:
    here, agreement = c.agreed()
    actions.note_change(change=c.asked(here, agreement, "period_long", ONE_MONTH), by=here.operator, at=LATER)
    with pytest.raises(ActionRefused):
        c.asked(here, agreement, "period_long", {"ends_on": "2025-03-20"}, at=w.moment(10, 1))

    assert queries.agreement(agreement.pk).ends_on == date(2025, 3, 16)


def test_the_account_is_changed_where_it_stands() -> None:
    here, agreement = c.agreed()
    c.started(here, agreement)
    row = c.asked(here, agreement, "account", ACCOUNT)
    actions.note_change(change=row, by=here.operator, at=LATER)
    notice = StartNotice.objects.get()

    assert (notice.bank, notice.account_number, notice.status) == ("농협", "301-0123-4567-81", "accepted")
    assert row.before["bank"] == "전북은행"
    assert [each.label for each in differences(row, may_see_account=False)] == []
    assert len(differences(row, may_see_account=True)) == 2
    assert w.ledger_holds()


def test_an_account_of_the_wrong_shape_is_refused() -> None:
    here, agreement = c.agreed()
    with pytest.raises(ActionRefused):
        c.asked(here, agreement, "account", {**ACCOUNT, "account_number": "12"})

    assert Change.objects.get().status == "draft"


def test_the_new_representative_represents_the_firm() -> None:
    here, agreement = c.agreed()
    row = c.asked(here, agreement, "representative", {"representative": "박새로"})
    actions.note_change(change=row, by=here.operator, at=LATER)
    here.firm.organisation.refresh_from_db()

    assert here.firm.organisation.representative == "박새로"
    assert w.ledger_holds()


def test_the_contact_of_the_last_change_is_the_present_one() -> None:
    here, agreement = c.agreed()
    after = {"contact_name": "새담당", "contact_phone": "063-111-2222", "contact_email": ""}
    actions.note_change(change=c.asked(here, agreement, "contact", after), by=here.operator, at=LATER)
    again = c.asked(here, agreement, "contact", after, submit=False)

    assert again.before == after
    with pytest.raises(ActionRefused):
        actions.submit_change(change=again, by=here.owner, at=IN_SEPTEMBER)


def test_a_cheaper_cost_table_lowers_the_shares_and_the_promises() -> None:
    here, agreement = c.agreed()
    first = agreement.current
    jinan = w.member("진안군", Role.CITY, w.organisation("진안군", "city", place=w.JINAN), place=w.JINAN)
    _line(here, here.world.province, first.province_won)
    _line(here, jinan, first.city_won)
    budgets.promise_shares(
        application=here.application,
        province_won=first.province_won,
        city_won=first.city_won,
        by=SYSTEM,
        at=w.moment(6, 14),
    )
    row = c.asked(here, agreement, "cost", _costs(15_000_000, 7_502_000))
    actions.approve_change(change=row, by=here.approver, at=LATER)
    now = queries.agreement(agreement.pk).current
    promised = sum(Promise.objects.values_list("amount_won", flat=True))

    assert (now.cost_won, now.vat_won) == (22_502_000, 2_250_200)
    assert now.cost_won == now.province_won + now.city_won + now.firm_cash_won
    assert now.province_won < first.province_won
    assert promised == now.province_won + now.city_won
    assert [each.amount_won for each in now.costs.all()] == [15_000_000, 7_502_000]
    assert w.ledger_holds()


def _line(here: Any, member: w.Member, share: int) -> None:
    line = budgets.make_line(
        programme=here.world.programme,
        funder=member.organisation,
        fiscal_year=2024,
        nature="local_subsidy",
        name="스마트제조",
        by=SYSTEM,
        at=w.START,
    )
    for kind in ("budget", "request", "decide"):
        budgets.book(line=line, kind=kind, amount_won=share, on=date(2024, 6, 1), by=SYSTEM, at=w.moment(6, 2))


def test_what_a_change_adds_to_the_cost_is_the_firms() -> None:
    here, agreement = c.agreed()
    first = agreement.current
    row = c.asked(here, agreement, "cost", _costs(20_000_000, 7_502_000, 3_000_000))
    actions.approve_change(change=row, by=here.approver, at=LATER)
    now = queries.agreement(agreement.pk).current

    assert now.cost_won == first.cost_won + 3_000_000
    assert (now.province_won, now.city_won) == (first.province_won, first.city_won)
    assert now.firm_cash_won == first.firm_cash_won + 3_000_000
    assert [each.number for each in now.costs.all()] == [1, 2, 3]


def test_a_line_is_not_cut_under_what_was_claimed() -> None:
    here, agreement = c.agreed()
    claimed = {1: 16_000_000}
    floor = lambda _id: claimed  # noqa: E731
    floors.register_floor(floor)
    try:
        with pytest.raises(ActionRefused, match="16,000,000"):
            c.asked(here, agreement, "cost", _costs(15_000_000, 7_502_000))
        claimed[1] = 15_000_000
        actions.submit_change(change=Change.objects.get(), by=here.owner, at=IN_SEPTEMBER)
    finally:
        floors._FLOORS.remove(floor)

    assert Change.objects.get().status == "submitted"


@pytest.mark.parametrize("field", ["kpis", "modules"])
def test_what_the_notice_locks_is_refused(field: str) -> None:
    here, agreement = c.agreed()
    after = {**_costs(19_000_000, 7_502_000), field: [{"key": "yield"}] if field == "kpis" else "다른 기능"}
    with pytest.raises(ActionRefused):
        c.asked(here, agreement, "cost", after)

    assert Change.objects.get().status == "draft"


def test_functions_that_the_notice_leaves_open_are_changed() -> None:
    here, agreement = c.agreed(c.noticed(locked=("kpis",)))
    row = c.asked(here, agreement, "cost", {**_costs(19_000_000, 7_502_000), "modules": "생산실적"})
    actions.approve_change(change=row, by=here.approver, at=LATER)

    assert queries.agreement(agreement.pk).current.plan["modules"] == "생산실적"


def test_a_factory_in_the_same_city_is_taken_and_one_elsewhere_is_refused() -> None:
    here, agreement = c.agreed()
    near, far = c.other_site(here, w.JINAN), c.other_site(here, w.MUJU)
    row = c.asked(here, agreement, "site", {"site_id": far.pk, "site": far.name}, submit=False)
    with pytest.raises(ActionRefused, match="무주"):
        actions.submit_change(change=row, by=here.owner, at=IN_SEPTEMBER)
    after = {"site_id": near.pk, "site": near.name}
    actions.save_change(change=row, cause_on=row.cause_on, reason="이전", after=after, by=here.owner, at=IN_SEPTEMBER)
    actions.submit_change(change=row, by=here.owner, at=IN_SEPTEMBER)
    actions.approve_change(change=row, by=here.approver, at=LATER)

    assert queries.agreement(agreement.pk).site_id == near.pk


def test_a_supplier_that_is_barred_by_the_day_of_the_decision_is_refused() -> None:
    here, agreement = c.agreed()
    new = supplier("새솔루션").organisation
    row = c.asked(here, agreement, "supplier", {"supplier_id": new.pk, "supplier": new.name})
    ban = parties.impose_restriction(
        organisation=new, from_on=date(2024, 9, 3), until_on=date(2025, 9, 2), reason="담합", source="결정문",
        decided_by="운영기관", by=SYSTEM, at=LATER,
    )  # fmt: skip
    with pytest.raises(ActionRefused):
        actions.approve_change(change=row, by=here.approver, at=LATER)
    parties.lift_restriction(restriction=ban, lifted_on=date(2024, 9, 5), reason="이의 인용", by=SYSTEM, at=LATER)
    actions.approve_change(change=row, by=here.approver, at=LATER)
    now = queries.agreement(agreement.pk)

    assert (now.supplier_id, now.current.plan["supplier_name"]) == (new.pk, "새솔루션")
    assert w.ledger_holds()


def test_a_refused_change_leaves_everything_as_it_was() -> None:
    here, agreement = c.agreed()
    row = c.asked(here, agreement, "period_long", THREE_MONTHS)
    with pytest.raises(ActionRefused):
        actions.refuse_change(change=row, by=here.approver, at=LATER, reason=" ")
    actions.refuse_change(change=row, by=here.approver, at=LATER, reason="근거 부족")
    with pytest.raises(ActionRefused):
        actions.approve_change(change=row, by=here.approver, at=LATER)

    assert AgreedPlan.objects.count() == 1
    assert queries.agreement(agreement.pk).ends_on == date(2025, 2, 13)


def test_a_change_given_back_is_written_and_submitted_again() -> None:
    here, agreement = c.agreed()
    row = c.asked(here, agreement, "period_long", THREE_MONTHS)
    with pytest.raises(ActionRefused):
        actions.save_change(change=row, cause_on=row.cause_on, reason="", after=ONE_MONTH, by=here.owner, at=LATER)
    actions.give_back_change(change=row, by=here.operator, at=LATER, reason="사유 보완")
    actions.save_change(change=row, cause_on=row.cause_on, reason="부품", after=ONE_MONTH, by=here.owner, at=LATER)
    actions.submit_change(change=row, by=here.owner, at=LATER)

    assert (row.status, row.route) == ("submitted", "report")
    assert w.ledger_holds()


def test_a_change_that_another_saved_meanwhile_is_shown() -> None:
    here, agreement = c.agreed()
    row = c.asked(here, agreement, "period_long", ONE_MONTH, submit=False)
    told = {"change": row, "cause_on": row.cause_on, "reason": "늦음", "by": here.owner, "at": IN_SEPTEMBER}
    actions.save_change(after={"ends_on": "2025-03-01"}, revision=row.revision, form_key="a", **told)  # type: ignore[arg-type]
    with pytest.raises(actions.StaleChange) as refused:
        actions.save_change(after=ONE_MONTH, revision=row.revision - 1, form_key="b", **told)  # type: ignore[arg-type]

    assert refused.value.row.after == {"ends_on": "2025-03-01"}


def test_versions_are_compared_side_by_side() -> None:
    here, agreement = c.agreed()
    row = c.asked(here, agreement, "cost", _costs(20_000_000, 0, 3_000_000))
    actions.approve_change(change=row, by=here.approver, at=LATER)
    longer = c.asked(here, agreement, "period_long", ONE_MONTH, at=w.moment(9, 20))
    actions.note_change(change=longer, by=here.operator, at=w.moment(9, 21))
    one, _two, three = queries.plan_versions(agreement.pk)
    found = queries.compare(queries.agreement(agreement.pk), one, three)

    assert [(each.part, each.delta_won) for each in found if each.part in ("days", "costs")] == [
        ("days", None),
        ("costs", -7_502_000),
        ("costs", 3_000_000),
    ]
    assert sum(each.delta_won or 0 for each in found if each.part == "costs") == three.cost_won - one.cost_won
    assert queries.compare(queries.agreement(agreement.pk), one, one) == []


def test_no_version_is_made_without_a_change() -> None:
    _here, agreement = c.agreed()
    copied = agreement.current
    copied.pk, copied.number = None, 2
    with pytest.raises(IntegrityError), transaction.atomic():
        copied.save(force_insert=True)


# Version 1 gets its days when the cost is accepted and when the agreement is concluded; no later version but by a change.
WRITERS = {
    "agreements/actions/agreeing.py",
    "agreements/actions/signature.py",
    "agreements/actions/versions.py",
}
# The memorandum has a last day of its own.
OTHERS = {"agreements/actions/memorandum.py"}
MODELS = {"AgreedPlan", "Agreement"}


def test_the_last_day_is_written_nowhere_but_by_the_conclusion_and_by_changes() -> None:
    journey = Path(dure.journey.__path__[0])
    found = {
        str(path.relative_to(journey))
        for path in journey.rglob("*.py")
        if "migrations" not in path.parts
        and any(_writes(node) for node in ast.walk(ast.parse(path.read_text("utf-8"))))
    }

    assert found - OTHERS == WRITERS


def _writes(node: ast.AST) -> bool:
    """An ``ends_on`` that is set, or given to a model of agreements or to an update."""
    if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and node.attr == "ends_on":
        return True
    if not (isinstance(node, ast.Call) and any(each.arg == "ends_on" for each in node.keywords)):
        return False
    called = ast.unparse(node.func)
    return called.endswith(".update") or called.split(".")[0] in MODELS
