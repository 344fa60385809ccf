"""What a form of rows posted: kept as typed, shown again, and with blank rows added."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, QueryDict

SKIPPED = frozenset({"csrfmiddlewaretoken", "go", "version", "reason"})
NEW_ROWS = 3
TOTAL = "-TOTAL_FORMS"


def entries_of(request: HttpRequest) -> dict[str, list[str]]:
    """Everything typed, by field."""
    return {name: [str(each) for each in values] for name, values in request.POST.lists() if name not in SKIPPED}


def data_from(entries: Mapping[str, list[str]]) -> QueryDict:
    """Entries as a form reads them."""
    data = QueryDict(mutable=True)
    for name, values in entries.items():
        data.setlist(name, values)
    return data


def with_more_rows(entries: dict[str, list[str]]) -> dict[str, Any]:
    """The same with a few blank rows at the end of each list."""
    return {
        name: [str(int(values[0]) + NEW_ROWS)] if name.endswith(TOTAL) and values[0].isdigit() else values
        for name, values in entries.items()
    }
