"""Reads over messages and letters."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from dure.foundation.access.actor import Actor
from dure.foundation.installation.clock import today
from dure.foundation.messages.access import VIEW_BATCH
from dure.foundation.messages.models import Batch, Draft, Message, Outgoing, OutgoingState
from dure.foundation.parties import queries as parties
from dure.foundation.parties.models import Person


def inbox(actor: Actor) -> QuerySet[Message]:
    """What was told to the actor, the newest first."""
    return Message.objects.filter(recipient_id=actor.person_id, recipient__isnull=False)


def unread_count(actor: Actor) -> int:
    """How many messages the actor has not opened; 0 for the public."""
    return 0 if actor.person_id is None else inbox(actor).filter(read_at__isnull=True).count()


def batches(actor: Actor) -> QuerySet[Batch]:
    """The batches the actor may see, with how many letters each has (``letters``, ``left_out``)."""
    return VIEW_BATCH.rows(actor, Batch.objects.all()).annotate(
        letters=Count("drafts"), left_out=Count("drafts", filter=Q(drafts__excluded=True))
    )


def letters(batch: Batch) -> QuerySet[Draft]:
    """The letters of a batch by recipient's name."""
    return batch.drafts.select_related("organisation", "person").order_by("organisation__name", "person__name", "id")


def recipients(drafts: Sequence[Draft]) -> dict[int, list[Person]]:
    """Who receives each letter: the person, or those who hold a role in the organisation today. Two
    queries."""
    staff = parties.members_of((draft.organisation_id for draft in drafts), today())
    people = parties.people_by_id(draft.person_id for draft in drafts)
    return {
        draft.pk: [people[draft.person_id]] if draft.person_id in people else staff.get(draft.organisation_id or 0, [])
        for draft in drafts
    }


@dataclass(frozen=True)
class BatchSummary:
    """What will go out, or went out."""

    letters: int
    left_out: int
    people: int
    by_email: int
    nobody: tuple[str, ...]
    read: int


def summary(batch: Batch) -> BatchSummary:
    """A batch in numbers. ``nobody`` names the recipients to whom nothing can be delivered."""
    drafts = list(letters(batch))
    going = [draft for draft in drafts if not draft.excluded]
    people = recipients(going)
    reached = {person.pk: person for found in people.values() for person in found}
    return BatchSummary(
        letters=len(going),
        left_out=len(drafts) - len(going),
        people=len(reached),
        by_email=sum(1 for person in reached.values() if person.email),
        nobody=tuple(recipient_name(draft) for draft in going if not people[draft.pk]),
        read=batch.messages.filter(read_at__isnull=False).count(),
    )


def recipient_name(draft: Draft) -> str:
    """The name over the letter."""
    party = draft.organisation or draft.person
    return "" if party is None else party.name


def failed_mail() -> QuerySet[Outgoing]:
    """E-mails that did not go out and wait for a person's decision."""
    return Outgoing.objects.filter(state=OutgoingState.FAILED)
