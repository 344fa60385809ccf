"""Claims from the first line to handing in: what is refused, and the sentence that says why."""

from datetime import date

import pytest
from tests import world as w
from tests.journey.money import scene as s

from dure.foundation.access.verdict import AccessRefused, ActionRefused
from dure.journey.money import actions
from dure.journey.money.models import Claim, ClaimLine
from dure.journey.money.values import StaleClaim

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> s.Scene:
    return s.started()


def refusal(work: object, *args: object, **kwargs: object) -> str:
    with pytest.raises(ActionRefused) as caught:
        work(*args, **kwargs)  # type: ignore[operator]
    return str(caught.value.reason)


def test_the_advance_is_the_notices_part_of_the_public_money(here: s.Scene) -> None:
    s.pay_in(here)

    claim = s.submitted(here, "advance")

    plan = here.agreement.current
    halves = [won * 50 // 100 // 1000 * 1000 for won in (plan.province_won, plan.city_won)]
    assert (claim.status, claim.public_won) == ("submitted", sum(halves))
    assert w.ledger_holds()


def test_handing_in_says_every_problem_at_once(here: s.Scene) -> None:
    s.pay_in(here)
    claim = actions.draft_claim(agreement=here.agreement, kind="final", by=here.owner, at=s.CLAIMED)
    wrong = s.spending(here.cost, 1_000_000, issuer_number="123-45-67890", invoice_no="12", spent_on=date(2024, 6, 1))
    actions.save_claim(claim=claim, lines=[wrong], revision=0, by=here.owner, at=s.CLAIMED)

    said = refusal(actions.submit_claim, claim=claim, by=here.owner, at=s.CLAIMED)

    assert said.count("1번 줄") + said.count("Line 1") == 4
    claim.refresh_from_db()
    assert (claim.status, claim.lines.get().counts) == ("draft", False)


def test_a_spending_in_the_future_is_refused(here: s.Scene) -> None:
    claim = s.written(here, "final", s.spending(here.cost, 1_000_000, spent_on=date(2024, 7, 2)))

    assert refusal(actions.submit_claim, claim=claim, by=here.owner, at=s.CLAIMED)


def test_a_claim_over_its_cost_line_is_refused_with_what_is_left(here: s.Scene) -> None:
    s.paid(s_paid_in(here), "advance")
    over = here.cost.amount_won + 1
    claim = s.written(here, "final", s.spending(here.cost, over))

    said = refusal(actions.submit_claim, claim=claim, by=here.owner, at=s.CLAIMED)

    assert f"{here.cost.amount_won:,}" in said
    assert f"{over:,}" in said


def s_paid_in(here: s.Scene) -> s.Scene:
    s.pay_in(here)
    return here


def test_two_lines_of_one_claim_are_held_against_the_line_together(here: s.Scene) -> None:
    half = here.cost.amount_won // 2 + 1
    claim = s.written(here, "final", s.spending(here.cost, half), s.spending(here.cost, half))

    assert refusal(actions.submit_claim, claim=claim, by=here.owner, at=s.CLAIMED)


def test_an_invoice_claimed_in_another_project_is_refused_without_naming_it_to_the_firm(here: s.Scene) -> None:
    other = s.started("무주식품", world=here.world)
    first = s.spending(other.cost, 1_000_000)
    s.submitted(other, "final", first)
    again = s.spending(here.cost, 1_000_000, invoice_no=first.invoice_no, issuer_number=first.issuer_number)
    claim = s.written(here, "final", again)

    to_firm = refusal(actions.submit_claim, claim=claim, by=here.owner, at=s.CLAIMED)
    to_staff = refusal(actions.submit_claim, claim=claim, by=here.checker, at=s.CLAIMED)

    assert (other.agreement.number in to_firm, other.agreement.number in to_staff) == (False, True)


def test_an_invoice_of_a_withdrawn_claim_is_free_again(here: s.Scene) -> None:
    line = s.spending(here.cost, 1_000_000)
    claim = s.submitted(here, "final", line)
    actions.withdraw_claim(claim=claim, by=here.owner, at=s.CLAIMED)

    again = s.submitted(here, "final", line)

    assert list(ClaimLine.objects.order_by("pk").values_list("counts", flat=True)) == [False, True]
    assert again.number == 2


def test_a_line_without_evidence_is_refused(here: s.Scene) -> None:
    claim = actions.draft_claim(agreement=here.agreement, kind="final", by=here.owner, at=s.CLAIMED)
    draft = s.spending(here.cost, 1_000_000)
    actions.save_claim(claim=claim, lines=[draft], revision=0, by=here.owner, at=s.CLAIMED)
    assert refusal(actions.submit_claim, claim=claim, by=here.owner, at=s.CLAIMED)

    s.attach(claim.lines.get(), here.owner)

    assert actions.submit_claim(claim=claim, by=here.owner, at=s.CLAIMED).status == "submitted"


def test_a_stale_save_changes_nothing(here: s.Scene) -> None:
    claim = s.written(here, "final", s.spending(here.cost, 1_000_000))

    with pytest.raises(StaleClaim):
        actions.save_claim(claim=claim, lines=[], revision=0, by=here.owner, at=s.CLAIMED)

    assert claim.lines.count() == 1


def test_saving_again_keeps_lines_by_id_and_deletes_those_left_out(here: s.Scene) -> None:
    claim = s.written(here, "final", s.spending(here.cost, 1_000), s.spending(here.cost, 2_000))
    kept = claim.lines.get(number=2)
    draft = s.spending(here.cost, 3_000, id=kept.pk)

    actions.save_claim(claim=claim, lines=[draft], revision=claim.revision, by=here.owner, at=s.CLAIMED)

    assert list(claim.lines.values_list("pk", "number", "supply_won")) == [(kept.pk, 1, 3_000)]
    assert w.ledger_holds()


def test_one_claim_is_open_at_a_time(here: s.Scene) -> None:
    s.written(here, "advance")

    assert refusal(actions.draft_claim, agreement=here.agreement, kind="final", by=here.owner, at=s.CLAIMED)
    assert Claim.objects.count() == 1


def test_another_firm_may_not_claim(here: s.Scene) -> None:
    other = s.started("무주식품", world=here.world)

    with pytest.raises(AccessRefused):
        actions.draft_claim(agreement=here.agreement, kind="advance", by=other.owner, at=s.CLAIMED)


def test_an_advance_after_another_payment_is_refused(here: s.Scene) -> None:
    s.submitted(here, "final", s.spending(here.cost, 1_000_000))

    assert refusal(actions.draft_claim, agreement=here.agreement, kind="advance", by=here.owner, at=s.CLAIMED)
