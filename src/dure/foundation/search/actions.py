"""Writing what can be found."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Model

from dure.foundation.interface import hangul
from dure.foundation.search.models import Entry
from dure.foundation.search.registry import indexers


def index(
    row: Model, *, kind: str, title: str, url: str, subtitle: str = "", words: Iterable[str] = (),
    programme_id: int | None = None,
) -> None:  # fmt: skip
    """Make a row findable by its title, subtitle and further words, or bring its entry up to date.

    Who finds it is decided by the view permission registered for the model
    (``access.registry.register_view``).
    """
    Entry.objects.update_or_create(
        model=row._meta.label_lower,
        row_id=row.pk,
        defaults={
            "kind": kind,
            "title": title[:200],
            "subtitle": subtitle[:300],
            "url": url,
            "key": hangul.search_key(title, subtitle, *words),
            "programme_id": programme_id,
        },
    )


def forget(row: Model) -> None:
    """Take a row out of the search."""
    Entry.objects.filter(model=row._meta.label_lower, row_id=row.pk).delete()


@transaction.atomic
def rebuild() -> int:
    """Write every entry anew, as after a restore; gives how many there are."""
    Entry.objects.all().delete()
    for indexer in indexers():
        indexer()
    return Entry.objects.count()
