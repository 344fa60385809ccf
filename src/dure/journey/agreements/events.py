"""News from this stage, for builds, assets and money."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class AgreementStarted:
    """The notice of start is accepted: the build begins."""

    agreement_id: int
    at: datetime


@dataclass(frozen=True)
class AgreementChanged:
    """A new version of what was agreed is in force; ``kind`` is the ``ChangeKind``."""

    agreement_id: int
    version: int
    kind: str
    at: datetime


@dataclass(frozen=True)
class AgreementEnded:
    """The agreement ended before it was completed; ``kind`` and ``fault`` are ``EndingKind`` and ``Fault``."""

    agreement_id: int
    kind: str
    fault: str
    at: datetime
