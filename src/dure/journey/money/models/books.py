"""The double-entry books."""

from django.db import models
from django.db.models import Q

from dure.foundation.parties.models import Organisation
from dure.journey.agreements.models import Agreement
from dure.journey.programmes.models import Programme


class BookEntry(models.Model):
    """One double entry in the programme's books; its postings sum to zero in every fund. Never changed.

    ``source`` names the row and event it comes from, so that nothing is booked twice.
    Personal data: none.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="book_entries")
    event = models.CharField(max_length=32)
    source = models.CharField(max_length=120)
    on = models.DateField()
    booked_at = models.DateTimeField()

    class Meta:
        ordering = ["programme_id", "id"]
        constraints = [models.UniqueConstraint(fields=["programme", "source"], name="one_entry_a_source")]

    def __str__(self) -> str:
        return f"{self.event} {self.source}"


class Posting(models.Model):
    """One side of an entry, in the words of ``engine.money.books``; debit positive, credit negative.

    The programme is the entry's, repeated here so that statements over many entries need not read them.
    Personal data: none.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+", db_index=False)
    entry = models.ForeignKey(BookEntry, on_delete=models.PROTECT, related_name="postings")
    account = models.CharField(max_length=32)
    funder = models.CharField(max_length=10)
    fiscal_year = models.PositiveSmallIntegerField()
    place_code = models.CharField(max_length=10, blank=True)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    payee = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    won = models.BigIntegerField()

    class Meta:
        ordering = ["entry_id", "id"]
        constraints = [models.CheckConstraint(condition=~Q(won=0), name="posting_of_something")]
        indexes = [
            models.Index(fields=["agreement", "account"], name="posting_by_project"),
            models.Index(fields=["funder", "fiscal_year", "place_code", "account"], name="posting_by_fund"),
            models.Index(
                fields=["programme", "agreement", "account", "funder", "fiscal_year", "place_code", "won"],
                name="posting_for_statements",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.won}"
