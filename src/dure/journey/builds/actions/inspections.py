"""Checks (점검) and technical supervision (감리): planned, written up with findings, cancelled."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused, demand_text
from dure.foundation.ledger.act import Act, act
from dure.foundation.workflow.gate import move
from dure.journey.builds.access import LEAD_BUILD
from dure.journey.builds.actions.frame import chain, demand_past, under_way
from dure.journey.builds.deadlines import debtor, lifted, met, owe_on
from dure.journey.builds.models import Build, Finding, Inspection, InspectionKind, PartyToBlame, VerdictOfCheck
from dure.journey.builds.rules import rules_of
from dure.journey.builds.states import InspectionState

FINAL: Final = frozenset({InspectionKind.FINAL_CHECK, InspectionKind.FINAL_SUPERVISION})
_OF_FINAL: Final = (VerdictOfCheck.PASSED, VerdictOfCheck.FAILED)
_OF_OTHERS: Final = (VerdictOfCheck.GOOD, VerdictOfCheck.TO_MEND, VerdictOfCheck.POOR)
# Verdicts that say something must be mended, and so must say what.
_WITH_FINDINGS: Final = frozenset({VerdictOfCheck.TO_MEND, VerdictOfCheck.POOR, VerdictOfCheck.FAILED})


@dataclass(frozen=True)
class FindingText:
    """A finding as written on site; without a day it is due after the notice's days."""

    text: str
    concerns: str = PartyToBlame.SUPPLIER
    due_on: date | None = None


@dataclass(frozen=True)
class WriteUp:
    """What the inspector writes."""

    verdict: str
    done_on: date
    summary: str = ""
    findings: Sequence[FindingText] = ()


class StaleInspection(ActionRefused):
    """Someone else has written or moved the check in between; what was typed is to be kept."""


def verdicts_for(kind: str) -> tuple[VerdictOfCheck, ...]:
    """What may be said at the end of a check of that kind."""
    return _OF_FINAL if kind in FINAL else _OF_OTHERS


def plan_inspection(
    *, build: Build, kind: str, planned_at: datetime, by: Actor, at: datetime, inspector_id: int | None = None
) -> Inspection:
    """Set or move the day of the check of that kind that is still to be held; there is a new one after it was.

    An unannounced check is always a new one.
    """
    LEAD_BUILD.demand(by, build)
    with act("builds.plan_inspection", chain=chain(build), by=by, at=at) as this:
        build = under_way(build.pk)
        on = timezone.localdate(planned_at)
        planned = build.inspections.filter(kind=kind, status=InspectionState.PLANNED)
        row = None if kind == InspectionKind.SURPRISE else planned.first()
        row = row or Inspection(build=build, kind=InspectionKind(kind), first_due_on=on, due_on=on)
        row.planned_at, row.inspector_id, row.revision = planned_at, inspector_id, row.revision + 1
        row.save()
        this.about(row)
        owe_on(row, build, max(on, row.due_on), at=at, organisation_id=build.agreement.programme.operator_id)
    return row


def write_inspection(
    *, inspection: Inspection, written: WriteUp, by: Actor, at: datetime, revision: int | None = None
) -> Inspection:
    """Write the check up with its verdict and findings; ``revision`` is the one that was read."""
    LEAD_BUILD.demand(by, inspection.build)
    with act("builds.write_inspection", chain=chain(inspection.build), by=by, at=at) as this:
        build = under_way(inspection.build_id)
        row = Inspection.objects.select_for_update().get(pk=inspection.pk)
        if revision is not None and row.revision != revision:
            raise StaleInspection(_("Someone else has changed this check in the meantime. Compare before saving."))
        demand_past(written.done_on, at, build)
        _check(row, written)
        row.done_on, row.verdict, row.summary = written.done_on, written.verdict, written.summary
        row.inspector_id, row.revision = row.inspector_id or by.person_id, row.revision + 1
        row.save()
        this.about(row)
        move(row, "write", by=by, at=at)
        met(row, at=at)
        _keep_findings(row, build, written, this, at)
    return row


def _check(row: Inspection, written: WriteUp) -> None:
    if written.verdict not in verdicts_for(row.kind):
        names = ", ".join(str(each.label) for each in verdicts_for(row.kind))
        raise ActionRefused(_("A verdict of this check is one of: %(names)s.") % {"names": names})
    if written.verdict in _WITH_FINDINGS and not written.findings:
        raise ActionRefused(_("Write at least one finding: what must be mended, and by whom."))
    for finding in written.findings:
        demand_text(finding.text, _("A finding needs its words."))
        if finding.due_on is not None and finding.due_on < written.done_on:
            raise ActionRefused(_("A finding is due before the check was held. Enter a later day."))


def _keep_findings(row: Inspection, build: Build, written: WriteUp, this: Act, at: datetime) -> None:
    days = timedelta(days=rules_of(build.agreement.programme_id).finding_days)
    for number, each in enumerate(written.findings, 1):
        due_on = each.due_on or written.done_on + days
        finding = Finding.objects.create(
            inspection=row, number=number, text=each.text.strip(), concerns=PartyToBlame(each.concerns), due_on=due_on
        )
        this.evidence(finding)
        owe_on(finding, build, due_on, at=at, organisation_id=debtor(build, each.concerns))


def cancel_inspection(*, inspection: Inspection, by: Actor, at: datetime, reason: str) -> Inspection:
    """It will not be held."""
    LEAD_BUILD.demand(by, inspection.build)
    named: dict[str, Any] = {"by": by, "at": at, "reason": reason}
    with act("builds.cancel_inspection", chain=chain(inspection.build), subject=inspection, **named):
        under_way(inspection.build_id)
        move(inspection, "cancel", **named)
        lifted(inspection, at=at)
    return inspection
