"""Telling people something, in their inbox and by e-mail, never twice."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.messages.models import Message, Outgoing
from dure.foundation.parties import queries as parties
from dure.foundation.parties.models import Person
from dure.foundation.parties.news import LinkToSend

Text = str | Promise


@transaction.atomic
def send(  # noqa: PLR0913  a message is all of these
    *,
    to: Person | Iterable[Person],
    subject: Text,
    body: Text,
    kind: str,
    by: Actor,
    at: datetime,
    link: str = "",
    dedupe_key: str = "",
    email: bool = True,
) -> list[Message]:
    """Put a message into inboxes and queue e-mails to those who have an address; gives the new messages.

    With a ``dedupe_key`` (what happened, to what; at most 90 characters) each person is told once,
    however often this is called. Lazily translated texts are written in each recipient's language.
    """
    people = [to] if isinstance(to, Person) else list(to)
    told = []
    for person in {each.pk: each for each in people if each.is_active}.values():
        with translation.override(person.language):
            row = _put(person, str(subject), str(body), kind=kind, link=link, key=dedupe_key, at=at)
            if row is None:
                continue
            told.append(row)
            if email and person.email:
                queue_email(person, row.subject, email_body(row.body, link), key=dedupe_key, at=at)
    return told


def _put(person: Person, subject: str, body: str, *, kind: str, link: str, key: str, at: datetime) -> Message | None:
    fields = {
        "recipient": person,
        "kind": kind,
        "subject": subject[:200],
        "body": body,
        "link": link,
        "created_at": at,
    }
    if not key:
        return Message.objects.create(**fields)
    row, created = Message.objects.get_or_create(dedupe_key=f"{key}:{person.pk}", defaults=fields)
    return row if created else None


def send_email(*, person: Person, subject: str, body: str, at: datetime, dedupe_key: str = "") -> None:
    """Queue an e-mail alone, for what must not stand in the inbox, such as a link to sign in."""
    if person.email:
        queue_email(person, subject, body, key=dedupe_key, at=at)


def send_link(news: LinkToSend) -> None:
    """Queue the e-mail with a link that another app announced."""
    person = parties.person(news.person_id)
    send_email(person=person, subject=news.subject, body=news.body, at=news.at, dedupe_key=news.key)


def queue_email(person: Person, subject: str, body: str, *, key: str, at: datetime) -> None:
    """Put one e-mail into the outbox; one with the same key is there only once."""
    fields = {
        "person": person,
        "to": person.email,
        "subject": one_line(subject),
        "body": body,
        "created_at": at,
    }
    if key:
        Outgoing.objects.get_or_create(dedupe_key=f"{key}:{person.pk}", defaults=fields)
    else:
        Outgoing.objects.create(**fields)


def one_line(text: str) -> str:
    """A subject as mail allows it: no line breaks, at most 200 characters."""
    return " ".join(text.split())[:200]


def email_body(body: str, link: str) -> str:
    """The text of an e-mail: the message, where to read on, and that nobody reads the answers."""
    parts = [body.strip()]
    if link:
        parts.append(_("Read more: %(address)s") % {"address": absolute(link)})
    parts.append(_("This e-mail was sent by Dure. Answers to this address are not read."))
    return "\n\n".join(parts) + "\n"


def absolute(link: str) -> str:
    """The full address of a page of this site."""
    return f"{settings.SITE_URL.rstrip('/')}{link}" if link.startswith("/") else link


def mark_read(*, message: Message, at: datetime) -> None:
    """Note the first time it was opened."""
    Message.objects.filter(pk=message.pk, read_at__isnull=True).update(read_at=at)


def mark_all_read(*, by: Actor, at: datetime) -> int:
    """Mark everything in the actor's inbox as read; gives how many it was."""
    return Message.objects.filter(recipient_id=by.person_id, read_at__isnull=True).update(read_at=at)
