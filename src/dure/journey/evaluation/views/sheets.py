"""The score sheet beside the file."""

import secrets
from decimal import Decimal, InvalidOperation
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dure.foundation.access.routes import actor_of, needs, row_or_404
from dure.foundation.access.verdict import AccessRefused, ActionRefused
from dure.foundation.installation.clock import now
from dure.foundation.interface.buttons import done, reason_of
from dure.foundation.interface.parts import Crumb
from dure.journey.evaluation import actions
from dure.journey.evaluation.access import RUN_SHEET, SCORE
from dure.journey.evaluation.actions.sheets import summary_of
from dure.journey.evaluation.file_beside import file_of
from dure.journey.evaluation.models import ScoreSheet
from dure.journey.evaluation.queries.sheets import items, peers
from dure.journey.evaluation.queries.sheets import sheet as sheet_row
from dure.journey.evaluation.states import PhaseState, SheetState
from dure.journey.evaluation.steps import step_of
from dure.journey.evaluation.words import SHEET_TONES, step_label


@needs(SCORE)
def sheet(request: HttpRequest, sheet_id: int) -> HttpResponse:
    """Left the file, right the sheet. POST saves, and signs where the button says so."""
    row = _own_or_404(request, sheet_id)
    if row.assignment.assessor.pledged_at is None:
        messages.warning(request, _("Sign the pledge first; then the files open."))
        return redirect("evaluation:pledge", row.assignment.assessor_id)
    if request.method == "POST":
        return _write(request, row)
    return _page(request, row)


@require_POST
@needs(SCORE)
def autosave(request: HttpRequest, sheet_id: int) -> HttpResponse:
    """Save what is on the sheet so far."""
    row = _own_or_404(request, sheet_id)
    try:
        _save(request, row)
    except ActionRefused as refusal:
        return JsonResponse({"message": refusal.reason}, status=409)
    return HttpResponse(status=204)


def _write(request: HttpRequest, row: ScoreSheet) -> HttpResponse:
    try:
        _save(request, row)
        if "sign" in request.POST:
            actions.sign_sheet(sheet=row, by=actor_of(request), at=now())
            messages.success(request, _("Signed. The sheet is locked now."))
            return redirect("evaluation:queue")
    except ActionRefused as refusal:
        return _page(request, row, refusal=refusal, status=409)
    messages.success(request, _("Saved. You can go on any time before the deadline."))
    return redirect("evaluation:sheet", row.pk)


def _save(request: HttpRequest, row: ScoreSheet) -> None:
    points, reasons = _typed(request, row)
    actions.save_sheet(
        sheet=row,
        points=points,
        reasons=reasons,
        comment=request.POST.get("comment", "")[:3000],
        revision=_number(request.POST.get("revision", "")),
        page=request.POST.get("page", "")[:32],
        by=actor_of(request),
        at=now(),
    )


def _typed(request: HttpRequest, row: ScoreSheet) -> tuple[dict[str, Decimal], dict[str, str]]:
    """The grades and reasons as sent; what is no number is refused like what is no grade."""
    points, reasons = {}, {}
    for criterion in step_of(row.assignment.phase).criteria:
        text = request.POST.get(f"points-{criterion.code}", "")
        reasons[criterion.code] = request.POST.get(f"reason-{criterion.code}", "")[:2000]
        if text:
            try:
                points[criterion.code] = Decimal(text)
            except InvalidOperation as error:
                raise ActionRefused(_("Points are one of the grades shown. Choose one of the buttons.")) from error
    return points, reasons


def _page(
    request: HttpRequest, row: ScoreSheet, refusal: ActionRefused | None = None, status: int = 200
) -> HttpResponse:
    actor, at = actor_of(request), now()
    assignment = row.assignment
    fresh = ScoreSheet.objects.get(pk=row.pk)
    is_open = fresh.status == SheetState.OPEN and assignment.phase.status in (PhaseState.SCORING, PhaseState.DISCUSSING)
    stale = isinstance(refusal, actions.StaleSheet)
    lines = [_line(request, item, refusal is not None, stale) for item in items(row)]
    context = {
        "sheet": fresh,
        "application": assignment.application,
        "step_name": step_label(assignment.phase.step),
        "due_at": assignment.due_at,
        "lines": lines,
        "maximum": sum((line["maximum"] for line in lines), Decimal(0)),
        "state": summary_of(fresh, step_of(assignment.phase)),
        "state_label": SheetState(fresh.status).label,
        "state_tone": SHEET_TONES[SheetState(fresh.status)],
        "comment": request.POST.get("comment", fresh.comment) if refusal else fresh.comment,
        "stored_comment": fresh.comment if stale else None,
        "refusal": refusal,
        "is_stale": stale,
        "is_open": is_open,
        "page_token": secrets.token_hex(8),
        "file": file_of(assignment.application, by=actor, at=at),
        "peers": peers(row, actor) if assignment.phase.status == PhaseState.DISCUSSING else [],
        "withdraw_url": _withdraw_url(assignment),
        "crumbs": [Crumb(_("My evaluations"), reverse("evaluation:queue")), Crumb(assignment.application.firm.name)],
    }
    return render(request, "evaluation/sheet.html", context, status=status)


def _withdraw_url(assignment: Any) -> str:
    address = reverse("evaluation:withdraw", args=[assignment.assessor_id])
    return f"{address}?application={assignment.application_id}"


def _line(request: HttpRequest, item: Any, typed: bool, stale: bool) -> dict[str, Any]:
    """One item of the sheet with its grades; after a refusal what was typed stays, with the stored beside it."""
    criterion = item.criterion
    chosen = request.POST.get(f"points-{criterion.code}", "") if typed else _plain(item.points)
    reason = request.POST.get(f"reason-{criterion.code}", "") if typed else item.reason
    return {
        "code": criterion.code,
        "name": item.name,
        "maximum": criterion.maximum,
        "reason_below": criterion.reason_below,
        "grades": [
            {"value": _plain(grade), "key": number, "checked": _plain(grade) == chosen}
            for number, grade in enumerate(criterion.grades, start=1)
        ],
        "reason": reason,
        "needs_reason": bool(chosen) and _below(chosen, criterion.reason_below),
        "stored": _plain(item.points) if stale and _plain(item.points) != chosen else "",
        "stored_reason": item.reason if stale and item.reason != reason else "",
    }


def _below(text: str, limit: Decimal | None) -> bool:
    try:
        return limit is not None and Decimal(text) < limit
    except InvalidOperation:
        return False


def _plain(points: Decimal | None) -> str:
    return "" if points is None else format(points.normalize(), "f")


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else -1


def _own_or_404(request: HttpRequest, sheet_id: int) -> ScoreSheet:
    """One's own sheet. Of a firm in conflict not even the name is told, so the refusal names nothing."""
    row = row_or_404(lambda: sheet_row(sheet_id), SCORE, actor_of(request))
    if row.assignment.phase.status == PhaseState.ASSIGNING:
        raise AccessRefused(_("Scoring has not begun yet. The operator opens it once the assessors are assigned."))
    return row


@require_POST
@needs(RUN_SHEET)
def staff_act(request: HttpRequest, sheet_id: int, verb: str) -> HttpResponse:
    """Staff reopen, write off or ask again for a sheet, with a reason."""
    try:
        row = sheet_row(sheet_id)
    except ScoreSheet.DoesNotExist as error:
        raise Http404 from error
    verbs = {
        "reopen": (actions.reopen_sheet, _("The sheet is open again.")),
        "write-off": (actions.write_off_sheet, _("The sheet is written off.")),
        "reinstate": (actions.reinstate_sheet, _("The sheet is asked for again.")),
    }
    if verb not in verbs:
        raise Http404
    act, words = verbs[verb]
    return done(
        request,
        reverse("evaluation:firm", args=[row.assignment.application_id]),
        words,
        lambda: act(sheet=row, by=actor_of(request), at=now(), reason=reason_of(request)),
    )
