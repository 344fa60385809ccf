"""Files of a build: of deliverables, photos and papers of checks, proofs of findings, photos of faults."""

from datetime import datetime
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.permission import Permission
from dure.foundation.access.verdict import Refused, Verdict
from dure.foundation.documents.registry import DocumentKind, Owner, Subject
from dure.journey.builds.access import LEAD_BUILD, WORK_ON_BUILD
from dure.journey.builds.models import Build, Deliverable, Finding, Inspection, Ticket
from dure.journey.builds.states import DeliverableState

FILE: Final = "deliverable"
PHOTO: Final = "inspection_photo"


def _subject(kinds: tuple[DocumentKind, ...], build_of: Any, url: Any, permission: Permission) -> Subject:
    def attach(actor: Actor, row: Any, _at: datetime) -> Verdict:
        return permission.ask(actor, build_of(row))

    return Subject(
        kinds=lambda _row: kinds,
        chain=lambda row: build_of(row).agreement.programme.chain,
        url=url,
        owner=lambda row: Owner(build_of(row).agreement.firm_id, build_of(row).agreement.programme_id),
        attach=attach,
    )


def _own(row: Any) -> Build:
    build: Build = row.build
    return build


def _may_attach_deliverable(actor: Actor, row: Deliverable, _at: datetime) -> Verdict:
    if row.status == DeliverableState.ACCEPTED:
        return Refused(str(_("It is accepted. It must be given back before its file can change.")))
    return WORK_ON_BUILD.ask(actor, row.build)


DELIVERABLE = Subject(
    kinds=lambda _row: (DocumentKind(FILE, _("File of the deliverable"), required=True),),
    chain=lambda row: row.build.agreement.programme.chain,
    url=lambda row: reverse("builds:deliverable", args=[row.pk]),
    owner=lambda row: Owner(row.build.agreement.firm_id, row.build.agreement.programme_id),
    attach=_may_attach_deliverable,
)
INSPECTION = _subject(
    (DocumentKind(PHOTO, _("Photo of the check")), DocumentKind("inspection_paper", _("Paper of the check"))),
    _own,
    lambda row: reverse("builds:inspection", args=[row.pk]),
    LEAD_BUILD,
)
FINDING = _subject(
    (DocumentKind("finding_proof", _("Proof that it is mended")),),
    lambda row: row.inspection.build,
    lambda row: reverse("builds:finding", args=[row.pk]),
    WORK_ON_BUILD,
)
TICKET = _subject(
    (DocumentKind("ticket_photo", _("Photo of the fault")), DocumentKind("ticket_paper", _("After-service record"))),
    _own,
    lambda row: reverse("builds:ticket", args=[row.pk]),
    WORK_ON_BUILD,
)
SUBJECTS: Final = ((Deliverable, DELIVERABLE), (Inspection, INSPECTION), (Finding, FINDING), (Ticket, TICKET))
