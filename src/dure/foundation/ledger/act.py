"""The frame around every action: one transaction, and one entry as its last step."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model

from dure.foundation.access.actor import Actor
from dure.foundation.ledger.digests import canonical, row_digests, sha256
from dure.foundation.ledger.models import Chain, Entry, Evidence, Note

INSTALLATION_CHAIN = "installation"


@dataclass
class Act:
    """An act under way. ``evidence`` names the rows whose state the entry shall prove."""

    chain: str
    action: str
    by: Actor
    at: datetime
    subject: Model | None = None
    reason: str = ""
    detail: dict[str, Any] = field(default_factory=dict)
    rows: dict[tuple[type[Model], str], Any] = field(default_factory=dict)

    def evidence(self, *rows: Model) -> None:
        """Prove these rows as they stand when the act ends (also rows that the act removed)."""
        for row in rows:
            model = type(row)._meta.concrete_model or type(row)
            self.rows[(model, str(row.pk))] = row.pk

    def about(self, subject: Model) -> None:
        """Name what the act is about, once it exists; it is evidence too."""
        self.subject = subject
        self.evidence(subject)


# The acts of the transaction under way: the outermost writes all entries under one lock of each head.
_open_acts: ContextVar[list[Act] | None] = ContextVar("open_acts", default=None)


@contextmanager
def act(
    action: str,
    *,
    chain: str,
    by: Actor,
    at: datetime,
    subject: Model | None = None,
    reason: str = "",
    detail: dict[str, Any] | None = None,
) -> Iterator[Act]:
    """Run an action: all of it or nothing, and an entry at its end.

    ``chain`` is ``programme:<id>`` or ``INSTALLATION_CHAIN``. An act inside another only queues its entry; the
    outermost one writes them in order. ``detail`` holds plain JSON values for the readable trail.
    """
    this = Act(chain=chain, action=action, by=by, at=at, reason=reason, detail=dict(detail or {}))
    if subject is not None:
        this.about(subject)
    queue = _open_acts.get()
    if queue is not None:
        queue.append(this)
        with transaction.atomic():
            yield this
        return
    with transaction.atomic():
        # Closed before the commit: whoever hears of it then acts on its own, with entries of its own.
        token = _open_acts.set([this])
        try:
            yield this
            _write(_open_acts.get() or [])
        finally:
            _open_acts.reset(token)


def current_act() -> Act:
    """The innermost-started act of this transaction; raises ``RuntimeError`` outside one."""
    queue = _open_acts.get()
    if not queue:
        raise RuntimeError("a status is changed inside an act only")
    return queue[-1]


def _write(acts: list[Act]) -> None:
    for key in sorted({each.chain for each in acts}):
        head = _locked_head(key)
        for each in acts:
            if each.chain == key:
                _append(head, each)
        head.save(update_fields=["position", "digest"])


def _locked_head(key: str) -> Chain:
    """The chain's head, locked until the commit; made with the first act of a programme."""
    heads = Chain.objects.select_for_update()
    head = heads.filter(key=key).first()
    if head is None:
        Chain.objects.get_or_create(key=key)
        head = heads.get(key=key)
    return head


def _append(head: Chain, each: Act) -> None:
    salt = secrets.token_hex(32)
    proofs = _proofs(each, salt)
    note = Note(salt=salt, actor_name=each.by.name, reason=str(each.reason), detail=each.detail)
    entry = Entry(
        chain=head,
        position=head.position + 1,
        at=each.at,
        actor=actor_ref(each.by),
        action=each.action,
        subject_model=each.subject._meta.label_lower if each.subject is not None else "",
        subject_id=str(each.subject.pk) if each.subject is not None else "",
        note_digest=note_digest(note),
        previous=head.digest,
    )
    entry.digest = entry_digest(head.key, entry, proofs)
    entry.save(force_insert=True)
    note.entry = entry
    note.save(force_insert=True)
    Evidence.objects.bulk_create(Evidence(entry=entry, model=m, row_id=i, digest=d) for m, i, d in proofs)
    head.position, head.digest = entry.position, entry.digest


def _proofs(each: Act, salt: str) -> list[tuple[str, str, str]]:
    by_model: dict[type[Model], list[Any]] = {}
    for (model, _key), pk in each.rows.items():
        by_model.setdefault(model, []).append(pk)
    proofs = []
    for model, ids in by_model.items():
        found = row_digests(model, ids, salt)
        proofs += [(model._meta.label_lower, str(pk), found.get(str(pk), "")) for pk in ids]
    return sorted(proofs)


def actor_ref(actor: Actor) -> str:
    """The pseudonymous id of an actor in the chain."""
    if actor.is_system:
        return "system"
    return "public" if actor.person_id is None else f"person:{actor.person_id}"


def note_digest(note: Note) -> str:
    """The salted digest by which the chain holds a note it does not contain."""
    return sha256(note.salt + canonical([note.actor_name, note.reason, note.detail]))


def entry_digest(chain_key: str, entry: Entry, proofs: list[tuple[str, str, str]]) -> str:
    """The digest of an entry and, through ``previous``, of everything before it."""
    return sha256(
        canonical(
            [
                chain_key, entry.position, entry.at, entry.actor, entry.action, entry.subject_model,
                entry.subject_id, entry.note_digest, entry.previous, proofs,
            ]
        )
    )  # fmt: skip
