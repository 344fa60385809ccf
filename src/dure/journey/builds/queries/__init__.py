"""Reads over builds, suppliers and after-service: the door other rooms use."""

from dure.journey.builds.missing import missing_for_completion
from dure.journey.builds.queries.builds import (
    LevelOf,
    build_of,
    builds,
    completed_on,
    deliverables,
    find_build,
    inspections,
    levels,
    milestones,
    open_findings,
    reports,
    tickets,
)
from dure.journey.builds.queries.lateness import Late, late, late_of
from dure.journey.builds.queries.risks import risk, risks_of, risks_seen
from dure.journey.builds.queries.stage import (
    firm_standings,
    standing,
    state_label,
    state_of,
    story,
    tallies,
    with_state,
)
from dure.journey.builds.queries.suppliers import (
    find_suppliers,
    least_for_record,
    needs_of,
    profile_of,
    register,
    supplier_record,
    supplier_records,
    suppliers,
    under_way,
)
from dure.journey.builds.queries.waiting import waiting

__all__ = [
    "Late",
    "LevelOf",
    "build_of",
    "builds",
    "completed_on",
    "deliverables",
    "find_build",
    "find_suppliers",
    "firm_standings",
    "inspections",
    "late",
    "late_of",
    "least_for_record",
    "levels",
    "milestones",
    "missing_for_completion",
    "needs_of",
    "open_findings",
    "profile_of",
    "register",
    "reports",
    "risk",
    "risks_of",
    "risks_seen",
    "standing",
    "state_label",
    "state_of",
    "story",
    "supplier_record",
    "supplier_records",
    "suppliers",
    "tallies",
    "tickets",
    "under_way",
    "waiting",
    "with_state",
]
