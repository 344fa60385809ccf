"""Handing a plan in."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dure.foundation.access.actor import Actor, Role
from dure.foundation.access.verdict import ActionRefused, Refused
from dure.foundation.interface import hangul
from dure.foundation.ledger.act import act
from dure.foundation.parties import queries as parties
from dure.foundation.parties.actions import register_organisation
from dure.foundation.workflow.gate import move
from dure.journey.applications import news
from dure.journey.applications.access import SUBMIT
from dure.journey.applications.actions.checking import run_check
from dure.journey.applications.actions.numbering import next_number
from dure.journey.applications.completeness import Completeness, Missing, completeness
from dure.journey.applications.cost_table import price
from dure.journey.applications.models import Application, Draft, PlanVersion
from dure.journey.applications.plan import Plan
from dure.journey.applications.queries.attached import paper_standings
from dure.journey.applications.shares import Shares
from dure.journey.applications.states import ApplicationState
from dure.journey.programmes.queries import intake_is_open, notice_in_force, terms_of
from dure.journey.programmes.terms import Terms


class IncompletePlan(ActionRefused):
    """The plan cannot be handed in yet; ``missing`` names every thing with its place."""

    def __init__(self, missing: tuple[Missing, ...]) -> None:
        first = " ".join(each.sentence for each in missing[:3])
        super().__init__(
            ngettext(
                "The plan is not complete: %(n)d thing is missing. %(first)s",
                "The plan is not complete: %(n)d things are missing. %(first)s",
                len(missing),
            )
            % {"n": len(missing), "first": first}
        )
        self.missing = missing


def submit_application(*, application: Application, by: Actor, at: datetime) -> PlanVersion:
    """Hand the draft in: it gets its number, its plan is frozen, and the eligibility rules are run over it.

    Refused when intake is closed (the draft stays as it is) or a required part is missing (``IncompletePlan``).
    """
    SUBMIT.demand(by, application)
    with act(
        "applications.submit_application", chain=application.programme.chain, by=by, at=at, subject=application
    ) as this:
        row = (
            Application.objects.select_for_update(of=("self",))
            .select_related("programme", "firm")
            .get(pk=application.pk)
        )
        if row.status != ApplicationState.DRAFT:
            raise ActionRefused(_("This application was already submitted as %(number)s.") % {"number": row.number})
        check_on_behalf(row, by)
        notice = notice_in_force(row.programme_id)
        terms = terms_of(notice.pk)
        check_open(row, terms, at)
        plan = Plan.model_validate(Draft.objects.get(application_id=row.pk).plan)
        check_complete(row, plan, terms, at)
        # A plan that was taken back keeps the number it had.
        row.number = row.number or next_number(row)
        carry_plan(row, plan, terms, by=by, at=at)
        row.submitted_at = at
        row.save()
        version = freeze(row, plan, notice.pk, by=by, at=at)
        this.evidence(row, version)
        move(row, "submit", by=by, at=at)
        run_check(row, version, by=by, at=at)
        news.index(row, plan)
        news.received(row, version, by=by, at=at)
    application.refresh_from_db()
    return version


def check_on_behalf(row: Application, by: Actor) -> None:
    """Refuse staff who would hand in for a firm whose consent to it was never noted."""
    if row.entered_by_staff or by.is_system or row.firm_id in by.organisations(Role.FIRM):
        return
    raise ActionRefused(
        _("This plan was begun by the firm itself. Note its consent to entry on behalf first, or let the firm submit.")
    )


def check_open(row: Application, terms: Terms, at: datetime) -> None:
    """Refuse once intake is closed; what was written stays."""
    verdict = intake_is_open(row.programme_id, row.type_code, row.city_id, at)
    if isinstance(verdict, Refused):
        words = {"why": verdict.reason, "contact": terms.contact or row.programme.operator.name}
        raise ActionRefused(
            _("This cannot be submitted. %(why)s What you entered is saved. Contact: %(contact)s") % words
        )


def judge_plan(row: Application, plan: Plan, terms: Terms, at: datetime) -> Completeness:
    """What a plan still lacks on a day, papers included."""
    papers = paper_standings(row, timezone.localdate(at), terms)
    return completeness(plan, terms, row.type_code, papers, parties.number_of(row.firm_id))


def check_complete(row: Application, plan: Plan, terms: Terms, at: datetime) -> None:
    """Refuse while a required part is missing."""
    blocking = judge_plan(row, plan, terms, at).blocking
    if blocking:
        raise IncompletePlan(blocking)


def carry_plan(row: Application, plan: Plan, terms: Terms, *, by: Actor, at: datetime) -> None:
    """Copy onto the application what lists and later stages read: shares, supplier, first use of ICT, search words."""
    split: Shares = price(plan, terms, row.type_code).shares
    row.cost_won, row.province_won = split.cost_won, split.province_won
    row.city_won, row.firm_won = split.city_won, split.firm_won
    row.first_ict = None if plan.facts.uses_ict is None else not plan.facts.uses_ict
    row.supplier_id = _supplier(plan, by, at)
    number = parties.number_of(row.firm_id)
    row.search_key = hangul.search_key(row.firm.name, number, row.number, plan.title, plan.supplier_name)


def _supplier(plan: Plan, by: Actor, at: datetime) -> int | None:
    if not plan.supplier_number:
        return None
    found = parties.firm_by_number(plan.supplier_number)
    if found is None:
        found = register_organisation(
            kind="supplier", name=plan.supplier_name, number=plan.supplier_number, by=by, at=at
        )
    return found.pk


def freeze(row: Application, plan: Plan, notice_id: int, *, by: Actor, at: datetime) -> PlanVersion:
    """Keep a plan as it was handed in."""
    number = PlanVersion.objects.filter(application_id=row.pk).count() + 1
    return PlanVersion.objects.create(
        application=row,
        number=number,
        plan=plan.model_dump(mode="json"),
        submitted_at=at,
        submitted_by_id=by.person_id,
        notice_id=notice_id,
    )
