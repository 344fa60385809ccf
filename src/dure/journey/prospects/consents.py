"""What a firm agrees to when it sends an interest form: purpose, items, retention and recipients, one by one."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Consent:
    """One item of consent. Without a required one the form cannot be taken."""

    code: str
    title: str | Promise
    purpose: str | Promise
    items: str | Promise
    retention: str | Promise
    recipients: str | Promise
    refusal: str | Promise
    required: bool


CONSENTS = (
    Consent(
        code="collection",
        title=_("Collection and use of personal data"),
        purpose=_("Receiving the interest form, arranging a preliminary visit, informing about the call"),
        items=_("Name, telephone number and e-mail address of the contact person"),
        retention=_("Until the end of the programme year, or until you withdraw"),
        recipients=_("The operator"),
        refusal=_("You may refuse; the interest form cannot be received then."),
        required=True,
    ),
    Consent(
        code="visit",
        title=_("Passing on to those who visit"),
        purpose=_("A preliminary visit with explanation and advice before the application"),
        items=_("Firm name, address, name and telephone number of the contact person"),
        retention=_("Until the visit has been written up"),
        recipients=_("Forum officers and mentors who visit, the city or county of the factory"),
        refusal=_("You may refuse; no visit will be arranged then."),
        required=False,
    ),
)
REQUIRED = frozenset(each.code for each in CONSENTS if each.required)
KNOWN = frozenset(each.code for each in CONSENTS)
VISIT = "visit"
