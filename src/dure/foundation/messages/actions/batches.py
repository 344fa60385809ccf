"""Letters that go out together: drafted, read one by one, edited, left out, and released once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from dure.foundation.access.actor import STAFF, Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.ledger.act import act, current_act
from dure.foundation.messages.access import SEND_BATCH
from dure.foundation.messages.actions.replies import owe_replies
from dure.foundation.messages.actions.sending import email_body, one_line
from dure.foundation.messages.models import Asks, Batch, BatchStatus, Draft, Message, Outgoing
from dure.foundation.messages.queries import recipients
from dure.foundation.workflow.gate import move


@dataclass(frozen=True)
class Letter:
    """A letter to draft: to the people of an organisation or to one person, never both."""

    subject: str
    body: str
    organisation_id: int | None = None
    person_id: int | None = None
    link: str = ""


def draft_batch(
    *,
    kind: str,
    title: str,
    letters: Sequence[Letter],
    by: Actor,
    at: datetime,
    programme_id: int | None = None,
    owner_id: int | None = None,
) -> Batch:
    """Prepare letters that go out together; nothing is sent before ``release_batch``.

    ``owner_id`` is the operator whose staff may read and send them; by default the drafter's own.
    """
    mine = sorted(by.organisations(*STAFF))
    batch = Batch(
        kind=kind, title=title, programme_id=programme_id, created_by_id=by.person_id, created_at=at,
        owner_id=owner_id or (mine[0] if mine else None),
    )  # fmt: skip
    with act("messages.draft_batch", chain=batch.chain, by=by, at=at, detail={"letters": len(letters)}) as this:
        batch.save()
        Draft.objects.bulk_create(
            Draft(
                batch=batch, organisation_id=each.organisation_id, person_id=each.person_id,
                subject=one_line(each.subject), body=each.body, link=each.link, edited_by_id=by.person_id,
                edited_at=at,
            )
            for each in letters
        )  # fmt: skip
        this.about(batch)
    return batch


def edit_draft(*, draft: Draft, subject: str, body: str, seen_at: datetime, by: Actor, at: datetime) -> None:
    """Change a letter; ``seen_at`` is its ``edited_at`` as the editor saw it. Refused if someone else
    changed it since."""
    if not subject.strip() or not body.strip():
        raise ActionRefused(_("A letter needs a subject and a text."))
    with act("messages.edit_draft", chain=draft.batch.chain, by=by, at=at, subject=draft.batch):
        locked = _open(draft, by)
        if locked.edited_at != seen_at:
            raise ActionRefused(
                _("Someone else changed this letter meanwhile. Copy your text, load the page anew and enter it.")
            )
        _change(locked, by, at, subject=one_line(subject), body=body.replace("\r\n", "\n"))


def exclude_draft(*, draft: Draft, by: Actor, at: datetime) -> None:
    """Leave a letter out of the batch; it can be taken in again until the batch is sent."""
    with act("messages.exclude_draft", chain=draft.batch.chain, by=by, at=at, subject=draft.batch):
        _change(_open(draft, by), by, at, excluded=True)


def include_draft(*, draft: Draft, by: Actor, at: datetime) -> None:
    """Take a letter in again."""
    with act("messages.include_draft", chain=draft.batch.chain, by=by, at=at, subject=draft.batch):
        _change(_open(draft, by), by, at, excluded=False)


def release_batch(
    *, batch: Batch, by: Actor, at: datetime, asks: str = Asks.NOTHING, answer_by_at: datetime | None = None
) -> int:
    """Send the letters that were not left out, to inboxes and by e-mail; gives how many people were told.

    Letters that ask for something name the day until which it is owed. A second call is refused, since a batch is
    sent once.
    """
    SEND_BATCH.demand(by, batch)
    if asks != Asks.NOTHING and (answer_by_at is None or answer_by_at <= at):
        raise ActionRefused(_("Letters that ask for a reply need a day to come until which it is owed."))
    with act("messages.release_batch", chain=batch.chain, by=by, at=at, subject=batch) as this:
        batch.released_at, batch.asks = at, asks
        batch.answer_by_at = None if asks == Asks.NOTHING else answer_by_at
        batch.save(update_fields=["released_at", "asks", "answer_by_at"])
        move(batch, "release", by=by, at=at)
        told = _send_letters(batch, at)
        this.detail["people"] = told
    return told


def drop_batch(*, batch: Batch, by: Actor, at: datetime, reason: str) -> None:
    """Give the letters up; they stay in the record and are never sent."""
    SEND_BATCH.demand(by, batch)
    with act("messages.drop_batch", chain=batch.chain, by=by, at=at, subject=batch, reason=reason):
        move(batch, "drop", by=by, at=at, reason=reason)


def _open(draft: Draft, by: Actor) -> Draft:
    # The batch first, as releasing does: an edit comes before the letters go, or is refused.
    batch = Batch.objects.select_for_update().get(pk=draft.batch_id)
    locked = Draft.objects.select_for_update().get(pk=draft.pk)
    SEND_BATCH.demand(by, batch)
    if batch.status != BatchStatus.DRAFTING:
        raise ActionRefused(_("These letters were already sent or dropped; they can no longer be changed."))
    return locked


def _change(draft: Draft, by: Actor, at: datetime, **fields: object) -> None:
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.edited_by_id, draft.edited_at = by.person_id, at
    draft.save(update_fields=[*fields, "edited_by", "edited_at"])
    current_act().evidence(draft)


def _send_letters(batch: Batch, at: datetime) -> int:
    letters = list(batch.drafts.filter(excluded=False))
    if not letters:
        raise ActionRefused(_("Every letter is left out: there is nothing to send. Take one in, or drop the batch."))
    current_act().evidence(*letters)
    people = recipients(letters)
    owe_replies(batch, [letter for letter in letters if people[letter.pk]], at)
    messages, mails = [], []
    for letter in letters:
        for person in people[letter.pk]:
            key = f"batch:{batch.pk}:{letter.pk}:{person.pk}"
            messages.append(
                Message(
                    recipient=person, kind=batch.kind, subject=letter.subject, body=letter.body,
                    link=letter.link,
                    batch=batch, draft=letter, dedupe_key=key, created_at=at,
                )
            )  # fmt: skip
            if person.email:
                with translation.override(person.language):
                    body = email_body(letter.body, letter.link)
                mails.append(
                    Outgoing(
                        person=person,
                        to=person.email,
                        subject=letter.subject,
                        body=body,
                        dedupe_key=key,
                        created_at=at,
                    )
                )
    Message.objects.bulk_create(messages)
    Outgoing.objects.bulk_create(mails)
    return len(messages)
