"""Words of a notice in the language of the reader."""

from django.forms import BoundField
from django.template import Library
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from dure.journey.programmes.editor.fields import plain
from dure.journey.programmes.parts import Label
from dure.journey.programmes.terms import Criterion, Step

register = Library()


@register.filter
def said(label: Label) -> str:
    """A label in the reader's language."""
    return label.in_language(get_language() or "ko")


@register.filter
def grades(criterion: Criterion) -> str:
    """The points of the grades, best first."""
    return " / ".join(plain(points) for points in criterion.grades)


@register.filter
def best(step: Step) -> str:
    """The most points a sheet can give."""
    return plain(sum((each.maximum for each in step.criteria if each.grades), start=step.weight_pct * 0))


register.filter("plain_decimal", plain)


@register.simple_tag
def named(bound: BoundField, line: str | None = None) -> SafeString:
    """A control in a table, with its name for those who do not see the column's head."""
    name = f"{line}: {bound.label}" if line else str(bound.label)
    return bound.as_widget(attrs={"aria-label": name})
