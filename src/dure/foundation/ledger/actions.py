"""The one thing that may be taken out of the record: words that name a person."""

from datetime import datetime

from dure.foundation.access.actor import Actor
from dure.foundation.ledger.act import INSTALLATION_CHAIN, act
from dure.foundation.ledger.models import Note
from dure.foundation.ledger.verify import BURIAL


def bury_note(*, note: Note, by: Actor, at: datetime, reason: str) -> None:
    """Replace an entry's words by a tombstone; the chain keeps their digest, and this act says who did it."""
    with act(BURIAL, chain=INSTALLATION_CHAIN, by=by, at=at, reason=reason) as this:
        note.actor_name, note.reason, note.detail, note.buried_at = "", "", {}, at
        note.save()
        this.about(note)
