"""Requests to supplement (보완요청): asked, answered, or overdue."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from dure.foundation.access.actor import SYSTEM, Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.interface.formats import moment
from dure.foundation.ledger.act import act
from dure.foundation.workflow.deadlines import lift_deadline, meet_deadline, set_deadline
from dure.foundation.workflow.gate import move
from dure.journey.applications import news
from dure.journey.applications.access import CHECK, SUBMIT
from dure.journey.applications.actions.checking import run_check
from dure.journey.applications.actions.submitting import carry_plan, check_complete, freeze
from dure.journey.applications.models import Application, Draft, PlanVersion, Supplement
from dure.journey.applications.plan import Plan
from dure.journey.applications.queries.rows import notice_id_for, open_supplement, terms_for
from dure.journey.applications.states import SupplementState
from dure.journey.applications.values import SupplementItem
from dure.journey.programmes.queries import terms_of

DEADLINE = "answer_supplement"
MOST_ITEMS = 30


def ask_supplement(
    *, application: Application, items: Sequence[SupplementItem], by: Actor, at: datetime, reason: str
) -> Supplement:
    """Ask a firm to supplement; it has until the end of the last day that the notice gives."""
    CHECK.demand(by, application)
    kept = [each for each in items if each.text.strip()]
    if not kept or len(kept) > MOST_ITEMS:
        raise ActionRefused(
            _("Choose or write at least one thing the firm shall supplement, at most %(n)d.") % {"n": MOST_ITEMS}
        )
    with act(
        "applications.ask_supplement",
        chain=application.programme.chain,
        by=by,
        at=at,
        subject=application,
        reason=reason,
    ) as this:
        move(application, "ask_supplement", by=by, at=at, reason=reason)
        days = terms_for(application).calendar.supplement_days
        row = Supplement.objects.create(
            application=application,
            items=[{"code": each.code, "text": each.text.strip()[:500]} for each in kept],
            asked_at=at,
            due_at=end_of_day(at, days),
        )
        this.evidence(row)
        set_deadline(
            row, DEADLINE, due_at=row.due_at, at=at,
            programme_id=application.programme_id, organisation_id=application.firm_id,
        )  # fmt: skip
        news.supplement_asked(application, row, reason=reason, by=by, at=at)
    return row


def end_of_day(at: datetime, days: int) -> datetime:
    """The last minute of the day that lies ``days`` after a moment, in the installation's time zone."""
    last = timezone.localdate(at) + timedelta(days=days)
    return max(timezone.make_aware(datetime.combine(last, time(23, 59))), at + timedelta(minutes=1))


def answer_supplement(*, application: Application, answer: str, by: Actor, at: datetime) -> PlanVersion:
    """Hand the supplement in: the draft becomes the next version of the plan and is checked again."""
    SUBMIT.demand(by, application)
    with act(
        "applications.answer_supplement", chain=application.programme.chain, by=by, at=at, subject=application
    ) as this:
        row = (
            Application.objects.select_for_update(of=("self",))
            .select_related("programme", "firm")
            .get(pk=application.pk)
        )
        asked = _open_request(row, answer, at)
        notice_id = notice_id_for(row)
        terms = terms_of(notice_id)
        plan = Plan.model_validate(Draft.objects.get(application_id=row.pk).plan)
        check_complete(row, plan, terms, at)
        asked.answer, asked.answered_at = answer.strip(), at
        asked.save(update_fields=["answer", "answered_at"])
        move(asked, "answer", by=by, at=at)
        meet_deadline(asked, DEADLINE, at=at)
        carry_plan(row, plan, terms, by=by, at=at)
        row.save()
        version = freeze(row, plan, notice_id, by=by, at=at)
        this.evidence(row, version)
        move(row, "supplement", by=by, at=at)
        run_check(row, version, by=by, at=at)
        news.index(row, plan)
        news.supplement_answered(row, by=by, at=at)
    application.refresh_from_db()
    return version


def _open_request(row: Application, answer: str, at: datetime) -> Supplement:
    asked = open_supplement(row.pk)
    if asked is None:
        raise ActionRefused(_("No supplement is being waited for. It was handed in already, or its days ran out."))
    if at > asked.due_at:
        words = {"due": moment(asked.due_at), "operator": row.programme.operator.name}
        raise ActionRefused(
            _("The days to supplement ended on %(due)s. What you entered is saved. Contact: %(operator)s") % words
        )
    if not answer.strip():
        raise ActionRefused(_("Write in a sentence what was supplemented."))
    if len(answer) > 6000:
        raise ActionRefused(_("The answer is too long. Write at most 6,000 characters and attach the rest."))
    return asked


def lapse_supplements(*, programme: Any, at: datetime) -> int:
    """Close the requests whose days ran out, so that staff decide on what there is; gives how many."""
    overdue = Supplement.objects.filter(
        application__programme_id=programme.pk, status=SupplementState.ASKED, due_at__lt=at
    ).select_related("application__programme", "application__firm")
    rows = list(overdue.order_by(F("due_at"), "id"))
    for row in rows:
        _lapse(row, at)
    return len(rows)


def _lapse(row: Supplement, at: datetime) -> None:
    application = row.application
    with act("applications.lapse_supplement", chain=application.programme.chain, by=SYSTEM, at=at, subject=application):
        move(row, "lapse", by=SYSTEM, at=at)
        lift_deadline(row, DEADLINE, at=at)
        move(application, "lapse_supplement", by=SYSTEM, at=at)
        news.supplement_lapsed(application, row, at=at)


def drop_supplement(application: Application, *, by: Actor, at: datetime, reason: str) -> None:
    """Close an open request that is no longer needed; called inside an act."""
    asked = open_supplement(application.pk)
    if asked is not None:
        move(asked, "drop", by=by, at=at, reason=reason)
        lift_deadline(asked, DEADLINE, at=at)
