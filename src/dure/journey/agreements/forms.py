"""What comes in from the pages of this stage; forms check and never save."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dure.foundation.interface.fields import DayField, WonField, won_input
from dure.foundation.parties.models import Organisation, Person
from dure.journey.agreements.actions.reviewing import LineReview
from dure.journey.agreements.drafts import MemorandumDraft, ObligationDraft, PartyDraft
from dure.journey.agreements.models import CostReviewLine, Memorandum


def won_field(**options: Any) -> WonField:
    """An amount that may be left out, in a column of figures."""
    return WonField(max_value=10**12, required=False, widget=won_input(**{"class": "num"}), **options)


class LinesForm(forms.Form):
    """An accepted amount and a reason for each line of the cost table."""

    def __init__(self, *args: Any, lines: list[CostReviewLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        for line in lines:
            accepted = line.planned_won if line.accepted_won is None else line.accepted_won
            names = {"n": line.number}
            self.fields[f"accepted_{line.number}"] = won_field(
                label=_("Accepted, line %(n)d") % names, initial=accepted
            )
            self.fields[f"reason_{line.number}"] = forms.CharField(
                label=_("Reason, line %(n)d") % names, required=False, max_length=300, initial=line.reason
            )

    def rows(self) -> list[tuple[CostReviewLine, Any, Any]]:
        """Each line with its two fields."""
        return [(line, self[f"accepted_{line.number}"], self[f"reason_{line.number}"]) for line in self.lines]

    def decisions(self) -> list[LineReview]:
        """What was decided; an empty amount leaves the line open."""
        data = self.cleaned_data
        return [
            LineReview(line.number, data.get(f"accepted_{line.number}"), data.get(f"reason_{line.number}", ""))
            for line in self.lines
        ]

    def standing(self) -> list[CostReviewLine]:
        """The lines as the form holds them, unsaved."""
        if not self.is_bound:
            return self.lines
        data = getattr(self, "cleaned_data", {})
        for line in self.lines:
            line.accepted_won = data.get(f"accepted_{line.number}", line.accepted_won)
            line.reason = data.get(f"reason_{line.number}", line.reason)
        return self.lines


class MemorandumForm(forms.Form):
    """Title, text and days of a memorandum, and for each party: whether it joins, who signs, in which turn."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=160)
    text = forms.CharField(label=gettext_lazy("Wording"), widget=forms.Textarea(attrs={"rows": 14}), max_length=8000)
    starts_on = DayField(label=gettext_lazy("From"), required=False)
    ends_on = DayField(label=gettext_lazy("Until"), required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, candidates: list[tuple[Organisation, list[Person]]], draft: MemorandumDraft, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.candidates = candidates
        drafted = {each.organisation_id: each for each in draft.parties}
        for organisation, people in candidates:
            self._add_party(organisation, people, drafted.get(organisation.pk))

    def _add_party(self, organisation: Organisation, people: list[Person], drafted: PartyDraft | None) -> None:
        pk, name = organisation.pk, {"name": organisation.name}
        choices = [("", _("nobody yet")), *((str(person.pk), person.name) for person in people)]
        undertaken = drafted.obligations if drafted is not None else ()
        self.fields[f"joins_{pk}"] = forms.BooleanField(
            label=organisation.name, required=False, initial=drafted is not None
        )
        self.fields[f"signatory_{pk}"] = forms.ChoiceField(
            label=_("Signs for %(name)s") % name,
            choices=choices,
            required=False,
            initial=str(drafted.signatory_id or "") if drafted is not None else "",
        )
        self.fields[f"order_{pk}"] = forms.IntegerField(
            label=_("Turn of %(name)s") % name,
            min_value=1,
            max_value=20,
            required=False,
            initial=drafted.order if drafted is not None else 1,
        )
        self.fields[f"duties_{pk}"] = forms.CharField(
            label=_("What %(name)s undertakes") % name,
            required=False,
            max_length=3000,
            widget=forms.Textarea(attrs={"rows": 2}),
            initial="\n".join(_line(each) for each in undertaken),
        )

    def rows(self) -> list[tuple[Organisation, Any, Any, Any, Any]]:
        """Each organisation with its four fields."""
        return [
            (each, self[f"joins_{each.pk}"], self[f"signatory_{each.pk}"], self[f"order_{each.pk}"],
             self[f"duties_{each.pk}"])
            for each, _people in self.candidates
        ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for each, _people in self.candidates:
            try:
                data[f"parsed_{each.pk}"] = tuple(_parsed(data.get(f"duties_{each.pk}", "")))
            except ValueError as error:
                self.add_error(f"duties_{each.pk}", str(error))
        return data

    def draft(self) -> MemorandumDraft:
        """What was entered, as values."""
        data = self.cleaned_data
        parties = [
            PartyDraft(
                each.pk,
                int(data[f"signatory_{each.pk}"]) if data[f"signatory_{each.pk}"] else None,
                data[f"order_{each.pk}"] or 1,
                data[f"parsed_{each.pk}"],
            )
            for each, _people in self.candidates
            if data[f"joins_{each.pk}"]
        ]
        return MemorandumDraft(data["title"], data["text"], tuple(parties), data["starts_on"], data["ends_on"])


def draft_of(row: Memorandum) -> MemorandumDraft:
    """A memorandum as it stands, as values."""
    parties = [
        PartyDraft(
            party.organisation_id,
            party.signatory_id,
            party.order,
            tuple(ObligationDraft(each.text, each.amount_won, each.due_on) for each in party.obligations.all()),
        )
        for party in row.parties.all()
    ]
    return MemorandumDraft(row.title, row.text, tuple(parties), row.starts_on, row.ends_on)


def _line(each: ObligationDraft) -> str:
    parts = [
        each.text,
        str(each.amount_won) if each.amount_won is not None else "",
        each.due_on.isoformat() if each.due_on else "",
    ]
    return " | ".join(parts).rstrip(" |")


def _parsed(text: str) -> list[ObligationDraft]:
    """One undertaking a line: text, then optionally won and a day, divided by ``|``."""
    return [_obligation(line) for line in text.splitlines() if line.strip()]


def _obligation(line: str) -> ObligationDraft:
    text, won, due, *rest = [*(part.strip() for part in line.split("|")), "", ""][: max(3, line.count("|") + 1)]
    if rest or not text:
        raise ValueError(_("“%(line)s”: write the undertaking, then | won | day (2024-12-31).") % {"line": line})
    try:
        amount = WonField(required=False).clean(won)
        day = DayField(required=False).clean(due)
    except forms.ValidationError as error:
        raise ValueError(
            _("“%(line)s”: write the undertaking, then | won | day (2024-12-31).") % {"line": line}
        ) from error
    return ObligationDraft(text, amount, day)
