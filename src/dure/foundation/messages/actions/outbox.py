"""Handing e-mails to the mail server, each at most once."""

import logging
from datetime import datetime, timedelta

from django.core.mail import EmailMessage
from django.utils import timezone
from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.installation import clock
from dure.foundation.ledger.act import INSTALLATION_CHAIN, act
from dure.foundation.messages.access import SEND_AGAIN
from dure.foundation.messages.models import Outgoing, OutgoingState

logger = logging.getLogger(__name__)
MOST_ATTEMPTS = 5
# After this long without an answer the process that claimed it is taken for dead.
CLAIM_LASTS = timedelta(minutes=10)


def deliver_outbox(limit: int = 50) -> int:
    """Send what waits; gives how many went out. Safe in several processes, and to be killed at any moment.

    An e-mail that was being sent when a process died may have gone out, so it is never sent again by itself.
    """
    _give_up_on_the_dead()
    due = Outgoing.objects.filter(state=OutgoingState.QUEUED).exclude(next_try_at__gt=timezone.now())
    sent = 0
    for pk in list(due.order_by("created_at", "id").values_list("pk", flat=True)[:limit]):
        if _claim(pk):
            sent += _hand_over(Outgoing.objects.get(pk=pk))
    return sent


def _claim(pk: int) -> bool:
    waiting = Outgoing.objects.filter(pk=pk, state=OutgoingState.QUEUED)
    return bool(waiting.update(state=OutgoingState.SENDING, claimed_at=timezone.now()))


def _hand_over(row: Outgoing) -> bool:
    mail = EmailMessage(row.subject, row.body, to=[row.to], headers={"Auto-Submitted": "auto-generated"})
    try:
        mail.send()
    except Exception as error:  # noqa: BLE001  a mail server may fail in any way; the next ones still go out
        logger.warning("e-mail %s was not accepted: %s", row.pk, error)
        _not_accepted(row, error)
        return False
    Outgoing.objects.filter(pk=row.pk).update(
        state=OutgoingState.SENT, sent_at=clock.now(), attempts=row.attempts + 1, error=""
    )
    return True


def _not_accepted(row: Outgoing, error: Exception) -> None:
    """The server said no: it is tried again after 1, 4, 9 and 16 minutes, then left to a person."""
    attempts = row.attempts + 1
    over = attempts >= MOST_ATTEMPTS
    Outgoing.objects.filter(pk=row.pk).update(
        state=OutgoingState.FAILED if over else OutgoingState.QUEUED,
        attempts=attempts,
        error=f"{type(error).__name__}: {error}"[:300],
        next_try_at=timezone.now() + timedelta(minutes=attempts**2),
    )


def _give_up_on_the_dead() -> None:
    stuck = Outgoing.objects.filter(state=OutgoingState.SENDING, claimed_at__lt=timezone.now() - CLAIM_LASTS)
    if stuck.exists():
        words = _("The machine stopped while it was being sent. It may have arrived: ask before sending it again.")
        stuck.update(state=OutgoingState.FAILED, error=words)


def send_again(*, outgoing: Outgoing, by: Actor, at: datetime) -> None:
    """Queue a failed e-mail once more, by a person's decision."""
    SEND_AGAIN.demand(by, outgoing)
    with act("messages.send_again", chain=INSTALLATION_CHAIN, by=by, at=at, detail={"outgoing": outgoing.pk}):
        failed = Outgoing.objects.filter(pk=outgoing.pk, state=OutgoingState.FAILED)
        if not failed.update(state=OutgoingState.QUEUED, attempts=0, next_try_at=None, error=""):
            raise ActionRefused(_("This e-mail is not among those that failed."))
