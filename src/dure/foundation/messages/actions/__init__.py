"""Verbs over messages: the door other rooms use."""

from dure.foundation.messages.actions.batches import (
    Letter,
    draft_batch,
    drop_batch,
    edit_draft,
    exclude_draft,
    include_draft,
    release_batch,
)
from dure.foundation.messages.actions.outbox import deliver_outbox, send_again
from dure.foundation.messages.actions.replies import reply
from dure.foundation.messages.actions.sending import mark_all_read, mark_read, send, send_email

__all__ = [
    "Letter",
    "deliver_outbox",
    "draft_batch",
    "drop_batch",
    "edit_draft",
    "exclude_draft",
    "include_draft",
    "mark_all_read",
    "mark_read",
    "release_batch",
    "reply",
    "send",
    "send_again",
    "send_email",
]
