"""What signing takes and gives, as typed values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Party:
    """Who shall sign: a person for an organisation, in a capacity (운영기관). Equal ``order`` means side by side."""

    organisation_id: int
    person_id: int
    capacity: str
    order: int


class FactorMethod(TextChoices):
    """How a signer proved once more, at the moment of signing, to be who is signed in."""

    TOTP = "totp", _("Code of the authenticator app")
    RECOVERY_CODE = "recovery_code", _("Recovery code")
    EMAIL_CODE = "email_code", _("One-time code by e-mail")


FACTOR_LASTS = timedelta(minutes=5)


@dataclass(frozen=True)
class SecondFactor:
    """A proof given at ``at``; signing takes one that is at most five minutes old."""

    method: FactorMethod
    at: datetime

    def is_fresh(self, at: datetime) -> bool:
        """Whether it still counts at a moment; one from the future does not."""
        return timedelta(0) <= at - self.at <= FACTOR_LASTS


@dataclass(frozen=True)
class Turn:
    """One signatory in a ceremony. ``since`` is when the turn came, or when it was signed or declined."""

    signatory_id: int
    order: int
    organisation: str
    person: str
    capacity: str
    status: str
    is_next: bool
    since: datetime | None
    factor: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Ceremony:
    """Who has signed, who is next and since when."""

    envelope_id: int
    title: str
    status: str
    status_label: str
    turns: Sequence[Turn]
    due_at: datetime | None
    closed_at: datetime | None
    current_sha256: str
    elsewhere: str = ""
    """How it was concluded, where not by signatures given here: sealed on paper, by an outside service."""

    @property
    def signed(self) -> int:
        """How many have signed."""
        return sum(turn.status == "signed" for turn in self.turns)

    @property
    def next_turns(self) -> list[Turn]:
        """Those whose turn it is."""
        return [turn for turn in self.turns if turn.is_next]
