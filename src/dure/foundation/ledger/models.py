"""The append-only record: one chain a programme, one entry an act, digests of the rows it left behind."""

from django.db import models


class Chain(models.Model):
    """A chain and its head. The head row's lock orders the entries: position is head + 1.

    Personal data: none.
    """

    key = models.CharField(max_length=60, unique=True)
    position = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="")

    def __str__(self) -> str:
        return self.key


class Entry(models.Model):
    """One act, chained. Holds pseudonymous ids and digests only, so it never has to be changed.

    Personal data: none (the actor is an id; the name lies in the note).
    """

    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="entries")
    position = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=40)
    action = models.CharField(max_length=60)
    subject_model = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=40)
    note_digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["chain_id", "position"]
        constraints = [models.UniqueConstraint(fields=["chain", "position"], name="one_entry_a_position")]
        indexes = [models.Index(fields=["subject_model", "subject_id"], name="entry_by_subject")]

    def __str__(self) -> str:
        return f"{self.chain_id}#{self.position}"


class Evidence(models.Model):
    """The digest of one row as an act left it; an empty digest says the act removed the row.

    Personal data: none.
    """

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="evidence")
    model = models.CharField(max_length=60)
    row_id = models.CharField(max_length=40)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["entry_id", "model", "row_id"]
        indexes = [models.Index(fields=["model", "row_id"], name="evidence_by_row")]

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.model} {self.row_id}"


class Note(models.Model):
    """What an entry says in words, beside the chain: it can be replaced by a tombstone, the chain stays whole.

    Personal data: the actor's name, reasons and details typed by people; erased through ``bury_note``.
    """

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="note")
    salt = models.CharField(max_length=64)
    actor_name = models.CharField(max_length=120, blank=True)
    reason = models.TextField(blank=True)
    detail = models.JSONField(default=dict)
    buried_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"note of {self.entry_id}"
