"""Messages of a build to those concerned."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dure.foundation.access.actor import Actor
from dure.foundation.messages.actions import send
from dure.foundation.parties import queries as parties
from dure.journey.builds.models import Ticket


def tell_supplier(ticket: Ticket, *, by: Actor, at: datetime) -> None:
    """A firm has reported a fault: the supplier's people hear of it at once."""
    agreement = ticket.build.agreement
    people = parties.members_of([agreement.supplier_id], timezone.localdate(at))
    subject = _("A firm reports that work stands still") if ticket.stops_work else _("A firm reports a fault")
    send(
        to=people.get(agreement.supplier_id, []),
        subject=subject,
        body=f"{agreement.firm.name}: {ticket.title}",
        kind="builds.ticket",
        by=by,
        at=at,
        link=reverse("builds:ticket", args=[ticket.pk]),
        dedupe_key=f"ticket:{ticket.pk}",
    )
