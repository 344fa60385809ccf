"""What the things of the ledger are called where they have no title of their own."""

from collections.abc import Mapping
from typing import Final

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_WORDS: Final[Mapping[str, Promise | str]] = {
    "agreements.agreement": _("agreement"),
    "agreements.bond": _("bond"),
    "agreements.change": _("change of an agreement"),
    "agreements.costreview": _("cost calculation"),
    "agreements.ending": _("ending of an agreement"),
    "agreements.memorandum": _("memorandum"),
    "agreements.obligation": _("promise of a memorandum"),
    "agreements.startnotice": _("start notice"),
    "applications.application": _("application"),
    "assets.asset": _("asset"),
    "assets.sighting": _("sighting of an asset"),
    "budgets.budgetline": _("budget line"),
    "builds.build": _("build"),
    "builds.deliverable": _("deliverable"),
    "builds.finding": _("finding"),
    "builds.inspection": _("inspection of a build"),
    "builds.levelconfirmation": _("confirmation of a level"),
    "builds.milestone": _("milestone"),
    "builds.progressreport": _("progress report"),
    "builds.ticket": _("after-service ticket"),
    "builds.usertraining": _("training of users"),
    "dure_messages.batch": _("batch of letters"),
    "evaluation.allotment": _("allotment of assessors"),
    "evaluation.assessor": _("assessor"),
    "evaluation.assignment": _("assignment of an assessor"),
    "evaluation.conflict": _("conflict of interest"),
    "evaluation.extrascore": _("bonus or penalty"),
    "evaluation.phase": _("evaluation step"),
    "evaluation.scoresheet": _("score sheet"),
    "evaluation.sitecheck": _("site check"),
    "money.batch": _("batch of payments"),
    "money.claim": _("payment claim"),
    "money.claimline": _("line of a payment claim"),
    "money.deposit": _("deposit"),
    "money.payment": _("payment"),
    "money.recovery": _("recovery"),
    "money.settlement": _("settlement"),
    "parties.organisation": _("organisation"),
    "parties.person": _("person"),
    "programmes.programme": _("programme"),
    "prospects.interest": _("interest form"),
    "prospects.visit": _("visit"),
    "selection.appeal": _("appeal"),
    "selection.decision": _("decision on a firm"),
    "selection.publication": _("list of the selected"),
    "selection.scenario": _("scenario of the selection"),
    "signing.envelope": _("document to be signed"),
    "signing.signatory": _("signatory"),
    "signing.signingkey": _("signing key"),
}


def kind_of(model: str) -> str:
    """The word for a model by its label (``app.model``); one without a word here goes by its own name."""
    return str(_WORDS.get(model) or apps.get_model(model)._meta.verbose_name)
