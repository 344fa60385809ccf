"""What the money bought (중요재산): where it stands, who last saw it, and what may be done with it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from dure.foundation.parties.models import Establishment, Person
from dure.journey.agreements.models import Agreement
from dure.journey.assets.states import AssetState, DisposalState


class Asset(models.Model):
    """One thing bought with the project's money, with the price by funder and its disposal restriction (처분제한).

    ``label`` is printed as a QR code on the thing itself. The restriction runs from the project's end, or from the
    day it was bought when that is later. ``source_key`` names the form or the claim's line it came from: once.
    ``see_by`` is the day by which somebody must have stood before it again;
    None once nobody need. ``flagged_at``: the agreement ended early, and what becomes of the thing is to be settled.
    Personal data: none.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="assets")
    number = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=32, unique=True)
    item = models.CharField(max_length=160)
    maker = models.CharField(max_length=120, blank=True)
    serial = models.CharField(max_length=80, blank=True)
    place = models.ForeignKey(Establishment, on_delete=models.PROTECT, related_name="+")
    spot = models.CharField(max_length=120, blank=True)
    bought_on = models.DateField()
    price_won = models.BigIntegerField()
    province_won = models.BigIntegerField()
    city_won = models.BigIntegerField()
    partner_won = models.BigIntegerField(default=0)
    public_won = models.BigIntegerField()
    restricted_from = models.DateField()
    restricted_until = models.DateField()
    status = models.CharField(max_length=10, choices=AssetState, default=AssetState.IN_USE)
    last_seen_on = models.DateField(null=True, blank=True)
    see_by = models.DateField(null=True, blank=True)
    flagged_at = models.DateTimeField(null=True, blank=True)
    registered_at = models.DateTimeField()
    source_key = models.CharField(max_length=80, blank=True)
    search_key = models.TextField(blank=True, editable=False)

    NOT_EVIDENCE = frozenset({"search_key"})

    class Meta:
        ordering = ["agreement_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="one_asset_a_number"),
            models.UniqueConstraint(
                fields=["agreement", "maker", "serial"], condition=~Q(serial=""), name="one_asset_a_serial_number"
            ),
            models.UniqueConstraint(
                fields=["agreement", "source_key"], condition=~Q(source_key=""), name="one_asset_a_source"
            ),
            models.CheckConstraint(
                condition=Q(price_won__gt=0, province_won__gte=0, city_won__gte=0, partner_won__gte=0)
                & Q(public_won=F("province_won") + F("city_won") + F("partner_won"))
                & Q(public_won__lte=F("price_won")),
                name="asset_price_by_funder",
            ),
            models.CheckConstraint(
                condition=Q(restricted_from__gte=F("bought_on")) & Q(restricted_until__gte=F("restricted_from")),
                name="asset_days_in_order",
            ),
        ]
        indexes = [models.Index(fields=["status", "see_by"], name="asset_to_be_seen")]

    def __str__(self) -> str:
        return self.item

    @property
    def firm_won(self) -> int:
        """What the firm itself paid of the price."""
        return self.price_won - self.public_won


class Sighting(models.Model):
    """Somebody stood before the asset; the photo is a document of this row.

    Personal data: who stood there.
    """

    asset = models.ForeignKey(Asset, on_delete=models.PROTECT, related_name="sightings")
    seen_on = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    works = models.BooleanField()
    note = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["asset_id", "-seen_on", "-id"]

    def __str__(self) -> str:
        return f"{self.asset_id} seen {self.seen_on}"


class DisposalKind(models.TextChoices):
    MOVE = "move", pgettext_lazy("what happens to an asset", "Move to another place")
    SELL = "sell", pgettext_lazy("what happens to an asset", "Sell")
    SCRAP = "scrap", pgettext_lazy("what happens to an asset", "Scrap")
    CLOSE = "close", pgettext_lazy("what happens to an asset", "Close the business")


class Disposal(models.Model):
    """A request to move, sell or scrap an asset within its restriction, and what is due back for it.

    ``reckoned_won`` is what the rule of the notice gives on the day it was decided, ``due_back_won`` what was decided.
    Personal data: who asked and who decided.
    """

    asset = models.ForeignKey(Asset, on_delete=models.PROTECT, related_name="disposals")
    kind = models.CharField(max_length=6, choices=DisposalKind)
    reason = models.TextField()
    to_place = models.ForeignKey(Establishment, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    price_won = models.BigIntegerField(null=True, blank=True)
    reckoned_won = models.BigIntegerField(default=0)
    due_back_won = models.BigIntegerField(default=0)
    status = models.CharField(max_length=10, choices=DisposalState, default=DisposalState.ASKED)
    answer = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["asset_id", "asked_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["asset"], condition=Q(status="asked"), name="one_open_request_an_asset"),
            models.CheckConstraint(
                condition=Q(due_back_won__gte=0, reckoned_won__gte=0)
                & (Q(price_won__isnull=True) | Q(price_won__gte=0)),
                name="due_back_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.asset_id}"
