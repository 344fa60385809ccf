"""What a claim's line says before it is saved, and what stands against handing a claim in. Money is whole won."""

from dataclasses import dataclass
from datetime import date

from dure.foundation.access.verdict import ActionRefused


@dataclass(frozen=True)
class LineDraft:
    """One spending as entered; ``id`` is None for a new line. ``supply_won`` is net of VAT."""

    cost_id: int
    what: str
    evidence: str
    spent_on: date
    supply_won: int
    vat_won: int = 0
    invoice_no: str = ""
    issuer_number: str = ""
    issuer_name: str = ""
    in_kind: bool = False
    id: int | None = None


@dataclass(frozen=True)
class Problem:
    """Why a claim cannot be handed in as it stands; ``line`` is the number of the line it is about."""

    sentence: str
    line: int | None = None


class StaleClaim(ActionRefused):
    """Someone else saved, judged or approved meanwhile."""
