"""What the views behind buttons share: do it and say so, or say why not."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from dure.foundation.access.verdict import ActionRefused


def told(request: HttpRequest, do: Callable[[], object], words: str) -> bool:
    """Do it; the next page says ``words``, or why it was refused. Whether it was done."""
    try:
        do()
    except ActionRefused as refused:
        messages.error(request, refused.reason)
        return False
    messages.success(request, words)
    return True


def done(request: HttpRequest, url: str, words: str, do: Callable[[], object]) -> HttpResponse:
    """Do what a button asks and go back to the page it stood on. Nothing typed is lost: nothing was typed."""
    told(request, do, words)
    return redirect(url)


def reason_of(request: HttpRequest) -> str:
    """The reason typed in a dialog."""
    return str(request.POST.get("reason", ""))[:1000]
