"""Creating programmes."""

import pytest
from tests.world import START, World, ledger_holds, moment, small_programme

from dure.foundation.access.verdict import AccessRefused, ActionRefused
from dure.journey.programmes import actions, queries
from dure.journey.programmes.models import Programme

pytestmark = pytest.mark.django_db


def create(world: World, **changes: object) -> Programme:
    values = {
        "slug": "other", "name_ko": "다른 사업", "name_en": "Other", "year": 2025,
        "operator": world.operator.organisation, "province": world.programme.province,
        "by": world.operator.actor, "at": START,
    }  # fmt: skip
    return actions.create_programme(**(values | changes))


def test_create_programme_by_its_operator_is_in_preparation() -> None:
    row = create(small_programme())
    assert (row.status, queries.draft_of(row.pk)) == ("preparing", None)
    assert ledger_holds()


@pytest.mark.parametrize(
    "changes",
    [{"slug": "jeonbuk-2024"}, {"slug": "Not a slug"}, {"name_ko": " "},
     {"name_ko": "전북형 스마트 제조혁신 프로젝트", "year": 2024}],
)  # fmt: skip
def test_create_programme_with_a_bad_or_taken_name_is_refused(changes: dict[str, object]) -> None:
    world = small_programme()
    with pytest.raises(ActionRefused):
        create(world, **changes)
    assert Programme.objects.count() == 1


def test_create_programme_for_another_operator_is_refused() -> None:
    world = small_programme()
    with pytest.raises(AccessRefused):
        create(world, operator=world.province.organisation)


def test_create_from_template_drafts_the_notice_of_that_year() -> None:
    world = small_programme()
    notice = actions.create_from_template(
        key="jeonbuk_2024", slug="jeonbuk-2025", name_ko="새 사업", name_en="New", year=2025,
        operator=world.operator.organisation, province=world.programme.province, by=world.operator.actor, at=START,
    )  # fmt: skip
    terms = queries.terms_of(notice.pk)
    assert terms.calendar.intake_closes_at == moment(4, 3, 18, year=2025)
    assert {each.code: each.places for each in terms.types} == {"JS1": 40, "JS2": 20, "JS3": 10}


def test_copy_programme_moves_the_calendar_by_the_years_between() -> None:
    world = small_programme()
    notice = actions.copy_programme(
        source=world.programme, year=2026, slug="jeonbuk-2026", name_ko="2026", name_en="2026",
        by=world.operator.actor, at=moment(12, 1),
    )  # fmt: skip
    terms = queries.terms_of(notice.pk)
    assert (notice.number, notice.status) == (1, "draft")
    assert terms.calendar.interest_opens_at == moment(1, 17, 9, year=2026)
    assert terms.types == queries.terms_in_force(world.programme.pk).types
    assert queries.previous_of(notice.programme) == world.programme
