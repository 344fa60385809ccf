"""What is typed on the pages of signing. Forms validate and never save."""

from collections.abc import Sequence

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from dure.foundation.signing.models import SigningKey

DIGITS = {"inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": "12"}
PDF = {"accept": ".pdf,application/pdf"}


def _offer(form: forms.Form, name: str, choices: Sequence[tuple[object, str]]) -> None:
    """Fill a choice that depends on who asks."""
    form.fields[name].choices = list(choices)  # type: ignore[attr-defined]


class SignForm(forms.Form):
    """``seen`` is the hash of the revision on the page. An empty key means the signer's own, made when needed."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    key = forms.ChoiceField(label=_("Certificate to sign with"), required=False)
    code = forms.CharField(
        label=_("Confirmation code"), max_length=12, required=False, strip=True, widget=forms.TextInput(attrs=DIGITS)
    )

    def __init__(self, *args: object, keys: Sequence[SigningKey], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choices = _choices(keys)
        _offer(self, "key", choices)
        if len(choices) == 1:
            self.fields["key"].widget = forms.HiddenInput()
            self.initial["key"] = choices[0][0]


def _choices(keys: Sequence[SigningKey]) -> list[tuple[str, str]]:
    found = [(str(key.pk), f"{key.subject} ({key.get_kind_display()})") for key in keys]
    own = any(key.person_id is not None for key in keys)
    if not own and settings.SIGNING_DEVELOPMENT_CA:
        found.append(("", str(_("My own key, made when I sign"))))
    return found


class ReassignForm(forms.Form):
    """Who signs instead, and why."""

    person = forms.ChoiceField(label=_("Who signs instead"))
    reason = forms.CharField(label=_("Reason"), max_length=300)

    def __init__(self, *args: object, colleagues: Sequence[tuple[int, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        _offer(self, "person", colleagues)


class OutsideForm(forms.Form):
    """What an outside e-contract service gave."""

    service = forms.CharField(label=_("E-contract service"), max_length=100)
    reference = forms.CharField(label=_("Number of the contract there"), max_length=200)
    file = forms.FileField(label=_("Signed file of the service"), widget=forms.FileInput(attrs=PDF))
    reason = forms.CharField(label=_("Why it was not signed in Dure"), max_length=300)


class PaperForm(forms.Form):
    """A sealed original."""

    file = forms.FileField(label=_("Scan of the sealed original"), widget=forms.FileInput(attrs=PDF))
    original_kept_at = forms.CharField(label=_("Where the original is kept"), max_length=200)
    reason = forms.CharField(label=_("Why it was not signed in Dure"), max_length=300)


class OrganisationKeyForm(forms.Form):
    """A PKCS#12 file. The passphrase opens it once and is not kept."""

    organisation = forms.TypedChoiceField(label=_("Organisation of the certificate"), coerce=int)
    file = forms.FileField(
        label=_("Certificate file (.p12, .pfx)"), widget=forms.FileInput(attrs={"accept": ".p12,.pfx"})
    )
    passphrase = forms.CharField(
        label=_("Passphrase of the file"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("It opens the file once and is not kept."),
    )

    def __init__(self, *args: object, organisations: Sequence[tuple[int, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        _offer(self, "organisation", organisations)


class VerifyForm(forms.Form):
    """Any PDF."""

    file = forms.FileField(label=_("PDF to check"), widget=forms.FileInput(attrs=PDF))
