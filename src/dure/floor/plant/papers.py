"""Photos of a firm's own sheets, with the plant they describe or the draft that becomes it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dure.floor.plant.access import CHANGE_SITE, OWN_DRAFT
from dure.floor.plant.models import Draft, Site
from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import Verdict
from dure.foundation.documents.registry import DocumentKind, Owner, Subject
from dure.foundation.ledger.act import INSTALLATION_CHAIN

SHEET: Final = "own_sheet"


def _kinds(_row: Site | Draft) -> Sequence[DocumentKind]:
    return [DocumentKind(SHEET, _("Photo of your own sheet"))]


def _owner(row: Site | Draft) -> Owner:
    return Owner(row.organisation_id)


def _chain(_row: Site | Draft) -> str:
    return INSTALLATION_CHAIN


def _to_site(actor: Actor, row: Site, _at: datetime) -> Verdict:
    return CHANGE_SITE.ask(actor, row)


def _to_draft(actor: Actor, row: Draft, _at: datetime) -> Verdict:
    return OWN_DRAFT.ask(actor, row)


SUBJECTS: Final[dict[type[Model], Subject]] = {
    Site: Subject(
        kinds=_kinds, chain=_chain, owner=_owner, attach=_to_site,
        url=lambda row: reverse("plant:edit", args=[row.code, "checks"]),
    ),
    Draft: Subject(
        kinds=_kinds, chain=_chain, owner=_owner, attach=_to_draft,
        url=lambda row: reverse("plant:step", args=[row.pk, "checks"]),
    ),
}  # fmt: skip
