"""Adapters run on event loops of their own; the browser of the journeys leaves one running in its process."""

from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """No database changes them: once is enough, in the part that has no browser."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("once")
