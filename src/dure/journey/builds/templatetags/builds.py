"""``{% load builds %}``: states, verdicts and parties of a build, each with its tone."""

from typing import Any

from django.template import Library
from django.utils.translation import gettext as _

from dure.foundation.interface.parts import Tone
from dure.journey.builds.models import Inspection, PartyToBlame
from dure.journey.builds.words import TONES, VERDICT_TONES

register = Library()


@register.inclusion_tag("interface/parts/state_badge.html")
def state_of(row: Any) -> dict[str, Any]:
    """The state of a part of a build."""
    return {"label": row.get_status_display(), "tone": TONES.get(row.status, Tone.WARN).value}


@register.inclusion_tag("interface/parts/state_badge.html")
def verdict_of(row: Inspection) -> dict[str, Any]:
    """The verdict of a check; its state where there is none yet."""
    if not row.verdict:
        return state_of(row) if row.status != "planned" else {"label": row.get_status_display(), "tone": "neutral"}
    return {"label": row.get_verdict_display(), "tone": VERDICT_TONES[row.verdict].value}  # type: ignore[index]


@register.simple_tag
def party(code: str) -> str:
    """A party by its code."""
    return str(PartyToBlame(code).label)


@register.simple_tag
def late_kind(kind: str) -> str:
    """The name of a kind of overdue thing."""
    return {
        "milestone": _("Milestone"),
        "deliverable": _("Deliverable"),
        "finding": _("Finding"),
        "inspection": _("Check"),
        "ticket": _("After-service"),
    }[kind]
