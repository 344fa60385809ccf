"""Who is told what about settlements and money due back, and what the end of an agreement sets going."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise, lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from dure.foundation.access.actor import SYSTEM, Actor, Role
from dure.foundation.interface.formats import day, won
from dure.foundation.messages.actions import send
from dure.foundation.parties.queries import people_with
from dure.foundation.workflow.gate import Moved
from dure.journey.agreements.events import AgreementEnded
from dure.journey.agreements.queries import agreement as find_agreement
from dure.journey.money.models import Recovery, Settlement

won_lazy: Any = lazy(won, str)
day_lazy: Any = lazy(day, str)


def heard_moved(news: Moved) -> None:
    """A project that is complete is to be settled; one that is not after all begins its settlement again."""
    if news.model == "agreements.agreement" and news.transition == "complete":
        from dure.journey.money.actions.lateness import propose_late_charge  # the actions tell news in turn

        _open(int(news.row_id), news.at)
        propose_late_charge(agreement=find_agreement(int(news.row_id)), by=SYSTEM, at=news.at)
    elif news.model == "agreements.agreement" and news.transition == "resume":
        _begin_again(int(news.row_id), news.at)


def heard_ended(news: AgreementEnded) -> None:
    """So is one that ended before."""
    _open(news.agreement_id, news.at)


def _open(agreement_id: int, at: datetime) -> None:
    from dure.journey.money.actions.settling import open_settlement  # the actions tell news in turn

    open_settlement(agreement=find_agreement(agreement_id), by=SYSTEM, at=at)


def _begin_again(agreement_id: int, at: datetime) -> None:
    from dure.journey.money.actions.settling import begin_settlement_again

    row = Settlement.objects.filter(agreement_id=agreement_id).first()
    if row is not None:
        begin_settlement_again(settlement=row, by=SYSTEM, at=at)


def opened(row: Settlement, *, by: Actor, at: datetime) -> None:
    """The firm learns what to hand in by when."""
    body = format_lazy(
        _("Hand in the settlement of {number} by {day}: check each spending and attach the papers of the checklist."),
        number=row.agreement.number, day=day_lazy(row.due_on),
    )  # fmt: skip
    _tell_firm(row, _("The project is to be settled"), body, "opened", by=by, at=at)


def handed_in(row: Settlement, *, by: Actor, at: datetime) -> None:
    """The accountant, or the operator's staff where there is none, learns of a settlement to review."""
    subject = format_lazy(_("{firm}: a settlement to review"), firm=row.agreement.firm.name)
    staff = people_with(Role.OPERATOR, organisation_id=row.agreement.programme.operator_id)
    send(to=row.accountant or staff, subject=subject, body=subject, kind="money.settlement", by=by, at=at,
         link=_link(row), dedupe_key=f"settlement.in:{row.pk}:{row.revision}")  # fmt: skip


def given_back(row: Settlement, reason: str, *, by: Actor, at: datetime) -> None:
    """The firm learns what to mend."""
    body = format_lazy(_("What is to be mended: {reason}. Mend it and hand it in again."), reason=reason)
    _tell_firm(row, _("Your settlement was given back"), body, f"back:{row.revision}", by=by, at=at)


def decided(row: Settlement, *, by: Actor, at: datetime) -> None:
    """The firm learns what was accepted and what is due back."""
    body = format_lazy(
        _("Accepted {accepted}, not accepted {disallowed}, due back {due} with interest. You may object with reasons."),
        accepted=won_lazy(row.accepted_won or 0), disallowed=won_lazy(row.disallowed_won or 0),
        due=won_lazy(row.due_back_won or 0),
    )  # fmt: skip
    _tell_firm(row, _("Your settlement is decided"), body, f"decided:{row.revision}", by=by, at=at)


def reconsidered(row: Settlement, reason: str, *, by: Actor, at: datetime) -> None:
    """The firm learns that the decision does not stand."""
    body = format_lazy(_("It is reviewed again: {reason}"), reason=reason)
    _tell_firm(row, _("The decision on your settlement is taken back"), body, f"again:{row.revision}", by=by, at=at)


def objected(row: Settlement, *, by: Actor, at: datetime) -> None:
    """Those who decide learn of an objection."""
    people = people_with(Role.APPROVER, organisation_id=row.agreement.programme.operator_id)
    subject = format_lazy(_("{firm} objects to its settlement"), firm=row.agreement.firm.name)
    send(to=people, subject=subject, body=row.objection, kind="money.settlement", by=by, at=at, link=_link(row),
         dedupe_key=f"settlement.objected:{row.pk}:{row.revision}")  # fmt: skip


def answered(row: Settlement, *, by: Actor, at: datetime) -> None:
    """The firm learns what became of its objection."""
    body = format_lazy("{answer}", answer=row.answer)
    _tell_firm(row, _("Your objection was answered"), body, f"answered:{row.revision}", by=by, at=at)


def closed(row: Settlement, *, by: Actor, at: datetime) -> None:
    """The firm learns that the project is settled."""
    body = format_lazy(_("The settlement of {number} is closed."), number=row.agreement.number)
    _tell_firm(row, _("The project is settled"), body, "closed", by=by, at=at)


def due(row: Recovery, *, by: Actor, at: datetime) -> None:
    """The firm learns what to pay back by when."""
    subject = format_lazy(
        _("{amount} to be paid back by {day}"), amount=won_lazy(row.amount_won), day=day_lazy(row.due_on)
    )
    body = format_lazy("{kind}: {reason}", kind=row.get_kind_display(), reason=row.reason)
    send(to=people_with(Role.FIRM, organisation_id=row.debtor_id), subject=subject, body=body, kind="money.recovery",
         by=by, at=at, link=reverse("money:recovery", args=[row.pk]), dedupe_key=f"recovery:{row.pk}")  # fmt: skip


def _tell_firm(
    row: Settlement, subject: str | Promise, body: str | Promise, key: str, *, by: Actor, at: datetime
) -> None:
    people = people_with(Role.FIRM, organisation_id=row.agreement.firm_id)
    send(to=people, subject=subject, body=body, kind="money.settlement", by=by, at=at, link=_link(row),
         dedupe_key=f"settlement.{key}:{row.pk}")  # fmt: skip


def _link(row: Settlement) -> str:
    return reverse("money:settlement", args=[row.pk])
