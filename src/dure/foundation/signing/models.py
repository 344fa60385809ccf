"""Keys, envelopes and those who sign them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dure.foundation.documents.models import Document
from dure.foundation.parties.models import Organisation, Person
from dure.foundation.signing.values import FactorMethod


class KeyKind(models.TextChoices):
    """What stands behind a key decides what a signature by it proves: docs/explanation/signing.md."""

    DEVELOPMENT = "development", _("Development certificate of this installation")
    ORGANISATION = "organisation", _("Organisation's certificate")
    EXTERNAL = "external", _("External signer")


class SigningKey(models.Model):
    """A key with its certificate. The private key is sealed with a secret that is not in the database.

    ``sealed`` is empty where the key lies with an external signer, and after its person was erased.
    Personal data: the signer's name in the certificate; the private key goes when the person is erased, the
    certificate stays as long as what was signed with it.
    """

    kind = models.CharField(max_length=12, choices=KeyKind)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    subject = models.CharField(max_length=300)
    issuer = models.CharField(max_length=300)
    fingerprint = models.CharField(max_length=64, unique=True)
    certificate = models.TextField()
    chain_certificates = models.TextField(blank=True)
    sealed = models.TextField(blank=True)
    valid_from_at = models.DateTimeField()
    valid_until_at = models.DateTimeField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoke_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("signing key")
        verbose_name_plural = _("signing keys")
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="development", person__isnull=False, organisation__isnull=True)
                | Q(kind__in=("organisation", "external"), person__isnull=True, organisation__isnull=False),
                name="key_of_a_person_or_an_organisation",
            ),
            models.CheckConstraint(condition=Q(valid_until_at__gt=models.F("valid_from_at")), name="key_days_in_order"),
            models.CheckConstraint(condition=~Q(kind="external") | Q(sealed=""), name="external_key_lies_elsewhere"),
        ]

    def __str__(self) -> str:
        return self.subject


class EnvelopeStatus(models.TextChoices):
    DRAFT = "draft", _("Being prepared")
    OPEN = "open", _("Being signed")
    CONCLUDED = "concluded", _("Concluded")
    DECLINED = "declined", _("Returned without signature")
    REPLACED = "replaced", _("Replaced by a new version")
    CANCELLED = "cancelled", _("Cancelled")


class Conclusion(models.TextChoices):
    SIGNED = "signed", _("Signed in Dure")
    OUTSIDE = "outside", _("Concluded with an outside e-contract service")
    PAPER = "paper", _("Sealed on paper")


class Envelope(models.Model):
    """One document that parties sign in order; it belongs to a row of a stage, named by ``model`` and ``row_id``.

    ``base_sha256`` is the document as it was handed in, ``current_sha256`` its latest revision.
    Personal data: none beside the signatories'.
    """

    model = models.CharField(max_length=60)
    row_id = models.BigIntegerField()
    chain = models.CharField(max_length=60)
    programme_id = models.BigIntegerField(null=True, blank=True)
    title = models.CharField(max_length=200)
    status = models.CharField(max_length=10, choices=EnvelopeStatus, default=EnvelopeStatus.DRAFT)
    base = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    base_sha256 = models.CharField(max_length=64, blank=True)
    current = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    current_sha256 = models.CharField(max_length=64, blank=True)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    due_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    conclusion = models.CharField(max_length=8, choices=Conclusion, blank=True)
    service = models.CharField(max_length=100, blank=True)
    reference = models.CharField(max_length=200, blank=True)
    original_kept_at = models.CharField(max_length=200, blank=True)
    reason = models.TextField(blank=True)
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by")

    class Meta:
        verbose_name = _("document to sign")
        verbose_name_plural = _("documents to sign")
        ordering = ["-opened_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["model", "row_id"],
                condition=Q(status__in=("draft", "open")),
                name="one_open_envelope_a_row",
            ),
            models.CheckConstraint(
                condition=Q(status="concluded") & ~Q(conclusion="") | ~Q(status="concluded"),
                name="envelope_says_how_it_was_concluded",
            ),
        ]
        indexes = [models.Index(fields=["model", "row_id"], name="envelope_by_row")]

    def __str__(self) -> str:
        return self.title


class SignatoryStatus(models.TextChoices):
    WAITING = "waiting", _("Not signed yet")
    SIGNED = "signed", _("Signed")
    DECLINED = "declined", _("Returned")
    LIFTED = "lifted", _("No longer asked")


class Signatory(models.Model):
    """One party's signature: who gives it, in which field, and by what it was proved.

    ``turn_at`` is when the order came to it. ``signed_by_name`` is kept as it stands in the signature.
    Personal data: who signed, when, and how it was confirmed; kept as long as the document.
    """

    envelope = models.ForeignKey(Envelope, on_delete=models.PROTECT, related_name="signatories")
    order = models.PositiveSmallIntegerField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    capacity = models.CharField(max_length=60)
    field = models.CharField(max_length=20)
    status = models.CharField(max_length=10, choices=SignatoryStatus, default=SignatoryStatus.WAITING)
    turn_at = models.DateTimeField(null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by_name = models.CharField(max_length=60, blank=True)
    factor = models.CharField(max_length=15, choices=FactorMethod, blank=True)
    key = models.ForeignKey(SigningKey, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    revision = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField(blank=True)

    class Meta:
        verbose_name = _("signatory")
        verbose_name_plural = _("signatories")
        ordering = ["envelope_id", "order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["envelope", "field"], name="one_field_a_signatory"),
            models.CheckConstraint(
                condition=~Q(status="signed")
                | Q(signed_at__isnull=False, key__isnull=False, revision__isnull=False) & ~Q(factor=""),
                name="signature_has_its_proofs",
            ),
        ]
        indexes = [models.Index(fields=["person", "status"], name="signatory_by_person")]

    def __str__(self) -> str:
        return f"{self.envelope_id}: {self.capacity}"


class OneTimeCode(models.Model):
    """Six digits sent to a signer by e-mail, kept as a keyed digest; good for ten minutes and five tries.

    Personal data: that a person was sent a code, and when; removed when the person is erased.
    """

    signatory = models.ForeignKey(Signatory, on_delete=models.PROTECT, related_name="codes")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    # Wrong tries are counted and the use is noted outside the act that sent it.
    NOT_EVIDENCE = frozenset({"tries", "used_at"})

    class Meta:
        ordering = ["-sent_at", "-id"]
        constraints = [models.CheckConstraint(condition=Q(tries__lte=5), name="code_five_tries")]

    def __str__(self) -> str:
        return f"{self.signatory_id}: {self.sent_at}"
