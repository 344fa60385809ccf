"""Small readings of values in the portal's templates."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.translation import get_language

from dure.foundation.workflow.values import Dot
from dure.journey.programmes.parts import Label

register = template.Library()
# Ends of an application that brought no place.
WITHOUT_PLACE = frozenset({"not_selected", "below_minimum", "ineligible", "withdrawn", "gave_up"})
_TONES = {
    Dot.DONE: "done",
    Dot.NOW: "info",
    Dot.LATE: "late",
    Dot.BLOCKED: "blocked",
    Dot.ENDED: "neutral",
    Dot.AHEAD: "draft",
}


@register.filter
def at(mapping: Mapping[str, Any], key: str) -> Any:
    """The value under a key; the key itself where there is none (a place of another region keeps its code)."""
    return mapping.get(key, key)


@register.filter
def spoken(label: Label) -> str:
    """A notice's words in the reader's language."""
    return label.in_language(get_language() or "ko")


@register.filter
def days_since(since: datetime, now: datetime) -> int:
    """Whole days by the calendar, as an office counts them: yesterday evening was one day ago."""
    return (timezone.localdate(now) - timezone.localdate(since)).days


@register.inclusion_tag("interface/parts/state_badge.html")
def dot_badge(label: str, dot: Dot, state: str = "") -> dict[str, Any]:
    """A state as a badge whose tone says how the stage stands; an end without a place is not marked as achieved."""
    return {"label": label, "tone": "neutral" if state in WITHOUT_PLACE else _TONES[dot]}
