"""A programme of one year, its notice in versions, and what was changed in places and intake."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language

from dure.foundation.parties.models import Organisation, Person
from dure.foundation.places.models import Place
from dure.journey.programmes.states import NoticeState, ProgrammeState


class Programme(models.Model):
    """One year of support in one province, run by one operator.

    Personal data: none.
    """

    slug = models.SlugField(max_length=60, unique=True)
    name_ko = models.CharField(max_length=120)
    name_en = models.CharField(max_length=160)
    year = models.PositiveSmallIntegerField()
    operator = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    province = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=20, choices=ProgrammeState, default=ProgrammeState.PREPARING)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-year", "id"]
        constraints = [
            models.UniqueConstraint(fields=["operator", "year", "name_ko"], name="one_programme_a_name_and_year")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the language of the reader."""
        return self.name_ko if (get_language() or "ko").startswith("ko") else self.name_en

    @property
    def chain(self) -> str:
        """The key of this programme's chain in the ledger."""
        return f"programme:{self.pk}"


class NoticeVersion(models.Model):
    """A version of the notice: its terms as one document. Once published it never changes.

    Personal data: none.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=12, choices=NoticeState, default=NoticeState.DRAFT)
    terms = models.JSONField()
    reason = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["programme_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="one_version_a_number"),
            models.UniqueConstraint(
                fields=["programme"], condition=Q(status="draft"), name="one_draft_version_a_programme"
            ),
            models.UniqueConstraint(
                fields=["programme"], condition=Q(status="published"), name="one_published_version_a_programme"
            ),
            models.CheckConstraint(
                condition=Q(status="draft") | Q(published_at__isnull=False), name="a_public_version_has_its_moment"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme_id} v{self.number}"


class Reopening(models.Model):
    """Intake opened again for one type in one city where places were left.

    Personal data: none.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="reopenings")
    type_code = models.CharField(max_length=40)
    city = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    reason = models.TextField()

    class Meta:
        ordering = ["opens_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="reopening_in_order"),
            models.UniqueConstraint(
                fields=["programme", "type_code", "city", "opens_at"], name="reopened_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.type_code} {self.city_id}"


class PlacesMove(models.Model):
    """Unused places moved from one type (and city) to another, by deliberation, with the reason.

    Personal data: none.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="places_moves")
    from_type = models.CharField(max_length=40)
    from_city = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    to_type = models.CharField(max_length=40)
    to_city = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    count = models.PositiveSmallIntegerField()
    reason = models.TextField()
    moved_at = models.DateTimeField()

    class Meta:
        ordering = ["moved_at", "id"]
        constraints = [models.CheckConstraint(condition=Q(count__gte=1), name="moves_at_least_one_place")]

    def __str__(self) -> str:
        return f"{self.count}: {self.from_type} → {self.to_type}"
