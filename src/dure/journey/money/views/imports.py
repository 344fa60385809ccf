"""Lists of the bank and other systems: upload, preview, import; and where they and we do not agree."""

from collections.abc import Callable
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dure.foundation.access.routes import actor_of, needs
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.installation.clock import now
from dure.foundation.interface.buttons import told
from dure.foundation.interface.context import is_about
from dure.foundation.interface.lists import Action, Column, Empty, Filter, Kind, ListPage, render_list
from dure.foundation.interface.parts import Tab
from dure.journey.money import actions
from dure.journey.money.access import IMPORT, KEEP_DRAFT, MATCH_ROW, VIEW_IMPORT
from dure.journey.money.forms import ImportForm
from dure.journey.money.lists.columns import KEYS
from dure.journey.money.models import ImportDraft, ImportedList, ImportedRow, Payment, SourceSystem
from dure.journey.money.queries import imports as queries
from dure.journey.money.queries.incoming import unexplained
from dure.journey.money.states import RowState
from dure.journey.money.views import found
from dure.journey.programmes.models import Programme


@needs(VIEW_IMPORT)
@require_GET
def lists(request: HttpRequest) -> HttpResponseBase:
    """Every list that was imported."""
    programme = found.programme(request, VIEW_IMPORT)
    may_import = bool(IMPORT.ask(actor_of(request), programme))
    declared = ListPage(
        key="imports",
        title=pgettext("list", "Imported lists"),
        lead=_("What the bank and other systems say of our payments, and whether it agrees with us."),
        columns=(
            Column("system", _("System"), Kind.LINK, value=lambda row: row.get_system_display(), sort="system", card=1),
            Column("from_on", _("From"), Kind.DATE, sort="from_on", card=3),
            Column("until_on", _("Until"), Kind.DATE, sort="until_on", card=4),
            Column("rows", _("New rows"), Kind.NUMBER, value="n_rows", sort="n_rows"),
            Column("repeated", _("There before"), Kind.NUMBER, sort="repeated"),
            Column("open", _("To be matched"), Kind.NUMBER, value="n_open", sort="n_open", card=2),
            Column("by", _("Imported by"), value="imported_by.name", sort="imported_by__name"),
            Column("imported_at", _("Imported"), Kind.MOMENT, sort="imported_at", card=5),
        ),
        filters=(Filter("system", _("System"), field="system", choices=SourceSystem.choices),),
        row_url=lambda row: reverse("money:imported", args=[row.pk]),
        default_sort="-imported_at",
        primary=Action(_("Import a list"), reverse("money:import"), "upload") if may_import else None,
        empty=Empty(_("No list yet"), _("Import the bank's file or another system's list of payments.")),
    )
    rows = queries.visible_lists(actor_of(request)).filter(programme=programme)
    rows = rows.annotate(n_rows=Count("rows"), n_open=Count("rows", filter=Q(rows__status=RowState.OPEN)))
    return render_list(request, declared, rows, context={"tabs": tabs("")}, template="money/imports.html")


def tabs(current: str) -> list[Tab]:
    """The lists, and one comparison a system."""
    found_tabs = [Tab(_("Imported lists"), reverse("money:imports"), current=not current)]
    for system in SourceSystem:
        url = reverse("money:reconciliation", args=[system.value])
        found_tabs.append(Tab(_("Compare: %(system)s") % {"system": system.label}, url, current=current == system))
    return found_tabs


@needs(IMPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Read a file and go to its preview."""
    programme = found.programme(request, IMPORT)
    form = ImportForm(request.POST or None, request.FILES or None)
    refused = ""
    if request.method == "POST" and form.is_valid():
        try:
            draft = _read(request, programme, form.cleaned_data["system"], form.cleaned_data["file"])
        except ActionRefused as refusal:
            refused = refusal.reason
        else:
            return redirect("money:draft", draft.pk)
    columns = [(column.names[0], ", ".join(column.names[1:5])) for column in KEYS.values()]
    context = {"form": form, "refused": refused, "columns": columns}
    return render(request, "money/import.html", context, status=422 if refused or form.errors else 200)


def _read(request: HttpRequest, programme: Programme, system: str, upload: UploadedFile) -> ImportDraft:
    with NamedTemporaryFile() as kept:
        for chunk in upload.chunks():
            kept.write(chunk)
        kept.flush()
        return actions.read_draft(
            programme=programme, system=system, path=Path(kept.name), name=upload.name or "", by=actor_of(request),
            at=now(),
        )  # fmt: skip


def _draft(request: HttpRequest, draft_id: int) -> ImportDraft:
    row = found.one(request, ImportDraft.objects.select_related("programme"), draft_id, KEEP_DRAFT)
    is_about(request, row.programme)
    return row


@needs(KEEP_DRAFT)
@require_GET
def preview(request: HttpRequest, draft_id: int) -> HttpResponse:
    """What the file says, each bad cell named, before anything is imported."""
    return _preview(request, _draft(request, draft_id))


def _preview(request: HttpRequest, row: ImportDraft, refused: str = "", status: int = 200) -> HttpResponse:
    context = {
        "draft": row,
        "columns": [(KEYS[key].names[0], heading) for key, heading in row.columns.items()],
        "refused": refused,
        "out_won": sum(max(0, each["amount_won"]) for each in row.rows),
        "in_won": sum(max(0, -each["amount_won"]) for each in row.rows),
    }
    return render(request, "money/draft.html", context, status=status)


@needs(KEEP_DRAFT)
@require_POST
def enter(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Import the sound rows."""
    row = _draft(request, draft_id)
    try:
        result = actions.enter_draft(draft=row, by=actor_of(request), at=now())
    except ActionRefused as refusal:
        return _preview(request, row, refusal.reason, 409)
    words = {"new": result.new, "matched": result.matched, "repeated": result.repeated}
    said = _("Imported: %(new)d rows, of which %(matched)d found their payment. There before: %(repeated)d.")
    messages.success(request, said % words)
    return redirect("money:imported", result.imported.pk)


@needs(KEEP_DRAFT)
@require_POST
def discard(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Throw the file away."""
    actions.discard_draft(draft=_draft(request, draft_id), by=actor_of(request))
    messages.success(request, _("The file has been thrown away. Nothing was imported."))
    return redirect("money:import")


@needs(VIEW_IMPORT)
@require_GET
def imported(request: HttpRequest, list_id: int) -> HttpResponse:
    """One list with what became of each row."""
    every = ImportedList.objects.select_related("programme", "imported_by", "file")
    row = found.one(request, every, list_id, VIEW_IMPORT)
    is_about(request, row.programme)
    context = {
        "imported": row,
        "rows": row.rows.select_related(
            "payment__claim__agreement__firm", "deposit__agreement__firm", "recovery__debtor", "collection"
        ),
        "to_record": queries.to_record(row).count(),
        "may_match": bool(IMPORT.ask(actor_of(request), row.programme)),
    }
    return render(request, "money/imported.html", context)


@needs(IMPORT)
@require_POST
def record(request: HttpRequest, list_id: int) -> HttpResponse:
    """Record the matched payments as paid."""
    row = found.one(request, ImportedList.objects.select_related("programme"), list_id, VIEW_IMPORT)
    try:
        count = actions.record_matched(imported=row, by=actor_of(request), at=now())
        messages.success(request, _("Recorded: %(count)d.") % {"count": count})
    except ActionRefused as refusal:
        messages.error(request, refusal.reason)
    return redirect("money:imported", row.pk)


@needs(VIEW_IMPORT)
@require_GET
def reconciliation(request: HttpRequest, system: str) -> HttpResponse:
    """Where a system and we do not agree: to be decided by a person, row by row."""
    programme = found.programme(request, VIEW_IMPORT)
    if system not in SourceSystem.values:
        raise Http404
    may_match = bool(IMPORT.ask(actor_of(request), programme))
    context: dict[str, Any] = {
        "shown": queries.reconciliation(programme.pk, system),
        "came_in": unexplained(programme.pk, system),
        "system": SourceSystem(system),
        "tabs": tabs(system),
        "may_match": may_match,
    }
    return render(request, "money/reconciliation.html", context)


@needs(IMPORT)
@require_POST
def again(request: HttpRequest, system: str) -> HttpResponse:
    """Match once more what is open."""
    programme = found.programme(request, IMPORT)
    try:
        count = actions.match_again(programme=programme, system=system, by=actor_of(request), at=now())
        messages.success(request, _("Matched now: %(count)d.") % {"count": count})
    except ActionRefused as refusal:
        messages.error(request, refusal.reason)
    return redirect("money:reconciliation", system)


@needs(MATCH_ROW)
@require_POST
def decide(request: HttpRequest, row_id: int) -> HttpResponse:
    """A person decides on a row: which payment it is, that it is none, or that the decision is undone."""
    row = found.one(request, ImportedRow.objects.select_related("imported__programme"), row_id, MATCH_ROW)
    given: dict[str, Any] = {"row": row, "by": actor_of(request), "at": now(), "reason": request.POST.get("reason", "")}
    chosen = request.POST.get("payment", "")
    verbs: dict[str, Callable[[], object]] = {
        "set_aside": lambda: actions.set_aside(**given),
        "undo": lambda: actions.undo_row(**given),
        "match": lambda: actions.match_row(payment=_payment(chosen), **given),
        "match_in": lambda: actions.match_incoming_row(
            row=row, awaited=request.POST.get("awaited", ""), by=given["by"], at=given["at"]
        ),
    }
    told(
        request,
        verbs.get(request.POST.get("verb", ""), verbs["match"]),
        _("Row %(n)d is decided.") % {"n": row.number},
    )
    if request.POST.get("verb") == "undo":
        return redirect("money:imported", row.imported_id)
    return redirect("money:reconciliation", row.system)


def _payment(chosen: str) -> Payment:
    row = Payment.objects.select_related("claim__agreement").filter(pk=chosen).first() if chosen.isdigit() else None
    if row is None:
        raise ActionRefused(_("Choose the payment that the row tells of."))
    return row
