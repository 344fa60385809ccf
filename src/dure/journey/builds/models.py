"""A build from its first milestone to the certificate, its after-service, and the suppliers who build."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from dure.foundation.parties.models import Organisation, Person
from dure.journey.agreements.models import Agreement
from dure.journey.builds.states import (
    DeliverableState,
    FindingState,
    InspectionState,
    MilestoneState,
    ObjectionState,
    ReportState,
    TicketState,
)


class PartyToBlame(models.TextChoices):
    """Who caused a delay: no slip is the supplier's by default."""

    FIRM = "firm", pgettext_lazy("party", "The firm")
    SUPPLIER = "supplier", _("The supplier")
    OPERATOR = "operator", _("The operator")
    MENTOR = "mentor", _("The mentors")
    FUNDER = "funder", _("Province, city or county")
    NOBODY = "nobody", _("Nobody (force majeure)")


class SupplierProfile(models.Model):
    """A supplier as the register shows it: what it can do, where, and how its capability was confirmed.

    ``topics`` are codes of what it builds, ``sectors`` KSIC divisions, ``cities`` place codes; all lists of text.
    Personal data: none.
    """

    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="supplier_profile")
    introduction = models.TextField(blank=True)
    topics = models.JSONField(default=list)
    sectors = models.JSONField(default=list)
    cities = models.JSONField(default=list)
    capability_level = models.CharField(max_length=8, blank=True)
    capability_source = models.CharField(max_length=120, blank=True)
    capability_until = models.DateField(null=True, blank=True)
    is_listed = models.BooleanField(default=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["organisation__name", "id"]

    def __str__(self) -> str:
        return f"profile of {self.organisation_id}"


class Objection(models.Model):
    """A supplier's objection to a figure of its track record; while it is open the figure is marked.

    Personal data: none of its own.
    """

    profile = models.ForeignKey(SupplierProfile, on_delete=models.PROTECT, related_name="objections")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    figure = models.CharField(max_length=20)
    text = models.TextField()
    status = models.CharField(max_length=10, choices=ObjectionState, default=ObjectionState.FILED)
    filed_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)

    class Meta:
        ordering = ["profile_id", "filed_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "figure"], condition=Q(status="filed"), name="one_open_objection_a_figure"
            )
        ]

    def __str__(self) -> str:
        return f"objection {self.pk}"


class Build(models.Model):
    """The build (시스템 구축) under one agreement.

    ``stopped_at`` says that the agreement ended early; nothing is owed from then on.
    Personal data: none.
    """

    agreement = models.OneToOneField(Agreement, on_delete=models.PROTECT, related_name="build")
    begun_at = models.DateTimeField()
    design_due_on = models.DateField(null=True, blank=True)
    progress_pct = models.PositiveSmallIntegerField(default=0)
    accepted_on = models.DateField(null=True, blank=True)
    acceptance_note = models.TextField(blank=True)
    accepted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    warranty_until = models.DateField(null=True, blank=True)
    completed_on = models.DateField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    in_use = models.BooleanField(null=True, blank=True)
    in_use_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["agreement_id"]
        constraints = [
            models.CheckConstraint(condition=Q(progress_pct__lte=100), name="progress_up_to_100"),
            models.CheckConstraint(
                condition=Q(completed_on__isnull=True) | Q(accepted_on__isnull=False), name="complete_once_accepted"
            ),
        ]

    def __str__(self) -> str:
        return f"build of {self.agreement_id}"


class Named(models.Model):
    """What the notice named in both languages."""

    name_ko = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name_ko

    @property
    def name(self) -> str:
        """The name in the language of the reader."""
        return self.name_ko if (get_language() or "ko").startswith("ko") or not self.name_en else self.name_en


class Milestone(Named):
    """A milestone of the build: when it is due by the plan in force, when it was reached.

    Personal data: none.
    """

    build = models.ForeignKey(Build, on_delete=models.PROTECT, related_name="milestones")
    code = models.CharField(max_length=40)
    order = models.PositiveSmallIntegerField()
    first_due_on = models.DateField()
    due_on = models.DateField()
    reached_on = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=MilestoneState, default=MilestoneState.AHEAD)

    class Meta:
        ordering = ["build_id", "order"]
        constraints = [models.UniqueConstraint(fields=["build", "code"], name="one_milestone_a_code")]
        indexes = [models.Index(fields=["status", "due_on"], name="milestone_by_day")]


class Delay(models.Model):
    """Days by which a milestone slipped, and who caused them; several parties may each have caused some.

    Personal data: none.
    """

    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="delays")
    days = models.PositiveSmallIntegerField()
    caused_by = models.CharField(max_length=10, choices=PartyToBlame)
    reason = models.CharField(max_length=300)
    noted_at = models.DateTimeField()

    class Meta:
        ordering = ["milestone_id", "id"]
        constraints = [models.CheckConstraint(condition=Q(days__gt=0), name="delay_has_days")]

    def __str__(self) -> str:
        return f"{self.days} days by {self.caused_by}"


class Deliverable(Named):
    """A deliverable (산출물) of the build; its files are documents of this row.

    Personal data: none.
    """

    build = models.ForeignKey(Build, on_delete=models.PROTECT, related_name="deliverables")
    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, null=True, related_name="deliverables")
    code = models.CharField(max_length=40)
    status = models.CharField(max_length=10, choices=DeliverableState, default=DeliverableState.DUE)
    handed_in_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["build_id", "id"]
        constraints = [models.UniqueConstraint(fields=["build", "code"], name="one_deliverable_a_code")]


class ProgressReport(models.Model):
    """What the supplier reports of the build's progress; the firm and the operator read it.

    Personal data: none of its own.
    """

    build = models.ForeignKey(Build, on_delete=models.PROTECT, related_name="reports")
    number = models.PositiveSmallIntegerField()
    on = models.DateField()
    progress_pct = models.PositiveSmallIntegerField()
    done = models.TextField()
    next = models.TextField(blank=True)
    trouble = models.TextField(blank=True)
    status = models.CharField(max_length=10, choices=ReportState, default=ReportState.HANDED_IN)
    handed_in_at = models.DateTimeField()

    class Meta:
        ordering = ["build_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["build", "number"], name="one_report_a_number"),
            models.CheckConstraint(condition=Q(progress_pct__lte=100), name="reported_progress_up_to_100"),
        ]

    def __str__(self) -> str:
        return f"report {self.number} of {self.build_id}"


class InspectionKind(models.TextChoices):
    """A check (점검) is the operator's, technical supervision (감리) a supervisor's; neither is an audit (감사)."""

    DESIGN = "design", _("Technical design")
    MID_CHECK = "mid_check", _("Mid-term check")
    FINAL_CHECK = "final_check", _("Final check")
    MID_SUPERVISION = "mid_supervision", _("Mid-term technical supervision")
    FINAL_SUPERVISION = "final_supervision", _("Final technical supervision")
    SURPRISE = "surprise", _("Unannounced check")


class VerdictOfCheck(models.TextChoices):
    GOOD = "good", pgettext_lazy("verdict of a check", "Adequate")
    TO_MEND = "to_mend", pgettext_lazy("verdict of a check", "To be mended")
    POOR = "poor", pgettext_lazy("verdict of a check", "Insufficient")
    PASSED = "passed", pgettext_lazy("verdict of a check", "Passed")
    FAILED = "failed", pgettext_lazy("verdict of a check", "Failed")


class Inspection(models.Model):
    """One check or supervision of a build, planned and written up.

    Personal data: the inspector.
    """

    build = models.ForeignKey(Build, on_delete=models.PROTECT, related_name="inspections")
    kind = models.CharField(max_length=18, choices=InspectionKind)
    first_due_on = models.DateField()
    due_on = models.DateField()
    planned_at = models.DateTimeField(null=True, blank=True)
    inspector = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    status = models.CharField(max_length=10, choices=InspectionState, default=InspectionState.PLANNED)
    done_on = models.DateField(null=True, blank=True)
    verdict = models.CharField(max_length=8, choices=VerdictOfCheck, blank=True)
    summary = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["build_id", "due_on", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(status="done") | ~Q(verdict=""), name="a_check_done_has_its_verdict")
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.build_id}"


class Finding(models.Model):
    """A finding (지적사항): plan, result and check.

    Personal data: none of its own.
    """

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="findings")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    concerns = models.CharField(max_length=10, choices=PartyToBlame, default=PartyToBlame.SUPPLIER)
    due_on = models.DateField()
    plan = models.TextField(blank=True)
    result = models.TextField(blank=True)
    status = models.CharField(max_length=10, choices=FindingState, default=FindingState.OPEN)
    planned_at = models.DateTimeField(null=True, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["inspection_id", "number"]
        constraints = [models.UniqueConstraint(fields=["inspection", "number"], name="one_finding_a_number")]
        indexes = [models.Index(fields=["status", "due_on"], name="finding_by_day")]

    def __str__(self) -> str:
        return self.text[:40]


class UserTraining(models.Model):
    """Training of the firm's people on the new system.

    Personal data: none; only how many took part.
    """

    build = models.ForeignKey(Build, on_delete=models.PROTECT, related_name="trainings")
    held_on = models.DateField()
    hours = models.DecimalField(max_digits=4, decimal_places=1)
    people = models.PositiveSmallIntegerField()
    subject = models.CharField(max_length=200)

    class Meta:
        ordering = ["build_id", "held_on", "id"]
        constraints = [models.CheckConstraint(condition=Q(hours__gt=0, people__gt=0), name="training_took_place")]

    def __str__(self) -> str:
        return self.subject


class LevelScale(models.TextChoices):
    """Two scales that are not the same: of the system that was built, and of the company's capability."""

    SYSTEM = "system", _("Level of the system")
    COMPANY = "company", _("Level of the company")


class LevelMoment(models.TextChoices):
    BEFORE = "before", pgettext_lazy("level", "Before")
    AFTER = "after", pgettext_lazy("level", "After")


class LevelConfirmation(models.Model):
    """A level (수준확인) on one scale, before or after the build, with its certificate where there is one.

    ``level`` is a code of that scale: none, basic, intermediate1, intermediate2, advanced; or L1 to L5.
    Personal data: none.
    """

    build = models.ForeignKey(Build, on_delete=models.PROTECT, related_name="levels")
    moment = models.CharField(max_length=6, choices=LevelMoment)
    scale = models.CharField(max_length=8, choices=LevelScale)
    level = models.CharField(max_length=14)
    confirmed_on = models.DateField()
    confirmed_by = models.CharField(max_length=120)
    certificate_no = models.CharField(max_length=60, blank=True)
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["build_id", "scale", "confirmed_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("confirmed_on")),
                name="certificate_days_in_order",
            )
        ]

    def __str__(self) -> str:
        return f"{self.scale} {self.level}"


class Ticket(models.Model):
    """An after-service request of the firm, with how fast the supplier answered and solved it.

    Personal data: the person who reported.
    """

    build = models.ForeignKey(Build, on_delete=models.PROTECT, related_name="tickets")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=160)
    text = models.TextField(blank=True)
    stops_work = models.BooleanField(default=False)
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField()
    answer_due_at = models.DateTimeField()
    status = models.CharField(max_length=10, choices=TicketState, default=TicketState.OPEN)
    answered_at = models.DateTimeField(null=True, blank=True)
    solved_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    satisfied = models.BooleanField(null=True, blank=True)

    class Meta:
        ordering = ["build_id", "number"]
        constraints = [models.UniqueConstraint(fields=["build", "number"], name="one_ticket_a_number")]
        indexes = [models.Index(fields=["status", "answer_due_at"], name="ticket_by_day")]

    def __str__(self) -> str:
        return self.title


class TicketNote(models.Model):
    """What was said or done on a ticket.

    Personal data: the author.
    """

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="notes")
    text = models.TextField()
    visited_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["ticket_id", "at", "id"]

    def __str__(self) -> str:
        return self.text[:40]
