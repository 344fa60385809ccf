"""A form field for a moment, in the installation's time zone, on the browser's own picker."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dure.foundation.interface.fields import moment_input

BROWSER_FORMAT = "%Y-%m-%dT%H:%M"


class MomentField(forms.DateTimeField):
    """Date and time to the minute. What is typed is local time; what comes out is aware."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", moment_input())
        kwargs.setdefault("input_formats", [BROWSER_FORMAT, "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S"])
        kwargs.setdefault("error_messages", {"invalid": _("Enter date and time as 2024-03-20 09:00.")})
        super().__init__(**kwargs)
