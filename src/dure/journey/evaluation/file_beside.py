"""The file an assessor reads beside the score sheet: plan, costs, goals, documents, and what was seen on site."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.documents.queries import Attachments, attachments
from dure.foundation.interface.formats import moment, won
from dure.foundation.interface.parts import Fact
from dure.journey.applications.indicators import indicator_name
from dure.journey.applications.plan import Plan
from dure.journey.applications.queries import latest_plan
from dure.journey.evaluation.models import SiteCheck
from dure.journey.programmes.queries import terms_in_force


@dataclass(frozen=True)
class Section:
    """A part of the plan in running text."""

    key: str
    label: str
    text: str


@dataclass(frozen=True)
class File:
    """Everything to read. ``documents`` is None where the actor may not open them."""

    facts: list[Fact]
    sections: list[Section]
    costs: list[dict[str, Any]]
    kpis: list[dict[str, Any]]
    site_check: SiteCheck | None
    site_facts: list[Fact]
    documents: Attachments | None
    photos: Attachments | None


def file_of(application: Any, *, by: Actor, at: datetime) -> File:
    """The file of an application. Ask first whether the actor may read it."""
    plan = latest_plan(application.pk)
    check = SiteCheck.objects.filter(application=application).select_related("written_by").first()
    return File(
        facts=_facts(application, plan),
        sections=[each for each in _sections(plan) if each.text],
        costs=_costs(application.programme_id, plan),
        kpis=_kpis(plan),
        site_check=check,
        site_facts=site_facts(check),
        documents=attachments(application, by=by, at=at),
        photos=None if check is None else attachments(check, by=by, at=at),
    )


def summary_of(application: Any) -> tuple[list[Fact], list[Section]]:
    """The plan in short, to hold beside what is seen on site."""
    plan = latest_plan(application.pk)
    return _facts(application, plan), [each for each in _sections(plan) if each.text][:4]


def site_facts(check: SiteCheck | None) -> list[Fact]:
    """The three questions of the site check with their answers."""
    if check is None or check.held_at is None:
        return []
    answers = (
        (_("Is the plant operating?"), check.plant_operating),
        (_("Does the plan match the site?"), check.plan_matches_site),
        (_("Is the existing equipment sound?"), check.equipment_sound),
    )
    found = [Fact(question, _("Yes") if answer else _("No")) for question, answer in answers]
    return [Fact(_("Visited"), moment(check.held_at)), *found]


def _facts(application: Any, plan: Plan) -> list[Fact]:
    head = [
        Fact(_("Plan"), plan.title or "–"),
        Fact(_("Number"), application.number),
        Fact(_("Type"), application.type_code),
        Fact(_("City or county"), application.city.name),
        Fact(_("Supplier"), plan.supplier_name or "–"),
        Fact(_("Cost"), won(application.cost_won)),
    ]
    if plan.facts.headcount is not None:
        head.append(Fact(_("Headcount"), plan.facts.headcount))
    if plan.facts.sales_won is not None:
        head.append(Fact(_("Sales"), won(plan.facts.sales_won)))
    return head


def _sections(plan: Plan) -> list[Section]:
    return [
        Section("present", _("Present state"), plan.present_state),
        Section("problems", _("Problems"), plan.problems),
        Section("goals", _("Goals"), plan.goals),
        Section("modules", _("What is built"), plan.modules),
        Section("schedule", _("Schedule"), plan.schedule),
        Section("operation", _("Use and upkeep"), plan.operation),
    ]


def _kpis(plan: Plan) -> list[dict[str, Any]]:
    return [{**row.model_dump(), "label": indicator_name(row.key)} for row in plan.kpis]


def _costs(programme_id: int, plan: Plan) -> list[dict[str, Any]]:
    language = get_language() or "ko"
    names = {item.code: item.name.in_language(language) for item in terms_in_force(programme_id).costs.items}
    return [
        {"item": names.get(line.item, line.item), "what": line.what, "amount_won": line.amount_won}
        for line in plan.costs
    ]
