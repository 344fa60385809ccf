"""The words for each kind of thing that can be found, given by the apps that own it."""

from collections.abc import Callable

from django.utils.functional import Promise

_KINDS: dict[str, str | Promise] = {}
_INDEXERS: list[Callable[[], None]] = []


def name_kind(kind: str, label: str | Promise) -> None:
    """Give a kind its label, in the plural; kinds are shown in the order they were named."""
    if kind in _KINDS:
        raise ValueError(f"search kind {kind} is named twice")
    _KINDS[kind] = label


def kinds() -> dict[str, str | Promise]:
    """Every kind with its label."""
    return dict(_KINDS)


def register_indexer(indexer: Callable[[], None]) -> None:
    """Say how an app writes all its entries, for ``actions.rebuild``."""
    _INDEXERS.append(indexer)


def indexers() -> list[Callable[[], None]]:
    """Every indexer, in the order they were registered."""
    return list(_INDEXERS)
