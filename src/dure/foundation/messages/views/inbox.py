"""The reader's own messages."""

from django.contrib import messages as notes
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from dure.foundation.access.routes import actor_of, signed_in
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.installation import clock
from dure.foundation.interface.parts import Crumb, Tab
from dure.foundation.messages import actions, queries
from dure.foundation.messages.access import READ_MESSAGE
from dure.foundation.messages.forms import ReplyForm
from dure.foundation.messages.models import Asks, Message

A_PAGE = 30


@require_GET
@signed_in
def inbox(request: HttpRequest) -> HttpResponse:
    """The messages, the newest first; ``?show=unread`` leaves out what was opened."""
    actor = actor_of(request)
    only_unread = request.GET.get("show") == "unread"
    rows = queries.inbox(actor)
    page = Paginator(rows.filter(read_at__isnull=True) if only_unread else rows, A_PAGE).get_page(
        request.GET.get("page")
    )
    unread, address = queries.unread_count(actor), reverse("messages:inbox")
    tabs = [
        Tab(_("All"), address, current=not only_unread),
        Tab(_("Not read yet"), f"{address}?show=unread", current=only_unread, count=unread),
    ]
    return render(
        request,
        "messages/inbox.html",
        {"page_obj": page, "tabs": tabs, "unread": unread, "only_unread": only_unread},
    )


@require_GET
@signed_in
def message(request: HttpRequest, message_id: int) -> HttpResponse:
    """One message; opening it marks it as read."""
    row = _message(message_id)
    READ_MESSAGE.demand(actor_of(request), row)
    actions.mark_read(message=row, at=clock.now())
    return _show(request, row, ReplyForm())


def _show(request: HttpRequest, row: Message, form: ReplyForm, *, status: int = 200) -> HttpResponse:
    asks = row.batch.asks if row.batch is not None else Asks.NOTHING
    given = queries.reply_of(row) if asks != Asks.NOTHING else None
    context = {
        "message": row,
        "crumbs": [Crumb(_("Messages"), reverse("messages:inbox")), Crumb(row.subject)],
        "reply": given,
        "asks": asks if given is None and asks != Asks.NOTHING else "",
        "form": form if asks == Asks.ANSWER and given is None else None,
    }
    return render(request, "messages/message.html", context, status=status)


@require_POST
@signed_in
def reply(request: HttpRequest, message_id: int) -> HttpResponse:
    """Confirm or answer a letter; a refused answer keeps what was typed."""
    row, actor = _message(message_id), actor_of(request)
    READ_MESSAGE.demand(actor, row)
    form = ReplyForm(request.POST)
    try:
        actions.reply(message=row, text=request.POST.get("text", ""), by=actor, at=clock.now())
    except ActionRefused as refused:
        form.add_error(None, refused.reason)
        return _show(request, row, form, status=409)
    notes.success(request, _("Your reply was sent."))
    return redirect("messages:message", message_id=row.pk)


@require_GET
@signed_in
def my_copy(request: HttpRequest, draft_id: int) -> HttpResponse:
    """The reader's own copy of a letter, to which a reminder leads."""
    row = get_object_or_404(queries.inbox(actor_of(request)), draft_id=draft_id)
    return redirect("messages:message", message_id=row.pk)


def _message(message_id: int) -> Message:
    return get_object_or_404(Message.objects.select_related("batch__owner", "draft"), pk=message_id)


@require_POST
@signed_in
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark everything as read."""
    actions.mark_all_read(by=actor_of(request), at=clock.now())
    return redirect("messages:inbox")
