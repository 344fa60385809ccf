"""Payment batches: what waits, the batch with its file, and sending it."""

from django.contrib import messages
from django.db.models import Count, Sum
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_POST

from dure.foundation.access.routes import actor_of, needs
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.documents.queries import of
from dure.foundation.installation.clock import now
from dure.foundation.interface.buttons import told
from dure.foundation.interface.context import is_about
from dure.foundation.interface.lists import Column, Empty, Filter, Kind, ListPage, State, render_list
from dure.foundation.ledger.queries import trail
from dure.journey.money import actions
from dure.journey.money.access import KEEP_BATCH, MAKE_BATCH, SEND_BATCH, VIEW_BATCH
from dure.journey.money.labels import BATCH_TONES, PAYMENT_TONES
from dure.journey.money.models import Batch
from dure.journey.money.queries import payments as queries
from dure.journey.money.states import BatchState
from dure.journey.money.views import found


@needs(VIEW_BATCH)
@require_GET
def batches(request: HttpRequest) -> HttpResponseBase:
    """The batches, and above them what waits to be put into one."""
    programme = found.programme(request, VIEW_BATCH)
    actor = actor_of(request)
    declared = ListPage(
        key="batches",
        title=pgettext("list", "Payment batches"),
        lead=_("Payments go to the bank together in one file. A file that was sent never changes."),
        columns=(
            Column("number", _("Batch"), Kind.LINK, value=lambda row: f"#{row.number}", sort="number", card=1),
            Column(
                "state", _("State"), Kind.STATE, sort="status", card=2,
                value=lambda row: State(row.get_status_display(), BATCH_TONES[row.status]),
            ),
            Column("payments", _("Payments"), Kind.NUMBER, value="n_payments", sort="n_payments", card=3),
            Column("won", _("Amount"), Kind.WON, value="all_won", sort="all_won", card=4),
            Column("made_at", _("Made"), Kind.MOMENT, sort="made_at"),
            Column("sent_at", _("Sent"), Kind.MOMENT, sort="sent_at", card=5),
        ),
        filters=(Filter("status", _("State"), field="status", choices=BatchState.choices),),
        row_url=lambda row: reverse("money:batch", args=[row.pk]),
        default_sort="-number",
        empty=Empty(_("No batch yet"), _("Choose payments above and put them into a batch.")),
    )  # fmt: skip
    waiting = queries.to_batch(programme.pk).order_by("reference") if MAKE_BATCH.ask(actor, programme) else []
    rows = queries.visible_batches(actor).filter(programme=programme)
    rows = rows.annotate(n_payments=Count("payments"), all_won=Sum("payments__amount_won"))
    return render_list(request, declared, rows, context={"waiting": list(waiting)}, template="money/batches.html")


@needs(MAKE_BATCH)
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """Put the chosen payments into a new batch."""
    programme = found.programme(request, MAKE_BATCH)
    chosen = {int(each) for each in request.POST.getlist("selected") if each.isdigit()}
    try:
        row = actions.make_batch(
            programme=programme, payments=queries.payments_of(programme.pk).filter(pk__in=chosen),
            by=actor_of(request), at=now(),
        )  # fmt: skip
    except ActionRefused as refusal:
        messages.error(request, refusal.reason)
        return redirect("money:batches")
    return redirect("money:batch", row.pk)


def _batch(request: HttpRequest, batch_id: int) -> Batch:
    row = found.one(request, Batch.objects.select_related("programme", "file"), batch_id, VIEW_BATCH)
    is_about(request, row.programme)
    return row


@needs(VIEW_BATCH)
@require_GET
def batch(request: HttpRequest, batch_id: int) -> HttpResponse:
    """One batch: its payments, its files with their digests, and the next step."""
    row, actor = _batch(request, batch_id), actor_of(request)
    payments = list(row.payments.select_related(*queries.RELATED).order_by("reference"))
    context = {
        "batch": row,
        "tone": BATCH_TONES[row.status],
        "payments": [(each, PAYMENT_TONES[each.status]) for each in payments],
        "total_won": sum(each.amount_won for each in payments),
        "files": list(of(row)),
        "may_keep": row.status == BatchState.OPEN and bool(KEEP_BATCH.ask(actor, row)),
        "may_send": row.status == BatchState.OPEN and row.file is not None and bool(SEND_BATCH.ask(actor, row)),
        "trail": trail(row),
    }
    return render(request, "money/batch.html", context)


@needs(KEEP_BATCH)
@require_POST
def export(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Make the bank's files."""
    row = _batch(request, batch_id)
    told(
        request,
        lambda: actions.export_batch(batch=row, by=actor_of(request), at=now()),
        _("The bank's files are made. Their digests are kept."),
    )
    return redirect("money:batch", row.pk)


@needs(KEEP_BATCH)
@require_POST
def take_out(request: HttpRequest, batch_id: int, payment_id: int) -> HttpResponse:
    """Take a payment out."""
    row = _batch(request, batch_id)
    payment = row.payments.filter(pk=payment_id).first()
    try:
        if payment is not None:
            actions.take_out(payment=payment, by=actor_of(request), at=now())
            messages.success(request, _("The payment is out of the batch. Make the file again."))
    except ActionRefused as refusal:
        messages.error(request, refusal.reason)
    return redirect("money:batch", row.pk)


@needs(SEND_BATCH)
@require_POST
def send(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Record that the file went to the bank."""
    row = _batch(request, batch_id)
    told(
        request,
        lambda: actions.send_batch(batch=row, by=actor_of(request), at=now()),
        _("Recorded as sent. From now on the file and the batch stay as they are."),
    )
    return redirect("money:batch", row.pk)
