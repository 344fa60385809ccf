"""Which permission lets one see each model of builds."""

from typing import Final

from dure.journey.builds.access import (
    VIEW_BUILD,
    VIEW_FINDING,
    VIEW_INSPECTION,
    VIEW_OBJECTION,
    VIEW_PART,
    VIEW_SUPPLIER,
)
from dure.journey.builds.models import (
    Build,
    Deliverable,
    Finding,
    Inspection,
    Milestone,
    Objection,
    ProgressReport,
    SupplierProfile,
    Ticket,
)

SIGHT: Final = (
    (Build, VIEW_BUILD),
    (Inspection, VIEW_INSPECTION),
    (Finding, VIEW_FINDING),
    (SupplierProfile, VIEW_SUPPLIER),
    (Objection, VIEW_OBJECTION),
    *((model, VIEW_PART) for model in (Milestone, Deliverable, ProgressReport, Ticket)),
)
