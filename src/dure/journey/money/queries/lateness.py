"""Liquidated damages as pages show them."""

from django.db.models import QuerySet

from dure.foundation.access.actor import Actor
from dure.journey.money.access import VIEW_LATE
from dure.journey.money.models import LateCharge

RELATED = ("agreement__programme", "agreement__firm", "agreement__supplier", "decided_by")


def late_charge_of(agreement_id: int) -> LateCharge | None:
    """Those of a project, if its build was late."""
    return LateCharge.objects.select_related(*RELATED).filter(agreement_id=agreement_id).first()


def late_charges(programme_id: int, actor: Actor) -> QuerySet[LateCharge]:
    """The programme's, as far as the actor sees them, the highest first."""
    rows = LateCharge.objects.select_related(*RELATED).filter(agreement__programme_id=programme_id)
    return VIEW_LATE.rows(actor, rows).order_by("-amount_won", "pk")
