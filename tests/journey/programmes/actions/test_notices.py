"""Drafting, amending and saving a notice."""

import pytest
from tests.world import IN_INTEREST, START, firm, ledger_holds, small_programme, small_terms

from dure.foundation.access.actor import SYSTEM
from dure.foundation.access.verdict import AccessRefused, ActionRefused
from dure.journey.programmes import actions, queries
from dure.journey.programmes.actions.notices import StaleDraft
from dure.journey.programmes.parts import Label

pytestmark = pytest.mark.django_db


def renamed(title: str) -> object:
    return small_terms().model_copy(update={"title": Label(ko=title, en="")})


def test_draft_notice_while_a_draft_exists_is_refused() -> None:
    world = small_programme(publish=False)
    with pytest.raises(ActionRefused):
        actions.draft_notice(programme=world.programme, terms=small_terms(), by=world.operator.actor, at=START)
    assert [row.number for row in queries.versions(world.programme.pk)] == [1]


def test_draft_notice_by_a_city_is_refused() -> None:
    world = small_programme()
    with pytest.raises(AccessRefused):
        actions.draft_notice(programme=world.programme, terms=small_terms(), by=world.muju.actor, at=START)


def test_save_notice_draft_keeps_terms_and_counts_revisions() -> None:
    world = small_programme(publish=False)
    draft = queries.draft_of(world.programme.pk)
    saved = actions.save_notice_draft(
        notice=draft, terms=renamed("새 공고"), revision=1, by=world.operator.actor, at=START
    )
    assert (saved.revision, queries.terms_of(saved.pk)) == (2, renamed("새 공고"))


def test_save_notice_draft_with_a_stale_revision_keeps_the_stored_terms() -> None:
    world = small_programme(publish=False)
    draft = queries.draft_of(world.programme.pk)
    actions.save_notice_draft(notice=draft, terms=renamed("첫째"), revision=1, by=world.operator.actor, at=START)
    with pytest.raises(StaleDraft) as refused:
        actions.save_notice_draft(notice=draft, terms=renamed("둘째"), revision=1, by=world.approver.actor, at=START)
    assert refused.value.current.revision == 2
    assert queries.terms_of(draft.pk).title.ko == "첫째"


def test_save_notice_draft_twice_with_the_same_terms_is_saved_once() -> None:
    world = small_programme(publish=False)
    draft = queries.draft_of(world.programme.pk)
    for _click in range(2):
        saved = actions.save_notice_draft(
            notice=draft, terms=renamed("공고"), revision=1, by=world.operator.actor, at=START
        )
    assert saved.revision == 2


def test_save_notice_draft_of_a_published_version_is_refused() -> None:
    world = small_programme()
    notice = queries.notice_in_force(world.programme.pk)
    with pytest.raises(ActionRefused):
        actions.save_notice_draft(notice=notice, terms=renamed("x"), revision=1, by=world.operator.actor, at=START)
    assert queries.terms_in_force(world.programme.pk) == small_terms()


def test_amend_starts_from_the_version_in_force_and_leaves_it() -> None:
    world = small_programme()
    draft = actions.amend(programme=world.programme, by=world.operator.actor, at=IN_INTEREST, reason="접수 기간 연장")
    assert (draft.number, draft.reason, queries.terms_of(draft.pk)) == (2, "접수 기간 연장", small_terms())
    assert queries.notice_in_force(world.programme.pk).number == 1


def test_amend_without_a_reason_is_refused() -> None:
    world = small_programme()
    with pytest.raises(ActionRefused):
        actions.amend(programme=world.programme, by=world.operator.actor, at=IN_INTEREST, reason=" ")


def test_discard_draft_leaves_the_published_version_and_a_sound_ledger() -> None:
    world = small_programme()
    draft = actions.amend(programme=world.programme, by=world.operator.actor, at=IN_INTEREST, reason="착오")
    actions.discard_draft(notice=draft, by=world.operator.actor, at=IN_INTEREST, reason="필요 없음")
    assert [row.number for row in queries.versions(world.programme.pk)] == [1]
    assert ledger_holds()


def test_firm_reads_the_programme_but_not_the_draft_verbs() -> None:
    world = small_programme()
    owner = firm().owner.actor
    assert [row.pk for row in queries.programmes_for(owner)] == [world.programme.pk]
    with pytest.raises(AccessRefused):
        actions.amend(programme=world.programme, by=owner, at=IN_INTEREST, reason="x")
    assert queries.current_programme(SYSTEM) == world.programme
