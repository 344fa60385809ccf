"""What is told to people: in the inbox, by e-mail, one by one or as a batch of letters that is read before
it goes."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dure.foundation.parties.models import Organisation, Person


class BatchStatus(models.TextChoices):
    DRAFTING = "drafting", _("In preparation")
    RELEASED = "released", _("Sent")
    DROPPED = "dropped", _("Dropped")


class Asks(models.TextChoices):
    """What letters ask of those who receive them."""

    NOTHING = "nothing", _("Nothing, they only inform")
    RECEIPT = "receipt", _("To confirm that they were received")
    ANSWER = "answer", _("A written answer")


class Batch(models.Model):
    """Letters that go out together, once, when someone has read them and released them.

    ``programme_id`` is the owner's number, not a key: the foundation does not know programmes.
    Personal data: who drafted it.
    """

    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    status = models.CharField(max_length=10, choices=BatchStatus, default=BatchStatus.DRAFTING)
    programme_id = models.BigIntegerField(null=True, blank=True)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True, blank=True)
    asks = models.CharField(max_length=10, choices=Asks, default=Asks.NOTHING)
    answer_by_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("letters")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="released") | Q(released_at__isnull=False), name="batch_sent_has_a_time"
            ),
            models.CheckConstraint(
                condition=Q(asks="nothing") | Q(answer_by_at__isnull=False), name="batch_asking_names_a_day"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def chain(self) -> str:
        """The ledger's chain its acts belong to."""
        return "installation" if self.programme_id is None else f"programme:{self.programme_id}"


class Draft(models.Model):
    """One letter of a batch: to the people of an organisation, or to one person.

    Personal data: the recipient and what the letter says of them.
    """

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="drafts")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    subject = models.CharField(max_length=200)
    body = models.TextField()
    link = models.CharField(max_length=300, blank=True)
    excluded = models.BooleanField(default=False)
    edited_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    edited_at = models.DateTimeField()

    class Meta:
        ordering = ["batch_id", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, person__isnull=True)
                | Q(organisation__isnull=True, person__isnull=False),
                name="draft_to_one_recipient",
            ),
            models.UniqueConstraint(fields=["batch", "organisation"], name="one_letter_an_organisation"),
            models.UniqueConstraint(fields=["batch", "person"], name="one_letter_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}: {self.subject}"


class Reply(models.Model):
    """What came back to a letter that asked: that it was received, or an answer. One for each letter, whoever of the
    organisation gives it; a confirmation has no ``text``.

    Personal data: who replied.
    """

    draft = models.OneToOneField(Draft, on_delete=models.PROTECT, related_name="reply")
    text = models.TextField(blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("reply")
        ordering = ["draft_id"]

    def __str__(self) -> str:
        return f"{self.draft_id}: {self.text}"


class Message(models.Model):
    """Something in a person's inbox.

    Personal data: the recipient and the text; goes when the person is erased.
    """

    recipient = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="inbox")
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    link = models.CharField(max_length=300, blank=True)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, null=True, blank=True, related_name="messages")
    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, null=True, blank=True, related_name="messages")
    dedupe_key = models.CharField(max_length=120, null=True, unique=True)  # noqa: DJ001  empty means "no key"
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("message")
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["recipient", "read_at"], name="message_by_recipient")]

    def __str__(self) -> str:
        return self.subject


class OutgoingState(models.TextChoices):
    QUEUED = "queued", _("Waiting")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Not sent")


class Outgoing(models.Model):
    """An e-mail to go out once. It is claimed, in a transaction of its own, before it goes to the mail server.

    ``state`` moves by compare-and-set between processes. ``claimed_at`` and ``next_try_at`` are on the
    machine's clock.
    Personal data: address and text; emptied when the person is erased.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    to = models.EmailField()
    subject = models.CharField(max_length=200)
    body = models.TextField()
    state = models.CharField(max_length=10, choices=OutgoingState, default=OutgoingState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)
    dedupe_key = models.CharField(max_length=120, null=True, unique=True)  # noqa: DJ001  empty means "no key"
    created_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    next_try_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["state", "next_try_at"], name="outgoing_by_state")]

    def __str__(self) -> str:
        return f"{self.to}: {self.subject}"
