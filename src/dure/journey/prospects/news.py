"""What visitors and the operator are told about visits. Whoever did it is not told."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise, lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from dure.foundation.access.actor import Actor, Role
from dure.foundation.interface.formats import moment
from dure.foundation.messages.actions import send
from dure.foundation.parties.queries import people_with
from dure.journey.prospects.models import Visit

Text = str | Promise
moment_lazy: Callable[[datetime], Any] = lazy(moment, str)


def _firms(visits: Sequence[Visit]) -> str:
    """A line a firm; a city is named in the language that is active, hence the reader's where it is asked late."""
    return "\n".join(f"- {each.interest.firm_name} ({each.interest.city.name})" for each in visits)


_firms_lazy: Callable[[Sequence[Visit]], Any] = lazy(_firms, str)


def visits_planned(visits: Sequence[Visit], *, by: Actor, at: datetime) -> None:
    """One message for all the firms given to a visitor at once."""
    first = visits[0]
    if len(visits) == 1:
        subject: Text = format_lazy(_("Visit to {firm} on {day}"), firm=first.interest.firm_name, day=_day(first))
    else:
        subject = format_lazy(_("Visits to {n} firms on {day}"), n=len(visits), day=_day(first))
    places = _firms_lazy(visits)
    body = format_lazy(
        _("You were asked to pay a preliminary visit on {day}:\n{places}\n\nThe contact and what the firm wishes stand "
          "on the page of the visit; it is written up there too. If the time does not suit you, move it there."),
        day=_day(first), places=places,
    )  # fmt: skip
    link = _page(first) if len(visits) == 1 else reverse("prospects:my_visits")
    _tell_visitor(first, subject, body, link=link, key=f"visit-planned-{first.pk}", by=by, at=at)


def visit_moved(visit: Visit, before: datetime, *, by: Actor, at: datetime) -> None:
    """Another time."""
    firm = visit.interest.firm_name
    subject = format_lazy(_("Visit to {firm} moved to {day}"), firm=firm, day=_day(visit))
    body = format_lazy(
        _("The preliminary visit to {firm}, planned for {before}, is now on {day}."),
        firm=firm, before=moment_lazy(before), day=_day(visit),
    )  # fmt: skip
    _tell_visitor(visit, subject, body, link=_page(visit), key="", by=by, at=at)


def visit_cancelled(visit: Visit, *, reason: str, by: Actor, at: datetime) -> None:
    """Told to the visitor; to the operator where the visitor cancelled it, since the firm needs another one."""
    firm = visit.interest.firm_name
    subject = format_lazy(_("Visit to {firm} on {day} cancelled"), firm=firm, day=_day(visit))
    body = format_lazy(
        _("The preliminary visit to {firm} on {day} is cancelled.\nReason: {reason}"),
        firm=firm, day=_day(visit), reason=reason,
    )  # fmt: skip
    key = f"visit-cancelled-{visit.pk}"
    if by.person_id != visit.visitor_id:
        _tell_visitor(visit, subject, body, link=reverse("prospects:my_visits"), key=key, by=by, at=at)
        return
    staff = people_with(Role.OPERATOR, organisation_id=visit.interest.programme.operator_id).exclude(pk=by.person_id)
    link = reverse("prospects:detail", args=[visit.interest_id])
    send(to=staff, subject=subject, body=body, kind="visit", by=by, at=at, link=link, dedupe_key=key, email=False)


def _day(visit: Visit) -> Any:
    return moment_lazy(visit.planned_at)


def _page(visit: Visit) -> str:
    return reverse("prospects:visit", args=[visit.pk])


def _tell_visitor(visit: Visit, subject: Text, body: Text, *, link: str, key: str, by: Actor, at: datetime) -> None:
    if by.person_id == visit.visitor_id:
        return
    send(to=visit.visitor, subject=subject, body=body, kind="visit", by=by, at=at, link=link, dedupe_key=key)
