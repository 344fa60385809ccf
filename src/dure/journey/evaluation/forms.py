"""What is asked on the pages of the evaluation. Forms validate and never save."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from dure.foundation.interface.fields import MomentField
from dure.foundation.places.queries import sectors
from dure.journey.evaluation.models import Assessor, ConflictKind
from dure.journey.programmes.terms import Terms


class ExpertiseForm(forms.Form):
    """What is known of an assessor."""

    employer = forms.CharField(label=_("Present employer"), max_length=120, required=False)
    past_employers = forms.CharField(
        label=_("Past employers"),
        help_text=_("One a line. Ties with applicants and suppliers are looked for among these names."),
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 1000}),
        max_length=1000,
        required=False,
    )
    topics = forms.MultipleChoiceField(
        label=_("Fields"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Used when assessors are matched to firms by field."),
    )
    max_load = forms.IntegerField(label=_("At most how many firms in a step"), min_value=1, max_value=500, initial=60)

    def __init__(self, *args: Any, terms: Terms, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "ko"
        kinds = [(each.code, each.name.in_language(language)) for each in terms.types]
        fields = [(sector.code, str(sector)) for sector in sectors()]
        self.fields["topics"].choices = [*kinds, *fields]  # type: ignore[attr-defined]

    def clean_past_employers(self) -> list[str]:
        """The names, one a line."""
        return [line.strip()[:120] for line in self.cleaned_data["past_employers"].splitlines() if line.strip()]


class AssessorForm(ExpertiseForm):
    """A new assessor: the person and what is known of them."""

    name = forms.CharField(label=_("Name"), max_length=60)
    email = forms.EmailField(
        label=_("E-mail"), required=False, help_text=_("An invitation to sign in is sent to this address.")
    )
    phone = forms.CharField(label=_("Phone"), max_length=20, required=False)
    field_order = ("name", "email", "phone")


class ConflictForm(forms.Form):
    """A conflict between an assessor and a firm."""

    assessor = forms.ModelChoiceField(label=_("Assessor"), queryset=Assessor.objects.none())
    application = forms.TypedChoiceField(label=_("Firm"), coerce=int)
    kind = forms.ChoiceField(label=_("Kind"), choices=ConflictKind.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3, "maxlength": 1000})
    )

    def __init__(self, *args: Any, assessors: Any, firms: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assessor"].queryset = assessors  # type: ignore[attr-defined]
        self.fields["assessor"].label_from_instance = lambda row: f"{row.person.name} ({row.employer})"  # type: ignore[attr-defined]
        self.fields["application"].choices = [("", _("Choose a firm")), *firms]  # type: ignore[attr-defined]


class WithdrawForm(forms.Form):
    """An assessor withdraws from a firm."""

    application = forms.TypedChoiceField(label=_("Firm"), coerce=int)
    reason = forms.CharField(
        label=_("What ties you to this firm or its supplier?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 1000}),
    )

    def __init__(self, *args: Any, firms: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["application"].choices = [("", _("Choose a firm")), *firms]  # type: ignore[attr-defined]


class OpenStepForm(forms.Form):
    """Which step is opened, and until when it is to be scored."""

    step = forms.ChoiceField(label=_("Step"))
    due_at = MomentField(label=_("Score sheets are due"))

    def __init__(self, *args: Any, steps: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["step"].choices = steps  # type: ignore[attr-defined]


class DueForm(forms.Form):
    """Another deadline of a step."""

    due_at = MomentField(label=_("New deadline"))
    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class DrawForm(forms.Form):
    """How the panels are made."""

    method = forms.ChoiceField(
        label=_("Method"),
        choices=[("draw", _("Random draw")), ("engine", _("Matched by field"))],
        widget=forms.RadioSelect,
        initial="draw",
    )
    seed = forms.CharField(
        label=_("Seed of the draw"),
        max_length=120,
        required=False,
        help_text=_("Numbers called out by those present. The same seed gives the same draw: anyone can check it."),
    )

    def clean(self) -> dict[str, Any]:
        """A draw needs its seed."""
        found = super().clean() or {}
        if found.get("method") == "draw" and not found.get("seed", "").strip():
            self.add_error("seed", _("Enter the seed of the draw."))
        return found


class OrderForm(forms.Form):
    """The order of presentation and its times."""

    seed = forms.CharField(label=_("Seed of the draw"), max_length=120)
    starts_at = MomentField(label=_("First presentation"))
    minutes = forms.IntegerField(label=_("Minutes a firm"), min_value=5, max_value=240, initial=20)
    per_day = forms.IntegerField(label=_("Firms a day"), min_value=1, max_value=100, initial=18)


class AssignForm(forms.Form):
    """An assessor put on a firm by hand."""

    assessor = forms.ChoiceField(label=_("Assessor"))
    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, free: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assessor"].choices = [  # type: ignore[attr-defined]
            (
                row.pk,
                _("%(name)s (%(employer)s, %(n)d firms)")
                % {"name": row.person.name, "employer": row.employer, "n": row.load},
            )  # type: ignore[attr-defined]
            for row in free
        ]


class VisitForm(forms.Form):
    """When a firm is visited and who leads."""

    planned_at = MomentField(label=_("Day and time"))
    lead = forms.ChoiceField(label=_("Who leads"), required=False)

    def __init__(self, *args: Any, leads: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"].choices = [("", _("Not fixed yet")), *leads]  # type: ignore[attr-defined]


class SiteCheckForm(forms.Form):
    """What was seen on site. The three questions are answered by large buttons."""

    QUESTIONS = ("plant_operating", "plan_matches_site", "equipment_sound")
    _ANSWERS = (("yes", _("Yes")), ("no", _("No")))

    plant_operating = forms.ChoiceField(label=_("Is the plant operating?"), choices=_ANSWERS, widget=forms.RadioSelect)
    plan_matches_site = forms.ChoiceField(
        label=_("Does the plan match the site?"), choices=_ANSWERS, widget=forms.RadioSelect
    )
    equipment_sound = forms.ChoiceField(
        label=_("Is the existing equipment sound?"), choices=_ANSWERS, widget=forms.RadioSelect
    )
    needs = forms.CharField(
        label=_("What the firm needs"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": 3000, "data-counter": ""}),
    )
    remarks = forms.CharField(
        label=_("Remarks"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 3000, "data-counter": ""}),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def answers(self) -> dict[str, Any]:
        """The answers as the action takes them."""
        found = {name: self.cleaned_data[name] == "yes" for name in self.QUESTIONS}
        return {**found, "needs": self.cleaned_data["needs"], "remarks": self.cleaned_data["remarks"]}
