"""Form parts: a field with its label, help and error tied together, and the summary of errors."""

from typing import Any

from django.forms import BaseForm, BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect
from django.template import Library
from django.utils.translation import gettext as _

from dure.foundation.interface.parts import Text

register = Library()


@register.inclusion_tag("interface/parts/field.html")
def field(bound: BoundField, counter: bool = False, width: str = "", suffix: Text = "") -> dict[str, Any]:
    widget = bound.field.widget
    return {
        "bound": bound,
        "control": bound.as_widget(attrs=_attributes(bound, counter)),
        "is_checkbox": isinstance(widget, CheckboxInput),
        "is_group": isinstance(widget, (RadioSelect, CheckboxSelectMultiple)),
        "required": bound.field.required and not widget.is_hidden,
        "width": width,
        "suffix": suffix,
        "help_id": _help_id(bound),
        "error_id": _error_id(bound),
        "group_id": f"{bound.auto_id}_group",
    }


def _help_id(bound: BoundField) -> str:
    return f"{bound.auto_id}_helptext"


def _error_id(bound: BoundField) -> str:
    return f"{bound.auto_id}_error"


def _attributes(bound: BoundField, counter: bool) -> dict[str, Any]:
    described = [
        *([_help_id(bound)] if bound.help_text else []),
        *([_error_id(bound)] if bound.errors else []),
    ]
    attributes: dict[str, Any] = {"aria-describedby": " ".join(described)} if described else {}
    if bound.errors:
        attributes["aria-invalid"] = "true"
    if counter:
        attributes["data-counter"] = True
    return attributes


@register.inclusion_tag("interface/parts/form_fields.html")
def form_fields(form: BaseForm) -> dict[str, Any]:
    return {"form": form}


@register.inclusion_tag("interface/parts/error_summary.html")
def error_summary(*forms: BaseForm) -> dict[str, Any]:
    """Every error of the bound forms with a link to its field; nothing where there is none."""
    rows = [row for form in forms if form.is_bound for row in _error_rows(form)]
    return {"rows": rows, "title": _("Please check the following before going on")}


def _error_rows(form: BaseForm) -> list[dict[str, Any]]:
    general = [{"url": "", "label": "", "text": text} for text in form.non_field_errors()]
    return general + [
        {"url": f"#{bound.id_for_label or bound.auto_id}", "label": bound.label, "text": text}
        for bound in form
        for text in bound.errors
    ]
