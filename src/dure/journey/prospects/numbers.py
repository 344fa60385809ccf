"""What is wrong with a business registration number, in a sentence."""

from django.utils.translation import gettext as _

from dure.foundation.parties.business_number import BusinessNumberError


def number_problem(error: BusinessNumberError) -> str:
    """The sentence for one who typed a number that cannot be."""
    if error.code == "length":
        return _("A business registration number has 10 digits (for example 123-45-67890). Check how many you entered.")
    return _(
        "This business registration number does not exist: its last digit does not fit. "
        "Compare it with the certificate."
    )
