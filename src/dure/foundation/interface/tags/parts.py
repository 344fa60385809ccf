"""Small parts: icon, state, button, message, facts, things to do, dialogs."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.template import Context, Library
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from dure.foundation.interface import formats, icons
from dure.foundation.interface.parts import Fact, Text, Todo, Tone

register = Library()
BUTTON_TONES = ("primary", "secondary", "tertiary", "text", "danger")


@register.simple_tag
def icon(name: str) -> SafeString:
    return icons.icon(name)


@register.inclusion_tag("interface/parts/state_badge.html")
def state_badge(label: Text, tone: str = Tone.NEUTRAL) -> dict[str, Any]:
    return {"label": label, "tone": Tone(tone or Tone.NEUTRAL).value}


def _button(tone: str, size: str) -> str:
    """The classes of a button. A tone that does not exist is a mistake of the template's author."""
    if tone not in BUTTON_TONES:
        raise ValueError(f"no button tone {tone!r}; there are {', '.join(BUTTON_TONES)}")
    return f"button button-{tone}{' button-' + size if size else ''}"


@register.inclusion_tag("interface/parts/button.html")
def button(  # noqa: PLR0913, PLR0917 (keywords of a template tag)
    label: Text,
    tone: str = "secondary",
    icon: str = "",
    name: str = "",
    value: str = "",
    size: str = "",
    dialog: str = "",
    disabled: bool = False,
    id: str = "",  # noqa: A002 (the HTML attribute)
) -> dict[str, Any]:
    return {
        "label": label,
        "classes": _button(tone, size),
        "icon": icon,
        "name": name,
        "value": value,
        "dialog": dialog,
        "disabled": disabled,
        "id": id,
    }


@register.inclusion_tag("interface/parts/link_button.html")
def link_button(
    label: Text, url: str, tone: str = "secondary", icon: str = "", size: str = "", download: bool = False
) -> dict[str, Any]:
    return {"label": label, "url": url, "classes": _button(tone, size), "icon": icon, "download": download}


@register.inclusion_tag("interface/parts/post_button.html", takes_context=True)
def post_button(
    context: Context,
    label: Text,
    url: str,
    tone: str = "secondary",
    icon: str = "",
    size: str = "",
    **hidden: Any,
) -> dict[str, Any]:
    return {
        "label": label,
        "url": url,
        "classes": _button(tone, size),
        "icon": icon,
        "hidden": hidden.items(),
        "csrf_token": context.get("csrf_token"),
    }


@register.simple_block_tag
def alert(content: str, tone: str = "info", title: Text = "") -> SafeString:
    symbol = {"done": "check", "warn": "alert", "late": "stop", "blocked": "stop"}.get(tone, "info")
    return render_to_string(
        "interface/parts/alert.html", {"content": content, "tone": tone, "title": title, "symbol": symbol}
    )


@register.inclusion_tag("interface/parts/empty_state.html")
def empty_state(title: Text, body: Text = "", action_label: Text = "", action_url: str = "") -> dict[str, Any]:
    return {"title": title, "body": body, "action_label": action_label, "action_url": action_url}


@register.inclusion_tag("interface/parts/facts.html")
def facts(rows: Sequence[Fact]) -> dict[str, Any]:
    """A day or a moment among the values is written as everywhere else."""
    return {"rows": [replace(row, value=_written(row.value)) for row in rows]}


def _written(value: object) -> object:
    if isinstance(value, datetime):
        return formats.moment(value)
    return formats.day(value) if isinstance(value, date) else value


@register.inclusion_tag("interface/parts/todo_list.html", takes_context=True)
def todo_list(context: Context, items: Sequence[Todo]) -> dict[str, Any]:
    return {"items": items, "page": context.get("page")}


@register.inclusion_tag("interface/parts/next_step.html", takes_context=True)
def next_step(
    context: Context,
    title: Text,
    action_label: Text = "",
    action_url: str = "",
    due: date | datetime | None = None,
    who: Text = "",
    body: Text = "",
) -> dict[str, Any]:
    return {
        "title": title,
        "action_label": action_label,
        "action_url": action_url,
        "due": due,
        "who": who,
        "body": body,
        "page": context.get("page"),
    }


@register.inclusion_tag("interface/parts/file_link.html")
def file_link(name: str, url: str, size: int | None = None, note: Text = "") -> dict[str, Any]:
    return {"name": name, "url": url, "size": size, "note": note}


@register.simple_block_tag
def dialog(content: str, id: str, title: Text) -> SafeString:  # noqa: A002 (the HTML attribute)
    return render_to_string("interface/parts/dialog.html", {"content": content, "id": id, "title": title})


@register.inclusion_tag("interface/parts/reason_dialog.html", takes_context=True)
def reason_dialog(  # noqa: PLR0913, PLR0917 (keywords of a template tag)
    context: Context,
    id: str,  # noqa: A002 (the HTML attribute)
    title: Text,
    url: str,
    submit_label: Text,
    reason_label: Text = "",
    required: bool = True,
    tone: str = "primary",
    lead: Text = "",
    **hidden: Any,
) -> dict[str, Any]:
    return {
        "id": id,
        "title": title,
        "url": url,
        "submit_label": submit_label,
        "reason_label": reason_label,
        "required": required,
        "classes": _button(tone, ""),
        "lead": lead,
        "hidden": hidden.items(),
        "csrf_token": context.get("csrf_token"),
    }
