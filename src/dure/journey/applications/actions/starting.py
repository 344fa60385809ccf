"""Beginning an application: from an interest form, or directly."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor, Role
from dure.foundation.access.verdict import ActionRefused, Refused
from dure.foundation.interface import hangul
from dure.foundation.ledger.act import act
from dure.foundation.parties import queries as parties
from dure.journey.applications.access import SUBMIT
from dure.journey.applications.models import Application, Consent, Draft, DraftSave
from dure.journey.applications.plan import Facts, Plan
from dure.journey.applications.queries.rows import latest_plan
from dure.journey.applications.states import ENDED_STATES
from dure.journey.programmes.queries import intake_is_open
from dure.journey.prospects.actions import mark_applied


def start_application(
    *,
    programme: Any,
    firm_id: int,
    site_id: int,
    type_code: str,
    by: Actor,
    at: datetime,
    interest_id: int | None = None,
    consent: str = "",
) -> Application:
    """Begin a firm's application; the site's city is the one that co-funds.

    What is on record for the firm, and what its interest form said, is filled into the draft. Refused when
    intake is closed for that type and city, or the firm has a live application in the programme. ``consent``
    says what the firm's consent is written on when staff enter it on behalf.
    """
    site = next((each for each in parties.establishments(firm_id) if each.pk == site_id), None)
    if site is None:
        raise ActionRefused(_("This factory does not belong to the firm, or was closed. Choose one of its factories."))
    _check_intake(programme.pk, type_code, site.city_id, at)
    _check_none_live(programme.pk, firm_id)
    on_behalf = firm_id not in by.organisations(Role.FIRM)
    with act("applications.start_application", chain=programme.chain, by=by, at=at) as this:
        row = _create(
            programme=programme,
            firm_id=firm_id,
            site=site,
            city_id=site.city_id,
            type_code=type_code,
            interest_id=interest_id,
            created_at=at,
            entered_by_staff=on_behalf,
            consent=(consent or Consent.PENDING) if on_behalf else "",
        )
        # Asked of the row itself, by the definition that filters lists; a refusal leaves nothing behind.
        SUBMIT.demand(by, row)
        row.search_key = hangul.search_key(row.firm.name, parties.number_of(firm_id))
        row.save(update_fields=["search_key"])
        this.about(row)
        _open_draft(row, by, at)
        if row.interest is not None:
            mark_applied(interest=row.interest, by=by, at=at)
    return row


def _check_intake(programme_id: int, type_code: str, city_code: str, at: datetime) -> None:
    verdict = intake_is_open(programme_id, type_code, city_code, at)
    if isinstance(verdict, Refused):
        raise ActionRefused(str(verdict.reason))


def _check_none_live(programme_id: int, firm_id: int) -> None:
    live = Application.objects.filter(programme_id=programme_id, firm_id=firm_id).exclude(status__in=ENDED_STATES)
    if live.exists():
        raise ActionRefused(_already())


def _already() -> str:
    return _(
        "This firm already has an application in this programme, and one firm may have one. Open it and go on there; "
        "to apply for another type, withdraw it first."
    )


def _create(**fields: Any) -> Application:
    try:
        with transaction.atomic():
            return Application.objects.create(**fields)
    except IntegrityError as error:
        raise ActionRefused(_already()) from error


def _open_draft(row: Application, by: Actor, at: datetime) -> None:
    plan = first_plan(row).model_dump(mode="json")
    draft = Draft.objects.create(application=row, plan=plan, revision=1, saved_at=at, saved_by_id=by.person_id)
    DraftSave.objects.create(draft=draft, revision=1, plan=plan, saved_at=at, saved_by_id=by.person_id)


def first_plan(row: Application) -> Plan:
    """What a new draft begins with: the firm's figures on record and what the interest form asked for."""
    firm, interest = parties.firm_facts(row.firm_id), row.interest
    sales, headcount = firm.sales_won, firm.headcount
    if interest is not None:
        sales = interest.sales_won if interest.sales_won is not None else sales
        headcount = interest.headcount if interest.headcount is not None else headcount
    wishes = interest.wishes if interest is not None else ""
    return Plan(goals=wishes[:6000], facts=Facts(sales_won=sales, headcount=headcount))


def filled_from(plan: Plan, earlier: Application) -> Plan:
    """A plan whose empty fields are taken from an earlier application's last plan; declared facts are asked anew."""
    source = latest_plan(earlier.pk)
    taken = {
        field: getattr(source, field)
        for field in Plan.model_fields
        if field not in {"facts", "helper", "bonuses"} and getattr(plan, field) in ("", (), 0)
    }
    return plan.model_copy(update=taken)
