"""Checks and technical supervision: planned, written up on a phone, cancelled; and their findings."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dure.foundation.access.actor import Role
from dure.foundation.access.routes import actor_of, needs
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.documents.queries import attachments
from dure.foundation.installation.clock import now
from dure.foundation.interface.buttons import done, reason_of
from dure.foundation.interface.formats import day, moment
from dure.foundation.interface.parts import Fact
from dure.foundation.parties.queries import people_with
from dure.journey.builds import actions
from dure.journey.builds.access import LEAD_BUILD, VIEW_FINDING, VIEW_INSPECTION, WORK_ON_BUILD
from dure.journey.builds.forms import FindingRows, PlanCheckForm, PlanForm, ResultForm, WriteUpForm
from dure.journey.builds.models import Inspection, PartyToBlame
from dure.journey.builds.states import FindingState, InspectionState
from dure.journey.builds.views.frame import Ask, ask, build_or_404, crumbs, entries, finding_or_404, part_or_404
from dure.journey.builds.words import TONES, VERDICT_TONES


@needs(LEAD_BUILD)
def plan(request: HttpRequest, build_id: int) -> HttpResponse:
    """Plan a check, or move the one of that kind that is planned."""
    build, by, at = build_or_404(request, build_id, LEAD_BUILD), actor_of(request), now()
    operator_id = build.agreement.programme.operator_id
    staff = [(row.pk, row.name) for row in people_with(Role.OPERATOR, organisation_id=operator_id)]
    initial = {"kind": request.GET.get("kind", "")}
    form = PlanCheckForm(request.POST or None, people=staff, initial=initial)
    heading = _("Plan a check")
    back = reverse("builds:build", args=[build.pk])
    lead = _("An unannounced check is shown to the firm and the supplier only after it was held.")

    def do(data: dict[str, Any]) -> object:
        named: dict[str, Any] = {
            "kind": data["kind"],
            "planned_at": data["planned_at"],
            "inspector_id": data["inspector"],
        }
        return actions.plan_inspection(build=build, by=by, at=at, **named)

    page = Ask(heading, _("Set the day"), back, _("The check is planned."), do, crumbs(build, (heading, "")), lead)
    return ask(request, form, page)


@needs(VIEW_INSPECTION)
def show_inspection(request: HttpRequest, inspection_id: int) -> HttpResponse:
    """What was seen, or the form in which it is written up on site."""
    row = part_or_404(request, Inspection, inspection_id, VIEW_INSPECTION)
    may_write = row.status == InspectionState.PLANNED and bool(LEAD_BUILD.ask(actor_of(request), row.build))
    if request.method == "POST":
        LEAD_BUILD.demand(actor_of(request), row.build)
        return _write(request, row)
    form = _form(row, {"done_on": timezone.localdate(now()), "revision": row.revision}) if may_write else None
    return _page(request, row, form, FindingRows(prefix="finding") if may_write else None)


def _form(row: Inspection, initial: dict[str, Any]) -> WriteUpForm:
    verdicts = [(each.value, each.label) for each in actions.verdicts_for(row.kind)]
    return WriteUpForm(verdicts=verdicts, initial=initial)


def _write(request: HttpRequest, row: Inspection) -> HttpResponse:
    verdicts = [(each.value, each.label) for each in actions.verdicts_for(row.kind)]
    form, findings = WriteUpForm(request.POST, verdicts=verdicts), FindingRows(request.POST, prefix="finding")
    if not (form.is_valid() and findings.is_valid()):
        return _page(request, row, form, findings, status=422)
    data = form.cleaned_data
    written = actions.WriteUp(data["verdict"], data["done_on"], data["summary"], _findings(findings))
    try:
        actions.write_inspection(
            inspection=row, written=written, revision=data["revision"], by=actor_of(request), at=now()
        )
    except ActionRefused as refusal:
        form.add_error(None, refusal.reason)
        return _page(request, row, form, findings, status=409)
    messages.success(request, _("The check is written up."))
    return redirect("builds:inspection", row.pk)


def _findings(rows: Any) -> list[actions.FindingText]:
    """Rows with words in them."""
    filled = [each.cleaned_data for each in rows if each.cleaned_data.get("text", "").strip()]
    return [
        actions.FindingText(each["text"], each["concerns"] or PartyToBlame.SUPPLIER, each["due_on"]) for each in filled
    ]


def _page(
    request: HttpRequest, row: Inspection, form: WriteUpForm | None, rows: Any, *, status: int = 200
) -> HttpResponse:
    actor = actor_of(request)
    context = {
        "row": row,
        "build": row.build,
        "form": form,
        "rows": rows,
        "tone": VERDICT_TONES.get(row.verdict, "neutral"),  # type: ignore[call-overload]
        "facts": _facts(row),
        "findings": [(each, TONES.get(each.status, "warn")) for each in row.findings.all()],
        "may_lead": row.status == InspectionState.PLANNED and bool(LEAD_BUILD.ask(actor, row.build)),
        "attachments": attachments(row, by=actor, at=now()),
        "entries": entries(row),
        "crumbs": crumbs(row.build, (str(row.get_kind_display()), "")),
    }
    return render(request, "builds/inspection.html", context, status=status)


def _facts(row: Inspection) -> list[Fact]:
    found = [
        Fact(_("Due on"), day(row.due_on)),
        Fact(_("Planned"), moment(row.planned_at)) if row.planned_at else None,
        Fact(_("Inspector"), row.inspector.name) if row.inspector else None,
        Fact(_("Held on"), day(row.done_on)) if row.done_on else None,
    ]
    return [each for each in found if each is not None]


@require_POST
@needs(LEAD_BUILD)
def cancel(request: HttpRequest, inspection_id: int) -> HttpResponse:
    """It will not be held."""
    row = part_or_404(request, Inspection, inspection_id, VIEW_INSPECTION)
    back, by = reverse("builds:build", args=[row.build_id]), actor_of(request)
    return done(
        request,
        back,
        _("The check is cancelled."),
        lambda: actions.cancel_inspection(inspection=row, by=by, at=now(), reason=reason_of(request)),
    )


@needs(VIEW_FINDING)
def show_finding(request: HttpRequest, finding_id: int) -> HttpResponse:
    """A finding with plan and result, and the form of the next step."""
    row = finding_or_404(request, finding_id, VIEW_FINDING)
    actor, build = actor_of(request), row.inspection.build
    may_work = bool(WORK_ON_BUILD.ask(actor, build)) and row.status in {FindingState.OPEN, FindingState.PLANNED}
    may_lead = bool(LEAD_BUILD.ask(actor, build))
    context = {
        "row": row,
        "build": build,
        "tone": TONES.get(row.status, "warn"),
        "facts": [
            Fact(
                _("Check"),
                row.inspection.get_kind_display(),
                url=reverse("builds:inspection", args=[row.inspection_id]),
            ),
            Fact(_("To be mended by"), PartyToBlame(row.concerns).label),
            Fact(_("To be mended until"), day(row.due_on)),
        ],
        "may_work": may_work,
        "may_confirm": may_lead and row.status == FindingState.RESOLVED,
        "may_reopen": may_lead and row.status in {FindingState.RESOLVED, FindingState.CONFIRMED},
        "plan_form": PlanForm() if may_work and row.status == FindingState.OPEN else None,
        "result_form": ResultForm() if may_work else None,
        "attachments": attachments(row, by=actor, at=now()),
        "entries": entries(row),
        "crumbs": crumbs(build, (_("Finding"), "")),
    }
    return render(request, "builds/finding.html", context)


@require_POST
@needs(WORK_ON_BUILD)
def settle_finding(request: HttpRequest, finding_id: int, verb: str) -> HttpResponse:
    """Hand in a plan, report the result, close it, open it again."""
    row = finding_or_404(request, finding_id, VIEW_FINDING)
    named: dict[str, Any] = {"finding": row, "by": actor_of(request), "at": now()}
    typed = {key: str(request.POST.get(key, ""))[:2000] for key in ("plan", "result")}
    verbs = {
        "plan": (_("The plan is handed in."), lambda: actions.answer_finding(**named, plan=typed["plan"])),
        "resolve": (_("The result is reported."), lambda: actions.resolve_finding(**named, result=typed["result"])),
        "confirm": (_("The finding is closed."), lambda: actions.confirm_finding(**named)),
        "reopen": (
            _("The finding is open again."),
            lambda: actions.reopen_finding(**named, reason=reason_of(request)),
        ),
    }
    if verb not in verbs:
        raise Http404
    return done(request, reverse("builds:finding", args=[row.pk]), *verbs[verb])
