"""Publishing a version of the notice."""

from decimal import Decimal

import pytest
from tests.world import IN_INTEREST, START, ledger_holds, small_programme, small_terms

from dure.foundation.access.verdict import AccessRefused, ActionRefused
from dure.foundation.workflow.events import subscribe
from dure.journey.programmes import actions, queries
from dure.journey.programmes.actions.publish import NoticeHasErrors
from dure.journey.programmes.events import NoticePublished
from dure.journey.programmes.models import NoticeVersion

pytestmark = pytest.mark.django_db


def test_publish_notice_starts_the_programme_and_proves_the_version() -> None:
    world = small_programme()
    notice = queries.notice_in_force(world.programme.pk)
    assert (world.programme.status, notice.number, notice.published_at, notice.published_by_id) == (
        "running", 1, START, world.operator.person.pk,
    )  # fmt: skip
    assert ledger_holds()


def test_ledger_finds_a_published_version_edited_by_hand() -> None:
    world = small_programme()
    terms = small_terms().model_copy(update={"contact": "다른 곳"}).model_dump(mode="json")
    NoticeVersion.objects.filter(programme=world.programme).update(terms=terms)
    assert not ledger_holds()


def test_publish_notice_with_an_error_is_refused_with_the_findings() -> None:
    terms = small_terms()
    broken = terms.model_copy(update={"costs": terms.costs.model_copy(update={"firm_pct": Decimal(14)})})
    world = small_programme(terms=broken, publish=False)
    draft = queries.draft_of(world.programme.pk)
    with pytest.raises(NoticeHasErrors) as refused:
        actions.publish_notice(notice=draft, by=world.operator.actor, at=START)
    assert [each.path for each in refused.value.findings] == ["/costs/firm_pct"]
    world.programme.refresh_from_db()
    assert (world.programme.status, queries.draft_of(world.programme.pk)) == ("preparing", draft)


def test_publish_notice_replaces_the_version_in_force() -> None:
    world = small_programme()
    draft = actions.amend(programme=world.programme, by=world.operator.actor, at=IN_INTEREST, reason="연장")
    actions.publish_notice(notice=draft, by=world.approver.actor, at=IN_INTEREST)
    assert [(row.number, row.status) for row in queries.versions(world.programme.pk)] == [
        (2, "published"), (1, "replaced"),
    ]  # fmt: skip
    assert queries.terms_of(NoticeVersion.objects.get(number=1).pk) == small_terms()
    assert ledger_holds()


def test_publish_notice_twice_is_refused_the_second_time() -> None:
    world = small_programme()
    with pytest.raises(ActionRefused):
        actions.publish_notice(
            notice=queries.notice_in_force(world.programme.pk), by=world.operator.actor, at=IN_INTEREST
        )


def test_publish_notice_changed_after_the_preview_is_refused() -> None:
    world = small_programme(publish=False)
    draft = queries.draft_of(world.programme.pk)
    with pytest.raises(ActionRefused):
        actions.publish_notice(notice=draft, revision=7, by=world.operator.actor, at=START)


def test_publish_notice_by_the_province_is_refused() -> None:
    world = small_programme(publish=False)
    with pytest.raises(AccessRefused):
        actions.publish_notice(notice=queries.draft_of(world.programme.pk), by=world.province.actor, at=START)


def test_publish_notice_announces_it_once_committed(django_capture_on_commit_callbacks) -> None:
    heard: list[NoticePublished] = []
    subscribe(NoticePublished, heard.append)
    with django_capture_on_commit_callbacks(execute=True):
        world = small_programme()
    notice = queries.notice_in_force(world.programme.pk)
    assert heard == [NoticePublished(world.programme.pk, notice.pk, 1, START)]
