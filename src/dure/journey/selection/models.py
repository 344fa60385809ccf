"""Scenarios, pins, decisions, publication and appeals."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dure.foundation.parties.models import Person
from dure.journey.applications.models import Application
from dure.journey.programmes.models import NoticeVersion, Programme
from dure.journey.selection.states import AppealState, PublicationState, ScenarioState


class Scenario(models.Model):
    """One way to choose: the problem as the engine takes it, its answer, and the digest of both.

    ``job_id`` is the one job that may write the answer or the check; a job that lost its place here keeps nothing.
    Personal data: none (firms are application numbers).
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="scenarios")
    name = models.CharField(max_length=80)
    status = models.CharField(max_length=12, choices=ScenarioState, default=ScenarioState.WORKING)
    notice = models.ForeignKey(NoticeVersion, on_delete=models.PROTECT, related_name="+")
    rule = models.CharField(max_length=12)
    changes = models.JSONField(default=dict)
    problem = models.JSONField(default=dict)
    answer = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    job_id = models.BigIntegerField(null=True, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    # Which job is at work decides nothing.
    NOT_EVIDENCE = frozenset({"job_id"})

    class Meta:
        ordering = ["programme_id", "made_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme"], condition=Q(status="approved"), name="one_approved_scenario_a_programme"
            )
        ]

    def __str__(self) -> str:
        return self.name


class PinKind(models.TextChoices):
    PIN = "pin", _("Pinned in")
    BAR = "bar", _("Barred")


class Pin(models.Model):
    """A firm pinned in or barred in a scenario, with the reason; lifted, it stays in the record.

    Personal data: none.
    """

    scenario = models.ForeignKey(Scenario, on_delete=models.PROTECT, related_name="pins")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=4, choices=PinKind)
    reason = models.TextField()
    set_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["scenario_id", "set_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["scenario", "application"], condition=Q(lifted_at__isnull=True), name="one_pin_a_firm"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.application_id}"


class Mark(models.Model):
    """A note of the desk on a firm.

    Personal data: none.
    """

    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="marks")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=300)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["scenario_id", "application_id", "id"]

    def __str__(self) -> str:
        return f"mark {self.pk}"


class Opening(models.Model):
    """Which limits would have to give for a firm that a list leaves out, worked out on request.

    It holds for the answer with this digest. ``limits`` are names of constraints, none where no three of them would
    do; null until the job has found out.
    Personal data: none.
    """

    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="openings")
    number = models.CharField(max_length=60)
    digest = models.CharField(max_length=64)
    limits = models.JSONField(null=True, default=None)
    job_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["scenario_id", "number", "id"]
        constraints = [
            models.UniqueConstraint(fields=["scenario", "number", "digest"], name="one_opening_a_firm_and_answer")
        ]

    def __str__(self) -> str:
        return f"opening for {self.number}"


class Result(models.TextChoices):
    SELECTED = "selected", _("Selected")
    RESERVE = "reserve", _("Reserve")
    NOT_SELECTED = "not_selected", _("Not selected")


class Publication(models.Model):
    """The list as decided and made public, with its digest and minutes.

    Personal data: none.
    """

    programme = models.OneToOneField(Programme, on_delete=models.PROTECT, related_name="publication")
    scenario = models.ForeignKey(Scenario, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=12, choices=PublicationState, default=PublicationState.DRAFT)
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField(null=True, blank=True)
    appeals_close_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"publication of {self.programme_id}"


class Decision(models.Model):
    """What was decided on one application, and why, in the engine's own figures.

    Personal data: none.
    """

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="decision")
    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="decisions")
    result = models.CharField(max_length=12, choices=Result)
    reserve_rank = models.PositiveSmallIntegerField(null=True, blank=True)
    score = models.DecimalField(max_digits=9, decimal_places=4)
    reasons = models.JSONField()
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["publication_id", "application_id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reserve_rank__isnull=True) | Q(result="reserve"), name="only_a_reserve_has_a_rank"
            )
        ]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.result}"


class Attendance(models.Model):
    """A member of the committee who was present when a batch of decisions was approved at ``sat_at``.

    Personal data: who sat on the committee; the record of a public decision, kept with it.
    """

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="attendances")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    sat_at = models.DateTimeField()
    is_chair = models.BooleanField(default=False)

    class Meta:
        ordering = ["sat_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["publication", "sat_at", "person"], name="present_once_a_sitting"),
            models.UniqueConstraint(
                fields=["publication", "sat_at"], condition=Q(is_chair=True), name="one_chair_a_sitting"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.sat_at}"


class Appeal(models.Model):
    """An objection (이의신청) within the notice's days, and how it was re-decided.

    Personal data: grounds may name people.
    """

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="appeals")
    status = models.CharField(max_length=12, choices=AppealState, default=AppealState.FILED)
    grounds = models.TextField()
    filed_at = models.DateTimeField()
    filed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    answer = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["filed_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision"], condition=Q(status="filed"), name="one_open_appeal_a_decision"
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True) | Q(decided_at__gte=F("filed_at")),
                name="appeal_decided_after_filing",
            ),
        ]

    def __str__(self) -> str:
        return f"appeal {self.pk}"


class Promotion(models.Model):
    """A reserve firm that moved up into a vacancy, by the rule.

    Personal data: none.
    """

    vacated = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    promoted = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.promoted_id} for {self.vacated_id}"
