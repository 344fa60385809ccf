"""Reads over messages and letters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dure.foundation.access.actor import Actor
from dure.foundation.installation.clock import today
from dure.foundation.messages.access import SEND_BATCH, VIEW_BATCH
from dure.foundation.messages.models import Asks, Batch, BatchStatus, Draft, Message, Outgoing, OutgoingState, Reply
from dure.foundation.parties import queries as parties
from dure.foundation.parties.models import OrganisationKind, Person
from dure.foundation.workflow.values import Waiting

STAGE = "messages"


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
    return batch.drafts.select_related("organisation", "person", "reply__by").order_by(
        "organisation__name", "person__name", "id"
    )


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
    replied: int


def summary(batch: Batch, drafts: Sequence[Draft], people: Mapping[int, list[Person]]) -> BatchSummary:
    """A batch in numbers, from its letters and who receives each. ``nobody`` names the recipients to whom nothing can
    be delivered."""
    going = [draft for draft in drafts if not draft.excluded]
    reached = {person.pk: person for draft in going for person in people[draft.pk]}
    return BatchSummary(
        letters=len(going),
        left_out=len(drafts) - len(going),
        people=len(reached),
        by_email=sum(1 for person in reached.values() if person.email),
        nobody=tuple(recipient_name(draft) for draft in going if not people[draft.pk]),
        read=batch.messages.filter(read_at__isnull=False).count(),
        replied=sum(1 for draft in drafts if hasattr(draft, "reply")),
    )


def recipient_name(draft: Draft) -> str:
    """The name over the letter."""
    party = draft.organisation or draft.person
    return "" if party is None else party.name


def failed_mail() -> QuerySet[Outgoing]:
    """E-mails that did not go out and wait for a person's decision."""
    return Outgoing.objects.filter(state=OutgoingState.FAILED)


def reply_of(message: Message) -> Reply | None:
    """What was replied to the letter that a message brought, by whomever of the recipient's organisation."""
    if message.draft_id is None:
        return None
    return Reply.objects.filter(draft_id=message.draft_id).select_related("by").first()


def letter_address(draft_id: str) -> str:
    """The address at which each recipient of a letter finds the own copy."""
    return reverse("messages:my_copy", args=[draft_id])


def waiting(actor: Actor, at: datetime) -> list[Waiting]:
    """Letters the actor has to confirm or answer; for the sender's staff, letters past their day. Two queries."""
    return [*_to_reply(actor), *_unanswered(actor, at)]


def _to_reply(actor: Actor) -> list[Waiting]:
    asking = inbox(actor).filter(batch__answer_by_at__isnull=False, draft__reply__isnull=True)
    rows = asking.select_related("batch__owner", "draft__organisation").order_by("batch__answer_by_at", "id")
    return [_reply_line(row) for row in rows]


def _reply_line(row: Message) -> Waiting:
    batch, organisation = row.batch, row.draft.organisation if row.draft else None
    is_firm = organisation is not None and organisation.kind == OrganisationKind.FIRM
    return Waiting(
        what=row.subject,
        verb=_("Read and answer") if batch and batch.asks == Asks.ANSWER else _("Read and confirm"),
        url=reverse("messages:message", args=[row.pk]),
        due_at=batch.answer_by_at if batch else None,
        firm=organisation.name if organisation and is_firm else "",
        waits=batch.owner.name if batch and batch.owner else "",
        stage=STAGE,
    )


def _unanswered(actor: Actor, at: datetime) -> list[Waiting]:
    if not SEND_BATCH.ask_role(actor):
        return []
    rows = SEND_BATCH.rows(actor, Batch.objects.filter(status=BatchStatus.RELEASED, answer_by_at__lt=at))
    owed = Count("drafts", filter=Q(drafts__excluded=False, drafts__reply__isnull=True))
    return [
        Waiting(
            what=ngettext(
                "“%(title)s”: %(n)d recipient has not replied",
                "“%(title)s”: %(n)d recipients have not replied",
                row.owed,
            )
            % {"title": row.title, "n": row.owed},
            verb=_("See who has not"),
            url=reverse("messages:batch", args=[row.pk]) + "?only=silent",
            due_at=row.answer_by_at,
            count=row.owed,
            stage=STAGE,
        )
        for row in rows.annotate(owed=owed).filter(owed__gt=0).order_by("answer_by_at", "id")
    ]
