"""The words by which the parts of a plan are called, wherever they are shown."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

FACT_LABELS = {
    "sales_won": _("Sales last year"),
    "headcount": _("Employees"),
    "supported_before": _("Ever supported by a smart factory programme"),
    "uses_ict": _("Uses a computer system on the shop floor"),
    "running_other_project": _("Running another smart factory project now"),
    "tax_arrears": _("National or local tax in arrears"),
    "closed_or_suspended": _("Business closed or suspended"),
    "in_insolvency": _("Bankruptcy or rehabilitation filed"),
    "excluded_industry": _("Business in an excluded industry"),
    "participation_banned": _("Barred from taking part (firm)"),
    "supplier_banned": _("Barred from taking part (supplier)"),
    "sector": _("Sector"),
    "city": _("City or county of the factory"),
    "cost_won": _("Cost of the project"),
    "has_supplier": _("Supplier named"),
}
FIELD_LABELS = {
    "title": _("Title of the project"),
    "present_state": _("Present state"),
    "problems": _("Problems to solve"),
    "goals": _("Goals"),
    "modules": _("What will be built"),
    "schedule": _("Schedule"),
    "operation": _("Who will run it afterwards"),
    "supplier_number": _("Supplier's business number"),
    "supplier_name": _("Supplier"),
    "costs": _("Cost table"),
    "in_kind_won": _("In-kind part of the firm's share"),
    "kpis": _("Key indicators"),
    "bonuses": _("Bonus points claimed"),
    "facts": _("Facts of the firm"),
    "helper": _("Who helped to write it"),
    **{f"facts.{name}": label for name, label in FACT_LABELS.items()},
}
HELPER_LABELS = {
    "nobody": _("Nobody outside the firm"),
    "operator": _("Operator"),
    "mentor": _("Mentor"),
    "forum": _("CEO forum"),
    "supplier": _("Supplier"),
    "consultant": _("Consultant or agency"),
}


def yes_no(value: bool) -> str:
    """Yes or no in the reader's language."""
    return gettext("Yes") if value else gettext("No")
