"""What firm, supplier and operator are told in the course of an agreement."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from dure.foundation.access.actor import Actor, Role
from dure.foundation.messages.actions import send
from dure.foundation.parties.models import Person
from dure.foundation.parties.queries import people_with
from dure.journey.agreements.models import Agreement, Change, ChangeKind, Ending, StartNotice


def start_moved(notice: StartNotice, agreement: Agreement, *, reason: str = "", by: Actor, at: datetime) -> None:
    """The notice of start was handed in, accepted or given back."""
    texts: dict[str, tuple[Any, Any]] = {
        "handed_in": (_("{number}: the notice of start was handed in"), _("{firm} handed in its notice of start.")),
        "accepted": (_("{number}: the start is accepted"), _("The project of {firm} has started.")),
        "draft": (_("{number}: please mend the notice of start"), _("The notice of start was given back: {reason}")),
    }
    subject, body = texts[notice.status]
    roles = (Role.OPERATOR,) if notice.status == "handed_in" else (Role.FIRM, Role.SUPPLIER)
    link = reverse("agreements:start", args=[agreement.pk])
    _tell(agreement, roles, subject, body, {"reason": reason}, link, by=by, at=at)


def change_moved(change: Change, agreement: Agreement, *, reason: str = "", by: Actor, at: datetime) -> None:
    """A change was submitted, given back, noted, approved, refused or withdrawn."""
    in_force = _("The change ({kind}) is part of the agreement from today.")
    texts: dict[str, tuple[Any, Any]] = {
        "submitted": (_("{number}: change {n} was submitted"), _("{firm} submitted: {kind}. Reason: {why}")),
        "draft": (_("{number}: please mend change {n}"), _("Change {n} ({kind}) was given back: {reason}")),
        "noted": (_("{number}: change {n} is noted"), in_force),
        "approved": (_("{number}: change {n} is approved"), in_force),
        "refused": (_("{number}: change {n} is refused"), _("Change {n} ({kind}) was refused: {reason}")),
        "withdrawn": (_("{number}: change {n} was withdrawn"), _("Change {n} ({kind}) was withdrawn.")),
    }  # fmt: skip
    subject, body = texts[change.status]
    desk = change.status in ("submitted", "withdrawn")
    roles = (Role.OPERATOR, Role.APPROVER) if desk else (Role.FIRM, Role.SUPPLIER)
    words = {"n": change.number, "kind": ChangeKind(change.kind).label, "why": change.reason, "reason": reason}
    link = reverse("agreements:change", args=[change.pk])
    _tell(agreement, roles, subject, body, words, link, by=by, at=at)


def ending_moved(ending: Ending, agreement: Agreement, *, reason: str = "", by: Actor, at: datetime) -> None:
    """An ending was asked for, decided, refused or withdrawn."""
    texts: dict[str, tuple[Any, Any]] = {
        "asked": (_("{number}: the ending of the agreement was asked for"), _("{firm}: {why}")),
        "decided": (
            _("{number}: the agreement has ended"),
            _("The agreement of {firm} has ended: {reason} What is due back is told separately."),
        ),
        "refused": (_("{number}: the agreement goes on"), _("The ending was refused: {reason}")),
        "withdrawn": (_("{number}: the agreement goes on"), _("The wish to end the agreement was withdrawn: {reason}")),
    }
    subject, body = texts[ending.status]
    link = reverse("agreements:ending", args=[ending.pk])
    everyone = (Role.FIRM, Role.SUPPLIER, Role.OPERATOR, Role.APPROVER)
    _tell(agreement, everyone, subject, body, {"why": ending.cause, "reason": reason}, link, by=by, at=at)


def _tell(
    agreement: Agreement,
    roles: Iterable[Role],
    subject: Any,
    body: Any,
    words: dict[str, Any],
    link: str,
    *,
    by: Actor,
    at: datetime,
) -> None:
    known = {"number": agreement.number, "firm": agreement.firm.name, **words}
    people = [person for role in roles for person in _people(agreement, role) if person.pk != by.person_id]
    whom = format_lazy(_("Contact: {operator}"), operator=agreement.programme.operator.name)
    send(
        to=people,
        subject=format_lazy(subject, **known),
        body=format_lazy("{}\n\n{}", format_lazy(body, **known), whom),
        kind="agreements",
        link=link,
        by=by,
        at=at,
    )  # fmt: skip


def _people(agreement: Agreement, role: Role) -> list[Person]:
    organisations = {
        Role.FIRM: agreement.firm_id,
        Role.SUPPLIER: agreement.supplier_id,
        Role.OPERATOR: agreement.programme.operator_id,
        Role.APPROVER: agreement.programme.operator_id,
    }
    return list(people_with(role, organisation_id=organisations[role]))
