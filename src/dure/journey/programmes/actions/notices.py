"""Writing a notice: drafts and amendments. A published version is never touched."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.ledger.act import act
from dure.journey.programmes.access import EDIT
from dure.journey.programmes.models import NoticeVersion, Programme
from dure.journey.programmes.queries.notices import draft_of, notice_in_force, read_terms
from dure.journey.programmes.states import NoticeState, ProgrammeState
from dure.journey.programmes.terms import Terms


class StaleDraft(ActionRefused):
    """Someone else saved the draft meanwhile; ``current`` is what is stored now."""

    def __init__(self, current: NoticeVersion) -> None:
        super().__init__(_("Someone else has changed the draft since you opened it. Compare and save again."))
        self.current = current


def draft_notice(*, programme: Programme, terms: Terms, by: Actor, at: datetime, reason: str = "") -> NoticeVersion:
    """Begin the next version of a notice. Its text becomes evidence when it is published, not before."""
    EDIT.demand(by, programme)
    if programme.status == ProgrammeState.CLOSED:
        raise ActionRefused(_("This programme is closed: its notice can no longer be changed."))
    with act("programmes.draft_notice", chain=programme.chain, by=by, at=at, subject=programme, reason=reason):
        Programme.objects.select_for_update().get(pk=programme.pk)
        if draft_of(programme.pk) is not None:
            raise ActionRefused(_("A draft of this notice exists already. Finish or discard it first."))
        last = NoticeVersion.objects.filter(programme=programme).aggregate(last=Max("number"))["last"] or 0
        return NoticeVersion.objects.create(
            programme=programme, number=last + 1, terms=terms.model_dump(mode="json"), reason=reason, created_at=at
        )


def save_notice_draft(*, notice: NoticeVersion, terms: Terms, revision: int, by: Actor, at: datetime) -> NoticeVersion:
    """Keep what was typed. Raises ``StaleDraft`` when ``revision`` is not the stored one; nothing is lost then.

    Saving what is stored already counts as saved. Drafts are scratch: no entry in the ledger.
    """
    EDIT.demand(by, notice.programme)
    document = terms.model_dump(mode="json")
    with transaction.atomic():
        stored = NoticeVersion.objects.select_for_update().select_related("programme").get(pk=notice.pk)
        if stored.status != NoticeState.DRAFT:
            raise ActionRefused(_("This version is published and never changes. Begin an amendment instead."))
        if stored.terms == document:
            return stored
        if stored.revision != revision:
            raise StaleDraft(stored)
        stored.terms, stored.revision = document, revision + 1
        stored.save(update_fields=["terms", "revision"])
        return stored


def amend(*, programme: Programme, by: Actor, at: datetime, reason: str, terms: Terms | None = None) -> NoticeVersion:
    """Begin an amendment from the version in force (or from ``terms``); the reason is published with it."""
    EDIT.demand(by, programme)
    if not reason.strip():
        raise ActionRefused(_("An amendment needs a reason. Write in a sentence what changes and why."))
    try:
        in_force = notice_in_force(programme.pk)
    except NoticeVersion.DoesNotExist:
        raise ActionRefused(_("Nothing has been published yet. Change the draft instead.")) from None
    return draft_notice(programme=programme, terms=terms or read_terms(in_force), by=by, at=at, reason=reason)


def discard_draft(*, notice: NoticeVersion, by: Actor, at: datetime, reason: str) -> None:
    """Throw a draft away, with a reason; the published version stays in force."""
    EDIT.demand(by, notice.programme)
    programme = notice.programme
    with act("programmes.discard_draft", chain=programme.chain, by=by, at=at, subject=programme, reason=reason):
        stored = NoticeVersion.objects.select_for_update().get(pk=notice.pk)
        if stored.status != NoticeState.DRAFT:
            raise ActionRefused(_("This version is published and never changes. Begin an amendment instead."))
        stored.delete()
