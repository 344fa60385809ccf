"""Canonical text of rows and entries, and their digests (SHA-256)."""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Model


def canonical(value: Any) -> str:
    """JSON with sorted keys and no blanks; times in UTC to the microsecond, decimals without trailing zeros."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain)


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return str(value)


def sha256(text: str) -> str:
    """Hex digest of UTF-8 text."""
    return hashlib.sha256(text.encode()).hexdigest()


def row_texts(model: type[Model], ids: Iterable[Any]) -> dict[str, str]:
    """The canonical text of each row that exists, by id as text, as the database holds it now.

    A model may name fields in ``NOT_EVIDENCE`` that change without an act (a password, the last sign-in).
    """
    left_out: frozenset[str] = getattr(model, "NOT_EVIDENCE", frozenset())
    fields = sorted({field.attname for field in model._meta.concrete_fields} - left_out)
    # In no order: a model's own would be worked out and sorted by each time.
    rows = model._base_manager.filter(pk__in=list(ids)).order_by().values("pk", *fields)
    return {str(row["pk"]): canonical({name: row[name] for name in fields}) for row in rows}


def row_digests(model: type[Model], ids: Iterable[Any], salt: str) -> dict[str, str]:
    """The salted digest of each row that exists, by id as text."""
    return {pk: sha256(salt + text) for pk, text in row_texts(model, ids).items()}
