from datetime import date

import pytest
from tests import world as w
from tests.journey.agreements import scene as agreements
from tests.journey.builds import scene as s

from dure.foundation.access.actor import SYSTEM, Role
from dure.foundation.access.verdict import AccessRefused, ActionRefused
from dure.journey.builds import actions, queries
from dure.journey.builds.models import SupplierProfile
from dure.journey.builds.record import NotEnough, TrackRecord

pytestmark = pytest.mark.django_db

AT = w.moment(3, 1, year=2025)


def _profile(member: w.Member, **page: object) -> SupplierProfile:
    row = actions.enter_supplier(organisation=member.organisation, by=member.actor, at=AT)
    return actions.edit_profile(
        profile=row,
        page=actions.Page(**page),
        revision=row.revision,
        by=member.actor,
        at=AT,  # type: ignore[arg-type]
    )


def _finished(count: int) -> list[s.Scene]:
    first = agreements.selected()
    scenes = [s.begun(first)]
    names = ("두레식품", "가람기계", "새롬금속")[: count - 1]
    scenes += [s.begun(agreements.selected(name, world=first.world, vendor=first.supplier)) for name in names]
    for scene in scenes:
        s.completed(scene)
    return scenes


def test_a_supplier_keeps_its_own_page_and_no_other() -> None:
    w.small_programme()
    one, two = agreements.supplier("가나시스템"), agreements.supplier("다라솔루션")
    row = _profile(one, introduction="식품 MES", topics=("mes", "haccp"), cities=(w.JINAN,))
    assert (row.topics, row.revision) == (["haccp", "mes"], 1)
    with pytest.raises(AccessRefused):
        actions.edit_profile(profile=row, page=actions.Page(), revision=1, by=two.actor, at=AT)
    with pytest.raises(actions.StaleProfile):
        actions.edit_profile(profile=row, page=actions.Page(), revision=0, by=one.actor, at=AT)
    with pytest.raises(ActionRefused):
        actions.edit_profile(profile=row, page=actions.Page(topics=("없음",)), revision=1, by=one.actor, at=AT)
    assert w.ledger_holds()


def test_a_firm_does_not_stand_in_the_supplier_register() -> None:
    w.small_programme()
    with pytest.raises(ActionRefused):
        actions.enter_supplier(organisation=w.firm().organisation, by=SYSTEM, at=AT)


def test_two_finished_builds_are_no_record_and_three_are() -> None:
    scenes = _finished(3)
    supplier_id = scenes[0].here.supplier.organisation.pk
    late = scenes[0]
    row = late.milestone("kickoff")

    found = queries.supplier_record(supplier_id)

    assert isinstance(found, TrackRecord)
    assert (found.builds, found.on_time, row.status) == (3, 3, "ahead")
    assert queries.under_way([supplier_id])[supplier_id] == 0


def test_below_the_minimum_there_is_no_record() -> None:
    scene = _finished(2)[0]

    assert queries.supplier_record(scene.here.supplier.organisation.pk) == NotEnough(2, 3)


def test_a_figure_is_marked_while_an_objection_is_open() -> None:
    scene = _finished(3)[0]
    vendor = scene.here.supplier
    profile = _profile(vendor)
    row = actions.file_objection(profile=profile, figure="on_time", text="변경 승인분", by=vendor.actor, at=AT)
    with pytest.raises(ActionRefused):
        actions.file_objection(profile=profile, figure="on_time", text="또", by=vendor.actor, at=AT)

    def disputed() -> frozenset[str]:
        found = queries.supplier_record(vendor.organisation.pk)
        assert isinstance(found, TrackRecord)
        return found.disputed

    assert disputed() == {"on_time"}
    with pytest.raises(AccessRefused):
        actions.decide_objection(objection=row, upheld=True, by=vendor.actor, at=AT, reason="맞음")
    actions.decide_objection(objection=row, upheld=False, by=scene.operator, at=AT, reason="기록과 일치")
    assert (disputed(), row.answer) == (frozenset(), "기록과 일치")
    assert w.ledger_holds()


def test_matching_gives_reasons_and_forgets_a_capability_that_ran_out() -> None:
    world = w.small_programme()
    one, two = agreements.supplier("가나시스템"), agreements.supplier("다라솔루션")
    first = _profile(one, topics=("mes",), sectors=("10",), cities=(w.JINAN,))
    _profile(two, topics=("erp",))
    actions.record_capability(
        profile=first, level="2+", source="역량진단", until=date(2025, 3, 31), by=world.operator.actor, at=AT
    )
    needs = queries.needs_of(topics=["mes"], sector="10", city=w.JINAN)

    def fits(today: date) -> list[tuple[str, int]]:
        found = queries.find_suppliers(needs, actor=world.operator.actor, today=today)
        return [(each.candidate.name, each.points) for each in found]

    assert fits(date(2025, 3, 31)) == [("가나시스템", 10 + 6 + 4 + 4)]
    assert fits(date(2025, 4, 1)) == [("가나시스템", 10 + 6 + 4)]


def test_one_out_of_sight_is_seen_by_itself_and_the_staff_only() -> None:
    world = w.small_programme()
    one, two = agreements.supplier("가나시스템"), agreements.supplier("다라솔루션")
    actions.list_supplier(profile=_profile(one), is_listed=False, by=world.operator.actor, at=AT, reason="휴업")
    firm = w.member("대표", Role.FIRM, w.firm().organisation)

    seen = [queries.suppliers(member.actor).count() for member in (world.operator, one, two, firm)]

    assert seen == [1, 1, 0, 0]
