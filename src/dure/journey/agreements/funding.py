"""The funders' shares of an agreement, promised on their budget lines."""

from datetime import datetime

from dure.foundation.access.actor import Actor
from dure.journey.agreements.models import AgreedPlan, Agreement
from dure.journey.budgets import actions as budgets
from dure.journey.budgets.queries import lines_of


def promise_shares(agreement: Agreement, version: AgreedPlan, *, by: Actor, at: datetime) -> None:
    """Bind the shares of a version on the funders' lines; a programme without any line is kept elsewhere."""
    if not lines_of(agreement.programme_id).exists():
        return
    budgets.promise_shares(
        application=agreement.application,
        province_won=version.province_won,
        city_won=version.city_won,
        partner_won=version.partner_won,
        by=by,
        at=at,
    )


def take_promises_back(agreement: Agreement, *, by: Actor, at: datetime, reason: str) -> None:
    """Free what was promised to the firm."""
    if not lines_of(agreement.programme_id).exists():
        return
    budgets.promise_shares(application=agreement.application, province_won=0, city_won=0, by=by, at=at, reason=reason)
