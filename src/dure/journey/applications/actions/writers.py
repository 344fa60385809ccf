"""People outside the firm who may write the plan with it."""

from datetime import datetime

from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor, Role
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.ledger.act import act
from dure.foundation.parties.queries import actor_for
from dure.journey.applications.access import CHECK, SUBMIT
from dure.journey.applications.models import Application, CoEditor, Consent

WRITERS = (Role.SUPPLIER, Role.MENTOR, Role.FORUM, Role.OPERATOR)


def cannot_write() -> str:
    """Why someone cannot be let in to write."""
    return _(
        "Only people of a supplier, mentors, forum officers or staff of the operator who have an account can be added. "
        "Ask the operator to invite them first."
    )


def add_co_editor(*, application: Application, person_id: int, by: Actor, at: datetime) -> CoEditor:
    """Let someone of a supplier, the mentors, the forum or the operator write the plan with the firm."""
    SUBMIT.demand(by, application)
    if not actor_for(person_id).has(*WRITERS):
        raise ActionRefused(cannot_write())
    with act(
        "applications.add_co_editor", chain=application.programme.chain, by=by, at=at, subject=application
    ) as this:
        row, _created = CoEditor.objects.update_or_create(
            application=application, person_id=person_id, defaults={"added_at": at, "removed_at": None}
        )
        this.evidence(row)
    return row


def remove_co_editor(*, co_editor: CoEditor, by: Actor, at: datetime) -> None:
    """Take the right to write back; what was written stays."""
    row = co_editor.application
    SUBMIT.demand(by, row)
    with act("applications.remove_co_editor", chain=row.programme.chain, by=by, at=at, subject=row) as this:
        co_editor.removed_at = at
        co_editor.save(update_fields=["removed_at"])
        this.evidence(co_editor)


def note_consent(*, application: Application, consent: str, by: Actor, at: datetime) -> Application:
    """Write down what the firm's consent to entry on behalf is written on (대행입력 동의)."""
    CHECK.demand(by, application)
    if consent not in Consent.values:
        raise ActionRefused(_("Choose what the consent is written on."))
    with act(
        "applications.note_consent", chain=application.programme.chain, by=by, at=at, subject=application,
        detail={"consent": consent},
    ):  # fmt: skip
        application.consent, application.entered_by_staff = consent, True
        application.save(update_fields=["consent", "entered_by_staff"])
    return application
