"""Assessors, their conflicts, draws and assignments; site checks; score sheets; the official scores."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dure.journey.evaluation.states import AssignmentState, PhaseState, SheetState


class StepCode(models.TextChoices):
    SITE_CHECK = "site_check", _("Site check")
    PRESENTATION = "presentation", _("Presentation")


class Assessor(models.Model):
    """A person in the pool of candidate assessors (예비명부) of a programme, with fields of expertise.

    Personal data: the person's fields and present employer.
    """

    programme = models.ForeignKey("programmes.Programme", on_delete=models.PROTECT, related_name="assessors")
    person = models.ForeignKey("parties.Person", on_delete=models.PROTECT, related_name="+")
    topics = models.JSONField(default=list)
    employer = models.CharField(max_length=120, blank=True)
    past_employers = models.JSONField(default=list)
    max_load = models.PositiveSmallIntegerField(default=60)
    pledged_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["programme_id", "id"]
        constraints = [models.UniqueConstraint(fields=["programme", "person"], name="assessor_once_in_a_pool")]

    def __str__(self) -> str:
        return f"assessor {self.pk}"


class TieRule(models.TextChoices):
    """The rules that find a tie: what was found is written beside it as the name of the organisation or person."""

    FIRM_MEMBER = "firm_member", _("Belongs or belonged to the applicant")
    FIRM_EMPLOYER = "firm_employer", _("Is or was employed by the applicant")
    SUPPLIER_MEMBER = "supplier_member", _("Belongs or belonged to the supplier")
    SUPPLIER_EMPLOYER = "supplier_employer", _("Is or was employed by the supplier")
    REPRESENTATIVE = "representative", _("Represents the applicant or its supplier")
    SAME_REPRESENTATIVE = "same_representative", _("Own organisation has the same representative")


class ConflictKind(models.TextChoices):
    EXCLUSION = "exclusion", _("Exclusion by rule")
    CHALLENGE = "challenge", _("Challenge by a party")
    SELF_WITHDRAWAL = "self_withdrawal", _("Self-withdrawal")


class Conflict(models.Model):
    """Why an assessor may not assess a firm: 제척, 기피 and 회피 are three different things.

    Personal data: an assessor's ties.
    """

    assessor = models.ForeignKey(Assessor, on_delete=models.PROTECT, related_name="conflicts")
    application = models.ForeignKey("applications.Application", on_delete=models.PROTECT, related_name="conflicts")
    kind = models.CharField(max_length=16, choices=ConflictKind)
    found_by_rule = models.BooleanField(default=False)
    rule = models.CharField(max_length=20, choices=TieRule, blank=True)
    reason = models.TextField()
    declared_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["application_id", "assessor_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessor", "application", "kind"],
                condition=Q(lifted_at__isnull=True),
                name="conflict_once_a_kind",
            )
        ]

    def __str__(self) -> str:
        return f"conflict {self.pk}"


class Phase(models.Model):
    """One evaluation step of a programme under way: who sees whose scores depends on its state.

    Personal data: none.
    """

    programme = models.ForeignKey("programmes.Programme", on_delete=models.PROTECT, related_name="phases")
    step = models.CharField(max_length=16, choices=StepCode)
    notice = models.ForeignKey("programmes.NoticeVersion", on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=12, choices=PhaseState, default=PhaseState.ASSIGNING)
    due_at = models.DateTimeField()

    class Meta:
        ordering = ["programme_id", "id"]
        constraints = [models.UniqueConstraint(fields=["programme", "step"], name="one_phase_a_step")]

    def __str__(self) -> str:
        return f"{self.programme_id} {self.step}"


class Panel(models.Model):
    """A firm's turn in a step: its place in the order of presentation and when it is heard.

    Personal data: none.
    """

    phase = models.ForeignKey(Phase, on_delete=models.PROTECT, related_name="panels")
    application = models.ForeignKey("applications.Application", on_delete=models.PROTECT, related_name="panels")
    position = models.PositiveSmallIntegerField(null=True, blank=True)
    starts_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["phase_id", "application_id"]
        constraints = [
            models.UniqueConstraint(fields=["phase", "application"], name="one_panel_a_firm_and_step"),
            models.UniqueConstraint(
                fields=["phase", "position"], condition=Q(position__isnull=False), name="one_firm_a_turn"
            ),
        ]

    def __str__(self) -> str:
        return f"panel of {self.application_id}"


class Allotment(models.Model):
    """A draw or an engine's assignment, kept whole (problem and answer) so that it can be replayed.

    Personal data: assessors by pool number only.
    """

    phase = models.ForeignKey(Phase, on_delete=models.PROTECT, related_name="allotments")
    method = models.CharField(max_length=12, choices=[("draw", _("Random draw")), ("engine", _("Matched by field"))])
    seed = models.CharField(max_length=120, blank=True)
    problem = models.JSONField()
    answer = models.JSONField()
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["phase_id", "made_at", "id"]

    def __str__(self) -> str:
        return f"allotment {self.pk}"


class Assignment(models.Model):
    """An assessor assigned to a firm in a step.

    Personal data: the assessor.
    """

    phase = models.ForeignKey(Phase, on_delete=models.PROTECT, related_name="assignments")
    application = models.ForeignKey("applications.Application", on_delete=models.PROTECT, related_name="assignments")
    assessor = models.ForeignKey(Assessor, on_delete=models.PROTECT, related_name="assignments")
    allotment = models.ForeignKey(Allotment, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    status = models.CharField(max_length=12, choices=AssignmentState, default=AssignmentState.ASSIGNED)
    by_hand_reason = models.TextField(blank=True)
    due_at = models.DateTimeField()

    class Meta:
        ordering = ["phase_id", "application_id", "assessor_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["phase", "application", "assessor"],
                condition=~Q(status="removed"),
                name="assessor_once_a_firm_and_step",
            )
        ]

    def __str__(self) -> str:
        return f"assignment {self.pk}"


class SiteCheck(models.Model):
    """What was seen on site: three questions, what the firm needs, photos (as documents).

    Personal data: none; notes may name people.
    """

    application = models.OneToOneField("applications.Application", on_delete=models.PROTECT, related_name="site_check")
    planned_at = models.DateTimeField(null=True, blank=True)
    held_at = models.DateTimeField(null=True, blank=True)
    lead = models.ForeignKey("parties.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    plant_operating = models.BooleanField(null=True, blank=True)
    plan_matches_site = models.BooleanField(null=True, blank=True)
    equipment_sound = models.BooleanField(null=True, blank=True)
    needs = models.TextField(blank=True)
    remarks = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=0)
    written_by = models.ForeignKey("parties.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(held_at__isnull=True)
                | Q(plant_operating__isnull=False, plan_matches_site__isnull=False, equipment_sound__isnull=False),
                name="a_held_site_check_answers_all",
            )
        ]

    def __str__(self) -> str:
        return f"site check of {self.application_id}"


class SiteCheckDraft(models.Model):
    """What is being typed on site, kept as one types; it is no evidence and goes when the check is written up.

    Personal data: notes may name people.
    """

    application = models.OneToOneField("applications.Application", on_delete=models.CASCADE, related_name="+")
    answers = models.JSONField(default=dict)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey("parties.Person", on_delete=models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"site check draft of {self.application_id}"


class ScoreSheet(models.Model):
    """An assessor's sheet for a firm; signed, it cannot change except by being reopened with a reason.

    Saved as one types, it is no evidence until it is signed or written off: ``on_record`` says that from then on
    every change of it is an act of its own.
    Personal data: the assessor's judgement.
    """

    assignment = models.OneToOneField(Assignment, on_delete=models.PROTECT, related_name="sheet")
    status = models.CharField(max_length=12, choices=SheetState, default=SheetState.OPEN)
    revision = models.PositiveIntegerField(default=0)
    comment = models.TextField(blank=True)
    on_record = models.BooleanField(default=False)
    saved_from = models.CharField(max_length=32, blank=True)
    saved_at = models.DateTimeField(null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="signed") | Q(signed_at__isnull=False), name="signed_has_its_moment"
            )
        ]

    def __str__(self) -> str:
        return f"sheet {self.pk}"


class ItemScore(models.Model):
    """The points of one item of a sheet, one of the criterion's grades.

    Personal data: the assessor's judgement.
    """

    sheet = models.ForeignKey(ScoreSheet, on_delete=models.CASCADE, related_name="items")
    criterion = models.CharField(max_length=40)
    points = models.DecimalField(max_digits=7, decimal_places=2)
    maximum = models.DecimalField(max_digits=7, decimal_places=2)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["sheet_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "criterion"], name="one_score_an_item"),
            models.CheckConstraint(condition=Q(points__gte=0), name="points_not_negative"),
            models.CheckConstraint(condition=Q(points__lte=F("maximum")), name="points_at_most_the_best_grade"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion} {self.points}"


class ExtraScore(models.Model):
    """A bonus or penalty granted to an application by staff, with its document and reason.

    Personal data: none.
    """

    application = models.ForeignKey("applications.Application", on_delete=models.PROTECT, related_name="extra_scores")
    code = models.CharField(max_length=40)
    is_penalty = models.BooleanField(default=False)
    granted = models.BooleanField()
    points = models.DecimalField(max_digits=7, decimal_places=2)
    reason = models.TextField(blank=True)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey("parties.Person", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["application_id", "code"]
        constraints = [models.UniqueConstraint(fields=["application", "code"], name="one_extra_a_code")]

    def __str__(self) -> str:
        return f"{self.code} {self.granted}"


class OfficialScore(models.Model):
    """The combined score of an application when the evaluation was closed, with how it came about.

    Personal data: none.
    """

    application = models.OneToOneField(
        "applications.Application", on_delete=models.PROTECT, related_name="official_score"
    )
    notice = models.ForeignKey("programmes.NoticeVersion", on_delete=models.PROTECT, related_name="+")
    total = models.DecimalField(max_digits=9, decimal_places=4)
    passed_minimum = models.BooleanField()
    parts = models.JSONField()
    closed_at = models.DateTimeField()

    class Meta:
        ordering = ["application_id"]
        constraints = [models.CheckConstraint(condition=Q(total__gte=0), name="total_not_negative")]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.total}"
