"""What every notice has to say about itself."""

from django.utils.translation import gettext as _

from dure.journey.programmes.checks.findings import Finding, error, warning
from dure.journey.programmes.terms import Terms


def general_findings(terms: Terms) -> list[Finding]:
    """A notice has a title; it should say whom to ask and speak both languages."""
    found = []
    if not terms.title.ko:
        found.append(error("general", "/title/ko", _("The notice has no title."), _("Write the title in Korean.")))
    if not terms.contact:
        found.append(
            warning(
                "general",
                "/contact",
                _("The notice does not say whom to ask."),
                _("Enter the department and its telephone number."),
            )
        )
    if not terms.title.en:
        found.append(
            warning(
                "general",
                "/title/en",
                _("The title has no English."),
                _("Readers of the English pages will see the Korean title until you enter one."),
            )
        )
    return found
