"""What a programme and a version of its notice may become."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dure.foundation.access.actor import STAFF
from dure.foundation.workflow.table import Table, Transition, register_table


class ProgrammeState(TextChoices):
    PREPARING = "preparing", _("Being prepared")
    RUNNING = "running", _("Running")
    CLOSED = "closed", pgettext_lazy("programme", "Ended")


class NoticeState(TextChoices):
    DRAFT = "draft", pgettext_lazy("notice", "Draft")
    PUBLISHED = "published", pgettext_lazy("notice", "Published")
    REPLACED = "replaced", pgettext_lazy("notice", "Replaced")


PROGRAMME_TABLE = register_table(
    Table(
        model="programmes.Programme",
        title="Programme",
        states=ProgrammeState,
        initial=ProgrammeState.PREPARING,
        transitions=(
            Transition("start", (ProgrammeState.PREPARING,), ProgrammeState.RUNNING, STAFF, _("Start")),
            Transition(
                "close",
                (ProgrammeState.RUNNING,),
                ProgrammeState.CLOSED,
                STAFF,
                _("Close the programme"),
                needs_reason=True,
            ),
        ),
    )
)

NOTICE_TABLE = register_table(
    Table(
        model="programmes.NoticeVersion",
        title="Version of a notice",
        states=NoticeState,
        initial=NoticeState.DRAFT,
        transitions=(
            Transition("publish", (NoticeState.DRAFT,), NoticeState.PUBLISHED, STAFF, _("Publish the notice")),
            Transition(
                "replace", (NoticeState.PUBLISHED,), NoticeState.REPLACED, STAFF, _("Replace by the next version")
            ),
        ),
    )
)
