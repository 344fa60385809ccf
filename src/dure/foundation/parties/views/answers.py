"""What the form pages of parties share."""

from collections.abc import Callable

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise

from dure.foundation.access.verdict import ActionRefused
from dure.foundation.interface.parts import Crumb
from dure.foundation.parties.business_number import BusinessNumberError
from dure.foundation.parties.forms import number_trouble

Text = str | Promise


def save_form(form: forms.Form, act: Callable[[], object]) -> bool:
    """Do what a valid form asks for; a refusal becomes an error of the form: nothing typed is lost."""
    if not form.is_valid():
        return False
    try:
        act()
    except ActionRefused as refused:
        form.add_error(None, refused.reason)
    except BusinessNumberError as error:
        form.add_error("number", number_trouble(error))
    return form.is_valid()


def form_page(
    request: HttpRequest, form: forms.Form, *, title: Text, submit: Text, crumbs: list[Crumb], lead: Text = ""
) -> HttpResponse:
    """One form on a page of its own."""
    context = {
        "form": form,
        "title": title,
        "submit": submit,
        "crumbs": crumbs,
        "lead": lead,
        "back": crumbs[-2].url,
    }
    return render(request, "parties/form.html", context, status=422 if form.is_bound else 200)
