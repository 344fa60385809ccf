"""Messages about assets to those concerned."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dure.foundation.access.actor import Actor, Role
from dure.foundation.interface.formats import won
from dure.foundation.messages.actions import send
from dure.foundation.parties import queries as parties
from dure.journey.agreements.models import Agreement
from dure.journey.assets.models import Disposal
from dure.journey.assets.reckoning import city_left
from dure.journey.assets.states import DisposalState

_ANSWERS = {
    DisposalState.APPROVED: pgettext_lazy("state of a request about an asset", "Approved"),
    DisposalState.REFUSED: pgettext_lazy("state of a request about an asset", "Refused"),
}


def asked(disposal: Disposal, *, by: Actor, at: datetime) -> None:
    """The operator's approvers, and the officials of a city or county that the asset would leave."""
    agreement = disposal.asset.agreement
    people = list(parties.people_with(Role.APPROVER, organisation_id=agreement.programme.operator_id))
    city = city_left(disposal)
    if city is not None:
        people += parties.people_with(Role.CITY, place_code=city.pk)
    send(
        to=people,
        subject=_("A firm asks to move, sell or scrap an asset"),
        body=f"{agreement.firm.name}: {disposal.asset.item} ({disposal.get_kind_display()})",
        kind="assets.disposal_asked",
        by=by,
        at=at,
        link=reverse("assets:disposal", args=[disposal.pk]),
        dedupe_key=f"disposal-asked:{disposal.pk}",
    )


def answered(disposal: Disposal, *, by: Actor, at: datetime) -> None:
    """The firm hears the decision; a request that was withdrawn has none."""
    answer = _ANSWERS.get(DisposalState(disposal.status))
    if answer is None:
        return
    agreement = disposal.asset.agreement
    people = parties.members_of([agreement.firm_id], timezone.localdate(at))
    lines = [f"{disposal.asset.item}: {answer}", disposal.answer]
    if disposal.due_back_won:
        lines.append(str(_("Due back: %(won)s") % {"won": won(disposal.due_back_won)}))
    send(
        to=people.get(agreement.firm_id, []),
        subject=_("Your request about an asset is decided"),
        body="\n".join(line for line in lines if line),
        kind="assets.disposal_decided",
        by=by,
        at=at,
        link=reverse("assets:disposal", args=[disposal.pk]),
        dedupe_key=f"disposal-decided:{disposal.pk}",
    )


def flagged(agreement: Agreement, count: int, *, by: Actor, at: datetime) -> None:
    """The agreement ended early: the operator's staff settle what becomes of what it bought."""
    operator_id = agreement.programme.operator_id
    people = [
        *parties.people_with(Role.OPERATOR, organisation_id=operator_id),
        *parties.people_with(Role.APPROVER, organisation_id=operator_id),
    ]
    send(
        to=people,
        subject=_("Settle what becomes of the assets of an agreement that ended"),
        body=f"{agreement.number} {agreement.firm.name} ({count})",
        kind="assets.flagged",
        by=by,
        at=at,
        link=reverse("assets:of_agreement", args=[agreement.pk]),
        dedupe_key=f"assets-flagged:{agreement.pk}",
    )
