"""Rows named in an address, or the page that says there is none."""

from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.permission import Permission
from dure.foundation.access.routes import row_or_404
from dure.foundation.access.verdict import AccessRefused
from dure.journey.budgets.access import DECIDE_LINES, KEEP_LINES, VIEW_LINES
from dure.journey.budgets.models import BudgetLine, Movement


def line(line_id: int, actor: Actor, permission: Permission = VIEW_LINES) -> BudgetLine:
    """A line the actor may see, or may do what is asked with."""
    return row_or_404(
        lambda: BudgetLine.objects.select_related("funder", "place", "programme").filter(pk=line_id).first(),
        permission,
        actor,
        _("There is no budget line of this address."),
    )


def movement(movement_id: int, actor: Actor, permission: Permission) -> Movement:
    """A movement on a line that the actor may do what is asked with."""
    rows = Movement.objects.select_related("line__programme", "line__funder", "carried__line")
    row = rows.filter(pk=movement_id).first()
    if row is None:
        raise Http404(_("There is no budget movement of this address."))
    permission.demand(actor, row.line)
    return row


def marked_line(line_id: int, actor: Actor) -> Any:
    """A line the actor may see, saying whether the actor ``may_keep`` and ``may_decide`` on it; one query."""
    rows = BudgetLine.objects.select_related("funder", "place", "programme__operator")
    for permission, name in ((VIEW_LINES, "may_see"), (KEEP_LINES, "may_keep"), (DECIDE_LINES, "may_decide")):
        rows = permission.marked(actor, rows, name)
    row = rows.filter(pk=line_id).first()
    if row is None:
        raise Http404(_("There is no budget line of this address."))
    if not row.may_see:  # type: ignore[attr-defined]
        raise AccessRefused(str(VIEW_LINES.refusal))
    return row
