"""Who is late with what in the course of agreements, each by name; a fixed small number of queries."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dure.foundation.interface.formats import day
from dure.foundation.signing.models import Envelope
from dure.foundation.signing.queries import ceremonies, envelopes_of
from dure.foundation.signing.values import Ceremony
from dure.journey.agreements.models import Agreement, Bond, Change, Ending, Memorandum
from dure.journey.agreements.queries.start import expiring_bonds
from dure.journey.agreements.start_rules import RENEW_BEFORE
from dure.journey.agreements.states import AgreementState, ChangeState, EndingState, MemorandumState, StartState
from dure.journey.programmes.queries import terms_in_force

# A document that waits this long for a signature is late where nobody set a day.
SIGN_WITHIN = timedelta(days=14)


@dataclass(frozen=True)
class Late:
    """Something late, or about to be (``days`` below 0 counts down), and who keeps it.

    ``what``: unsigned, start, start_check, bond, end, change, ending. ``who``: firm, supplier, operator, funder, other.
    """

    what: str
    agreement_id: int | None
    number: str
    firm_name: str
    who: str
    who_name: str
    due_on: date
    days: int
    sentence: str
    url: str

    @property
    def is_late(self) -> bool:
        """Whether the day has passed already."""
        return self.days > 0


def late(programme_id: int, at: datetime) -> list[Late]:
    """All that is late in a programme's agreements, the longest first; bonds that run out soon come last."""
    found = [
        *_unsigned(programme_id, at),
        *_not_started(programme_id, at),
        *_bonds(programme_id, at),
        *_past_their_end(programme_id, at),
        *_undecided(programme_id, at),
    ]
    return sorted(found, key=lambda each: (-each.days, each.number, each.what))


def _line(what: str, row: Agreement, who: tuple[str, str], due: date | datetime, at: datetime, url: str = "") -> Late:
    due_on = timezone.localdate(due) if isinstance(due, datetime) else due
    days = (timezone.localdate(at) - due_on).days
    words = {"name": who[1], "day": day(due_on), "days": days}
    return Late(
        what, row.pk, row.number, row.firm.name, *who, due_on, days,
        _SENTENCES[what]() % words, url or reverse("agreements:agreement", args=[row.pk]),
    )  # fmt: skip


_SENTENCES = {
    "unsigned": lambda: _("%(name)s has not signed; it was due on %(day)s."),
    "start": lambda: _("%(name)s has not handed in the notice of start; it was due on %(day)s."),
    "start_check": lambda: _("%(name)s has not accepted the notice of start that was due on %(day)s."),
    "bond": lambda: _("A bond of %(name)s ends or ended on %(day)s and was not renewed."),
    "end": lambda: _("The agreement ended on %(day)s; %(name)s has not completed the project."),
    "change": lambda: _("%(name)s should have decided on a change by %(day)s."),
    "ending": lambda: _("%(name)s should have decided on the ending by %(day)s."),
}


def _not_started(programme_id: int, at: datetime) -> list[Late]:
    """Within the notice's days the firm hands in and the operator accepts; whoever has it now is late."""
    rows = Agreement.objects.filter(programme_id=programme_id, status=AgreementState.IN_FORCE)
    days = terms_in_force(programme_id).delivery.agreement.start_within_days
    found = []
    for row in rows.select_related("firm", "programme__operator", "start"):
        due = (row.concluded_at or row.created_at) + timedelta(days=days)
        notice = getattr(row, "start", None)
        url = reverse("agreements:start", args=[row.pk])
        if timezone.localdate(at) <= timezone.localdate(due):
            continue
        if notice is not None and notice.status == StartState.HANDED_IN:
            found.append(_line("start_check", row, ("operator", row.programme.operator.name), due, at, url))
        else:
            found.append(_line("start", row, ("firm", row.firm.name), due, at, url))
    return found


def _bonds(programme_id: int, at: datetime) -> list[Late]:
    today = timezone.localdate(at)
    rows = expiring_bonds(programme_id, RENEW_BEFORE.days, today)
    return [_bond(row, at) for row in rows]


def _bond(row: Bond, at: datetime) -> Late:
    url = reverse("agreements:start", args=[row.agreement_id])
    return _line("bond", row.agreement, ("firm", row.agreement.firm.name), row.until_on, at, url)


def _past_their_end(programme_id: int, at: datetime) -> list[Late]:
    """Started, and past its last day without completion; what has not even started is late with that."""
    running = Agreement.objects.filter(programme_id=programme_id, status=AgreementState.STARTED)
    rows = running.filter(ends_on__lt=timezone.localdate(at))
    return [_line("end", row, ("firm", row.firm.name), row.ends_on or at, at) for row in rows.select_related("firm")]


def _undecided(programme_id: int, at: datetime) -> list[Late]:
    """Changes and endings that wait for the operator longer than the notice says."""
    days = timedelta(days=terms_in_force(programme_id).delivery.agreement.changes.decide_within_days)
    mine = Q(agreement__programme_id=programme_id)
    related = ("agreement__firm", "agreement__programme__operator")
    changes = Change.objects.filter(mine, status=ChangeState.SUBMITTED).select_related(*related)
    endings = Ending.objects.filter(mine, status=EndingState.ASKED).select_related(*related)
    waiting = [("change", row.agreement, row.submitted_at or row.created_at, row.pk) for row in changes]
    waiting += [("ending", row.agreement, row.asked_at, row.pk) for row in endings]
    return [
        _line(what, row, ("operator", row.programme.operator.name), since + days, at, _url(what, pk))
        for what, row, since, pk in waiting
        if timezone.localdate(since + days) < timezone.localdate(at)
    ]


def _url(what: str, pk: int) -> str:
    return reverse(f"agreements:{what}", args=[pk])


def _unsigned(programme_id: int, at: datetime) -> list[Late]:
    """Project agreements and memoranda that wait for a signature past their day."""
    agreements = {
        row.pk: row
        for row in Agreement.objects.filter(programme_id=programme_id, status=AgreementState.SIGNING)
        .select_related("firm", "supplier", "programme__operator")
    }  # fmt: skip
    memoranda = {
        row.pk: row for row in Memorandum.objects.filter(programme_id=programme_id, status=MemorandumState.SIGNING)
    }
    found = []
    for label, rows in (("agreements.agreement", agreements), ("agreements.memorandum", memoranda)):
        envelopes = envelopes_of(label, list(rows)) if rows else {}
        held = ceremonies(envelopes.values())
        for envelope, ceremony in zip(envelopes.values(), held, strict=True):
            found += _turns(rows[envelope.row_id], envelope, ceremony, at)
    return found


def _turns(row: Agreement | Memorandum, envelope: Envelope, ceremony: Ceremony, at: datetime) -> list[Late]:
    found = []
    for turn in ceremony.next_turns:
        due = ceremony.due_at or (turn.since or envelope.opened_at or at) + SIGN_WITHIN
        if timezone.localdate(due) >= timezone.localdate(at):
            continue
        who = (_side(row, turn.organisation), turn.organisation)
        if isinstance(row, Agreement):
            found.append(_line("unsigned", row, who, due, at))
        else:
            days = (timezone.localdate(at) - timezone.localdate(due)).days
            sentence = _SENTENCES["unsigned"]() % {"name": who[1], "day": day(due), "days": days}
            url = reverse("agreements:memorandum", args=[row.pk])
            found.append(Late("unsigned", None, row.title, "", *who, timezone.localdate(due), days, sentence, url))
    return found


def _side(row: Agreement | Memorandum, organisation: str) -> str:
    if isinstance(row, Memorandum):
        return "funder"
    if organisation == row.firm.name:
        return "firm"
    if organisation == row.supplier.name:
        return "supplier"
    return "operator" if organisation == row.programme.operator.name else "funder"
