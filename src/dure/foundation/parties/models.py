"""Organisations of every kind, the people in them, and the roles they hold there."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dure.foundation.access.actor import Role
from dure.foundation.places.models import Place, Sector


class OrganisationKind(models.TextChoices):
    OPERATOR = "operator", _("Operator")
    PROVINCE = "province", _("Province")
    CITY = "city", _("City or county")
    FIRM = "firm", _("Firm")
    SUPPLIER = "supplier", _("Supplier")
    PARTNER = "partner", _("Partner company")
    FORUM = "forum", _("Forum")
    EXPERT = "expert", _("Expert's organisation")
    BUYER = "buyer", _("Buyer")
    COUNCIL = "council", _("Council")
    AUDITOR = "auditor", _("Audit office")


class Organisation(models.Model):
    """One body with one lasting identity, whatever its number or name becomes.

    Personal data: the representative's name of a sole trader; kept as long as the firm's record.
    """

    kind = models.CharField(max_length=10, choices=OrganisationKind)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=160, blank=True)
    search_key = models.TextField(blank=True, editable=False)
    representative = models.CharField(max_length=60, blank=True)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    sector = models.ForeignKey(Sector, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged_from")
    created_at = models.DateTimeField()

    NOT_EVIDENCE = frozenset({"search_key"})

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                name="organisation_not_merged_into_itself",
            )
        ]

    def __str__(self) -> str:
        return self.name


class RegisteredNumber(models.Model):
    """A business registration number and the days it was the organisation's.

    A conversion, takeover or change of representative may bring a new number: the old row is closed, never
    lost.
    Personal data: none (a business number names a business).
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="numbers")
    number = models.CharField(max_length=10)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("business registration number")
        verbose_name_plural = _("business registration numbers")
        ordering = ["from_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="number_days_in_order",
            ),
            models.UniqueConstraint(
                fields=["number"], condition=Q(until_on__isnull=True), name="number_held_by_one_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(until_on__isnull=True), name="one_number_in_force"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class EstablishmentKind(models.TextChoices):
    HEAD_OFFICE = "head_office", _("Head office")
    FACTORY = "factory", _("Factory")


class Establishment(models.Model):
    """A place of business. The city of the *factory* is the one that co-funds (사업장 소재지).

    Personal data: none.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="establishments")
    kind = models.CharField(max_length=12, choices=EstablishmentKind)
    name = models.CharField(max_length=120)
    city = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=200, blank=True)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("place of business")
        verbose_name_plural = _("places of business")
        ordering = ["organisation_id", "kind", "id"]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.name}"


class FirmYear(models.Model):
    """What a firm was in one year, with where the figure comes from.

    Personal data: none.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="years")
    year = models.PositiveSmallIntegerField()
    sales_won = models.BigIntegerField(null=True, blank=True)
    headcount = models.PositiveIntegerField(null=True, blank=True)
    source = models.CharField(max_length=120)

    class Meta:
        verbose_name = _("yearly figures")
        verbose_name_plural = _("yearly figures")
        ordering = ["organisation_id", "-year"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "year"], name="one_row_a_firm_and_year"),
            models.CheckConstraint(
                condition=Q(sales_won__isnull=True) | Q(sales_won__gte=0), name="sales_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.year}"


class Restriction(models.Model):
    """Days on which an organisation may not take part (참여제한), in whatever role; a lifted one stays on record.

    ``decided_by`` is the body that decided it, ``source`` the document it is written in. ``until_on`` is the last
    day; one that is lifted counts no longer from ``lifted_on`` on.
    Personal data: none.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="restrictions")
    from_on = models.DateField()
    until_on = models.DateField()
    reason = models.TextField()
    source = models.CharField(max_length=200)
    decided_by = models.CharField(max_length=120)
    lifted_on = models.DateField(null=True, blank=True)
    lifted_reason = models.TextField(blank=True)

    class Meta:
        verbose_name = _("ban from taking part")
        verbose_name_plural = _("bans from taking part")
        ordering = ["-from_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(until_on__gte=F("from_on")), name="restriction_days_in_order"),
            models.CheckConstraint(
                condition=Q(lifted_on__isnull=True) | ~Q(lifted_reason=""), name="lifted_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.from_on}/{self.until_on}"


class PersonManager(BaseUserManager["Person"]):
    """Makes people; those without a password sign in by invitation or reset."""

    def create_user(self, email: str | None, password: str | None = None, **fields: object) -> "Person":
        person = self.model(email=self.normalize_email(email).lower() if email else None, **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """A human being, who may sign in.

    Personal data: name, e-mail, phone. Erased on request after the retention period: see ``erase_person``.
    """

    email = models.EmailField(null=True, blank=True, unique=True)
    name = models.CharField(max_length=60)
    phone = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=5, default="ko")
    is_active = models.BooleanField(default=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    search_key = models.TextField(blank=True, editable=False)
    created_at = models.DateTimeField()

    # What signing in, a reset, the language switch and re-indexing change is no act.
    NOT_EVIDENCE = frozenset({"password", "last_login", "language", "search_key"})

    objects = PersonManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("persons")
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A role a person holds in an organisation between two days; ``place`` narrows a city official's.

    Personal data: links a person to an employer; goes when the person is erased.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField(max_length=60, blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("role of a person")
        verbose_name_plural = _("roles of people")
        ordering = ["person_id", "role", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="membership_days_in_order",
            ),
            models.UniqueConstraint(
                fields=["person", "organisation", "role"],
                condition=Q(until_on__isnull=True),
                name="one_open_membership_a_role",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role} {self.organisation_id}"


class Invitation(models.Model):
    """A link by which a person comes in; only the hash of its token is kept.

    Personal data: name and e-mail of the invited; erased with the person.
    """

    token_hash = models.CharField(max_length=64, unique=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="invitations")
    invited_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")

    def __str__(self) -> str:
        return f"invitation {self.pk}"
