import pytest
from tests.journey.applications.plans import complete_plan, start, submitted
from tests.world import IN_INTAKE, firm, mentor, small_programme

from dure.foundation.access.verdict import AccessRefused, ActionRefused
from dure.journey.applications import actions, queries
from dure.journey.applications.models import Draft

pytestmark = pytest.mark.django_db


def test_two_writers_of_different_fields_lose_nothing() -> None:
    world, maker, helper = small_programme(), firm(), mentor()
    row = start(world, maker)
    actions.add_co_editor(application=row, person_id=helper.person.pk, by=maker.owner.actor, at=IN_INTAKE)
    base = queries.draft_plan(queries.draft_of(row.pk))

    actions.save_draft(
        application=row, plan=base.model_copy(update={"title": "제목"}), revision=1, by=maker.owner.actor, at=IN_INTAKE
    )
    saved = actions.save_draft(
        application=row, plan=base.model_copy(update={"goals": "목표"}), revision=1, by=helper.actor, at=IN_INTAKE
    )

    assert (saved.plan.title, saved.plan.goals, saved.conflicts) == ("제목", "목표", ())


def test_the_same_field_is_set_aside_and_settled() -> None:
    world, maker = small_programme(), firm()
    row = start(world, maker)
    base = queries.draft_plan(queries.draft_of(row.pk))
    save = {"application": row, "revision": 1, "by": maker.owner.actor, "at": IN_INTAKE}

    actions.save_draft(**save, plan=base.model_copy(update={"title": "첫째"}), form_key="a")
    second = actions.save_draft(**save, plan=base.model_copy(update={"title": "둘째"}), form_key="b")
    (aside,) = queries.open_conflicts(second.draft.pk)
    settled = actions.settle_conflict(form=aside, take={"title"}, by=maker.owner.actor, at=IN_INTAKE)

    assert [(each.field, each.stored, each.offered) for each in second.conflicts] == [("title", "첫째", "둘째")]
    assert settled.plan.title == "둘째"
    assert queries.open_conflicts(second.draft.pk) == []


def test_a_page_that_saves_again_does_not_undo_what_others_wrote_meanwhile() -> None:
    world, maker = small_programme(), firm()
    row = start(world, maker)
    base = queries.draft_plan(queries.draft_of(row.pk))
    save = {"application": row, "revision": 1, "by": maker.owner.actor, "at": IN_INTAKE}

    actions.save_draft(**save, plan=base.model_copy(update={"title": "내 제목"}), form_key="a")
    actions.save_draft(**save, plan=base.model_copy(update={"goals": "남의 목표"}), form_key="b")
    last = actions.save_draft(**save, plan=base.model_copy(update={"title": "내 새 제목"}), form_key="a")

    assert (last.plan.title, last.plan.goals, last.conflicts) == ("내 새 제목", "남의 목표", ())


def test_an_unchanged_save_keeps_the_revision() -> None:
    world, maker = small_programme(), firm()
    row = start(world, maker)
    plan = queries.draft_plan(queries.draft_of(row.pk))

    saved = actions.save_draft(application=row, plan=plan, revision=1, by=maker.owner.actor, at=IN_INTAKE)

    assert saved.revision == 1


def test_a_submitted_plan_is_not_written() -> None:
    world, maker = small_programme(), firm()
    row = submitted(world, maker)

    with pytest.raises(ActionRefused):
        actions.save_draft(
            application=row, plan=complete_plan(title="바꿈"), revision=2, by=maker.owner.actor, at=IN_INTAKE
        )


def test_a_mentor_who_was_not_invited_writes_nothing() -> None:
    world, maker, helper = small_programme(), firm(), mentor()
    row = start(world, maker)

    with pytest.raises(AccessRefused):
        actions.save_draft(application=row, plan=complete_plan(), revision=1, by=helper.actor, at=IN_INTAKE)

    assert Draft.objects.get(application=row).revision == 1


def test_prefill_fills_only_what_is_empty() -> None:
    world, maker = small_programme(), firm()
    old = submitted(world, maker)
    actions.withdraw(application=old, by=maker.owner.actor, at=IN_INTAKE, reason="다시 신청합니다.")
    row = start(world, maker)
    plan = queries.draft_plan(queries.draft_of(row.pk)).model_copy(update={"title": "새 제목"})
    actions.save_draft(application=row, plan=plan, revision=1, by=maker.owner.actor, at=IN_INTAKE)

    saved = actions.prefill(application=row, earlier=old, by=maker.owner.actor, at=IN_INTAKE)

    assert (saved.plan.title, saved.plan.goals) == ("새 제목", complete_plan().goals)
    assert saved.plan.facts.tax_arrears is None
