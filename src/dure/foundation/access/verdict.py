"""The answer to "may I?": yes, or no with a sentence."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied


@dataclass(frozen=True)
class Allowed:
    """Yes."""

    def __bool__(self) -> bool:
        return True


@dataclass(frozen=True)
class Refused:
    """No, with a sentence for the person who asked: why, and what would change it."""

    reason: str

    def __bool__(self) -> bool:
        return False


Verdict = Allowed | Refused


class AccessRefused(PermissionDenied):
    """Raised where an action or a page is refused; carries the sentence to show (HTTP 403)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def demand(verdict: Verdict) -> None:
    """Go on if allowed, else raise ``AccessRefused`` with the reason."""
    if isinstance(verdict, Refused):
        raise AccessRefused(str(verdict.reason))


class ActionRefused(Exception):
    """An action cannot be done as asked; ``reason`` says why and how to mend it (HTTP 409). Nothing was written."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def demand_text(text: str, sentence: str) -> str:
    """The text without blanks around it; refuses an empty one with the sentence."""
    if not text.strip():
        raise ActionRefused(sentence)
    return text.strip()
