"""Lists of the bank and of other systems: read, looked at, imported, matched to our payments; nothing is guessed."""

import hashlib
from collections import Counter
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from dure.engine.money.reconcile import match
from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.documents.actions import store_bytes
from dure.foundation.interface.formats import won
from dure.foundation.ledger.act import Act, act
from dure.foundation.workflow.gate import move
from dure.journey.money.access import IMPORT, KEEP_DRAFT, MATCH_ROW
from dure.journey.money.actions.incoming import BY_HAND, locked_row, match_incoming_rows, record_incoming
from dure.journey.money.actions.payments import PAID, record_payment_result
from dure.journey.money.lists.read import read_list
from dure.journey.money.models import ImportDraft, ImportedList, ImportedRow, Payment, SourceSystem
from dure.journey.money.queries.imports import RULES, imported_row, our_rows, payment_row, their_rows, to_record
from dure.journey.programmes.models import Programme
from dure.journey.programmes.queries import lock_programme

ORIGINAL = "imported_list"


@dataclass(frozen=True)
class Imported:
    """The list, how many rows were new and stood in an earlier one already, and how many found their payment."""

    imported: ImportedList
    new: int
    repeated: int
    matched: int


def read_draft(*, programme: Programme, system: str, path: Path, name: str, by: Actor, at: datetime) -> ImportDraft:
    """Read a file and keep what it says for the preview; nothing is imported yet."""
    IMPORT.demand(by, programme)
    if system not in SourceSystem.values:
        raise ActionRefused(_("Say which system the list comes from."))
    reading, content = read_list(path, name), path.read_bytes()
    return ImportDraft.objects.create(
        programme=programme, system=system, name=name[:200], columns=reading.columns, skipped=reading.skipped,
        sha256=hashlib.sha256(content).hexdigest(), content=content,
        rows=[{**asdict(row), "on": row.on.isoformat()} for row in reading.rows],
        problems=[asdict(problem) for problem in reading.problems],
        uploaded_by_id=by.person_id, uploaded_at=at,
    )  # fmt: skip


def discard_draft(*, draft: ImportDraft, by: Actor) -> None:
    """Throw away a list that was not imported, with the names in it."""
    KEEP_DRAFT.demand(by, draft)
    ImportDraft.objects.filter(pk=draft.pk, entered_at__isnull=True).delete()


def enter_draft(*, draft: ImportDraft, by: Actor, at: datetime) -> Imported:
    """Import the sound rows of a draft, all or none, and match them. Rows of an earlier list are there once."""
    KEEP_DRAFT.demand(by, draft)
    programme = draft.programme
    with act("money.import_list", chain=programme.chain, by=by, at=at) as this:
        lock_programme(programme.pk)
        stored = ImportDraft.objects.select_for_update().get(pk=draft.pk)
        if stored.entered_at is not None:
            raise ActionRefused(_("This file has been imported already. Nothing was imported twice."))
        rows = [{**row, "on": date.fromisoformat(row["on"])} for row in stored.rows]
        found = _enter(stored, rows, this)
        this.detail.update(file=stored.name, sha256=stored.sha256, new=found.new, repeated=found.repeated)
        stored.entered_at, stored.rows, stored.problems, stored.content = at, [], [], b""
        stored.save(update_fields=["entered_at", "rows", "problems", "content"])
    return found


def import_list(*, programme: Programme, system: str, path: Path, name: str, by: Actor, at: datetime) -> Imported:
    """Read and import in one step; refused where any cell is bad."""
    draft = read_draft(programme=programme, system=system, path=path, name=name, by=by, at=at)
    if draft.problems:
        first = draft.problems[0]
        count = len(draft.problems)
        discard_draft(draft=draft, by=by)
        words = {"cell": first["cell"], "wrong": first["wrong"], "more": count - 1}
        raise ActionRefused(_("Cell %(cell)s: %(wrong)s (%(more)d more). Mend the file, or look at it first.") % words)
    return enter_draft(draft=draft, by=by, at=at)


def _enter(draft: ImportDraft, rows: list[dict[str, Any]], this: Act) -> Imported:
    keys = _keys(draft, rows)
    known = set(
        ImportedRow.objects.filter(
            imported__programme=draft.programme, system=draft.system, key__in=keys
        ).values_list("key", flat=True)
    )  # fmt: skip
    fresh = [(key, row) for key, row in zip(keys, rows, strict=True) if key not in known]
    imported = ImportedList.objects.create(
        programme=draft.programme, system=draft.system, repeated=len(rows) - len(fresh),
        from_on=min((row["on"] for row in rows), default=None), until_on=max((row["on"] for row in rows), default=None),
        imported_at=this.at, imported_by_id=this.by.person_id,
    )  # fmt: skip
    this.about(imported)
    imported.file = store_bytes(
        content=bytes(draft.content), name=draft.name, kind=ORIGINAL, subject=imported, by=this.by, at=this.at,
        chain=draft.programme.chain, programme_id=draft.programme_id,
    )  # fmt: skip
    imported.save(update_fields=["file"])
    made = ImportedRow.objects.bulk_create(
        ImportedRow(imported=imported, system=draft.system, key=key, **row) for key, row in fresh
    )
    this.evidence(*made)
    return Imported(imported, len(fresh), imported.repeated, match_open(draft.programme, draft.system, this))


def _keys(draft: ImportDraft, rows: list[dict[str, Any]]) -> list[str]:
    """What tells a row again; of rows alike in all they say, the first, the second and so on are told apart."""
    seen: Counter[tuple[Any, ...]] = Counter()
    keys = []
    for row in rows:
        said = (
            row["on"].isoformat(), row["amount_won"], row.get("reference", ""), row.get("account_number", ""),
            row.get("name", ""),
        )  # fmt: skip
        seen[said] += 1
        text = "\x1f".join(map(str, (draft.programme_id, draft.system, *said, seen[said])))
        keys.append(hashlib.sha256(text.encode()).hexdigest())
    return keys


def match_open(programme: Programme, system: str, this: Act) -> int:
    """Match what is open on both sides, where there is exactly one way to; how many rows found their payment."""
    payments = {str(row.pk): row for row in our_rows(programme.pk, system)}
    rows = {str(row.pk): row for row in their_rows(programme.pk, system)}
    found = match(
        [payment_row(each) for each in payments.values()], [imported_row(each) for each in rows.values()], RULES
    )
    for pair in found.pairs:
        _link(rows[pair.theirs], payments[pair.ours], pair.how.value, this)
    return len(found.pairs) + match_incoming_rows(programme, system, this)


def _link(row: ImportedRow, payment: Payment, how: str, this: Act) -> None:
    row.payment, row.how = payment, how
    row.save(update_fields=["payment", "how"])
    move(row, "match", by=this.by, at=this.at)


def match_again(*, programme: Programme, system: str, by: Actor, at: datetime) -> int:
    """Match once more what is open, after payments were ordered or rows set right."""
    IMPORT.demand(by, programme)
    with act("money.match_list", chain=programme.chain, by=by, at=at, subject=programme) as this:
        lock_programme(programme.pk)
        return match_open(programme, system, this)


def match_row(*, row: ImportedRow, payment: Payment, by: Actor, at: datetime, reason: str = "") -> ImportedRow:
    """A person says which payment a row tells of; the amounts must agree, and each system tells of a payment once."""
    MATCH_ROW.demand(by, row)
    programme = row.imported.programme
    with act("money.match_row", chain=programme.chain, by=by, at=at, subject=row, reason=reason) as this:
        lock_programme(programme.pk)
        stored = locked_row(row)
        if stored.amount_won < 0:
            raise ActionRefused(_("The row tells of money that came in; it is no payment of ours."))
        if payment.claim.agreement.programme_id != programme.pk:
            raise ActionRefused(_("That payment belongs to another programme."))
        if payment.amount_won != stored.amount_won:
            raise ActionRefused(
                _("The row says %(row)s, the payment %(payment)s. Amounts that differ are not the same payment.")
                % {"row": won(stored.amount_won), "payment": won(payment.amount_won)}
            )
        told = ImportedRow.objects.filter(payment=payment, system=stored.system).exclude(pk=stored.pk).first()
        if told is not None:
            words = {"n": told.number, "system": told.get_system_display()}
            raise ActionRefused(
                _("Row %(n)d of %(system)s tells of that payment already. Undo that one first.") % words
            )
        _link(stored, payment, BY_HAND, this)
    row.refresh_from_db()
    return row


def set_aside(*, row: ImportedRow, by: Actor, at: datetime, reason: str) -> ImportedRow:
    """The row is none of our payments; the reason says what it is."""
    MATCH_ROW.demand(by, row)
    chain = row.imported.programme.chain
    with act("money.set_row_aside", chain=chain, by=by, at=at, subject=row, reason=reason):
        move(locked_row(row), "set_aside", by=by, at=at, reason=reason)
    row.refresh_from_db()
    return row


def undo_row(*, row: ImportedRow, by: Actor, at: datetime, reason: str) -> ImportedRow:
    """Undo a match or a setting aside. What was recorded of the payment stays until it is recorded otherwise."""
    MATCH_ROW.demand(by, row)
    chain = row.imported.programme.chain
    with act("money.undo_row", chain=chain, by=by, at=at, subject=row, reason=reason):
        stored = locked_row(row)
        move(stored, "undo", by=by, at=at, reason=reason)
        stored.payment = stored.deposit = stored.recovery = stored.collection = None
        stored.how = ""
        stored.save(update_fields=["payment", "deposit", "recovery", "collection", "how"])
    row.refresh_from_db()
    return row


def record_matched(*, imported: ImportedList, by: Actor, at: datetime) -> int:
    """Record on the day the list says what its matched rows tell of and nobody recorded yet: payments as paid, the
    firm's cash as confirmed, money due back as collected; how many."""
    IMPORT.demand(by, imported.programme)
    with act("money.record_matched", chain=imported.programme.chain, by=by, at=at, subject=imported) as this:
        rows = list(to_record(imported).select_related("payment", "deposit", "recovery"))
        for row in rows:
            if row.payment is not None:
                record_payment_result(payment=row.payment, result=PAID, on=row.on, by=by, at=at)
            else:
                record_incoming(row, this)
    return len(rows)


__all__ = [
    "BY_HAND", "Imported", "discard_draft", "enter_draft", "import_list", "match_again", "match_row", "read_draft",
    "record_matched", "set_aside", "undo_row",
]  # fmt: skip
