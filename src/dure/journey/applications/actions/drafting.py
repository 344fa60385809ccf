"""Saving what is being written; two people's changes are brought together."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.journey.applications.access import WRITE
from dure.journey.applications.actions.starting import filled_from
from dure.journey.applications.merging import Conflict, merge
from dure.journey.applications.models import Application, Draft, DraftSave, OpenForm
from dure.journey.applications.plan import Plan
from dure.journey.applications.states import ApplicationState

# Enough for hours of typing; older saves no longer serve as anybody's base.
KEPT_SAVES = 200
WRITABLE = (ApplicationState.DRAFT, ApplicationState.SUPPLEMENT_ASKED)


@dataclass(frozen=True)
class SavedDraft:
    """The draft as stored now, and the fields that could not be stored since another had changed them too."""

    draft: Draft
    plan: Plan
    conflicts: tuple[Conflict, ...]

    @property
    def revision(self) -> int:
        """The revision to send with the next save."""
        return self.draft.revision


def save_draft(
    *, application: Application, plan: Plan, revision: int, by: Actor, at: datetime, form_key: str = ""
) -> SavedDraft:
    """Store a plan written on ``revision``. Scratch: no entry in the ledger.

    A page that saves again and again names itself by ``form_key``: what it changed is told by what it sent before.
    A field that only one side changed takes that side; of a field that both changed the stored text stays, and the
    other is set aside until its writer settles it.
    """
    WRITE.demand(by, application)
    with transaction.atomic():
        draft = Draft.objects.select_for_update().get(application_id=application.pk)
        _check_writable(Application.objects.get(pk=application.pk))
        stored = Plan.model_validate(draft.plan)
        form = OpenForm.objects.filter(draft=draft, key=form_key).first() if form_key else None
        base = _base(draft, revision) if form is None else Plan.model_validate(form.plan)
        merged = merge(base, stored, plan)
        if merged.plan != stored:
            _store(draft, merged.plan, by, at)
        if form_key or merged.conflicts:
            _remember(draft, form, form_key, plan, merged.conflicts, by, at)
    return SavedDraft(draft, merged.plan, merged.conflicts)


def settle_conflict(*, form: OpenForm, take: set[str], by: Actor, at: datetime) -> SavedDraft:
    """Settle a set-aside text: the fields in ``take`` replace the stored ones, the others are let go."""
    application = form.draft.application
    WRITE.demand(by, application)
    with transaction.atomic():
        draft = Draft.objects.select_for_update().get(pk=form.draft_id)
        stored, mine = Plan.model_validate(draft.plan), Plan.model_validate(form.plan)
        chosen = {field: getattr(mine, field) for field in form.set_aside if field in take}
        plan = stored.model_copy(update=chosen)
        saved = save_draft(application=application, plan=plan, revision=draft.revision, by=by, at=at)
        form.set_aside, form.is_open = [], False
        form.save(update_fields=["set_aside", "is_open"])
    return saved


def prefill(*, application: Application, earlier: Application, by: Actor, at: datetime) -> SavedDraft:
    """Fill what is still empty from an earlier application of the same firm."""
    if earlier.firm_id != application.firm_id:
        raise ActionRefused(_("A plan can only be filled from an application of the same firm."))
    draft = Draft.objects.get(application_id=application.pk)
    plan = filled_from(Plan.model_validate(draft.plan), earlier)
    return save_draft(application=application, plan=plan, revision=draft.revision, by=by, at=at)


def _check_writable(row: Application) -> None:
    if row.status not in WRITABLE:
        raise ActionRefused(
            _("The plan was handed in and can no longer be changed here. If something is wrong, ask the operator.")
        )


def _base(draft: Draft, revision: int) -> Plan:
    if revision == draft.revision:
        return Plan.model_validate(draft.plan)
    found = DraftSave.objects.filter(draft=draft, revision=revision).first()
    # Without the base, every difference counts as a change of both: more is shown, nothing is lost.
    return Plan() if found is None else Plan.model_validate(found.plan)


def _store(draft: Draft, plan: Plan, by: Actor, at: datetime) -> None:
    draft.plan = plan.model_dump(mode="json")
    draft.revision += 1
    draft.saved_at, draft.saved_by_id = at, by.person_id
    draft.save()
    DraftSave.objects.create(
        draft=draft, revision=draft.revision, plan=draft.plan, saved_at=at, saved_by_id=by.person_id
    )
    DraftSave.objects.filter(draft=draft, revision__lte=draft.revision - KEPT_SAVES).delete()


def _remember(
    draft: Draft,
    form: OpenForm | None,
    key: str,
    plan: Plan,
    conflicts: tuple[Conflict, ...],
    by: Actor,
    at: datetime,
) -> None:
    """Keep what the page sent; what it could not store in an earlier save stays set aside too."""
    row = form or OpenForm(draft=draft, key=key or secrets.token_hex(16), saved_by_id=by.person_id)
    fields = {*row.set_aside, *(each.field for each in conflicts)}
    row.plan, row.saved_at = plan.model_dump(mode="json"), at
    row.set_aside, row.is_open = sorted(fields), bool(fields)
    row.save()
