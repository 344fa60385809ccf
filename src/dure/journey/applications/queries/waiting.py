"""What waits for an actor in this stage."""

from datetime import datetime
from typing import Any

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dure.foundation.access.actor import STAFF, Actor, Role
from dure.foundation.workflow.values import Waiting
from dure.journey.applications.access import CHECK, WRITE
from dure.journey.applications.models import Application, Supplement
from dure.journey.applications.states import SupplementState
from dure.journey.programmes.queries import closing, reopenings, terms_in_force

STAGE = "applications"


def waiting(actor: Actor, at: datetime) -> list[Waiting]:
    """What this actor has to do: plans to write and supplements for firms, checks for staff."""
    return [*_of_firms(actor, at), *_of_staff(actor, at)]


def _of_firms(actor: Actor, at: datetime) -> list[Waiting]:
    firms = actor.organisations(Role.FIRM)
    if not firms and not actor.has(Role.SUPPLIER, Role.MENTOR, Role.FORUM):
        return []
    rows = WRITE.rows(actor, Application.objects.filter(status__in=("draft", "supplement_asked")))
    if actor.has(*STAFF):
        rows = rows.filter(firm_id__in=firms)
    found = list(rows.select_related("firm", "programme__operator").order_by("created_at", "id"))
    asked = {row.application_id: row for row in _asked(found)}
    windows = {pk: (terms_in_force(pk), reopenings(pk)) for pk in {row.programme_id for row in found}}
    return [
        _supplement(row, asked[row.pk], own=row.firm_id in firms)
        if row.pk in asked
        else _draft(row, closing(*windows[row.programme_id], row.type_code, row.city_id, at))
        for row in found
    ]


def _asked(rows: list[Application]) -> list[Supplement]:
    ids = [row.pk for row in rows]
    return list(Supplement.objects.filter(application_id__in=ids, status=SupplementState.ASKED))


def _supplement(row: Application, asked: Supplement, *, own: bool) -> Waiting:
    """The firm hands the supplement in; those who write with it go to the plan."""
    return Waiting(
        what=ngettext(
            "Supplement the application (%(n)d thing)", "Supplement the application (%(n)d things)", len(asked.items)
        )
        % {"n": len(asked.items)},
        verb=_("Supplement"),
        url=reverse("applications:answer" if own else "applications:edit", args=[row.pk]),
        due_at=asked.due_at,
        firm=row.firm.name,
        waits=row.programme.operator.name,
        stage=STAGE,
    )


def _draft(row: Application, closes_at: datetime | None) -> Waiting:
    return Waiting(
        what=_("Complete and submit the project plan"),
        verb=_("Write"),
        url=reverse("applications:edit", args=[row.pk]),
        due_at=closes_at,
        firm=row.firm.name,
        waits=row.programme.operator.name,
        stage=STAGE,
    )


def _of_staff(actor: Actor, at: datetime) -> list[Waiting]:
    if not actor.has(*STAFF):
        return []
    rows = CHECK.rows(actor, Application.objects.all())
    overdue = Q(status="supplement_asked", supplements__status="asked", supplements__due_at__lt=at)
    counted: Any = (
        rows.order_by("programme_id")
        .values("programme__slug")
        .annotate(
            to_check=Count("id", filter=Q(status="submitted"), distinct=True),
            overdue=Count("id", filter=overdue, distinct=True),
            oldest_due_at=Min("supplements__due_at", filter=overdue),
        )
    )
    return [line for each in counted for line in _staff_lines(each)]


def _staff_lines(counts: dict[str, Any]) -> list[Waiting]:
    url, lines = reverse("applications:desk_of", args=[counts["programme__slug"]]), []
    if counts["to_check"]:
        lines.append(
            Waiting(
                what=ngettext(
                    "Check the eligibility of %(n)d application",
                    "Check the eligibility of %(n)d applications",
                    counts["to_check"],
                )
                % {"n": counts["to_check"]},
                verb=_("Check eligibility"), url=f"{url}?status=submitted",
                count=counts["to_check"], waits=_("The firms that applied"), stage=STAGE,
            )
        )  # fmt: skip
    if counts["overdue"]:
        lines.append(
            Waiting(
                what=ngettext(
                    "%(n)d request to supplement is overdue",
                    "%(n)d requests to supplement are overdue",
                    counts["overdue"],
                )
                % {"n": counts["overdue"]},
                verb=_("Close as overdue"), url=f"{url}?status=supplement_asked", due_at=counts["oldest_due_at"],
                count=counts["overdue"], waits=_("The firms that applied"), stage=STAGE,
            )
        )  # fmt: skip
    return lines
