"""What papers the start, the bonds, the changes and the ending of an agreement take, by whom, until when."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import Refused, Verdict
from dure.foundation.documents.registry import DocumentKind, Owner, Subject
from dure.journey.agreements.access import ASK_ENDING, KEEP_CHANGE, KEEP_START
from dure.journey.agreements.models import Bond, Change, Ending, StartNotice
from dure.journey.agreements.states import ChangeState, EndingState, StartState

Kinds = tuple[tuple[str, str | Promise], ...]
_START: Kinds = (("bankbook", gettext_lazy("Copy of the bankbook")), ("minutes", gettext_lazy("Kick-off minutes")))
_BOND: Kinds = (("bond", gettext_lazy("The bond")),)
_CHANGE: Kinds = (("proof", gettext_lazy("Proof of the cause")), ("revised_plan", gettext_lazy("Revised plan")))
_ENDING: Kinds = (("proof", gettext_lazy("Proof of the cause")), ("hearing", gettext_lazy("Record of the hearing")))


def _while_writing(actor: Actor, row: StartNotice, at: datetime) -> Verdict:
    if row.status == StartState.ACCEPTED:
        return Refused(_("The notice of start is accepted; its papers stay as they are."))
    return KEEP_START.ask(actor, row.agreement)


def _always(actor: Actor, row: Bond, at: datetime) -> Verdict:
    return KEEP_START.ask(actor, row.agreement)


def _while_open(actor: Actor, row: Change, at: datetime) -> Verdict:
    if row.status not in (ChangeState.DRAFT, ChangeState.SUBMITTED):
        return Refused(_("This change is closed; its papers stay as they are."))
    return KEEP_CHANGE.ask(actor, row.agreement)


def _while_asked(actor: Actor, row: Ending, at: datetime) -> Verdict:
    if row.status != EndingState.ASKED:
        return Refused(_("This ending is closed; its papers stay as they are."))
    return ASK_ENDING.ask(actor, row.agreement)


def _kinds(kinds: Kinds) -> Callable[[Any], Sequence[DocumentKind]]:
    # Of a bond its paper is the whole point; the others depend on the case.
    return lambda _row: [DocumentKind(code, label, required=code == "bond") for code, label in kinds]


def _subject(kinds: Kinds, url: Callable[[Any], str], attach: Callable[[Actor, Any, datetime], Verdict]) -> Subject:
    return Subject(
        kinds=_kinds(kinds),
        chain=lambda row: row.agreement.programme.chain,
        url=url,
        owner=lambda row: Owner(organisation_id=row.agreement.firm_id, programme_id=row.agreement.programme_id),
        attach=attach,
    )


def _start_url(row: StartNotice | Bond) -> str:
    return reverse("agreements:start", args=[row.agreement_id])


SUBJECTS: dict[type[Model], Subject] = {
    StartNotice: _subject(_START, _start_url, _while_writing),
    Bond: _subject(_BOND, _start_url, _always),
    Change: _subject(_CHANGE, lambda row: reverse("agreements:change", args=[row.pk]), _while_open),
    Ending: _subject(_ENDING, lambda row: reverse("agreements:ending", args=[row.pk]), _while_asked),
}
