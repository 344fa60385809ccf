"""Forms of devices and badges; they validate and never save."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dure.engine.floor.plant import Plant, in_language
from dure.floor.entry.actions import DeviceFacts
from dure.floor.entry.buttons import DEFAULT, KEYS, LABELS, Button
from dure.floor.entry.models import Device
from dure.floor.plant.sectors import LANGUAGES


def _lines(plant: Plant) -> list[tuple[str, Any]]:
    named = [(line, in_language(plant.line_names.get(line, {}), "ko", line)) for line in plant.lines]
    return [("", _("All lines")), *named]


class DeviceForm(forms.Form):
    """A tablet or phone."""

    name = forms.CharField(
        label=_("Name"), max_length=60, help_text=_("Where it hangs or lies: packing line tablet, office phone.")
    )
    line = forms.ChoiceField(
        label=_("Production line"), required=False, help_text=_("It shows only the machines of this line.")
    )
    language = forms.ChoiceField(label=_("First language"), choices=LANGUAGES)

    def __init__(self, *args: Any, plant: Plant, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["line"].choices = _lines(plant)  # type: ignore[attr-defined]

    def facts(self, keys: dict[str, str] | None = None) -> DeviceFacts:
        data = self.cleaned_data
        return DeviceFacts(data["name"], data["line"], data["language"], keys or {})


class ButtonsForm(forms.Form):
    """Which key does what: one field an action."""

    def __init__(self, *args: Any, device: Device, **more: Any) -> None:
        super().__init__(*args, **more)
        held = {action: key for key, action in (device.keys or DEFAULT).items()}
        for button in Button:
            self.fields[button] = forms.ChoiceField(
                label=LABELS[button],
                required=False,
                initial=held.get(button, ""),
                choices=[("", "–"), *((key, key) for key in KEYS)],
            )

    def clean(self) -> dict[str, Any]:
        """One key does one thing."""
        data = super().clean() or {}
        chosen: dict[str, str] = {}
        for button in Button:
            key = data.get(button, "")
            if key and key in chosen:
                self.add_error(button, _("This key already has an action."))
            elif key:
                chosen[key] = button
        return data

    def keys(self) -> dict[str, str]:
        return {key: button.value for button in Button if (key := self.cleaned_data.get(button))}


class BadgeForm(forms.Form):
    """A badge of a line or a group."""

    label = forms.CharField(
        label=_("Name of the badge"),
        max_length=40,
        help_text=_("A line or a group, not a person: Line 1, night shift."),
    )
    line = forms.ChoiceField(label=_("Production line"), required=False)
    pin = forms.RegexField(
        r"^\d{4}$", label=_("PIN"), required=False, help_text=_("Four digits, if you want one."),
        error_messages={"invalid": _("A PIN has four digits.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": "4"}),
    )  # fmt: skip
    is_person = forms.BooleanField(label=_("This badge stands for one person"), required=False)

    def __init__(self, *args: Any, plant: Plant, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["line"].choices = _lines(plant)  # type: ignore[attr-defined]
        if not plant.by_person:
            del self.fields["is_person"]
