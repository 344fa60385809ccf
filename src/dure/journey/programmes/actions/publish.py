"""Publishing a version of the notice."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.ledger.act import act
from dure.foundation.workflow.events import announce
from dure.foundation.workflow.gate import move
from dure.journey.programmes.access import PUBLISH
from dure.journey.programmes.checks import Finding, errors_in
from dure.journey.programmes.events import NoticePublished
from dure.journey.programmes.models import NoticeVersion, Programme
from dure.journey.programmes.queries.notices import check, read_terms
from dure.journey.programmes.states import NoticeState, ProgrammeState


class NoticeHasErrors(ActionRefused):
    """Publication is held back; ``findings`` are the errors."""

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = findings
        held = ngettext(
            "%(n)d error holds back publication: %(first)s",
            "%(n)d errors hold back publication, the first: %(first)s",
            len(findings),
        )
        super().__init__(held % {"n": len(findings), "first": f"{findings[0].sentence} {findings[0].mend}"})


def publish_notice(
    *, notice: NoticeVersion, by: Actor, at: datetime, revision: int | None = None, reason: str = ""
) -> NoticeVersion:
    """Publish a draft: it replaces the version in force, and its programme runs from now on.

    Refused while the check finds an error, and when ``revision`` is not the one that was previewed.
    """
    programme = notice.programme
    PUBLISH.demand(by, programme)
    words = reason or notice.reason
    with act("programmes.publish_notice", chain=programme.chain, by=by, at=at, subject=programme, reason=words) as this:
        Programme.objects.select_for_update().get(pk=programme.pk)
        stored = NoticeVersion.objects.select_for_update().select_related("programme").get(pk=notice.pk)
        _refuse(stored, revision)
        _replace_the_one_in_force(programme, by=by, at=at)
        stored.published_at, stored.published_by_id = at, by.person_id
        stored.save(update_fields=["published_at", "published_by"])
        move(stored, "publish", by=by, at=at, reason=words)
        if programme.status == ProgrammeState.PREPARING:
            move(programme, "start", by=by, at=at)
        this.detail = {"version": stored.number}
        announce(NoticePublished(programme.pk, stored.pk, stored.number, at))
    return stored


def _refuse(stored: NoticeVersion, revision: int | None) -> None:
    if stored.status != NoticeState.DRAFT:
        raise ActionRefused(_("This version has been published already."))
    if revision is not None and revision != stored.revision:
        raise ActionRefused(_("The draft was changed after the preview. Look at it again before you publish."))
    if stored.number > 1 and not stored.reason.strip():
        raise ActionRefused(_("An amendment needs a reason. Write in a sentence what changes and why."))
    errors = errors_in(check(stored.programme, read_terms(stored)))
    if errors:
        raise NoticeHasErrors(errors)


def _replace_the_one_in_force(programme: Programme, *, by: Actor, at: datetime) -> None:
    in_force = NoticeVersion.objects.filter(programme=programme, status=NoticeState.PUBLISHED).first()
    if in_force is not None:
        move(in_force, "replace", by=by, at=at)
