"""Firms that showed interest, and the visits they were paid."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dure.foundation.parties.models import Organisation, Person
from dure.foundation.places.models import Place, Sector
from dure.journey.programmes.models import Programme
from dure.journey.prospects.states import InterestState, VisitState


class Source(models.TextChoices):
    WEB = "web", _("Web form")
    EXCEL = "excel", _("Excel file")
    ON_BEHALF = "on_behalf", _("Entered on behalf")


class Interest(models.Model):
    """An interest form (참여의향서), as the firm sent it.

    Personal data: contact name, phone, e-mail; erased when the programme's retention ends or consent is withdrawn.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="interests")
    receipt = models.CharField(max_length=20, unique=True)
    token = models.CharField(max_length=64, unique=True)
    # One-time key of the form it came from: the same click twice is one interest.
    form_key = models.CharField(max_length=64, blank=True)
    status = models.CharField(max_length=20, choices=InterestState, default=InterestState.RECEIVED)
    type_code = models.CharField(max_length=40, blank=True)
    firm = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    firm_name = models.CharField(max_length=120)
    search_key = models.TextField(blank=True, editable=False)
    number = models.CharField(max_length=10)
    city = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    sector = models.ForeignKey(Sector, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    sales_won = models.BigIntegerField(null=True, blank=True)
    headcount = models.PositiveIntegerField(null=True, blank=True)
    wishes = models.TextField(blank=True)
    contact_name = models.CharField(max_length=60)
    contact_phone = models.CharField(max_length=20)
    contact_email = models.EmailField(blank=True)
    source = models.CharField(max_length=12, choices=Source, default=Source.WEB)
    consented_at = models.DateTimeField()
    # The codes of the consent items agreed to, see ``consents.py``.
    consents = models.JSONField(default=list)
    received_at = models.DateTimeField()
    duplicate_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="duplicates")

    class Meta:
        ordering = ["-received_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "number"],
                condition=~Q(status__in=["duplicate", "withdrawn"]),
                name="one_live_interest_a_number",
            ),
            models.UniqueConstraint(
                fields=["programme", "form_key"], condition=~Q(form_key=""), name="one_interest_a_form"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.receipt} {self.firm_name}"


class Readiness(models.TextChoices):
    READY = "ready", _("Ready to apply")
    NEEDS_HELP = "needs_help", _("Needs help with the plan")
    NOT_YET = "not_yet", _("Not yet")


class Visit(models.Model):
    """A preliminary visit (사전설명 방문) to an interested firm by forum officers or mentors.

    Personal data: the visitor; notes may name people at the firm.
    """

    interest = models.ForeignKey(Interest, on_delete=models.PROTECT, related_name="visits")
    visitor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=12, choices=VisitState, default=VisitState.PLANNED)
    planned_at = models.DateTimeField()
    held_at = models.DateTimeField(null=True, blank=True)
    readiness = models.CharField(max_length=12, choices=Readiness, blank=True)
    owner_committed = models.BooleanField(null=True, blank=True)
    ict_in_use = models.BooleanField(null=True, blank=True)
    needs = models.TextField(blank=True)
    note = models.TextField(blank=True)
    advice = models.TextField(blank=True)

    class Meta:
        ordering = ["planned_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="held") | Q(held_at__isnull=False, readiness__in=Readiness.values),
                name="a_held_visit_is_written_up",
            ),
            models.UniqueConstraint(
                fields=["interest", "visitor"], condition=Q(status="planned"), name="one_planned_visit_a_visitor"
            ),
        ]

    def __str__(self) -> str:
        return f"visit {self.pk}"


class VisitDraft(models.Model):
    """What a visitor has typed so far: scratch, gone once the visit is written up.

    Personal data: as the visit.
    """

    visit = models.OneToOneField(Visit, on_delete=models.CASCADE, related_name="draft")
    texts = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"draft of visit {self.visit_id}"


class Sheet(models.Model):
    """An Excel file of interest forms as read, waiting for a yes: scratch. Its rows go once it is entered.

    Personal data: contacts, until it is entered or thrown away.
    """

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    rows = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    uploaded_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    uploaded_at = models.DateTimeField()
    entered_at = models.DateTimeField(null=True, blank=True)
    entered = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-uploaded_at", "-id"]

    def __str__(self) -> str:
        return self.name
