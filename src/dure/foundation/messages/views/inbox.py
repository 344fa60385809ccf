"""The reader's own messages."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from dure.foundation.access.routes import actor_of, signed_in
from dure.foundation.installation import clock
from dure.foundation.interface.parts import Crumb, Tab
from dure.foundation.messages import actions, queries
from dure.foundation.messages.access import READ_MESSAGE
from dure.foundation.messages.models import Message

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
    row = get_object_or_404(Message, pk=message_id)
    READ_MESSAGE.demand(actor_of(request), row)
    actions.mark_read(message=row, at=clock.now())
    crumbs = [Crumb(_("Messages"), reverse("messages:inbox")), Crumb(row.subject)]
    return render(request, "messages/message.html", {"message": row, "crumbs": crumbs})


@require_POST
@signed_in
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark everything as read."""
    actions.mark_all_read(by=actor_of(request), at=clock.now())
    return redirect("messages:inbox")
