from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from dure.foundation.ledger.words import name_actions


class MessagesConfig(AppConfig):
    name = "dure.foundation.messages"
    label = "dure_messages"
    verbose_name = _("Messages")

    def ready(self) -> None:
        from dure.foundation.access.registry import register_view
        from dure.foundation.installation.contents import register_content
        from dure.foundation.jobs.worker import add_chore
        from dure.foundation.messages import states  # noqa: F401  registers its transition table
        from dure.foundation.messages.access import VIEW_BATCH
        from dure.foundation.messages.actions import deliver_outbox
        from dure.foundation.messages.actions.replies import KIND as REPLY_OWED
        from dure.foundation.messages.actions.sending import send_link
        from dure.foundation.messages.backup import MAIL
        from dure.foundation.messages.forgetting import forget_person
        from dure.foundation.messages.models import Batch, Draft
        from dure.foundation.messages.queries import letter_address
        from dure.foundation.messages.registry import name_deadline
        from dure.foundation.messages.reminders import remind_when_due
        from dure.foundation.parties.news import LinkToSend
        from dure.foundation.parties.registry import may_stay_behind, register_eraser
        from dure.foundation.workflow.events import subscribe

        register_view(Batch, VIEW_BATCH)
        subscribe(LinkToSend, send_link)
        register_eraser(forget_person)
        register_content(MAIL)
        may_stay_behind(Draft)
        add_chore(deliver_outbox)
        add_chore(remind_when_due)
        name_deadline(REPLY_OWED, _("Reply to a letter"), letter_address)
        name_actions(
            {
                "messages.draft_batch": _("Drafted letters"),
                "messages.edit_draft": _("Edited a letter"),
                "messages.exclude_draft": _("Left a letter out"),
                "messages.include_draft": _("Took a letter in again"),
                "messages.release_batch": _("Sent the letters"),
                "messages.drop_batch": _("Dropped the letters"),
                "messages.reply": _("Replied to a letter"),
                "messages.send_again": _("Sent an e-mail again"),
                "messages.remind": _("Reminded of a deadline"),
            }
        )
