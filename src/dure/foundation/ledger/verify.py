"""Checks every chain from its first entry, and every row against the last act that vouched for it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Max

from dure.foundation.ledger.act import entry_digest, note_digest
from dure.foundation.ledger.digests import row_texts, sha256
from dure.foundation.ledger.models import Chain, Entry, Evidence, Note

BURIAL = "ledger.bury_note"
ROWS_AT_ONCE = 500


@dataclass(frozen=True)
class Broken:
    """The first thing found wrong. ``position`` is the entry's place in its chain."""

    chain: str
    position: int
    what: str


@dataclass(frozen=True)
class Verified:
    """Everything holds: so many entries and rows were checked."""

    entries: int
    rows: int
    heads: Mapping[str, tuple[int, str]]


Report = Callable[[int, int], None]


def verify(published: Mapping[str, tuple[int, str]] | None = None, report: Report | None = None) -> Verified | Broken:
    """Check all chains; ``published`` heads (position, digest by chain) catch a tail that was cut off."""
    entries = 0
    for chain in Chain.objects.order_by("key"):
        broken = _verify_chain(chain, (published or {}).get(chain.key))
        if broken is not None:
            return broken
        entries += chain.position
        if report is not None:
            report(entries, entries)
    missing = set(published or {}) - set(Chain.objects.values_list("key", flat=True))
    if missing:
        return Broken(min(missing), 0, "a published chain is gone")
    rows = _verify_rows()
    return rows if isinstance(rows, Broken) else Verified(entries, rows, heads())


def heads(alias: str = "default") -> dict[str, tuple[int, str]]:
    """The head of each chain: what is published elsewhere, so that a cut tail shows."""
    return {c.key: (c.position, c.digest) for c in Chain.objects.using(alias).order_by("key")}


def _verify_chain(chain: Chain, published: tuple[int, str] | None) -> Broken | None:
    previous, expected = "", 0
    seen = published is None or published[0] == 0
    queryset = Entry.objects.filter(chain=chain).order_by("position").select_related("note")
    for entry in queryset.prefetch_related("evidence").iterator(chunk_size=500):
        expected += 1
        problem = _problem(chain, entry, previous, expected)
        if problem:
            return Broken(chain.key, expected, problem)
        previous = entry.digest
        if published is not None and published[0] == entry.position:
            if published[1] != entry.digest:
                return Broken(chain.key, expected, "differs from the published head")
            seen = True
    if (chain.position, chain.digest) != (expected, previous):
        return Broken(chain.key, expected + 1, "the head does not match the last entry")
    return None if seen else Broken(chain.key, expected + 1, "entries after this one were published and are gone")


def _problem(chain: Chain, entry: Entry, previous: str, expected: int) -> str:
    if entry.position != expected:
        return "an entry is missing"
    if entry.previous != previous:
        return "does not follow from the entry before"
    proofs = sorted((e.model, e.row_id, e.digest) for e in entry.evidence.all())
    if entry_digest(chain.key, entry, proofs) != entry.digest:
        return "the entry or its evidence was changed"
    note: Note | None = getattr(entry, "note", None)
    if note is None:
        return "the note is gone"
    if note.buried_at is None and note_digest(note) != entry.note_digest:
        return "the note was changed"
    if note.buried_at is not None and not _burial_recorded(note):
        return "the note was emptied without an act"
    return ""


def _burial_recorded(note: Note) -> bool:
    return Entry.objects.filter(action=BURIAL, subject_model="ledger.note", subject_id=str(note.pk)).exists()


def _verify_rows() -> int | Broken:
    """Compare each row with the digest kept by the last entry that vouched for it."""
    last = Evidence.objects.values("model", "row_id").annotate(last=Max("id")).values_list("last", flat=True)
    pieces = list(Evidence.objects.filter(id__in=last).order_by("entry_id", "id").iterator())
    entries = {piece.entry_id for piece in pieces}
    notes = {n.entry_id: n for n in Note.objects.filter(entry_id__in=entries).select_related("entry__chain")}
    vouched = [piece for piece in pieces if notes[piece.entry_id].buried_at is None]
    by_model: dict[str, list[Evidence]] = {}
    for piece in vouched:
        by_model.setdefault(piece.model, []).append(piece)
    changed = [piece for label, found in by_model.items() for piece in _changed(label, found, notes)]
    if changed:
        first = min(changed, key=lambda piece: (piece.entry_id, piece.model, piece.pk))
        entry = notes[first.entry_id].entry
        return Broken(entry.chain.key, entry.position, f"{first.model} {first.row_id} was changed outside an act")
    return len(vouched)


def _changed(label: str, pieces: list[Evidence], notes: dict[int, Note]) -> Iterator[Evidence]:
    """The pieces of one model whose row is no longer what was vouched for; read many at once."""
    model = apps.get_model(label)
    for start in range(0, len(pieces), ROWS_AT_ONCE):
        part = pieces[start : start + ROWS_AT_ONCE]
        texts = row_texts(model, [piece.row_id for piece in part])
        for piece in part:
            text = texts.get(piece.row_id)
            found = "" if text is None else sha256(notes[piece.entry_id].salt + text)
            if found != piece.digest:
                yield piece
