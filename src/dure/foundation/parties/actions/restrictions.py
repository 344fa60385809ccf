"""Barring an organisation from taking part (참여제한), and lifting the ban."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.ledger.act import INSTALLATION_CHAIN, act
from dure.foundation.parties.access import RESTRICT
from dure.foundation.parties.models import Organisation, Restriction

# Bans last some years; more than this is taken for a slip of the pen.
LONGEST_YEARS = 10


def impose_restriction(
    *,
    organisation: Organisation,
    from_on: date,
    until_on: date,
    reason: str,
    source: str,
    decided_by: str,
    by: Actor,
    at: datetime,
) -> Restriction:
    """Enter a ban for the days from ``from_on`` to ``until_on``, both included; the same one twice is kept once."""
    RESTRICT.demand(by, organisation)
    _check(organisation, from_on, until_on, reason, source, decided_by)
    with act(
        "parties.impose_restriction", chain=INSTALLATION_CHAIN, by=by, at=at, subject=organisation, reason=reason
    ) as this:
        Organisation.objects.select_for_update().get(pk=organisation.pk)
        values: dict[str, Any] = {
            "from_on": from_on, "until_on": until_on, "reason": reason.strip(),
            "source": source.strip(), "decided_by": decided_by.strip(),
        }  # fmt: skip
        row, _created = Restriction.objects.get_or_create(organisation=organisation, lifted_on=None, **values)
        this.evidence(row)
    return row


def _check(
    organisation: Organisation, from_on: date, until_on: date, reason: str, source: str, decided_by: str
) -> None:
    if organisation.merged_into_id is not None:
        raise ActionRefused(_("This record was merged into another one. Enter the ban there."))
    if until_on < from_on:
        raise ActionRefused(_("The last day of the ban lies before its first. Correct one of the two."))
    if until_on.year - from_on.year > LONGEST_YEARS:
        raise ActionRefused(_("A ban lasts ten years at most. Check the last day."))
    if not (reason.strip() and source.strip() and decided_by.strip()):
        raise ActionRefused(_("A ban needs its reason, who decided it, and the document it is written in."))


def lift_restriction(*, restriction: Restriction, lifted_on: date, reason: str, by: Actor, at: datetime) -> Restriction:
    """Lift a ban from a day on, for instance after an objection was upheld; checks made before stay as they are."""
    RESTRICT.demand(by, restriction.organisation)
    if not reason.strip():
        raise ActionRefused(_("Lifting a ban needs a reason. Write it in a sentence."))
    if lifted_on > timezone.localdate(at):
        raise ActionRefused(_("The day lies in the future. Enter it when it has come."))
    with act(
        "parties.lift_restriction",
        chain=INSTALLATION_CHAIN,
        by=by,
        at=at,
        subject=restriction.organisation,
        reason=reason,
    ) as this:
        row = Restriction.objects.select_for_update(of=("self",)).get(pk=restriction.pk)
        if row.lifted_on is not None:
            raise ActionRefused(_("This ban was lifted already."))
        row.lifted_on, row.lifted_reason = lifted_on, reason.strip()
        row.save(update_fields=["lifted_on", "lifted_reason"])
        this.evidence(row)
    return row
