"""What a build still lacks before it is complete, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dure.journey.builds.models import Build, Finding, InspectionKind, LevelMoment, VerdictOfCheck
from dure.journey.builds.states import DeliverableState, FindingState, InspectionState


def missing_for_completion(build: Build) -> list[str]:
    """One part of a sentence for each thing missing; empty when the build may be completed."""
    found = [] if build.accepted_on is not None else [_("acceptance by the firm")]
    names = [row.name for row in build.deliverables.exclude(status=DeliverableState.ACCEPTED)]
    if names:
        found.append(_("accepted deliverables (%(names)s)") % {"names": ", ".join(names)})
    count = Finding.objects.filter(inspection__build=build).exclude(status=FindingState.CONFIRMED).count()
    if count:
        found.append(ngettext("%(n)d finding to be closed", "%(n)d findings to be closed", count) % {"n": count})
    held = build.inspections.filter(kind=InspectionKind.FINAL_CHECK, status=InspectionState.DONE)
    last = held.order_by("done_on", "id").last()
    if last is None or last.verdict != VerdictOfCheck.PASSED:
        found.append(_("a final check that was passed"))
    if not build.levels.filter(moment=LevelMoment.AFTER).exists():
        found.append(_("the level after the build"))
    return found
