"""The dates of the year and the days people have."""

from collections.abc import Sequence

from django import forms
from django.forms import BaseForm
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dure.foundation.interface.fields import MomentField
from dure.journey.programmes.editor.section import Data, Section, rebuilt
from dure.journey.programmes.terms import Calendar, Terms

MOST_DAYS = 365


class CalendarForm(forms.Form):
    """Empty is a date not yet fixed."""

    interest_opens_at = MomentField(label=_("Interest intake opens"), required=False)
    interest_closes_at = MomentField(label=_("Interest intake closes"), required=False)
    intake_opens_at = MomentField(label=_("Plan intake opens"), required=False)
    intake_closes_at = MomentField(label=_("Plan intake closes"), required=False)
    site_check_from = MomentField(label=_("Site checks begin"), required=False)
    site_check_until = MomentField(label=_("Site checks end"), required=False)
    presentation_from = MomentField(label=_("Presentations begin"), required=False)
    presentation_until = MomentField(label=_("Presentations end"), required=False)
    announcement_at = MomentField(label=_("Announcement"), required=False)
    supplement_days = forms.IntegerField(label=_("Days to supplement"), min_value=0, max_value=MOST_DAYS)
    appeal_days = forms.IntegerField(label=_("Days to appeal"), min_value=0, max_value=MOST_DAYS)
    giving_up_days = forms.IntegerField(label=_("Days to give up"), min_value=0, max_value=MOST_DAYS)


class CalendarSection(Section):
    key = "calendar"
    label = _("Calendar")

    def build(self, data: Data) -> None:
        initial = {
            name: timezone.localtime(value) if name.endswith(("_at", "_from", "_until")) and value else value
            for name, value in self.terms.calendar
        }
        self.form = CalendarForm(data, initial=initial)

    def parts(self) -> Sequence[BaseForm]:
        return [self.form]

    def changed_terms(self) -> Terms:
        return self.terms.model_copy(update={"calendar": rebuilt(Calendar, **self.form.cleaned_data)})
