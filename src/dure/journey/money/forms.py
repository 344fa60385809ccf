"""Forms of deposits, claims, payments and imports. They validate and never save; money is whole won."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dure.foundation.installation import clock
from dure.foundation.interface.fields import DayField, WonField
from dure.journey.money.models import Claim, ClaimLine, EvidenceKind, SourceSystem
from dure.journey.money.reckoning import CostLeft
from dure.journey.money.values import LineDraft


class DepositForm(forms.Form):
    amount_won = WonField(label=_("Amount paid in"), help_text=_("In won, VAT included where it is beside the cost"))
    paid_on = DayField(label=_("Day of payment"))
    reference = forms.CharField(label=_("Depositor's name or memo"), max_length=80, required=False)


class LineForm(forms.Form):
    """One spending. ``line`` is the row that is changed; empty for a new one."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    line = forms.IntegerField(widget=forms.HiddenInput, required=False)
    cost = forms.TypedChoiceField(label=_("Line of the cost table"), coerce=int)
    what = forms.CharField(label=_("What was bought or paid"), max_length=200)
    evidence = forms.ChoiceField(label=_("Kind of evidence"), choices=EvidenceKind.choices)
    spent_on = DayField(label=_("Day on the evidence"))
    supply_won = WonField(label=_("Amount without VAT"))
    vat_won = WonField(label=_("VAT"), required=False)
    issuer_number = forms.CharField(
        label=_("Issuer's business registration number"), max_length=20, required=False,
        help_text=_("10 digits, on tax invoices and card slips"),
    )  # fmt: skip
    issuer_name = forms.CharField(label=_("Issuer"), max_length=120, required=False)
    invoice_no = forms.CharField(
        label=_("Approval number"), max_length=60, required=False,
        help_text=_("24 letters or digits on a tax invoice; the approval number of a card slip"),
    )  # fmt: skip
    in_kind = forms.BooleanField(label=_("The firm's part in kind"), required=False)
    photo = forms.FileField(
        label=_("Evidence: photo or file"), required=False,
        widget=forms.FileInput(attrs={"accept": "image/*,.pdf,.xlsx,.hwp,.hwpx,.zip"}),
        help_text=_("On a phone you can photograph it now."),
    )  # fmt: skip

    def __init__(self, *args: Any, costs: tuple[CostLeft, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chooser = cast("forms.TypedChoiceField", self.fields["cost"])
        chooser.choices = [(cost.id, f"{cost.what} ({cost.left_won:,})") for cost in costs]

    def draft(self) -> LineDraft:
        """What was entered, as a value."""
        data = self.cleaned_data
        return LineDraft(
            cost_id=data["cost"], what=data["what"], evidence=data["evidence"], spent_on=data["spent_on"],
            supply_won=data["supply_won"], vat_won=data["vat_won"] or 0, invoice_no=data["invoice_no"],
            issuer_number=data["issuer_number"], issuer_name=data["issuer_name"], in_kind=data["in_kind"],
            id=data["line"],
        )  # fmt: skip


def line_values(claim: Claim, line: ClaimLine | None) -> dict[str, Any]:
    """What the form of a line shows first."""
    if line is None:
        return {"revision": claim.revision, "evidence": EvidenceKind.TAX_INVOICE}
    names = ("what", "evidence", "spent_on", "supply_won", "vat_won", "issuer_number", "issuer_name", "invoice_no",
             "in_kind")  # fmt: skip
    return {"revision": claim.revision, "line": line.pk, "cost": line.cost_id} | {
        name: getattr(line, name) for name in names
    }


class JudgeForm(forms.Form):
    accepted_won = WonField(label=_("Accepted"))
    reason = forms.CharField(label=_("Reason of a cut"), max_length=300, required=False)


class CheckForm(forms.Form):
    """How the firm stands at the tax office today."""

    in_business = forms.BooleanField(label=_("The firm is in business"), required=False)
    no_arrears = forms.BooleanField(label=_("It owes no national or local taxes"), required=False)
    checked_on = DayField(label=_("Looked up on"), initial=clock.today)
    source = forms.CharField(
        label=_("Where it was looked up"), max_length=160,
        help_text=_("Such as: Hometax business status, certificates of tax payment with their numbers"),
    )  # fmt: skip


class ResultForm(forms.Form):
    result = forms.ChoiceField(
        label=_("What became of it"), choices=[("paid", _("Paid")), ("bounced", _("Came back from the bank"))]
    )
    on = DayField(label=_("On"), initial=clock.today)
    reason = forms.CharField(label=_("Reason why it came back"), max_length=300, required=False)


class ImportForm(forms.Form):
    system = forms.ChoiceField(label=_("Where the list comes from"), choices=SourceSystem.choices)
    file = forms.FileField(
        label=pgettext_lazy("import", "File"), allow_empty_file=True, max_length=200,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )  # fmt: skip


class LateForm(forms.Form):
    """Liquidated damages as confirmed: how many of the days are not charged, and why."""

    excused_days = forms.IntegerField(
        label=_("Days not charged, because others caused them"), min_value=0, max_value=3650, initial=0
    )
    reason = forms.CharField(label=_("Reason"), required=False, max_length=300)
