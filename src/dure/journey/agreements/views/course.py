"""What the pages of start, changes and ending share: the agreement within sight, its tabs and crumbs."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from dure.foundation.access.routes import actor_of, row_or_404
from dure.foundation.interface.parts import Crumb, Tab
from dure.journey.agreements import queries
from dure.journey.agreements.access import VIEW_AGREEMENT
from dure.journey.agreements.models import Agreement


def found_agreement(request: HttpRequest, agreement_id: int) -> Agreement:
    """The agreement, if the reader sees it."""
    return row_or_404(lambda: queries.agreement(agreement_id), VIEW_AGREEMENT, actor_of(request))


def tabs(agreement: Agreement, current: str) -> list[Tab]:
    """The pages of one agreement."""
    pages = (
        ("agreement", _("Agreement")),
        ("start", _("Start and bonds")),
        ("changes", _("Changes")),
        ("ask_ending", _("Ending")),
    )
    # Before it is in force an agreement has no course.
    shown = pages if agreement.concluded_at else pages[:1]
    return [Tab(label, reverse(f"agreements:{name}", args=[agreement.pk]), name == current) for name, label in shown]


def crumbs(agreement: Agreement, *more: Crumb) -> list[Crumb]:
    """Where a page of an agreement stands."""
    return [Crumb(agreement.number, reverse("agreements:agreement", args=[agreement.pk])), *more]
