"""One firm, one identity: numbers change, records merge, nothing is lost."""

from datetime import date

import pytest
from tests.foundation import rows

from dure.foundation.access.actor import SYSTEM, Role
from dure.foundation.access.verdict import AccessRefused, ActionRefused
from dure.foundation.ledger.queries import trail
from dure.foundation.ledger.verify import Verified, verify
from dure.foundation.messages.actions import Letter, draft_batch
from dure.foundation.parties import actions, queries
from dure.foundation.parties.actions.merging import Merged
from dure.foundation.parties.business_number import BusinessNumberError, check_digit
from dure.foundation.parties.models import Establishment, FirmYear, Membership, Organisation, RegisteredNumber
from dure.foundation.places.actions import load_default_region
from dure.foundation.search.queries import find

pytestmark = pytest.mark.django_db


def _number(nine: str) -> str:
    return nine + str(check_digit(nine))


FIRST, SECOND, THIRD = _number("123456789"), _number("234567890"), _number("345678901")
DAY = date(2024, 6, 19)


def _change(
    firm: Organisation, number: str = SECOND, changed_on: date = DAY, reason: str = "법인 전환"
) -> RegisteredNumber:
    return actions.change_number(
        organisation=firm, number=number, changed_on=changed_on, reason=reason, by=SYSTEM, at=rows.AT
    )


@pytest.fixture
def firm() -> Organisation:
    row = rows.organisation("진안식품", number=FIRST)
    RegisteredNumber.objects.update(from_on=date(2020, 1, 1))
    return row


def test_change_number_keeps_the_history(firm: Organisation) -> None:
    _change(firm)
    kept = [(n.number, n.from_on, n.until_on) for n in queries.numbers_of(firm.pk)]
    assert kept == [(SECOND, DAY, None), (FIRST, date(2020, 1, 1), date(2024, 6, 18))]
    assert queries.firm_by_number(FIRST) == queries.firm_by_number(SECOND) == firm
    assert trail(firm)[-1].reason == "법인 전환"


def test_change_number_to_a_wrong_one_is_refused(firm: Organisation) -> None:
    with pytest.raises(BusinessNumberError):
        _change(firm, number="2345678900" if SECOND != "2345678900" else "2345678901")


@pytest.mark.parametrize(
    "wrong",
    [{"reason": " "}, {"changed_on": date(2024, 6, 20)}, {"changed_on": date(2020, 1, 1)}, {"number": FIRST}],
)
def test_change_number_that_does_not_fit_is_refused(firm: Organisation, wrong: dict) -> None:
    with pytest.raises(ActionRefused):
        _change(firm, **wrong)
    assert queries.number_of(firm.pk) == FIRST


def test_change_number_held_by_another_names_it(firm: Organisation) -> None:
    rows.organisation("장수식품", number=SECOND)
    with pytest.raises(ActionRefused, match="장수식품"):
        _change(firm)


def test_change_number_by_a_firm_is_refused(firm: Organisation) -> None:
    with pytest.raises(AccessRefused):
        actions.change_number(
            organisation=firm, number=SECOND, changed_on=DAY, reason="x", at=rows.AT,
            by=rows.actor(rows.person("박", Role.FIRM, firm)),
        )  # fmt: skip


def test_register_makes_it_findable_by_every_number(firm: Organisation) -> None:
    _change(firm)
    for words in ("ㅈㅇㅅㅍ", FIRST, SECOND[:6]):
        assert [hit.title for hit in find(SYSTEM, words).hits] == ["진안식품"]


def _merge(keep: Organisation, drop: Organisation, reason: str = "같은 사업장") -> Merged:
    return actions.merge_organisations(keep=keep, drop=drop, reason=reason, by=SYSTEM, at=rows.AT)


def test_merge_moves_everything_and_leaves_a_trail(firm: Organisation) -> None:
    load_default_region()
    double = rows.organisation("(주)진안식품", number=SECOND)
    owner = rows.person("박대표", Role.FIRM, double)
    actions.add_establishment(
        organisation=double, kind="factory", name="제1공장", city_code="52720", by=SYSTEM, at=rows.AT
    )
    merged = _merge(firm, double)
    assert merged.moved == {
        "parties.Establishment": 1,
        "parties.Membership": 1,
        "parties.RegisteredNumber": 1,
    }
    assert Establishment.objects.get().organisation == firm
    assert owner.memberships.get().organisation == firm
    assert queries.firm_by_number(SECOND) == firm
    assert queries.number_of(firm.pk) == FIRST
    assert queries.organisation(double.pk) == firm
    assert (trail(firm)[-1].detail["merged"], trail(firm)[-1].reason) == ("(주)진안식품", "같은 사업장")
    assert [hit.title for hit in find(SYSTEM, "진안식품").hits if hit.kind == "organisation"] == ["진안식품"]


def test_merge_keeps_the_ledger_whole(firm: Organisation) -> None:
    row = rows.organisation("진안식품2", number=SECOND)
    rows.person("박대표", Role.FIRM, row)
    keep = rows.organisation("진안식품3")
    _merge(keep, row)
    RegisteredNumber.objects.filter(organisation=firm).update(from_on=date(2024, 6, 19))
    assert isinstance(verify(), Verified)


def test_merge_leaves_figures_of_the_same_year_behind(firm: Organisation) -> None:
    double = rows.organisation("진안식품2")
    for organisation, sales in ((firm, 1), (double, 2)):
        actions.record_year(
            organisation=organisation,
            year=2023,
            sales_won=sales,
            headcount=1,
            source="x",
            by=SYSTEM,
            at=rows.AT,
        )
    assert _merge(firm, double).stayed == {"parties.FirmYear": 1}
    assert FirmYear.objects.get(organisation=firm).sales_won == 1


def test_merge_gives_the_same_role_once(firm: Organisation) -> None:
    double = rows.organisation("진안식품2")
    owner = rows.person("박대표", Role.FIRM, firm)
    actions.grant_role(
        person=owner, organisation=double, role=Role.FIRM, from_on=date(2024, 1, 1), by=SYSTEM, at=rows.AT
    )
    _merge(firm, double)
    assert Membership.objects.filter(organisation=firm, until_on=None).count() == 1


def test_merge_lets_letters_of_one_batch_stay(firm: Organisation) -> None:
    double = rows.organisation("진안식품2")
    letters = [Letter("a", "b", organisation_id=each.pk) for each in (firm, double)]
    draft_batch(kind="x", title="x", letters=letters, by=SYSTEM, at=rows.AT)
    assert _merge(firm, double).stayed == {"dure_messages.Draft": 1}


def test_merge_of_different_kinds_is_refused(firm: Organisation) -> None:
    with pytest.raises(ActionRefused):
        _merge(firm, rows.organisation("공급사", "supplier"))


def test_merge_with_itself_or_twice_is_refused(firm: Organisation) -> None:
    double = rows.organisation("진안식품2")
    with pytest.raises(ActionRefused):
        _merge(firm, firm)
    _merge(firm, double)
    with pytest.raises(ActionRefused):
        _merge(firm, double)


def test_merge_without_a_reason_is_refused(firm: Organisation) -> None:
    with pytest.raises(ActionRefused):
        _merge(firm, rows.organisation("진안식품2"), reason="  ")


def test_try_merge_tells_what_would_move_and_changes_nothing(firm: Organisation) -> None:
    double = rows.organisation("진안식품2", number=SECOND)
    rows.person("박대표", Role.FIRM, double)
    found = actions.try_merge(keep=firm, drop=double, at=rows.AT)
    assert found.moved == {"parties.Membership": 1, "parties.RegisteredNumber": 1}
    double.refresh_from_db()
    assert (double.merged_into, queries.number_of(double.pk)) == (None, SECOND)
    assert Membership.objects.get().organisation == double
