"""Sign-in rules, in the words of this product: nobody signs up alone; people come in by invitation."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.utils import is_mfa_enabled
from axes.utils import reset as lift_lock
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class InvitedOnlyAdapter(DefaultAccountAdapter):
    """Closes self sign-up, and says plainly what is wrong."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("The e-mail address or the password is wrong. Check both and try again."),
        "incorrect_password": _("The password is wrong. Type it again."),
        "enter_current_password": _("The present password is wrong. Type it again."),
        "incorrect_code": _("The code is wrong. Type the six digits that the app shows now."),
        "invalid_password_reset": _("This link no longer works. Ask for a new one."),
        "too_many_login_attempts": _("Too many attempts. Wait a few minutes and try again."),
        "rate_limited": _("Too many attempts. Wait a few minutes and try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not for setting up the first second factor: the password was typed a moment ago, and nothing else
        is open."""
        user = context.request.user
        is_first = app == "allauth.mfa" and user.is_authenticated and not is_mfa_enabled(user)
        return not is_first and bool(super().is_reauthentication_required(app=app, **kwargs))

    def format_email_subject(self, subject: str) -> str:
        return gettext("[Dure] %(subject)s") % {"subject": str(subject)}

    def set_password(self, user: Any, password: str) -> None:
        """Whoever has just proved to own the mailbox need not wait for the lock to end."""
        super().set_password(user, password)
        if user.email:
            lift_lock(username=user.email)


class SecondFactorAdapter(DefaultMFAAdapter):
    """The words of the second factor."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("The code is wrong. Type the six digits that the app shows now."),
    }


def sign_in_name(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The name under which wrong passwords are counted: the address as it is kept, however it was typed."""
    given = credentials or {}
    return str(given.get("email") or given.get("username") or request.POST.get("login", "")).strip().lower()
