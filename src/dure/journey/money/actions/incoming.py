"""Imported rows of money that came in: found to be the firm's cash or money due back, and recorded as such."""

from datetime import datetime

from django.utils.translation import gettext as _

from dure.engine.money.incoming import match_incoming
from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.ledger.act import Act, act
from dure.foundation.workflow.gate import move
from dure.journey.money.access import MATCH_ROW
from dure.journey.money.actions.deposits import confirm_deposit
from dure.journey.money.actions.recovering import record_collection
from dure.journey.money.models import Collection, Deposit, ImportedRow, Recovery
from dure.journey.money.queries.imports import imported_row
from dure.journey.money.queries.incoming import awaited_by_id, awaited_of, came_in
from dure.journey.programmes.models import Programme
from dure.journey.programmes.queries import lock_programme

BY_HAND = "by_hand"


def locked_row(row: ImportedRow) -> ImportedRow:
    """The row, locked."""
    return ImportedRow.objects.select_for_update(of=("self",)).get(pk=row.pk)


def match_incoming_rows(programme: Programme, system: str, this: Act) -> int:
    """Match what came in where there is exactly one thing it can be; how many rows found theirs."""
    rows = {str(row.pk): row for row in came_in(programme.pk, system)}
    if not rows:
        return 0
    expected = awaited_by_id(programme.pk, system)
    found = match_incoming([awaited_of(one) for one in expected.values()], [imported_row(row) for row in rows.values()])
    for pair in found.pairs:
        _link(rows[pair.theirs], expected[pair.ours], pair.how.value, this)
    return len(found.pairs)


def _link(row: ImportedRow, what: Deposit | Recovery | Collection, how: str, this: Act) -> None:
    row.how = how
    if isinstance(what, Deposit):
        row.deposit = what
    elif isinstance(what, Recovery):
        row.recovery = what
    else:
        row.collection, row.recovery = what, what.recovery
    row.save(update_fields=["deposit", "recovery", "collection", "how"])
    move(row, "match", by=this.by, at=this.at)


def match_incoming_row(*, row: ImportedRow, awaited: str, by: Actor, at: datetime) -> ImportedRow:
    """A person says which awaited money (``queries.incoming``) the row tells of; the amounts must agree."""
    MATCH_ROW.demand(by, row)
    programme = row.imported.programme
    with act("money.match_row", chain=programme.chain, by=by, at=at, subject=row) as this:
        lock_programme(programme.pk)
        stored = locked_row(row)
        what = awaited_by_id(programme.pk, stored.system).get(awaited)
        if stored.amount_won >= 0 or what is None:
            raise ActionRefused(_("Choose the firm's cash or the money due back that the row tells of."))
        if -stored.amount_won not in awaited_of(what).amounts:
            raise ActionRefused(_("The amounts differ; it is not the same money."))
        _link(stored, what, BY_HAND, this)
    row.refresh_from_db()
    return row


def record_incoming(row: ImportedRow, this: Act) -> None:
    """Record what a matched row tells of: the firm's cash as confirmed, money due back as collected."""
    if row.deposit is not None:
        confirm_deposit(deposit=row.deposit, by=this.by, at=this.at)
    elif row.recovery is not None:
        row.collection = record_collection(
            recovery=row.recovery, amount_won=-row.amount_won, on=row.on, reference=f"{row.system}-{row.pk}",
            by=this.by, at=this.at,
        )  # fmt: skip
        row.save(update_fields=["collection"])
        this.evidence(row)
