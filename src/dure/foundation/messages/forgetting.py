"""What is kept of a person in messages goes when the person is erased."""

from datetime import datetime

from dure.foundation.ledger.act import current_act
from dure.foundation.messages.models import Draft, Message, Outgoing, OutgoingState, Reply
from dure.foundation.parties.models import Person


def forget_person(person: Person, at: datetime) -> None:
    """Empty the inbox, the e-mails and the letters of a person; letters stay as proof that there was one."""
    Message.objects.filter(recipient=person).update(subject="", body="", link="")
    mails = Outgoing.objects.filter(person=person)
    mails.filter(state=OutgoingState.QUEUED).delete()
    mails.update(to="erased@invalid.invalid", subject="", body="")
    for draft in Draft.objects.filter(person=person):
        draft.subject, draft.body = "", ""
        draft.save(update_fields=["subject", "body"])
        current_act().evidence(draft)
    for reply in Reply.objects.filter(draft__person=person):
        reply.text = ""
        reply.save(update_fields=["text"])
        current_act().evidence(reply)
