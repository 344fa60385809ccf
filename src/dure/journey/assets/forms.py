"""Forms of the assets; they validate and never save."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from dure.foundation.interface.fields import DayField, WonField
from dure.foundation.parties.models import Establishment
from dure.journey.assets.models import DisposalKind


def _camera(**more: str) -> forms.FileInput:
    """On a phone this opens the camera, elsewhere the files."""
    return forms.FileInput(attrs={"accept": "image/*", "capture": "environment", **more})


def _places(places: Iterable[Establishment]) -> list[tuple[int, str]]:
    return [(each.pk, f"{each.name} ({each.city.name})") for each in places]


class RegisterForm(forms.Form):
    """A thing that was bought."""

    item = forms.CharField(label=_("Asset"), max_length=160, help_text=_("What it is, as on the tax invoice."))
    maker = forms.CharField(label=_("Maker"), max_length=120, required=False)
    serial = forms.CharField(
        label=_("Serial number"), max_length=80, required=False, help_text=_("As on the type plate.")
    )
    bought_on = DayField(label=_("Bought on"), help_text=_("The day of the tax invoice."))
    price_won = WonField(label=_("Price without VAT"), min_value=1)
    place = forms.TypedChoiceField(label=_("Place of business"), coerce=int)
    spot = forms.CharField(
        label=_("Spot"), max_length=120, required=False, help_text=_("Where in the factory it stands.")
    )
    photo = forms.FileField(label=_("Photo"), required=False, widget=_camera())

    def __init__(self, *args: object, places: Iterable[Establishment], **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]
        self.fields["place"].choices = _places(places)  # type: ignore[attr-defined]


class SightingForm(forms.Form):
    """One look at the asset."""

    photo = forms.FileField(label=_("Photo of the asset with its label"), required=False, widget=_camera())
    broken = forms.BooleanField(label=_("It does not work"), required=False)
    note = forms.CharField(label=_("Note"), max_length=300, required=False)


class AskForm(forms.Form):
    """A request to move, sell or scrap."""

    kind = forms.ChoiceField(label=_("What shall become of it"), choices=DisposalKind.choices, widget=forms.RadioSelect)
    to_place = forms.TypedChoiceField(
        label=_("To which place"), coerce=int, empty_value=None, required=False, help_text=_("For a move only.")
    )
    price_won = WonField(
        label=_("Price obtained"), required=False,
        help_text=_("For a sale: the price agreed with the buyer, without VAT."),
    )  # fmt: skip
    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: object, places: Iterable[Establishment], **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]
        self.fields["to_place"].choices = [("", "–"), *_places(places)]  # type: ignore[attr-defined]


class DecideForm(forms.Form):
    """The approver's decision."""

    due_back_won = WonField(label=_("Due back"))
    reason = forms.CharField(
        label=_("Reason or condition"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed when the amount differs from what the rule gives."),
    )  # fmt: skip
