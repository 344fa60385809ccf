"""The notice of start (착수계): written by the firm, handed in, accepted or given back; and its bonds."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.ledger.act import act
from dure.foundation.workflow.events import announce
from dure.foundation.workflow.gate import move
from dure.journey.agreements import telling
from dure.journey.agreements.access import CHECK_START, KEEP_START
from dure.journey.agreements.actions import duties
from dure.journey.agreements.events import AgreementStarted
from dure.journey.agreements.models import AgreedPlan, Agreement, Bond, Change, StartNotice
from dure.journey.agreements.queries.start import bonds_in_force, wanted_bonds
from dure.journey.agreements.start_rules import account_problem, check_bonds, demands, kickoff_problem, problem_of
from dure.journey.agreements.states import AgreementState, StartState
from dure.journey.applications.queries import terms_for

BOND_STATES = (AgreementState.IN_FORCE, AgreementState.STARTED, AgreementState.COMPLETED)


class StaleStart(ActionRefused):
    """Someone else saved meanwhile; ``row`` is what they saved."""

    def __init__(self, row: StartNotice) -> None:
        super().__init__(_("Someone else saved this notice of start meanwhile. Compare both, then save again."))
        self.row = row


@dataclass(frozen=True)
class StartDraft:
    """All that a notice of start says; everything may be empty while it is being written."""

    bank: str = ""
    account_number: str = ""
    account_holder: str = ""
    kickoff_at: datetime | None = None
    schedule: str = ""


@dataclass(frozen=True)
class BondPaper:
    """A bond as its paper says; ``until_on`` is the last day it holds."""

    issuer: str
    number: str
    amount_won: int
    from_on: date
    until_on: date


def locked(agreement: Agreement) -> Agreement:
    """The agreement with what its course needs, locked until the transaction ends."""
    # The lock first, then the row as it is once the lock is held: joined rows would be those from before the wait.
    Agreement.objects.select_for_update().get(pk=agreement.pk)
    related = ("programme__operator", "application", "firm", "supplier", "site", "city", "current")
    return Agreement.objects.select_related(*related).get(pk=agreement.pk)


def save_start(
    *,
    agreement: Agreement,
    draft: StartDraft,
    by: Actor,
    at: datetime,
    revision: int | None = None,
    form_key: str = "",
) -> StartNotice:
    """Keep what is written so far, beginning the notice if need be.

    Refused when another page than ``form_key`` saved since ``revision``.
    """
    KEEP_START.demand(by, agreement)
    with act("agreements.save_start", chain=agreement.programme.chain, by=by, at=at) as this:
        row = locked(agreement)
        if row.status != AgreementState.IN_FORCE:
            raise ActionRefused(_("A notice of start is written while the agreement is in force and not started yet."))
        notice, _is_new = StartNotice.objects.get_or_create(agreement=row)
        if notice.status != StartState.DRAFT:
            raise ActionRefused(_("The notice of start is with the operator. Have it given back to change it."))
        if is_stale(notice, revision, form_key):
            raise StaleStart(notice)
        notice.bank, notice.account_holder = draft.bank.strip()[:40], draft.account_holder.strip()[:80]
        notice.account_number = draft.account_number.replace(" ", "")[:40]
        notice.kickoff_at, notice.schedule = draft.kickoff_at, draft.schedule.strip()
        notice.revision, notice.saved_from = notice.revision + 1, form_key[:40]
        notice.save()
        this.about(notice)
    return notice


def is_stale(row: StartNotice | Change, revision: int | None, form_key: str) -> bool:
    """Whether someone else saved since ``revision``; a page that saved last itself is up to date."""
    return revision is not None and revision != row.revision and not (form_key and form_key == row.saved_from)


def hand_in_start(*, agreement: Agreement, by: Actor, at: datetime) -> StartNotice:
    """Hand the notice in; refused with everything that is still wrong."""
    KEEP_START.demand(by, agreement)
    with act("agreements.hand_in_start", chain=agreement.programme.chain, by=by, at=at) as this:
        row = locked(agreement)
        notice = _notice(row)
        found = problems(row, notice, timezone.localdate(at))
        if found:
            raise ActionRefused(" ".join(found))
        move(notice, "hand_in", by=by, at=at)
        notice.handed_in_at = at
        notice.save(update_fields=["handed_in_at"])
        this.about(notice)
        duties.start_is_handed_in(notice, row, at=at)
        telling.start_moved(notice, row, by=by, at=at)
    return notice


def problems(agreement: Agreement, notice: StartNotice, today: date) -> list[str]:
    """What keeps a notice of start from being handed in or accepted, in sentences."""
    version = _version(agreement)
    kickoff_on = None if notice.kickoff_at is None else timezone.localdate(notice.kickoff_at)
    found = [
        account_problem(notice.bank, notice.account_number, notice.account_holder),
        kickoff_problem(kickoff_on, version),
        "" if notice.schedule.strip() else _("Write the schedule: what happens in which weeks."),
        *(each.problem for each in check_bonds(wanted_bonds(agreement), bonds_in_force(agreement.pk), today)),
    ]
    return [each for each in found if each]


def accept_start(*, agreement: Agreement, by: Actor, at: datetime) -> Agreement:
    """Accept the notice: the agreement is started. Bonds that expired since are refused."""
    CHECK_START.demand(by, agreement)
    with act("agreements.accept_start", chain=agreement.programme.chain, by=by, at=at, subject=agreement) as this:
        row = locked(agreement)
        notice = _notice(row)
        found = problems(row, notice, timezone.localdate(at))
        if found:
            raise ActionRefused(" ".join(found))
        move(notice, "accept", by=by, at=at)
        notice.accepted_at = at
        notice.save(update_fields=["accepted_at"])
        this.evidence(notice)
        move(row, "start", by=by, at=at)
        duties.start_is_accepted(notice, row, at=at)
        telling.start_moved(notice, row, by=by, at=at)
        announce(AgreementStarted(row.pk, at))
    agreement.refresh_from_db()
    return agreement


def give_back_start(*, agreement: Agreement, by: Actor, at: datetime, reason: str) -> StartNotice:
    """Give the notice back to the firm with the reason."""
    CHECK_START.demand(by, agreement)
    with act("agreements.give_back_start", chain=agreement.programme.chain, by=by, at=at, reason=reason) as this:
        row = locked(agreement)
        notice = _notice(row)
        move(notice, "give_back", by=by, at=at, reason=reason)
        notice.handed_in_at = None
        notice.save(update_fields=["handed_in_at"])
        this.about(notice)
        duties.start_is_given_back(notice, row, at=at)
        telling.start_moved(notice, row, reason=reason, by=by, at=at)
    return notice


def record_bond(*, agreement: Agreement, kind: str, paper: BondPaper, by: Actor, at: datetime) -> Bond:
    """Enter a bond; refused when it is expired, too small, ends too early, or one of its kind is in force."""
    KEEP_START.demand(by, agreement)
    with act("agreements.record_bond", chain=agreement.programme.chain, by=by, at=at) as this:
        row = locked(agreement)
        if any(each.kind == kind for each in bonds_in_force(row.pk)):
            raise ActionRefused(_("A bond of this kind is in force already. Renew that one instead."))
        bond = _written(row, kind, paper, None, at)
        this.about(bond)
        duties.expect_renewal(bond, row, at=at)
    return bond


def renew_bond(*, bond: Bond, paper: BondPaper, by: Actor, at: datetime) -> Bond:
    """Enter the bond that takes the place of one in force; it may not end earlier."""
    KEEP_START.demand(by, bond.agreement)
    with act("agreements.renew_bond", chain=bond.agreement.programme.chain, by=by, at=at) as this:
        row = locked(bond.agreement)
        if Bond.objects.filter(replaces=bond).exists():
            raise ActionRefused(_("This bond was renewed already. Renew the one that took its place."))
        if paper.until_on < bond.until_on:
            raise ActionRefused(_("The new bond ends before the one it replaces. Check the last day."))
        renewed = _written(row, bond.kind, paper, bond, at)
        this.about(renewed)
        duties.bond_is_renewed(bond, at=at)
        duties.expect_renewal(renewed, row, at=at)
    return renewed


def _written(agreement: Agreement, kind: str, paper: BondPaper, replaces: Bond | None, at: datetime) -> Bond:
    if agreement.status not in BOND_STATES:
        raise ActionRefused(_("Bonds are handed in for agreements that are in force."))
    bond = Bond(
        agreement=agreement, kind=kind, issuer=paper.issuer.strip()[:80], number=paper.number.strip()[:60],
        amount_won=paper.amount_won, from_on=paper.from_on, until_on=paper.until_on, replaces=replaces,
        recorded_at=at,
    )  # fmt: skip
    _demand_paper(bond, timezone.localdate(at))
    wanted = {each.kind: each for each in demands(_version(agreement), terms_for(agreement.application))}
    problem = problem_of(wanted[kind], bond, timezone.localdate(at)) if kind in wanted else ""
    if problem:
        raise ActionRefused(problem)
    bond.save(force_insert=True)
    return bond


def _demand_paper(bond: Bond, today: date) -> None:
    if not (bond.issuer and bond.number):
        raise ActionRefused(_("Copy the insurer and the number of the bond from its paper."))
    if bond.amount_won <= 0:
        raise ActionRefused(_("A bond is of an amount above zero."))
    if bond.until_on < bond.from_on:
        raise ActionRefused(_("The last day of the bond lies before its first. Correct one of the two."))
    if bond.until_on < today:
        raise ActionRefused(_("This bond has expired. Hand in one that is still valid."))
    if Bond.objects.filter(issuer=bond.issuer, number=bond.number).exists():
        raise ActionRefused(
            _("The bond %(number)s of %(issuer)s was handed in already.")
            % {"number": bond.number, "issuer": bond.issuer}
        )


def _notice(agreement: Agreement) -> StartNotice:
    notice = StartNotice.objects.select_for_update().filter(agreement=agreement).first()
    if notice is None:
        raise ActionRefused(_("The notice of start has not been written yet."))
    return notice


def _version(agreement: Agreement) -> AgreedPlan:
    if agreement.current is None:
        raise ActionRefused(_("The agreement is not in force yet."))
    return agreement.current
