from datetime import date
from typing import Any

import pytest
from tests import world as w
from tests.journey.agreements import course as c

from dure.foundation.access.verdict import AccessRefused, ActionRefused
from dure.foundation.parties.models import Restriction
from dure.foundation.parties.queries import restriction_on
from dure.foundation.workflow import events
from dure.foundation.workflow.models import Deadline
from dure.journey.agreements import actions, queries
from dure.journey.agreements.events import AgreementEnded
from dure.journey.agreements.models import Change, Ending

pytestmark = pytest.mark.django_db

ASKED, DECIDED = w.moment(10, 7), w.moment(10, 14)
BAN = actions.Ban(date(2027, 10, 14), ("firm",))


def _given_up(here: Any, agreement: Any) -> Ending:
    return actions.ask_ending(agreement=agreement, kind="giving_up", cause="자금 사정", by=here.owner, at=ASKED)


def _decide(here: Any, ending: Ending, **changes: Any) -> Ending:
    known = {"effective_on": date(2024, 10, 10), "fault": "firm", "reason": "기업 사정으로 중단", "ban": None}
    return actions.decide_ending(ending=ending, by=here.approver, at=DECIDED, **(known | changes))


def test_a_firm_that_gave_up_is_barred_and_money_hears_of_it(django_capture_on_commit_callbacks) -> None:  # type: ignore[no-untyped-def]
    heard: list[AgreementEnded] = []
    events.subscribe(AgreementEnded, heard.append)
    here, agreement = c.agreed(c.noticed(ban_years=(1, 3)))
    c.started(here, agreement)
    with django_capture_on_commit_callbacks(execute=True):
        ending = _decide(here, _given_up(here, agreement), ban=BAN)
    events._HANDLERS[AgreementEnded].remove(heard.append)
    agreement.refresh_from_db()
    ban = restriction_on(here.firm.organisation.pk, date(2025, 3, 1))

    assert (agreement.status, agreement.ended_at) == ("given_up", DECIDED)
    assert (ending.status, ending.fault, ending.effective_on) == ("decided", "firm", date(2024, 10, 10))
    assert ban is not None
    assert (ban.from_on, ban.until_on) == (date(2024, 10, 14), date(2027, 10, 14))
    assert agreement.number in ban.source
    assert heard == [AgreementEnded(agreement.pk, "giving_up", "firm", DECIDED)]
    assert not Deadline.objects.filter(kind__startswith="agreements.", met_at=None, lifted_at=None).exists()
    assert w.ledger_holds()


def test_the_ban_holds_to_its_last_day_and_for_the_firm_only() -> None:
    here, agreement = c.agreed()
    _decide(here, _given_up(here, agreement), ban=actions.Ban(date(2025, 10, 14), ("firm",)))

    assert restriction_on(here.firm.organisation.pk, date(2025, 10, 14)) is not None
    assert restriction_on(here.firm.organisation.pk, date(2025, 10, 15)) is None
    assert restriction_on(here.supplier.organisation.pk, date(2025, 1, 1)) is None


@pytest.mark.parametrize(
    ("fault", "whom", "is_right"),
    [
        ("nobody", ("firm",), False),
        ("firm", ("firm",), True),
        ("firm", ("supplier",), False),
        ("supplier", ("supplier",), True),
        ("supplier", ("firm", "supplier"), False),
        ("violation", ("firm", "supplier"), True),
        ("violation", (), False),
    ],
)
def test_only_whoever_is_at_fault_is_barred(fault: str, whom: tuple[str, ...], is_right: bool) -> None:
    here, agreement = c.agreed()
    ending = _given_up(here, agreement)
    ban = actions.Ban(date(2025, 10, 14), whom)
    if is_right:
        _decide(here, ending, fault=fault, ban=ban)
    else:
        with pytest.raises(ActionRefused):
            _decide(here, ending, fault=fault, ban=ban)
    agreement.refresh_from_db()

    assert Restriction.objects.count() == (len(whom) if is_right else 0)
    assert (agreement.status == "given_up") is is_right


@pytest.mark.parametrize(("until", "is_right"), [(date(2027, 10, 14), True), (date(2027, 10, 15), False)])
def test_a_ban_is_no_longer_than_the_notice_says(until: date, is_right: bool) -> None:
    here, agreement = c.agreed(c.noticed(ban_years=(1, 3)))
    ending = _given_up(here, agreement)
    if is_right:
        _decide(here, ending, ban=actions.Ban(until, ("firm",)))
    else:
        with pytest.raises(ActionRefused, match="3"):
            _decide(here, ending, ban=actions.Ban(until, ("firm",)))

    assert Restriction.objects.count() == int(is_right)


@pytest.mark.parametrize(
    ("day", "is_right"),
    [(date(2024, 6, 13), False), (date(2024, 6, 14), True), (date(2024, 10, 14), True), (date(2024, 10, 15), False)],
)
def test_an_agreement_ends_between_its_beginning_and_today(day: date, is_right: bool) -> None:
    here, agreement = c.agreed()
    ending = _given_up(here, agreement)
    if is_right:
        _decide(here, ending, effective_on=day)
    else:
        with pytest.raises(ActionRefused):
            _decide(here, ending, effective_on=day)
    agreement.refresh_from_db()

    assert (agreement.status == "given_up") is is_right


def test_only_the_operator_terminates() -> None:
    here, agreement = c.agreed()
    told = {"agreement": agreement, "kind": "termination", "cause": "허위 서류", "at": ASKED}
    with pytest.raises(AccessRefused):
        actions.ask_ending(by=here.owner, **told)  # type: ignore[arg-type]
    ending = actions.ask_ending(by=here.operator, **told)  # type: ignore[arg-type]
    with pytest.raises(AccessRefused):
        actions.withdraw_ending(ending=ending, by=here.owner, at=ASKED, reason="철회")
    _decide(here, ending, fault="violation", reason="허위 서류 확인")
    agreement.refresh_from_db()

    assert agreement.status == "terminated"


def test_an_ending_closes_the_open_change() -> None:
    here, agreement = c.agreed()
    submitted = c.asked(here, agreement, "period_long", {"ends_on": "2025-03-16"})
    _decide(here, _given_up(here, agreement))
    submitted.refresh_from_db()

    assert submitted.status == "refused"
    with pytest.raises(ActionRefused):
        c.asked(here, agreement, "period_long", {"ends_on": "2025-03-16"}, at=w.moment(10, 15))
    assert Change.objects.count() == 1
    assert w.ledger_holds()


def test_a_refused_or_withdrawn_ending_lets_the_agreement_go_on() -> None:
    here, agreement = c.agreed()
    refused = _given_up(here, agreement)
    with pytest.raises(ActionRefused):
        _given_up(here, agreement)
    actions.refuse_ending(ending=refused, by=here.approver, at=DECIDED, reason="근거 부족")
    withdrawn = _given_up(here, agreement)
    actions.withdraw_ending(ending=withdrawn, by=here.owner, at=DECIDED, reason="자금 확보")
    with pytest.raises(ActionRefused):
        _decide(here, withdrawn)

    assert queries.agreement(agreement.pk).status == "in_force"
    assert [each.status for each in Ending.objects.order_by("pk")] == ["refused", "withdrawn"]
    assert w.ledger_holds()
