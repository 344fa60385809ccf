"""An application, its draft and its versions, the eligibility check and what had to be supplemented."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dure.foundation.parties.models import Establishment, Organisation, Person
from dure.foundation.places.models import Place
from dure.journey.applications.eligibility import FactSource, Outcome, Summary
from dure.journey.applications.states import ENDED_STATES, ApplicationState, SupplementState
from dure.journey.programmes.models import NoticeVersion, Programme

__all__ = [
    "Application",
    "CoEditor",
    "Draft",
    "DraftSave",
    "EligibilityCheck",
    "NumberSeries",
    "OpenForm",
    "Outcome",
    "PlanVersion",
    "RuleResult",
    "Supplement",
]


class Consent(models.TextChoices):
    """What the firm's consent to entry on behalf is written on."""

    PENDING = "pending", _("Not received yet")
    PAPER = "paper", _("Signed paper kept by the operator")
    FILE = "file", _("Signed file attached")
    LETTER = "letter", _("Official letter of the firm")


class Application(models.Model):
    """One firm's application to one programme; the city is the factory's, which co-funds.

    Personal data: none of its own; plan texts may name people.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="applications")
    number = models.CharField(max_length=60, blank=True)
    type_code = models.CharField(max_length=40)
    firm = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    site = models.ForeignKey(Establishment, on_delete=models.PROTECT, related_name="+")
    city = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    supplier = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    interest = models.OneToOneField(
        "prospects.Interest", on_delete=models.PROTECT, null=True, blank=True, related_name="application"
    )
    status = models.CharField(max_length=20, choices=ApplicationState, default=ApplicationState.DRAFT)
    search_key = models.TextField(blank=True, editable=False)
    created_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    cost_won = models.BigIntegerField(default=0)
    province_won = models.BigIntegerField(default=0)
    city_won = models.BigIntegerField(default=0)
    firm_won = models.BigIntegerField(default=0)
    first_ict = models.BooleanField(null=True, blank=True)
    entered_by_staff = models.BooleanField(default=False)
    consent = models.CharField(max_length=8, choices=Consent, blank=True)
    # The worst outcome of the last eligibility check, so that the desk can filter and sort by it.
    verdict = models.CharField(max_length=8, choices=[(each.value, each.value) for each in Summary], blank=True)

    class Meta:
        ordering = ["number", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "firm"], condition=~Q(status__in=ENDED_STATES), name="one_live_application_a_firm"
            ),
            models.UniqueConstraint(
                fields=["programme", "number"], condition=~Q(number=""), name="one_application_a_number"
            ),
            models.CheckConstraint(
                condition=Q(cost_won=models.F("province_won") + models.F("city_won") + models.F("firm_won")),
                name="shares_sum_to_the_cost",
            ),
            models.CheckConstraint(
                condition=Q(cost_won__gte=0, province_won__gte=0, city_won__gte=0, firm_won__gte=0),
                name="no_negative_share",
            ),
        ]

    def __str__(self) -> str:
        return self.number or f"draft {self.pk}"


class Draft(models.Model):
    """What is being written. Saved as one types, so it is no evidence; each save raises the revision.

    Personal data: plan texts may name people.
    """

    application = models.OneToOneField(Application, on_delete=models.CASCADE, related_name="draft")
    plan = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"draft of {self.application_id} r{self.revision}"


class DraftSave(models.Model):
    """A draft as it stood at one revision: what a writer began from. Only the last ones are kept.

    Personal data: plan texts may name people.
    """

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="saves")
    revision = models.PositiveIntegerField()
    plan = models.JSONField()
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["draft_id", "revision"]
        constraints = [models.UniqueConstraint(fields=["draft", "revision"], name="one_save_a_revision")]

    def __str__(self) -> str:
        return f"{self.draft_id} r{self.revision}"


class OpenForm(models.Model):
    """A page in which someone writes the draft: what it last sent, so that the next change can be told apart.

    ``set_aside`` names the fields that could not be stored because another had changed them too; what was written
    in them stays here until the writer settles it.
    Personal data: plan texts may name people.
    """

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="forms")
    key = models.CharField(max_length=40)
    plan = models.JSONField()
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    set_aside = models.JSONField(default=list)
    is_open = models.BooleanField(default=False)

    class Meta:
        ordering = ["draft_id", "saved_at", "id"]
        constraints = [models.UniqueConstraint(fields=["draft", "key"], name="one_form_a_key")]

    def __str__(self) -> str:
        return f"{self.draft_id} {self.key}"


class PlanVersion(models.Model):
    """A plan as it was handed in, never changed; a supplement makes the next.

    Personal data: plan texts may name people.
    """

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    plan = models.JSONField()
    submitted_at = models.DateTimeField()
    submitted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    notice = models.ForeignKey(NoticeVersion, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["application_id", "number"]
        constraints = [models.UniqueConstraint(fields=["application", "number"], name="one_plan_a_number")]

    def __str__(self) -> str:
        return f"{self.application_id} plan {self.number}"


class CoEditor(models.Model):
    """A person outside the firm (supplier, mentor) who may edit the draft.

    Personal data: the person.
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="co_editors")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["application_id", "added_at", "id"]
        constraints = [models.UniqueConstraint(fields=["application", "person"], name="co_editor_once")]

    def __str__(self) -> str:
        return f"{self.person_id} on {self.application_id}"


class EligibilityCheck(models.Model):
    """A run of the eligibility rules over a plan version, with the notice version that held: replayable.

    Personal data: none.
    """

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="checks")
    plan_version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="+")
    notice = models.ForeignKey(NoticeVersion, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField()
    checked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    eligible = models.BooleanField()

    class Meta:
        ordering = ["application_id", "checked_at", "id"]

    def __str__(self) -> str:
        return f"check {self.pk}"


class RuleResult(models.Model):
    """One rule's verdict: the fact as found, where it came from, and a decision of staff that set it aside.

    Personal data: none.
    """

    check_run = models.ForeignKey(EligibilityCheck, on_delete=models.PROTECT, related_name="results")
    rule_code = models.CharField(max_length=40)
    outcome = models.CharField(max_length=8, choices=Outcome)
    fact = models.JSONField()
    source = models.CharField(max_length=10, choices=FactSource)
    set_aside_reason = models.TextField(blank=True)
    set_aside_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    set_aside_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["check_run_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["check_run", "rule_code"], name="one_result_a_rule"),
            models.CheckConstraint(
                condition=~Q(outcome="stop") | Q(set_aside_reason=""), name="a_stop_is_never_set_aside"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule_code}: {self.outcome}"

    @property
    def standing_outcome(self) -> str:
        """The outcome that counts: a caution that staff set aside counts as met."""
        return Outcome.PASS.value if self.set_aside_reason else self.outcome


class Supplement(models.Model):
    """A request to supplement (보완요청): what is missing, by when, and the answer.

    Personal data: none.
    """

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="supplements")
    items = models.JSONField()
    status = models.CharField(max_length=12, choices=SupplementState, default=SupplementState.ASKED)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)

    class Meta:
        ordering = ["application_id", "asked_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(due_at__gt=models.F("asked_at")), name="supplement_days_in_order"),
            models.UniqueConstraint(
                fields=["application"], condition=Q(status="asked"), name="one_open_supplement_an_application"
            ),
        ]

    def __str__(self) -> str:
        return f"supplement {self.pk}"


class NumberSeries(models.Model):
    """The last number given to an application of a type in a programme; locked while the next is taken, so no gaps.

    Personal data: none.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    type_code = models.CharField(max_length=40)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "type_code"], name="one_series_a_type")]

    def __str__(self) -> str:
        return f"{self.type_code} {self.last}"
