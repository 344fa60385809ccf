"""How a record should stand: one form with the parts that its kind has; it validates and never saves."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dure.engine.floor.events import OF_A_MACHINE, Event, Kind
from dure.engine.floor.plant import Plant
from dure.engine.floor.reading import NEWEST, OLDEST, LineError, amended_value
from dure.floor.entry.records.correcting import may_be_told_anew
from dure.floor.entry.records.standing import Record
from dure.floor.entry.records.telling import CHECKS, DEFECTS, Words, reason_label
from dure.floor.entry.wrong_input import reading_language
from dure.floor.events.owner import arrival_time
from dure.floor.plant.names import STATES

NUMBERS: Final = frozenset(
    {Kind.COUNT, Kind.COUNT_TOTAL, Kind.SCRAP, Kind.REWORK, Kind.ENERGY, Kind.LOT_IN, Kind.LOT_OUT, Kind.CHECK,
     Kind.CCP}
)  # fmt: skip
MAY_BE_EMPTY: Final = frozenset({Kind.LOT_IN, Kind.LOT_OUT})
OF_LOTS: Final = frozenset({Kind.LOT_IN, Kind.LOT_OUT})
TIME: Final = "%Y-%m-%dT%H:%M:%S"
LONGEST_WHY: Final = 300
CORRECT, TAKE_BACK, UNDO = "correct", "take_back", "undo"


class CorrectForm(forms.Form):
    """The record as it should stand. Fields that a record's kind does not have are not there."""

    why = forms.CharField(
        label=_("Why is it corrected?"),
        max_length=LONGEST_WHY,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("It stays beside the record for good: miscounted, 12 typed instead of 2."),
    )

    def __init__(self, *args: Any, plant: Plant, record: Record, **more: Any) -> None:
        super().__init__(*args, **more)
        self.plant, self.record = plant, record
        self.stands = record.now or record.event
        self._words = Words(plant)
        self._add_value()
        if may_be_told_anew(record.event):
            self._add_time()
        self._add_things()
        # The reason is asked last, beside the buttons.
        self.order_fields([*(name for name in self.fields if name != "why"), "why"])

    def is_valid_for(self, step: str) -> bool:
        """Whether all that a step asks for is there: taking back and undoing ask for the reason alone."""
        for name, field in self.fields.items():
            field.disabled = step != CORRECT and name != "why"
        is_valid = self.is_valid()
        for field in self.fields.values():
            field.disabled = False
        return is_valid

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "value" in data and self.record.event.kind in NUMBERS:
            try:
                self._canonical(data)
            except LineError as error:
                _field, _colon, why = error.why(reading_language()).partition(": ")
                self.add_error("value", why)
        at = data.get("at")
        if at is not None and _local(at, self.plant) > arrival_time():
            self.add_error("at", _("This time is still to come."))
        return data

    def wanted(self) -> Event:
        """The record as it should stand."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "why"}
        if (at := data.pop("at", None)) is not None:
            # The page shows seconds; what was not touched keeps its microseconds.
            shown = self.stands.at.astimezone(self.plant.timezone).replace(microsecond=0, tzinfo=None)
            data["at"] = self.stands.at if at == shown else _local(at, self.plant).astimezone(UTC)
        return replace(self.stands, **data)

    def _canonical(self, data: dict[str, Any]) -> None:
        told = data["value"].replace(",", "").strip()
        data["value"] = amended_value(self.record.event.kind, told)

    def _add_value(self) -> None:
        kind, value = self.record.event.kind, self.stands.value
        if kind is Kind.STATE:
            self.fields["value"] = forms.ChoiceField(
                label=_("State"), choices=[(state.value, word()) for state, word in STATES.items()], initial=value
            )
        elif value in {"ok", "ng"} and kind in CHECKS:
            self.fields["value"] = forms.ChoiceField(
                label=_("Value"), choices=[("ok", _("in order")), ("ng", _("not in order"))], initial=value
            )
        elif kind in NUMBERS:
            unit = self._words.unit(self.stands)
            self.fields["value"] = forms.CharField(
                label=_("Value"), initial=value, required=kind not in MAY_BE_EMPTY, max_length=40, help_text=unit,
                widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
            )  # fmt: skip

    def _add_time(self) -> None:
        local = self.stands.at.astimezone(self.plant.timezone)
        self.fields["at"] = _LocalTime(
            label=_("When"), initial=local.strftime(TIME),
            widget=forms.TextInput(attrs={"type": "datetime-local", "step": "1"}),
        )  # fmt: skip

    def _add_things(self) -> None:
        kind, called = self.record.event.kind, self._words.called
        self._choose("machine", _("Machine"), {code: called.machine(code) for code in self.plant.machines},
                     needed=kind in OF_A_MACHINE)  # fmt: skip
        if kind not in {Kind.STATE, Kind.REASON, Kind.ENERGY}:
            self._choose(
                "item", pgettext_lazy("record", "Item"), {code: called.item(code) for code in self.plant.items}
            )
            self.fields["lot"] = forms.CharField(
                label=_("Lot"), initial=self.stands.lot, required=kind in OF_LOTS, max_length=200
            )
        if kind in DEFECTS:
            self._choose("reason", reason_label(kind), {code: called.defect(code) for code in self.plant.defects})
        elif kind in {Kind.STATE, Kind.REASON}:
            reasons = {code: called.reason(code) for code in self.plant.reasons}
            self._choose("reason", reason_label(kind), reasons, needed=kind is Kind.REASON)

    def _choose(self, name: str, label: Any, offered: dict[str, str], *, needed: bool = False) -> None:
        stands = getattr(self.stands, name)
        kept = {} if not stands or stands in offered else {stands: stands}
        blank = [] if needed else [("", "–")]
        self.fields[name] = forms.ChoiceField(
            label=label, choices=[*blank, *(kept | offered).items()], initial=stands, required=needed
        )


class _LocalTime(forms.CharField):
    """A time on the plant's wall clock, kept without a zone until the plant's own is put to it."""

    def clean(self, value: Any) -> datetime:
        """Raises ValidationError for what is no time."""
        try:
            found = datetime.fromisoformat(super().clean(value)).replace(tzinfo=None)
        except ValueError as error:
            raise forms.ValidationError(_("Write the day and the time.")) from error
        if not OLDEST.date() < found.date() < NEWEST.date():
            raise forms.ValidationError(_("Write the day and the time."))
        return found


def _local(at: datetime, plant: Plant) -> datetime:
    return at.replace(tzinfo=plant.timezone)
