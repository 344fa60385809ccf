"""The first-run form."""

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from dure.foundation.places.queries import provinces


class FirstRunForm(forms.Form):
    """What an empty installation must know before it can be used."""

    name = forms.CharField(
        label=_("Name of this installation"), max_length=120, help_text=_("Shown at the top of every page.")
    )
    operator = forms.CharField(
        label=_("Operator"),
        max_length=120,
        help_text=_("The organisation that runs the programme, for example a technopark."),
    )
    province = forms.ChoiceField(label=_("Region"))
    person = forms.CharField(label=_("Your name"), max_length=60)
    email = forms.EmailField(label=_("Your e-mail"), help_text=_("You sign in with it."))
    password = forms.CharField(
        label=_("Password"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}), min_length=10
    )
    template = forms.ChoiceField(
        label=_("First notice"),
        choices=[("jeonbuk_2024", _("Draft from the 2024 Jeonbuk notice")), ("", _("None yet"))],
        required=False,
        initial="jeonbuk_2024",
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        province = self.fields["province"]
        if isinstance(province, forms.ChoiceField):
            province.choices = [(place.code, place.name) for place in provinces()]

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password
