"""What comes in from the pages of changes and endings; forms check and never save."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from dure.foundation.interface.fields import DayField
from dure.foundation.parties import queries as parties
from dure.foundation.parties.models import EstablishmentKind, OrganisationKind
from dure.journey.agreements import change_content as content
from dure.journey.agreements.change_rules import PERIODS
from dure.journey.agreements.forms import won_field
from dure.journey.agreements.models import Agreement, Change, ChangeKind, EndingKind, Fault
from dure.journey.applications.queries import terms_for

NEW_LINES = 3
# One choice for every extension: the days decide whether it is reported or approved.
ASKED_KINDS: tuple[tuple[str, Any], ...] = (
    (ChangeKind.CONTACT.value, ChangeKind.CONTACT.label),
    (ChangeKind.REPRESENTATIVE.value, ChangeKind.REPRESENTATIVE.label),
    (ChangeKind.ACCOUNT.value, ChangeKind.ACCOUNT.label),
    (ChangeKind.PERIOD_LONG.value, gettext_lazy("Period of the agreement")),
    (ChangeKind.COST.value, ChangeKind.COST.label),
    (ChangeKind.SITE.value, ChangeKind.SITE.label),
    (ChangeKind.SUPPLIER.value, ChangeKind.SUPPLIER.label),
)


class BeginChangeForm(forms.Form):
    """What shall change, since when, and why."""

    kind = forms.ChoiceField(label=gettext_lazy("What changes"), choices=ASKED_KINDS, widget=forms.RadioSelect)
    cause_on = DayField(
        label=gettext_lazy("Day of the cause"),
        help_text=gettext_lazy("The day from which the limit counts: when it became known that a change is needed."),
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))


class ChangeForm(forms.Form):
    """The fields of one kind of change, with cause and reason."""

    cause_on = DayField(label=gettext_lazy("Day of the cause"))
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    form_key = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)

    def __init__(self, data: Any = None, *, change: Change, form_key: str = "") -> None:
        self.change, self.agreement = change, change.agreement
        super().__init__(data, initial=self._values(form_key))
        self.asked = self._fields_of_the_kind()
        self.fields.update(self.asked)
        self.order_fields([*self.asked, "cause_on", "reason", "revision", "form_key"])

    def _values(self, form_key: str) -> dict[str, Any]:
        row = self.change
        known = {"cause_on": row.cause_on, "reason": row.reason, "revision": row.revision, "form_key": form_key}
        return {**known, **{name: value for name, value in row.after.items() if name != "costs"}}

    def _fields_of_the_kind(self) -> dict[str, forms.Field]:
        kind = self.change.kind
        if kind in PERIODS:
            return {"ends_on": DayField(label=_("New last day"), required=False)}
        if kind == ChangeKind.SITE:
            return {"site_id": forms.TypedChoiceField(label=_("Factory"), choices=_sites(self.agreement), coerce=int)}
        if kind == ChangeKind.SUPPLIER:
            choices = _suppliers(self.agreement)
            return {"supplier_id": forms.TypedChoiceField(label=_("New supplier"), choices=choices, coerce=int)}
        if kind == ChangeKind.COST:
            return self._cost_fields()
        return {
            name: forms.CharField(label=LABELS[name], max_length=120, required=False) for name in content.FIELDS[kind]
        }

    def _cost_fields(self) -> dict[str, forms.Field]:
        rows = content.asked_costs(self.change.after)
        self.numbers: list[int | None] = [*(row.number for row in rows), *[None] * NEW_LINES]
        items = _items(self.agreement)
        found: dict[str, forms.Field] = {}
        for n, number in enumerate(self.numbers):
            row = rows[n] if n < len(rows) else content.NewCost(number, "", "", 0)
            found[f"item_{n}"] = forms.ChoiceField(
                label=_("Cost item"), choices=items, required=False, initial=row.item
            )
            found[f"what_{n}"] = forms.CharField(label=_("What"), max_length=200, required=False, initial=row.what)
            found[f"won_{n}"] = won_field(
                label=_("Amount of line %(n)d") % {"n": n + 1}, initial=row.amount_won or None
            )
        found["in_kind_won"] = won_field(label=_("Firm, in kind"))
        return found

    def cost_rows(self) -> list[tuple[int | None, Any, Any, Any]]:
        """Each line of the cost table with its number and fields."""
        if self.change.kind != ChangeKind.COST:
            return []
        return [(k, self[f"item_{n}"], self[f"what_{n}"], self[f"won_{n}"]) for n, k in enumerate(self.numbers)]

    def other_fields(self) -> list[Any]:
        """The fields of the kind that are no cost lines."""
        return [self[name] for name in self.asked if not name.startswith(("item_", "what_", "won_"))]

    def after(self) -> dict[str, Any]:
        """What shall hold, as it is kept."""
        data, kind = self.cleaned_data, self.change.kind
        if kind in PERIODS:
            ends_on: date | None = data["ends_on"]
            return {"ends_on": ends_on.isoformat() if ends_on else ""}
        if kind == ChangeKind.COST:
            return {"costs": self._costs(), "in_kind_won": data["in_kind_won"] or 0}
        if kind == ChangeKind.SITE:
            return {"site_id": data["site_id"], "site": dict(_sites(self.agreement))[data["site_id"]]}
        if kind == ChangeKind.SUPPLIER:
            chosen = data["supplier_id"]
            return {"supplier_id": chosen, "supplier": dict(_suppliers(self.agreement))[chosen]}
        return {name: data[name] for name in content.FIELDS[kind]}

    def _costs(self) -> list[dict[str, Any]]:
        data = self.cleaned_data
        rows = [
            {"number": k, "item": data[f"item_{n}"], "what": data[f"what_{n}"], "amount_won": data[f"won_{n}"] or 0}
            for n, k in enumerate(self.numbers)
        ]
        return [row for row in rows if row["amount_won"] or row["number"]]


LABELS: dict[str, Any] = {
    "contact_name": gettext_lazy("Contact person"),
    "contact_phone": gettext_lazy("Telephone of the contact person"),
    "contact_email": gettext_lazy("E-mail of the contact person"),
    "representative": gettext_lazy("Representative"),
    "bank": gettext_lazy("Bank"),
    "account_number": gettext_lazy("Account number"),
    "account_holder": gettext_lazy("Holder of the account"),
}


def _items(agreement: Agreement) -> Sequence[tuple[str, str]]:
    language = get_language() or "ko"
    items = terms_for(agreement.application).costs.items
    return [("", "-"), *((item.code, item.name.in_language(language)) for item in items)]


def _sites(agreement: Agreement) -> list[tuple[int, str]]:
    rows = parties.establishments(agreement.firm_id).filter(kind=EstablishmentKind.FACTORY, closed_on__isnull=True)
    return [(row.pk, f"{row.name} ({row.city.name})") for row in rows.select_related("city")]


def _suppliers(agreement: Agreement) -> list[tuple[int, str]]:
    rows = parties.organisations(OrganisationKind.SUPPLIER).filter(merged_into__isnull=True)
    return [(row.pk, row.name) for row in rows.order_by("name", "pk")]


class AskEndingForm(forms.Form):
    """Why the agreement shall end; staff say also in which way."""

    kind = forms.ChoiceField(
        label=gettext_lazy("In which way"), choices=EndingKind.choices, widget=forms.RadioSelect, required=False
    )
    cause = forms.CharField(
        label=gettext_lazy("Why shall the agreement end?"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6})
    )

    def __init__(self, *args: Any, is_staff: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_staff:
            self.fields["kind"].required = True
        else:
            del self.fields["kind"]


class DecideEndingForm(forms.Form):
    """From when the agreement no longer runs, whose fault it is, and who may not take part until when."""

    effective_on = DayField(label=gettext_lazy("Ends on"))
    fault = forms.ChoiceField(label=gettext_lazy("Whose fault"), choices=Fault.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=gettext_lazy("Reason of the decision"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )
    barred = forms.MultipleChoiceField(
        label=gettext_lazy("Who is barred from taking part"),
        choices=(("firm", gettext_lazy("Firm")), ("supplier", gettext_lazy("Supplier"))),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    ban_until = DayField(label=gettext_lazy("Barred until"), required=False)

    def clean(self) -> dict[str, Any]:
        """A ban has both its body and its last day."""
        data: dict[str, Any] = super().clean() or {}
        if bool(data.get("barred")) != bool(data.get("ban_until")):
            raise forms.ValidationError(_("A ban needs whom it bars and until which day; or leave both empty."))
        return data
