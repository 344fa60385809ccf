"""Photos of the site check as documents: who attaches them, and where they are shown."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import Verdict
from dure.foundation.documents.registry import DocumentKind, Owner, Subject
from dure.journey.evaluation.access import WRITE_SITE_CHECK
from dure.journey.evaluation.models import SiteCheck

PHOTO = "site_photo"
KINDS = (
    DocumentKind(PHOTO, _("Photo of the site")),
    DocumentKind("site_paper", _("Paper collected on site")),
)


def mine_link(_row_id: str) -> str:
    """Where an assessor finds what is owed."""
    return reverse("evaluation:queue")


def _may_attach(actor: Actor, row: SiteCheck, _at: datetime) -> Verdict:
    return WRITE_SITE_CHECK.ask(actor, row)


SUBJECT = Subject(
    kinds=lambda _row: KINDS,
    chain=lambda row: row.application.programme.chain,
    url=lambda row: reverse("evaluation:site-check", args=[row.application_id]),
    owner=lambda row: Owner(row.application.firm_id, row.application.programme_id),
    attach=_may_attach,
)
