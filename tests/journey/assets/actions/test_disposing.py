from collections.abc import Iterator
from datetime import timedelta

import pytest
from tests import world as w
from tests.journey.assets.scene import Place, asked, place

from dure.foundation.access.actor import SYSTEM, Role
from dure.foundation.access.verdict import AccessRefused, ActionRefused
from dure.foundation.messages.models import Message
from dure.foundation.parties import actions as parties
from dure.foundation.parties.models import EstablishmentKind
from dure.foundation.workflow import events
from dure.journey.agreements import actions as agreements
from dure.journey.assets import actions
from dure.journey.assets.events import AssetDueBack
from dure.journey.assets.models import Asset, Disposal
from dure.journey.assets.reckoning import sentences
from dure.journey.assets.states import AssetState, DisposalState

pytestmark = pytest.mark.django_db
DECIDED = w.moment(9, 10, year=2025)


@pytest.fixture
def told() -> Iterator[list[AssetDueBack]]:
    """What money hears."""
    heard: list[AssetDueBack] = []
    events.subscribe(AssetDueBack, heard.append)
    yield heard
    events._HANDLERS[AssetDueBack].remove(heard.append)


def other_site(here: Place, city: str) -> int:
    site = parties.add_establishment(
        organisation=here.agreement.firm, kind=EstablishmentKind.FACTORY, name="제2공장", city_code=city, by=SYSTEM,
        at=w.START,
    )  # fmt: skip
    return int(site.pk)


def remaining(here: Place, at: w.datetime = DECIDED) -> int:
    asset = here.asset
    left = (asset.restricted_until - at.date()).days
    return asset.public_won * left // (asset.restricted_until - asset.restricted_from).days


def test_sale_takes_back_what_remains_of_the_public_part(
    told: list[AssetDueBack], django_capture_on_commit_callbacks: object
) -> None:
    here = place()
    disposal = asked(here)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        actions.decide_disposal(disposal=disposal, by=here.approver, at=DECIDED)
    here.asset.refresh_from_db()

    assert (disposal.status, here.asset.status) == (DisposalState.APPROVED, AssetState.DISPOSED)
    assert disposal.due_back_won == disposal.reckoned_won == remaining(here)
    assert [(each.amount_won, each.province_won + each.city_won + each.partner_won) for each in told] == [
        (remaining(here), remaining(here))
    ]
    assert w.ledger_holds()


def test_price_above_what_remains_takes_back_its_public_part() -> None:
    here = place()
    disposal = asked(here, price_won=12_000_000)
    actions.decide_disposal(disposal=disposal, by=here.approver, at=DECIDED)

    assert disposal.due_back_won == 12_000_000 * here.asset.public_won // 10_000_000


@pytest.mark.parametrize(("days", "is_due"), [(0, True), (1, False)])
def test_after_the_last_day_of_the_restriction_nothing_is_due(days: int, *, is_due: bool) -> None:
    here = place()
    at = w.moment(2, 13, year=2030) + timedelta(days=days)
    disposal = actions.ask_disposal(
        asset=here.asset, kind="sell", reason="매각", price_won=1_000_000, by=here.owner, at=at
    )
    actions.decide_disposal(disposal=disposal, by=here.approver, at=at)

    assert disposal.due_back_won == (1_000_000 * here.asset.public_won // 10_000_000 if is_due else 0)


def test_another_amount_needs_a_reason() -> None:
    here = place()
    disposal = asked(here)

    with pytest.raises(ActionRefused, match="사유"):
        actions.decide_disposal(disposal=disposal, due_back_won=0, by=here.approver, at=DECIDED)
    actions.decide_disposal(disposal=disposal, due_back_won=0, reason="화재로 전소", by=here.approver, at=DECIDED)
    assert (disposal.due_back_won, disposal.reckoned_won) == (0, remaining(here))


def test_move_within_the_city_takes_nothing_back_and_names_no_city() -> None:
    here = place()
    target = other_site(here, w.JINAN)
    disposal = asked(here, "move", to_place_id=target)
    lines = sentences(disposal, DECIDED.date())
    actions.decide_disposal(disposal=disposal, by=here.approver, at=DECIDED)
    here.asset.refresh_from_db()

    assert (here.asset.place_id, here.asset.status, disposal.due_back_won) == (target, AssetState.IN_USE, 0)
    assert [line for line in lines if "진안군" in line] == []


def test_move_to_another_city_names_the_city_that_paid_and_tells_it() -> None:
    here = place()
    official = w.member("진안담당", Role.CITY, w.organisation("진안군", "city"), place=w.JINAN)
    disposal = asked(here, "move", to_place_id=other_site(here, w.MUJU))
    lines = [line for line in sentences(disposal, DECIDED.date()) if "진안군" in line and "무주군" in line]

    assert len(lines) == 1
    assert Message.objects.filter(recipient=official.person, kind="assets.disposal_asked").count() == 1


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        ("sell", {"price_won": None}),
        ("sell", {"price_won": -1}),
        ("move", {"to_place_id": None}),
        ("scrap", {"reason": " "}),
    ],
)
def test_request_that_lacks_something_is_refused(kind: str, changes: dict[str, object]) -> None:
    here = place()

    with pytest.raises(ActionRefused):
        asked(here, kind, **changes)
    assert Disposal.objects.count() == 0


def test_move_to_where_it_stands_is_refused() -> None:
    here = place()

    with pytest.raises(ActionRefused):
        asked(here, "move", to_place_id=here.asset.place_id)


def test_one_request_at_a_time_until_it_is_withdrawn() -> None:
    here = place()
    first = asked(here)

    with pytest.raises(ActionRefused):
        asked(here, "scrap")
    actions.withdraw_disposal(disposal=first, by=here.owner, at=DECIDED)
    assert (first.status, asked(here, "scrap").status) == (DisposalState.WITHDRAWN, DisposalState.ASKED)


def test_refused_request_leaves_the_asset_and_says_why() -> None:
    here = place()
    disposal = asked(here)

    with pytest.raises(ActionRefused):
        actions.refuse_disposal(disposal=disposal, by=here.approver, at=DECIDED, reason="")
    actions.refuse_disposal(disposal=disposal, by=here.approver, at=DECIDED, reason="활용 가능")
    assert (disposal.answer, Asset.objects.get().status, w.ledger_holds()) == ("활용 가능", AssetState.IN_USE, True)


def test_decided_request_is_not_decided_again() -> None:
    here = place()
    disposal = asked(here)
    actions.decide_disposal(disposal=disposal, by=here.approver, at=DECIDED)

    with pytest.raises(ActionRefused):
        actions.refuse_disposal(disposal=disposal, by=here.approver, at=DECIDED, reason="늦음")
    with pytest.raises(ActionRefused):
        asked(here, "scrap")


def test_whoever_asked_does_not_decide_and_only_approvers_do() -> None:
    here = place()
    own = actions.ask_disposal(asset=here.asset, kind="scrap", reason="폐업", by=here.approver, at=DECIDED)

    with pytest.raises(ActionRefused):
        actions.decide_disposal(disposal=own, by=here.approver, at=DECIDED)
    with pytest.raises(AccessRefused):
        actions.decide_disposal(disposal=own, by=here.operator, at=DECIDED)


def test_end_of_the_agreement_flags_everything_it_bought_once(django_capture_on_commit_callbacks: object) -> None:
    here = place()
    ending = agreements.ask_ending(
        agreement=here.agreement, kind="giving_up", cause="폐업", by=here.owner, at=w.moment(10, 1)
    )
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        agreements.decide_ending(
            ending=ending, effective_on=w.moment(10, 5).date(), fault="firm", reason="폐업 확인", by=here.approver,
            at=w.moment(10, 5),
        )  # fmt: skip
    here.asset.refresh_from_db()

    assert here.asset.flagged_at == w.moment(10, 5)
    assert actions.flag_assets(agreement=here.agreement, by=SYSTEM, at=w.moment(10, 6)) == []
    assert w.ledger_holds()


def test_restriction_moves_with_the_last_day_of_the_agreement() -> None:
    here = place()
    here.agreement.ends_on = here.agreement.ends_on + timedelta(days=31)  # type: ignore[operator]
    moved = actions.follow_agreement(agreement=here.agreement, by=SYSTEM, at=DECIDED)

    assert [(row.restricted_from.isoformat(), row.restricted_until.isoformat()) for row in moved] == [
        ("2025-03-16", "2030-03-16")
    ]
    assert actions.follow_agreement(agreement=here.agreement, by=SYSTEM, at=DECIDED) == []
