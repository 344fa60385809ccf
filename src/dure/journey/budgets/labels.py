"""The words for funders and amounts of money, used wherever budgets are shown."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dure.engine.money.funders import Funder
from dure.engine.money.instalments import Stage

FUNDER_LABELS: Mapping[Funder, str | Promise] = {
    Funder.NATIONAL: _("National funds"),
    Funder.PROVINCE: _("Provincial funds"),
    Funder.CITY: _("City or county funds"),
    Funder.PARTNER: _("The partner's funds"),
    Funder.FIRM: _("The firm's own funds"),
}

STAGE_LABELS: Mapping[str, str | Promise] = {
    Stage.ADVANCE: _("Advance payment"),
    Stage.INTERIM: _("Interim payment"),
    Stage.FINAL: _("Final payment"),
}

AMOUNT_LABELS: Mapping[str, str | Promise] = {
    "budgeted_won": _("Budgeted"),
    "carried_in_budget_won": _("Budget carried in"),
    "carried_in_cash_won": _("Cash carried in"),
    "carried_in_accidental_won": _("Carried in by accidental carry-over"),
    "requested_won": _("Grant requested"),
    "decided_won": _("Grant decided"),
    "promised_won": _("Promised to projects"),
    "granted_won": pgettext_lazy("budget", "Granted"),
    "spent_won": _("Spent"),
    "settled_won": _("Accepted in settlement"),
    "returned_won": _("Returned to the funder"),
    "disallowed_returned_won": _("Disallowed money returned"),
    "interest_won": pgettext_lazy("budget", "Interest"),
    "interest_returned_won": _("Interest returned"),
    "carry_budget_won": _("Budget carried on"),
    "carry_cash_won": _("Cash carried on"),
    "carry_accidental_won": _("Accidental carry-over"),
    "budget": _("Budget carried on"),
    "cash": _("Cash carried on"),
}
