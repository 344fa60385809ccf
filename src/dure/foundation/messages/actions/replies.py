"""What letters ask of those who receive them, and what comes back."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.ledger.act import act
from dure.foundation.messages.access import REPLY
from dure.foundation.messages.actions.sending import mark_read
from dure.foundation.messages.models import Asks, Batch, Draft, Message, Reply
from dure.foundation.workflow.deadlines import Owed, meet_deadline, set_deadlines

KIND = "messages.reply"


def owe_replies(batch: Batch, letters: Iterable[Draft], at: datetime) -> None:
    """Note the replies that a batch asks for as deadlines, of which their debtors are reminded."""
    if batch.answer_by_at is not None:
        owed = [Owed(each, each.organisation_id, each.person_id) for each in letters]
        set_deadlines(owed, KIND, due_at=batch.answer_by_at, at=at, programme_id=batch.programme_id)


def reply(*, message: Message, text: str, by: Actor, at: datetime) -> Reply:
    """Confirm a letter or answer it, for the whole organisation it went to; also when its day has passed."""
    REPLY.demand(by, message)
    draft, batch, person_id = message.draft, message.batch, by.person_id
    if draft is None or batch is None or person_id is None or batch.asks == Asks.NOTHING:
        raise ActionRefused(_("This letter asks for no reply."))
    if batch.asks == Asks.ANSWER and not text.strip():
        raise ActionRefused(_("Write the answer before you send it."))
    with act("messages.reply", chain=batch.chain, by=by, at=at, subject=batch) as this:
        Draft.objects.select_for_update().get(pk=draft.pk)
        earlier = Reply.objects.filter(draft=draft).select_related("by").first()
        if earlier is not None:
            raise ActionRefused(_("%(name)s has replied to this letter already.") % {"name": earlier.by.name})
        words = text.strip().replace("\r\n", "\n") if batch.asks == Asks.ANSWER else ""
        given = Reply.objects.create(draft=draft, text=words, by_id=person_id, at=at)
        mark_read(message=message, at=at)
        meet_deadline(draft, KIND, at=at)
        this.evidence(given)
    return given
