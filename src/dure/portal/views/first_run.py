"""The page an empty installation begins with."""

import hmac

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from dure.foundation.access.routes import open_to_all
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.installation.clock import now
from dure.foundation.installation.home import secret
from dure.foundation.installation.queries import installation
from dure.portal.actions import first_run as set_up
from dure.portal.forms import FirstRunForm

LOOPBACK = ("127.0.0.1", "::1")


@open_to_all
def first_run(request: HttpRequest) -> HttpResponse:
    """Shown once, to someone at this machine or with the key that ``dure serve`` printed."""
    if installation() is not None:
        raise Http404
    if not _may_set_up(request):
        raise Http404
    form = FirstRunForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            person = set_up(
                name=data["name"],
                operator=data["operator"],
                province_code=data["province"],
                person=data["person"],
                email=data["email"],
                password=data["password"],
                template=data["template"],
                at=now(),
            )
        except ActionRefused as refused:
            form.add_error(None, refused.reason)
        else:
            login(request, person, backend="allauth.account.auth_backends.AuthenticationBackend")
            return redirect("portal:home")
    return render(request, "portal/first_run.html", {"form": form}, status=422 if form.errors else 200)


def _may_set_up(request: HttpRequest) -> bool:
    if request.META.get("REMOTE_ADDR") in LOOPBACK and not request.headers.get("X-Forwarded-For"):
        return True
    given = request.GET.get("key", "")
    return hmac.compare_digest(given.encode(), secret("first-run").encode())
