"""What is asked on the pages of builds. Forms validate and never save."""

from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dure.foundation.interface.fields import DayField, MomentField
from dure.foundation.places.queries import places_to_choose, sectors
from dure.journey.builds.models import InspectionKind, LevelMoment, LevelScale, PartyToBlame
from dure.journey.builds.record import FIGURES
from dure.journey.builds.topics import TOPICS
from dure.journey.builds.words import FIGURE_LABELS, LEVEL_LABELS

Pairs = Iterable[tuple[Any, Any]]
FINDING_ROWS: Final = 4


def _text(rows: int = 4, longest: int = 2000) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "maxlength": longest})


class ReachForm(forms.Form):
    """The day on which a milestone was reached."""

    on = DayField(label=_("Reached on"))


class DelayForm(forms.Form):
    """Days of a slip and who caused them."""

    days = forms.IntegerField(label=_("Number of days"), min_value=1, max_value=3650)
    caused_by = forms.ChoiceField(label=_("Who caused them"), choices=PartyToBlame, widget=forms.RadioSelect)
    reason = forms.CharField(label=_("What held it up"), widget=_text(3, 300), max_length=300)


class ReportForm(forms.Form):
    """A progress report."""

    on = DayField(label=_("As of"))
    progress_pct = forms.IntegerField(label=_("Progress of the whole build (%)"), min_value=0, max_value=100)
    done = forms.CharField(label=_("Done since the last report"), widget=_text(), max_length=2000)
    next = forms.CharField(label=_("What comes next"), widget=_text(3), max_length=2000, required=False)
    trouble = forms.CharField(
        label=_("Difficulties"),
        help_text=_("Also what you wait for, and from whom."),
        widget=_text(3),
        max_length=2000,
        required=False,
    )


class PlanCheckForm(forms.Form):
    """Kind, day and inspector of a check."""

    kind = forms.ChoiceField(label=_("Kind"), choices=InspectionKind)
    planned_at = MomentField(label=_("Day and time"))
    inspector = forms.TypedChoiceField(label=_("Inspector"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, people: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["inspector"].choices = [("", gettext("Not decided yet")), *people]  # type: ignore[attr-defined]


class WriteUpForm(forms.Form):
    """The verdict of a check and what was seen."""

    verdict = forms.ChoiceField(label=_("Verdict"), widget=forms.RadioSelect)
    done_on = DayField(label=_("Held on"))
    summary = forms.CharField(label=_("What was seen"), widget=_text(5, 4000), max_length=4000, required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, verdicts: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["verdict"].choices = list(verdicts)  # type: ignore[attr-defined]


class FindingForm(forms.Form):
    """One finding; an empty row counts for nothing."""

    text = forms.CharField(label=_("Finding"), widget=_text(2, 1000), max_length=1000, required=False)
    concerns = forms.ChoiceField(
        label=_("To be mended by"), choices=PartyToBlame, initial=PartyToBlame.SUPPLIER, required=False
    )
    due_on = DayField(
        label=_("To be mended until"),
        help_text=_("Left empty: the days of the notice."),
        required=False,
    )


FindingRows = forms.formset_factory(FindingForm, extra=FINDING_ROWS)


class PlanForm(forms.Form):
    """How a finding will be mended."""

    plan = forms.CharField(label=_("How and by when it will be mended"), widget=_text(), max_length=2000)


class ResultForm(forms.Form):
    """What was done about a finding."""

    result = forms.CharField(label=_("What was done about it"), widget=_text(), max_length=2000)


class AcceptForm(forms.Form):
    """The firm's acceptance (검수)."""

    on = DayField(label=_("Accepted on"))
    note = forms.CharField(label=_("Remarks"), widget=_text(3), max_length=2000, required=False)
    tried = forms.BooleanField(label=_("We have tried the system in our own work and it does what was agreed."))


class TrainingForm(forms.Form):
    """A training."""

    held_on = DayField(label=_("Held on"))
    subject = forms.CharField(label=_("Subject of the training"), max_length=200)
    hours = forms.DecimalField(label=_("Hours"), min_value=0, max_value=200, max_digits=4, decimal_places=1)
    people = forms.IntegerField(label=_("People taking part"), min_value=1, max_value=1000)


class LevelForm(forms.Form):
    """A confirmed level."""

    moment = forms.ChoiceField(label=_("Before or after"), choices=LevelMoment, widget=forms.RadioSelect)
    scale = forms.ChoiceField(label=_("Scale"), choices=LevelScale, widget=forms.RadioSelect)
    level = forms.ChoiceField(label=_("Level"), choices=list(LEVEL_LABELS.items()))
    confirmed_on = DayField(label=_("Confirmed on"))
    confirmed_by = forms.CharField(label=_("Confirmed by"), max_length=120)
    certificate_no = forms.CharField(label=_("Number of the certificate"), max_length=60, required=False)


class DayForm(forms.Form):
    """A day alone."""

    on = DayField(label=_("Day"))


class InUseForm(forms.Form):
    """Whether the system is still used."""

    in_use = forms.TypedChoiceField(
        label=_("Is the system still in use?"),
        choices=(("yes", _("Yes")), ("no", _("No"))),
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    on = DayField(label=_("As of"))


class TicketForm(forms.Form):
    """A fault, reported on a phone in a few words."""

    title = forms.CharField(label=_("What does not work?"), max_length=160)
    stops_work = forms.BooleanField(label=_("Our work stands still because of it"), required=False)
    text = forms.CharField(label=_("More about it"), widget=_text(3), max_length=2000, required=False)


class ReplyForm(forms.Form):
    """An answer to a fault report."""

    text = forms.CharField(label=_("What you found or will do"), widget=_text(3), max_length=2000)
    visited_on = DayField(label=_("Visited on"), required=False)


class ProfileForm(forms.Form):
    """What a supplier says of itself."""

    introduction = forms.CharField(label=_("Introduction"), widget=_text(5), max_length=2000, required=False)
    topics = forms.MultipleChoiceField(
        label=_("What we build"), choices=list(TOPICS.items()), widget=forms.CheckboxSelectMultiple, required=False
    )
    sectors = forms.MultipleChoiceField(label=_("Sectors we know"), widget=forms.CheckboxSelectMultiple, required=False)
    cities = forms.MultipleChoiceField(
        label=_("Cities and counties we serve"), widget=forms.CheckboxSelectMultiple, required=False
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sectors"].choices = _sectors()  # type: ignore[attr-defined]
        self.fields["cities"].choices = _cities()  # type: ignore[attr-defined]


class CapabilityForm(forms.Form):
    """A confirmed level of capability."""

    level = forms.CharField(label=_("Level of capability"), max_length=8, help_text=_("For instance 2+, 3-, 3."))
    source = forms.CharField(label=_("Confirmed by, and in which document"), max_length=120)
    until = DayField(label=_("Valid until"), required=False)


class ObjectionForm(forms.Form):
    """An objection to a figure."""

    figure = forms.ChoiceField(
        label=_("Which figure"), choices=[(key, FIGURE_LABELS[key]) for key in FIGURES], widget=forms.RadioSelect
    )
    text = forms.CharField(label=_("What is wrong with it"), widget=_text(), max_length=2000)


class NeedsForm(forms.Form):
    """What a firm looks for."""

    topics = forms.MultipleChoiceField(
        label=_("What is to be built"),
        choices=list(TOPICS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    sector = forms.ChoiceField(label=_("Sector"), required=False)
    city = forms.ChoiceField(label=_("City or county of the factory"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        any_one = [("", gettext("Any"))]
        self.fields["sector"].choices = any_one + _sectors()  # type: ignore[attr-defined]
        self.fields["city"].choices = any_one + _cities()  # type: ignore[attr-defined]


def _sectors() -> list[tuple[str, str]]:
    return [(row.code, str(row)) for row in sectors()]


def _cities() -> list[tuple[str, str]]:
    return [(row.code, row.name) for row in places_to_choose(with_provinces=False)]
