"""What is told when something happens to an application, and what the search finds of it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise, lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from dure.foundation.access.actor import SYSTEM, Actor, Role
from dure.foundation.interface.formats import moment
from dure.foundation.messages.actions import send
from dure.foundation.parties.queries import number_of, people_with
from dure.foundation.search.actions import index as index_row
from dure.journey.applications.models import Application, PlanVersion, Supplement
from dure.journey.applications.plan import Plan
from dure.journey.applications.queries.rows import latest_plan

moment_lazy: Callable[[datetime], Any] = lazy(moment, str)


def received(row: Application, version: PlanVersion, *, by: Actor, at: datetime) -> None:
    """The plan was handed in."""
    subject = format_lazy(_("Your application {number} has been received"), number=row.number)
    body = format_lazy(
        _("“{firm}” applied on {at} with the number {number}. Eligibility is checked next. If something has to be "
          "supplemented, you are told here. Contact: {operator}"),
        firm=row.firm.name, at=moment_lazy(at), number=row.number, operator=row.programme.operator.name,
    )  # fmt: skip
    _tell_firm(row, subject, body, key=f"application-received-{row.pk}-{version.number}", by=by, at=at)


def taken_back(row: Application, *, by: Actor, at: datetime) -> None:
    """The plan was opened again: it counts only once it is submitted again."""
    subject = format_lazy(_("{number}: the plan was taken back"), number=row.number)
    body = format_lazy(
        _("“{firm}” took its plan back on {at} to change it. It keeps the number {number}, and is not considered "
          "until it is submitted again before intake closes. Contact: {operator}"),
        firm=row.firm.name, at=moment_lazy(at), number=row.number, operator=row.programme.operator.name,
    )  # fmt: skip
    _tell_firm(row, subject, body, key="", by=by, at=at)
    _tell_operator(row, subject, body, key="", by=by, at=at)


def supplement_asked(row: Application, asked: Supplement, *, reason: str, by: Actor, at: datetime) -> None:
    """The firm has to supplement something."""
    subject = format_lazy(_("Please supplement your application {number}"), number=row.number)
    items = "\n".join(f"- {item['text']}" for item in asked.items)
    body = format_lazy(
        _("Please supplement the following by {due}:\n{items}\n\n{reason}\n\nAfter that day the operator decides on "
          "what there is. Contact: {operator}"),
        due=moment_lazy(asked.due_at), items=items, reason=reason, operator=row.programme.operator.name,
    )  # fmt: skip
    _tell_firm(row, subject, body, key=f"supplement-asked-{asked.pk}", by=by, at=at)


def supplement_answered(row: Application, *, by: Actor, at: datetime) -> None:
    """The supplement was handed in: the firm has it in writing."""
    subject = format_lazy(_("Your supplement to {number} has been received"), number=row.number)
    body = format_lazy(_("Received on {at}. Eligibility is checked again."), at=moment_lazy(at))
    _tell_firm(row, subject, body, key="", by=by, at=at)


def supplement_lapsed(row: Application, asked: Supplement, *, at: datetime) -> None:
    """The days ran out."""
    subject = format_lazy(_("The days to supplement {number} have run out"), number=row.number)
    body = format_lazy(
        _("The days ended on {due} without a supplement. The operator now decides on what was handed in before. "
          "Contact: {operator}"),
        due=moment_lazy(asked.due_at), operator=row.programme.operator.name,
    )  # fmt: skip
    _tell_firm(row, subject, body, key=f"supplement-lapsed-{asked.pk}", by=SYSTEM, at=at)


def eligibility_decided(row: Application, *, accept: bool, reason: str, by: Actor, at: datetime) -> None:
    """Eligible or not."""
    if accept:
        subject = format_lazy(_("{number}: accepted as eligible"), number=row.number)
        body = _("Your application meets the requirements of the notice. The evaluation is next: a site check, then "
                 "the presentation. You are told the days in time.")  # fmt: skip
    else:
        subject = format_lazy(_("{number}: not eligible"), number=row.number)
        body = format_lazy(
            _("Your application does not meet the requirements of the notice.\nReason: {reason}\n\nIf you think that "
              "a fact is wrong, contact {operator}."),
            reason=reason, operator=row.programme.operator.name,
        )  # fmt: skip
    _tell_firm(row, subject, body, key="", by=by, at=at)


def reconsidered(row: Application, *, reason: str, by: Actor, at: datetime) -> None:
    """A decision on eligibility was taken back."""
    subject = format_lazy(_("{number}: eligibility is checked again"), number=row.number)
    _tell_firm(row, subject, format_lazy(_("Reason: {reason}"), reason=reason), key="", by=by, at=at)


def left(row: Application, *, gave_up: bool, reason: str, by: Actor, at: datetime) -> None:
    """The firm left: written to the firm, and to the operator's staff."""
    name = row.number or row.firm.name
    pattern = _("{name}: the place was given up") if gave_up else _("{name}: the application was withdrawn")
    subject = format_lazy(pattern, name=name)
    body = format_lazy(_("{firm}, on {at}. Reason: {reason}"), firm=row.firm.name, at=moment_lazy(at), reason=reason)
    _tell_firm(row, subject, body, key=f"application-left-{row.pk}", by=by, at=at)
    if row.submitted_at is not None:
        _tell_operator(row, subject, body, key=f"application-left-{row.pk}", by=by, at=at)


def index(row: Application, plan: Plan) -> None:
    """Let the search find an application by number, firm, business number, title and supplier."""
    index_row(
        row,
        kind="application",
        title=f"{row.number} {row.firm.name}".strip(),
        subtitle=plan.title,
        url=reverse("applications:detail", args=[row.pk]),
        words=(row.firm.name, row.number, number_of(row.firm_id), plan.title, plan.supplier_name),
        programme_id=row.programme_id,
    )


def index_all() -> None:
    """Write every entry of the search anew."""
    for row in Application.objects.filter(submitted_at__isnull=False).select_related("firm"):
        index(row, latest_plan(row.pk))


def _tell_firm(
    row: Application, subject: str | Promise, body: str | Promise, *, key: str, by: Actor, at: datetime
) -> None:
    people = people_with(Role.FIRM, organisation_id=row.firm_id)
    link = reverse("applications:mine_one", args=[row.pk])
    send(to=people, subject=subject, body=body, kind="application", by=by, at=at, link=link, dedupe_key=key)


def _tell_operator(
    row: Application, subject: str | Promise, body: str | Promise, *, key: str, by: Actor, at: datetime
) -> None:
    people = people_with(Role.OPERATOR, organisation_id=row.programme.operator_id)
    link = reverse("applications:detail", args=[row.pk])
    send(
        to=people, subject=subject, body=body, kind="application", by=by, at=at, link=link, dedupe_key=key, email=False
    )
