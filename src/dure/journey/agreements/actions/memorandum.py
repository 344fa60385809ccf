"""The memorandum (업무협약): drafted, sent to its parties, concluded, and what it asks watched until it is met."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.ledger.act import Act, act
from dure.foundation.signing import actions as signing
from dure.foundation.signing.models import Envelope
from dure.foundation.signing.queries import envelope_of
from dure.foundation.signing.values import Party
from dure.foundation.workflow.deadlines import meet_deadline, set_deadline
from dure.foundation.workflow.gate import move
from dure.journey.agreements.access import DRAFT_MEMORANDUM, END_MEMORANDUM, MANAGE_MEMORANDUM
from dure.journey.agreements.drafts import MemorandumDraft, ObligationDraft
from dure.journey.agreements.models import Memorandum, MemorandumParty, Obligation
from dure.journey.agreements.papers import memorandum_pdf
from dure.journey.agreements.states import MemorandumState, ObligationState
from dure.journey.programmes.models import Programme

MEET_OBLIGATION = "agreements.meet_obligation"
FEWEST_PARTIES = 2


class StaleMemorandum(ActionRefused):
    """Someone else saved meanwhile."""


def draft_memorandum(*, programme: Programme, draft: MemorandumDraft, by: Actor, at: datetime) -> Memorandum:
    """Begin a memorandum for a programme."""
    DRAFT_MEMORANDUM.demand(by, programme)
    _check(draft)
    with act("agreements.draft_memorandum", chain=programme.chain, by=by, at=at) as this:
        row = Memorandum(programme=programme, created_at=at)
        _written(row, draft, this)
        this.about(row)
    return row


def save_memorandum(
    *, memorandum: Memorandum, draft: MemorandumDraft, revision: int, by: Actor, at: datetime
) -> Memorandum:
    """Write the draft anew; refused when someone saved since ``revision``, or once it was sent."""
    MANAGE_MEMORANDUM.demand(by, memorandum)
    _check(draft)
    with act("agreements.save_memorandum", chain=_chain(memorandum), by=by, at=at, subject=memorandum) as this:
        row = _locked(memorandum)
        if row.status != MemorandumState.DRAFT:
            raise ActionRefused(_("The memorandum is with its parties. Take it back from signature to change it."))
        if row.revision != revision:
            raise StaleMemorandum(_("Someone else saved this memorandum meanwhile. Compare before you save again."))
        _cleared(row, this)
        row.revision += 1
        _written(row, draft, this)
    memorandum.refresh_from_db()
    return memorandum


def send_memorandum(*, memorandum: Memorandum, by: Actor, at: datetime, due_at: datetime | None = None) -> Envelope:
    """Print it and lay it before its parties in their order."""
    MANAGE_MEMORANDUM.demand(by, memorandum)
    with act("agreements.send_memorandum", chain=_chain(memorandum), by=by, at=at, subject=memorandum):
        row = _locked(memorandum)
        signatories = _signatories(row)
        earlier = envelope_of(row)
        if row.status == MemorandumState.SIGNING and earlier is not None and earlier.status == "cancelled":
            move(row, "take_back", by=by, at=at, reason=earlier.reason)
        move(row, "send", by=by, at=at)
        envelope = signing.open_envelope(
            owner=row,
            title=row.title,
            pdf=memorandum_pdf(row),
            signatories=signatories,
            chain=_chain(row),
            by=by,
            at=at,
            programme_id=row.programme_id,
            due_at=due_at,
            replaces=earlier,
        )
    memorandum.refresh_from_db()
    return envelope


def take_memorandum_back(*, memorandum: Memorandum, by: Actor, at: datetime, reason: str) -> None:
    """Call the signing off, so that the memorandum can be changed."""
    MANAGE_MEMORANDUM.demand(by, memorandum)
    with act(
        "agreements.take_memorandum_back", chain=_chain(memorandum), by=by, at=at, subject=memorandum, reason=reason
    ):
        row = _locked(memorandum)
        move(row, "take_back", by=by, at=at, reason=reason)
        envelope = envelope_of(row)
        if envelope is not None and envelope.status == "open":
            signing.cancel_envelope(envelope=envelope, reason=reason, by=by, at=at)
    memorandum.refresh_from_db()


def memorandum_returned(*, memorandum: Memorandum, by: Actor, at: datetime, reason: str) -> None:
    """A party returned it without signature: it is a draft again."""
    MANAGE_MEMORANDUM.demand(by, memorandum)
    with act(
        "agreements.take_memorandum_back", chain=_chain(memorandum), by=by, at=at, subject=memorandum, reason=reason
    ):
        row = _locked(memorandum)
        if row.status == MemorandumState.SIGNING:
            move(row, "take_back", by=by, at=at, reason=reason)
    memorandum.refresh_from_db()


def conclude_memorandum(*, memorandum: Memorandum, by: Actor, at: datetime) -> Memorandum:
    """It is in force: what it asks is owed from now on. Called when its document is concluded; twice does nothing."""
    MANAGE_MEMORANDUM.demand(by, memorandum)
    with act("agreements.conclude_memorandum", chain=_chain(memorandum), by=by, at=at, subject=memorandum) as this:
        row = _locked(memorandum)
        if row.concluded_at is None:
            envelope = envelope_of(row)
            if not by.is_system and (envelope is None or envelope.status != "concluded"):
                raise ActionRefused(_("Not everyone has signed yet."))
            move(row, "conclude", by=by, at=at)
            row.concluded_at, row.starts_on = at, row.starts_on or timezone.localdate(at)
            row.save(update_fields=["concluded_at", "starts_on"])
            this.evidence(row)
            for obligation in _obligations(row):
                owe(obligation, row, at)
    memorandum.refresh_from_db()
    return memorandum


def end_memorandum(*, memorandum: Memorandum, by: Actor, at: datetime, reason: str) -> None:
    """It is no longer in force."""
    END_MEMORANDUM.demand(by, memorandum)
    with act("agreements.end_memorandum", chain=_chain(memorandum), by=by, at=at, subject=memorandum, reason=reason):
        move(memorandum, "end", by=by, at=at, reason=reason)
        for obligation in _obligations(memorandum):
            meet_deadline(obligation, MEET_OBLIGATION, at=at)


def meet_obligation(*, obligation: Obligation, by: Actor, at: datetime, note: str = "") -> Obligation:
    """A party has done what it undertook."""
    memorandum = obligation.party.memorandum
    MANAGE_MEMORANDUM.demand(by, memorandum)
    return _settled(obligation, "meet", "agreements.meet_obligation", by=by, at=at, reason=note)


def waive_obligation(*, obligation: Obligation, by: Actor, at: datetime, reason: str) -> Obligation:
    """What was undertaken is no longer asked for."""
    END_MEMORANDUM.demand(by, obligation.party.memorandum)
    return _settled(obligation, "waive", "agreements.waive_obligation", by=by, at=at, reason=reason)


def reopen_obligation(*, obligation: Obligation, by: Actor, at: datetime, reason: str) -> Obligation:
    """It was not met after all."""
    MANAGE_MEMORANDUM.demand(by, obligation.party.memorandum)
    return _settled(obligation, "reopen", "agreements.reopen_obligation", by=by, at=at, reason=reason)


def _settled(
    obligation: Obligation, transition: str, action: str, *, by: Actor, at: datetime, reason: str
) -> Obligation:
    memorandum = obligation.party.memorandum
    if memorandum.status != MemorandumState.IN_FORCE:
        raise ActionRefused(_("What a memorandum asks is recorded while it is in force."))
    with act(action, chain=_chain(memorandum), by=by, at=at, subject=obligation, reason=reason) as this:
        move(obligation, transition, by=by, at=at, reason=reason)
        obligation.met_at = at if transition == "meet" else None
        obligation.save(update_fields=["met_at"])
        this.evidence(obligation)
        if transition == "reopen":
            owe(obligation, memorandum, at)
        else:
            meet_deadline(obligation, MEET_OBLIGATION, at=at)
    return obligation


def owe(obligation: Obligation, memorandum: Memorandum, at: datetime) -> None:
    """Watch an open obligation that has a day: its party owes it until the end of that day."""
    if obligation.due_on is None or obligation.status != ObligationState.OPEN:
        return
    ends = datetime.combine(obligation.due_on, time(23, 59, 59), tzinfo=timezone.get_default_timezone())
    set_deadline(
        obligation,
        MEET_OBLIGATION,
        # One that is concluded or opened again past its day is owed at once.
        due_at=max(ends, at),
        at=at,
        programme_id=memorandum.programme_id,
        organisation_id=obligation.party.organisation_id,
    )


def _check(draft: MemorandumDraft) -> None:
    if not draft.title.strip() or not draft.text.strip():
        raise ActionRefused(_("Give the memorandum a title and its text."))
    if draft.starts_on and draft.ends_on and draft.ends_on <= draft.starts_on:
        raise ActionRefused(_("The memorandum ends before it begins. Check both days."))
    ids = [party.organisation_id for party in draft.parties]
    if len(set(ids)) < len(ids):
        raise ActionRefused(_("Each organisation is a party once."))
    if any(not each.text.strip() for party in draft.parties for each in party.obligations):
        raise ActionRefused(_("Say in a sentence what the party undertakes."))


def _written(row: Memorandum, draft: MemorandumDraft, this: Act) -> None:
    row.title, row.text = draft.title.strip()[:160], draft.text.strip()
    row.starts_on, row.ends_on = draft.starts_on, draft.ends_on
    row.save()
    this.evidence(row)
    for each in draft.parties:
        party = MemorandumParty.objects.create(
            memorandum=row, organisation_id=each.organisation_id, signatory_id=each.signatory_id, order=each.order
        )
        this.evidence(party, *_undertaken(party, each.obligations))


def _undertaken(party: MemorandumParty, drafts: Iterable[ObligationDraft]) -> list[Obligation]:
    return [
        Obligation.objects.create(
            party=party, text=each.text.strip()[:300], amount_won=each.amount_won, due_on=each.due_on
        )
        for each in drafts
    ]


def _cleared(row: Memorandum, this: Act) -> None:
    obligations, parties = _obligations(row), list(row.parties.all())
    this.evidence(*obligations, *parties)
    Obligation.objects.filter(party__memorandum=row).delete()
    MemorandumParty.objects.filter(memorandum=row).delete()


def _obligations(row: Memorandum) -> list[Obligation]:
    return list(Obligation.objects.filter(party__memorandum_id=row.pk).select_related("party").order_by("id"))


def _signatories(row: Memorandum) -> Sequence[Party]:
    rows = list(row.parties.select_related("organisation", "signatory"))
    if len(rows) < FEWEST_PARTIES:
        raise ActionRefused(_("A memorandum has at least two parties. Add them first."))
    missing = [each.organisation.name for each in rows if each.signatory_id is None]
    if missing:
        raise ActionRefused(_("Nobody is named to sign for: %(names)s.") % {"names": ", ".join(missing)})
    with override("ko"):
        return [
            Party(each.organisation_id, each.signatory_id or 0, str(each.organisation.get_kind_display()), each.order)
            for each in rows
        ]


def _locked(memorandum: Memorandum) -> Memorandum:
    return Memorandum.objects.select_for_update(of=("self",)).select_related("programme").get(pk=memorandum.pk)


def _chain(memorandum: Memorandum) -> str:
    return str(memorandum.programme.chain)
