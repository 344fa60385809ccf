"""Coming in by an invitation: set a password, and be signed in."""

from allauth.account.forms import LoginForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from dure.foundation.access.routes import open_to_all
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.installation import clock
from dure.foundation.parties import actions
from dure.foundation.parties.forms import NewPasswordForm
from dure.foundation.parties.models import Person


@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_post_parameters()
@open_to_all
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """The link of an invitation. Staff are led on to set up their second factor by the middleware."""
    form = NewPasswordForm(request.POST or None)
    try:
        invitation = actions.open_invitation(token, at=clock.now())
        if form.is_valid():
            password = form.cleaned_data["password"]
            person = actions.accept_invitation(token=token, password=password, at=clock.now())
            return _sign_in(request, person, password)
    except ActionRefused as refused:
        return render(request, "parties/invitation_over.html", {"reason": refused.reason}, status=410)
    except ValidationError as weak:
        form.add_error("password", weak)
    context = {"form": form, "invitation": invitation}
    return render(request, "parties/accept.html", context, status=422 if form.is_bound else 200)


def _sign_in(request: HttpRequest, person: Person, password: str) -> HttpResponse:
    """By the form of the sign-in page, so that this counts as a sign-in with a password a moment ago."""
    form = LoginForm({"login": person.email, "password": password}, request=request)
    if not form.is_valid():
        return redirect("account_login")
    response: HttpResponse = form.login(request, redirect_url="/")
    return response
