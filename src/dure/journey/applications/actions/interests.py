"""From an interest form to an application: the firm, its factory and its figures are entered on the way."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from dure.foundation.access.actor import STAFF, Actor, Role
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.ledger.act import act
from dure.foundation.parties import queries as parties
from dure.journey.applications.actions.starting import start_application
from dure.journey.applications.models import Application
from dure.journey.prospects.actions import become_application


@dataclass(frozen=True)
class FromInterest:
    """What the form could not know: the type, and what the consent to entry on behalf is written on."""

    type_code: str
    consent: str = ""


def start_from_interest(*, interest: Any, choice: FromInterest, by: Actor, at: datetime) -> Application:
    """Begin an application from an interest form.

    The firm is the one that holds the form's business number, or is registered now with its factory in the
    form's city; sales and headcount go on record as of the form.
    """
    if interest.status == "applied":
        raise ActionRefused(_("This interest form has become an application already."))
    _check_own(interest, by)
    with act("applications.start_from_interest", chain=interest.programme.chain, by=by, at=at, subject=interest):
        kept = become_application(interest=interest, by=by, at=at)
        firm_id = kept.firm_id or 0
        sites = [each for each in parties.establishments(firm_id) if each.city_id == kept.city_id]
        factories = [each for each in sites if each.kind == "factory"]
        return start_application(
            programme=interest.programme,
            firm_id=firm_id,
            site_id=factories[0].pk,
            type_code=choice.type_code,
            interest_id=interest.pk,
            consent=choice.consent,
            by=by,
            at=at,
        )


def _check_own(interest: Any, by: Actor) -> None:
    """A firm's person begins only for the own firm: another's number in a form opens nothing."""
    if by.is_system or by.has(*STAFF):
        return
    firm = interest.firm or parties.firm_by_number(interest.number)
    if firm is None or firm.pk not in by.organisations(Role.FIRM):
        raise ActionRefused(_("The business number of this interest form is not that of your firm. Ask the operator."))
