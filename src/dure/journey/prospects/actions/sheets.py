"""Interest forms from an Excel file: read, looked at, then entered all at once."""

from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.ledger.act import act
from dure.journey.programmes.models import Programme
from dure.journey.prospects.access import ENTER
from dure.journey.prospects.actions.receive import AlreadyReceived, receive_interest
from dure.journey.prospects.excel import read_interests
from dure.journey.prospects.models import Sheet, Source
from dure.journey.prospects.queries.choices import lists_of
from dure.journey.prospects.values import InterestForm


@dataclass(frozen=True)
class Entered:
    """How many rows became interest forms, and how many were there already and stayed as they were."""

    new: int
    unchanged: int


def keep_sheet(*, programme: Programme, path: Path, name: str, by: Actor, at: datetime) -> Sheet:
    """Read a file and keep what it says for the preview; no interest form is made yet."""
    ENTER.demand(by, programme)
    reading = read_interests(path, name, lists_of(programme))
    return Sheet.objects.create(
        programme=programme,
        name=name[:200],
        rows=reading.as_rows(),
        problems=[asdict(problem) for problem in reading.problems],
        uploaded_by_id=by.person_id,
        uploaded_at=at,
    )


def enter_sheet(*, sheet: Sheet, by: Actor, at: datetime) -> Entered:
    """Enter the sound rows of a sheet, all or none; firms that are there already stay as they are."""
    programme = sheet.programme
    ENTER.demand(by, programme)
    with transaction.atomic():
        stored = Sheet.objects.select_for_update().get(pk=sheet.pk)
        if stored.entered_at is not None:
            raise ActionRefused(_("This file has been entered already. Nothing was entered twice."))
        with act("prospects.enter_sheet", chain=programme.chain, by=by, at=at, subject=programme) as this:
            new = sum(_enter(programme, row, by=by, at=at) for row in stored.rows)
            result = Entered(new=new, unchanged=len(stored.rows) - new)
            this.detail = {"file": stored.name, "new": result.new, "unchanged": result.unchanged}
        stored.entered_at, stored.entered, stored.rows, stored.problems = at, new, [], []
        stored.save(update_fields=["entered_at", "entered", "rows", "problems"])
    return result


def discard_sheet(*, sheet: Sheet, by: Actor) -> None:
    """Throw away a file that was not entered, with the contacts in it."""
    ENTER.demand(by, sheet.programme)
    Sheet.objects.filter(pk=sheet.pk, entered_at__isnull=True).delete()


def _enter(programme: Programme, row: dict[str, Any], *, by: Actor, at: datetime) -> int:
    values = {key: value for key, value in row.items() if key != "row"}
    form = InterestForm(**{**values, "consents": tuple(values["consents"])})
    try:
        receive_interest(programme=programme, form=form, source=Source.EXCEL, by=by, at=at)
    except AlreadyReceived:
        return 0
    return 1
