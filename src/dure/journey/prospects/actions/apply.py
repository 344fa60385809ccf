"""The interest form becomes the application."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.ledger.act import act
from dure.foundation.parties import actions as parties
from dure.foundation.parties.models import EstablishmentKind, Organisation, OrganisationKind
from dure.foundation.parties.queries import establishments, firm_by_number
from dure.foundation.workflow.gate import move
from dure.journey.prospects.access import APPLY
from dure.journey.prospects.models import Interest
from dure.journey.prospects.states import InterestState


def become_application(*, interest: Interest, by: Actor, at: datetime) -> Interest:
    """Make sure the firm and its factory are on record, so that an application can be started from the form.

    A firm known by its business number keeps its identity; a new one is registered with its factory and the
    figures of the form. The application's own stage then says ``mark_applied``. Asking twice changes nothing.
    """
    APPLY.demand(by, interest)
    chain = interest.programme.chain
    with act("prospects.become_application", chain=chain, by=by, at=at, subject=interest):
        row = Interest.objects.select_for_update().select_related("programme").get(pk=interest.pk)
        if row.status in (InterestState.DUPLICATE, InterestState.WITHDRAWN):
            words = {"state": row.get_status_display()}
            raise ActionRefused(_("An interest form that is “%(state)s” cannot become an application.") % words)
        row.firm = firm_by_number(row.number) or _register(row, by=by, at=at)
        row.save(update_fields=["firm"])
        _add_factory(row, row.firm, by=by, at=at)
    return row


def mark_applied(*, interest: Interest, by: Actor, at: datetime) -> Interest:
    """The application has been started from this form; called by the stage of applications."""
    APPLY.demand(by, interest)
    chain = interest.programme.chain
    with act("prospects.mark_applied", chain=chain, by=by, at=at, subject=interest):
        row = Interest.objects.select_for_update().get(pk=interest.pk)
        if row.status != InterestState.APPLIED:
            move(row, "apply", by=by, at=at)
        if row.firm_id is None:
            row.firm = firm_by_number(row.number)
            row.save(update_fields=["firm"])
    return row


def _register(row: Interest, *, by: Actor, at: datetime) -> Organisation:
    firm = parties.register_organisation(
        kind=OrganisationKind.FIRM,
        name=row.firm_name,
        number=row.number,
        sector_code=row.sector_id or "",
        place_code=row.city_id,
        by=by,
        at=at,
    )
    if row.sales_won is not None or row.headcount is not None:
        parties.record_year(
            organisation=firm,
            year=timezone.localtime(row.received_at).year - 1,
            sales_won=row.sales_won,
            headcount=row.headcount,
            source=_("Interest form %(receipt)s") % {"receipt": row.receipt},
            by=by,
            at=at,
        )
    return firm


def _add_factory(row: Interest, firm: Organisation, *, by: Actor, at: datetime) -> None:
    factories = establishments(firm.pk).filter(kind=EstablishmentKind.FACTORY, city_id=row.city_id)
    if not factories.exists():
        parties.add_establishment(
            organisation=firm,
            kind=EstablishmentKind.FACTORY,
            name=_("%(firm)s factory") % {"firm": firm.name},
            city_code=row.city_id,
            by=by,
            at=at,
        )
