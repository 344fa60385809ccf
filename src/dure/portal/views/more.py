"""Showing some of many, and more of them on request: the address says how many."""

from typing import Final

from django.http import HttpRequest

STEP: Final = 20
# So many fit on a page that is still read; a list with search and paging serves better from there on.
MOST: Final = 200


def wanted(request: HttpRequest, key: str, first: int = STEP) -> int:
    """How many the reader asked for; the first few where that is not said or makes no sense."""
    asked = request.GET.get(key, "")
    return min(max(int(asked), first), MOST) if asked.isascii() and asked.isdigit() else first


def more_url(request: HttpRequest, key: str, shown: int) -> str:
    """The address with more of them; empty where no more are shown on one page."""
    if shown >= MOST:
        return ""
    query = request.GET.copy()
    query[key] = str(min(shown + STEP, MOST))
    return f"{request.path}?{query.urlencode()}#{key}"
