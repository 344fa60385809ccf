"""The project agreement goes to its parties, comes back, or is concluded."""

from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.ledger.act import act
from dure.foundation.signing import actions as signing
from dure.foundation.signing.models import Envelope
from dure.foundation.signing.queries import envelope_of
from dure.foundation.workflow.gate import move
from dure.foundation.workflow.periods import last_day
from dure.journey.agreements import funding, news
from dure.journey.agreements.access import MANAGE_AGREEMENT
from dure.journey.agreements.actions.duties import expect_start
from dure.journey.agreements.models import Agreement
from dure.journey.agreements.papers import agreement_pdf, agreement_title
from dure.journey.agreements.signatories import parties_of
from dure.journey.agreements.states import AgreementState
from dure.journey.applications.queries import terms_for


def send_for_signature(*, agreement: Agreement, by: Actor, at: datetime, due_at: datetime | None = None) -> Envelope:
    """Print the agreement and lay it before its parties in the notice's order; what is printed cannot change after."""
    MANAGE_AGREEMENT.demand(by, agreement)
    with act("agreements.send_for_signature", chain=_chain(agreement), by=by, at=at, subject=agreement):
        row = locked(agreement)
        if row.current_id is None:
            raise ActionRefused(_("The cost is being calculated again. Accept it before the agreement is sent."))
        _demand_selected(row)
        earlier = envelope_of(row)
        _take_back_called_off(row, earlier, by=by, at=at)
        move(row, "send", by=by, at=at)
        envelope = signing.open_envelope(
            owner=row,
            title=agreement_title(row),
            pdf=agreement_pdf(row),
            signatories=parties_of(row),
            chain=_chain(row),
            by=by,
            at=at,
            programme_id=row.programme_id,
            due_at=due_at,
            replaces=earlier,
        )
    agreement.refresh_from_db()
    return envelope


def take_back_from_signature(*, agreement: Agreement, by: Actor, at: datetime, reason: str) -> None:
    """Call the signing off, so that the agreement can be changed and sent again."""
    MANAGE_AGREEMENT.demand(by, agreement)
    with act("agreements.take_back", chain=_chain(agreement), by=by, at=at, subject=agreement, reason=reason):
        row = locked(agreement)
        envelope = envelope_of(row)
        move(row, "take_back", by=by, at=at, reason=reason)
        if envelope is not None and envelope.status == "open":
            signing.cancel_envelope(envelope=envelope, reason=reason, by=by, at=at)
    agreement.refresh_from_db()


def conclude_outside(
    *, agreement: Agreement, service: str, reference: str, file: UploadedFile, reason: str, by: Actor, at: datetime
) -> None:
    """Enter that an outside e-contract service concluded the agreement that was sent; ``conclude`` follows from it."""
    MANAGE_AGREEMENT.demand(by, agreement)
    signing.conclude_outside(
        envelope=_sent(agreement), service=service, reference=reference, file=file, reason=reason, by=by, at=at
    )


def conclude_on_paper(
    *, agreement: Agreement, scan_file: UploadedFile, original_kept_at: str, reason: str, by: Actor, at: datetime
) -> None:
    """Enter that the agreement that was sent was sealed on paper; ``conclude`` follows from it."""
    MANAGE_AGREEMENT.demand(by, agreement)
    signing.conclude_on_paper(
        envelope=_sent(agreement),
        scan_file=scan_file,
        original_kept_at=original_kept_at,
        reason=reason,
        by=by,
        at=at,
    )


def conclude(*, agreement: Agreement, by: Actor, at: datetime) -> Agreement:
    """The agreement is in force from this day for the notice's months; called when its document is concluded.

    Nobody but the product itself may conclude what has no concluded document. Concluding twice does nothing.
    """
    MANAGE_AGREEMENT.demand(by, agreement)
    with act("agreements.conclude", chain=_chain(agreement), by=by, at=at, subject=agreement) as this:
        row = locked(agreement)
        if row.concluded_at is None:
            _demand_concluded(row, by)
            version = row.current
            if version is None:
                raise ActionRefused(_("There is no accepted cost to conclude on."))
            row.concluded_at, row.starts_on = at, timezone.localdate(at)
            row.ends_on = last_day(row.starts_on, terms_for(row.application).delivery.agreement.months)
            row.save(update_fields=["concluded_at", "starts_on", "ends_on"])
            # The days first: the database lets no agreement be in force without them.
            version.starts_on, version.ends_on = row.starts_on, row.ends_on
            version.save(update_fields=["starts_on", "ends_on"])
            this.evidence(version)
            move(row, "conclude", by=by, at=at)
            expect_start(row, at=at)
            news.concluded(row, by=by, at=at)
    agreement.refresh_from_db()
    return agreement


def returned(*, agreement: Agreement, by: Actor, at: datetime, reason: str) -> None:
    """A party returned the document without signature: the agreement is prepared again."""
    MANAGE_AGREEMENT.demand(by, agreement)
    with act("agreements.take_back", chain=_chain(agreement), by=by, at=at, subject=agreement, reason=reason):
        row = locked(agreement)
        if row.status == AgreementState.SIGNING:
            move(row, "take_back", by=by, at=at, reason=reason)
    agreement.refresh_from_db()


def let_go(*, agreement: Agreement, by: Actor, at: datetime) -> None:
    """The firm gave its place up before the agreement was in force: it is cancelled, and its budget lines are freed.

    Twice does nothing.
    """
    MANAGE_AGREEMENT.demand(by, agreement)
    reason = _("The firm gave up its place.")
    with act("agreements.let_go", chain=_chain(agreement), by=by, at=at, subject=agreement, reason=reason):
        row = locked(agreement)
        if row.status == AgreementState.SIGNING:
            take_back_from_signature(agreement=row, reason=reason, by=by, at=at)
        if row.status == AgreementState.PREPARING:
            move(row, "cancel", by=by, at=at, reason=reason)
            row.ended_at = at
            row.save(update_fields=["ended_at"])
            funding.take_promises_back(row, by=by, at=at, reason=reason)
    agreement.refresh_from_db()


def locked(agreement: Agreement) -> Agreement:
    """The agreement, locked until the transaction ends."""
    return (
        Agreement.objects.select_for_update(of=("self",))
        .select_related("programme", "application")
        .get(pk=agreement.pk)
    )


def _chain(agreement: Agreement) -> str:
    return str(agreement.programme.chain)


def _demand_selected(row: Agreement) -> None:
    if row.application.status != "selected":
        raise ActionRefused(_("The firm is no longer selected; there is no agreement to send."))


def _take_back_called_off(row: Agreement, envelope: Envelope | None, *, by: Actor, at: datetime) -> None:
    """A signing that was called off on its own page leaves the agreement waiting for nobody."""
    if row.status == AgreementState.SIGNING and envelope is not None and envelope.status in ("cancelled", "declined"):
        move(row, "take_back", by=by, at=at, reason=envelope.reason or _("The signing was called off."))


def _sent(agreement: Agreement) -> Envelope:
    envelope = envelope_of(agreement)
    if agreement.status != AgreementState.SIGNING or envelope is None:
        raise ActionRefused(_("Send the agreement first: the parties sign what was sent, wherever they sign it."))
    return envelope


def _demand_concluded(row: Agreement, by: Actor) -> None:
    envelope = envelope_of(row)
    if not by.is_system and (envelope is None or envelope.status != "concluded"):
        raise ActionRefused(_("Not everyone has signed yet."))
