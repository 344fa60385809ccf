"""Letters are prepared and sent by the operator that owns them; messages are read by their recipient."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dure.foundation.access.actor import STAFF, Actor, Role
from dure.foundation.access.permission import Permission, everything


def _own(actor: Actor) -> Q:
    mine = actor.organisations(*STAFF)
    return Q(owner_id__in=mine) | Q(owner__isnull=True)


def _to_me(actor: Actor) -> Q:
    return Q(recipient_id=actor.person_id)


VIEW_BATCH = Permission(
    name="messages.view_batch",
    scopes={Role.OPERATOR: _own, Role.APPROVER: _own, Role.AUDITOR: everything},
    refusal=_("Only the operator that prepares these letters sees them before they go out."),
)
SEND_BATCH = Permission(
    name="messages.send_batch",
    scopes={Role.OPERATOR: _own, Role.APPROVER: _own},
    refusal=_("Only the operator that prepares these letters may change or send them."),
)
READ_MESSAGE = Permission(
    name="messages.read_message",
    scopes=dict.fromkeys(Role, _to_me),
    refusal=_("This message is for someone else."),
)
REPLY = Permission(
    name="messages.reply",
    scopes=READ_MESSAGE.scopes,
    refusal=_("Only those who received this letter may reply to it."),
)
VIEW_OUTBOX = Permission(
    name="messages.view_outbox",
    scopes={Role.OPERATOR: everything, Role.AUDITOR: everything},
    refusal=_("Only the operator's staff see the e-mails that go out."),
)
SEND_AGAIN = Permission(
    name="messages.send_again",
    scopes={Role.OPERATOR: everything},
    refusal=_("Only the operator's staff may send an e-mail again."),
)
