"""When public money moves: instalments, approvals, settlement."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BaseForm
from django.utils.translation import gettext_lazy as _

from dure.journey.programmes.delivery import HUNDRED
from dure.journey.programmes.editor.agreement import days
from dure.journey.programmes.editor.delivery import changed, values_of, with_delivery
from dure.journey.programmes.editor.fields import PctField, number_input, plain
from dure.journey.programmes.editor.section import Data, Section
from dure.journey.programmes.terms import Terms

INSTALMENTS = ("advance_pct", "interim_pct", "final_pct")


class PaymentForm(forms.Form):
    """All of it."""

    advance_pct = PctField(label=_("Advance payment (%)"))
    interim_pct = PctField(label=_("Interim payment (%)"))
    final_pct = PctField(label=_("Final payment (%)"))
    firm_cash_first = forms.BooleanField(label=_("Nothing is paid before the firm's own cash is in"), required=False)
    approvals = forms.IntegerField(label=_("People who approve a claim one after the other"), min_value=1, max_value=4)
    settlement_days = days(_("Days to hand in the settlement"))
    return_days = days(_("Days to return money that is due back"))
    surcharge_factor_max = forms.DecimalField(
        label=_("Surcharge at most (times the amount)"), min_value=0, max_value=10, max_digits=4, decimal_places=2,
        widget=number_input(),
    )  # fmt: skip
    late_pct_per_day = forms.DecimalField(
        label=_("Liquidated damages a day (% of the agreed cost)"), min_value=0, max_value=5, max_digits=4,
        decimal_places=3, widget=number_input(),
        help_text=_("A starting value. Hold it against the notice; 0 means none."),
    )  # fmt: skip
    late_max_pct = PctField(label=_("Liquidated damages at most (% of the agreed cost)"))
    mend_days = days(_("Days to mend a claim that was given back"))
    decide_days = days(_("Days to decide a claim"))

    def clean(self) -> dict[str, Any]:
        """The instalments are the whole."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        shares = [data.get(name) for name in INSTALMENTS]
        whole = sum((share for share in shares if share is not None), Decimal(0))
        if None not in shares and whole != HUNDRED:
            self.add_error("final_pct", _("The instalments come to %(sum)s %%; they must come to 100 %%.") % {
                "sum": plain(whole)
            })  # fmt: skip
        return data


class PaymentSection(Section):
    key = "payment"
    label = _("Payment and settlement")

    def build(self, data: Data) -> None:
        rules = self.terms.delivery.payment
        initial = values_of(rules, *PaymentForm.base_fields)
        for name in ("surcharge_factor_max", "late_pct_per_day"):
            initial[name] = plain(getattr(rules, name))
        self.form = PaymentForm(data, initial=initial)

    def parts(self) -> Sequence[BaseForm]:
        return [self.form]

    def changed_terms(self) -> Terms:
        return with_delivery(self.terms, payment=changed(self.terms.delivery.payment, **self.form.cleaned_data))
