"""The supplier register: a supplier's own page, its confirmed capability, and objections to its record."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused, demand_text
from dure.foundation.ledger.act import INSTALLATION_CHAIN, act
from dure.foundation.parties.models import Organisation, OrganisationKind
from dure.foundation.workflow.gate import move
from dure.journey.agreements.models import Agreement
from dure.journey.builds.access import EDIT_SUPPLIER, JUDGE_SUPPLIER, OBJECT
from dure.journey.builds.findable import make_findable
from dure.journey.builds.models import Objection, SupplierProfile
from dure.journey.builds.record import FIGURES
from dure.journey.builds.states import ObjectionState
from dure.journey.builds.topics import TOPICS


@dataclass(frozen=True)
class Page:
    """What a supplier says of itself. ``topics`` are codes of ``topics.TOPICS``."""

    introduction: str = ""
    topics: Sequence[str] = ()
    sectors: Sequence[str] = ()
    cities: Sequence[str] = ()


class StaleProfile(ActionRefused):
    """Someone else has saved the page in between; what was typed is to be kept."""


def enter_supplier(*, organisation: Organisation, by: Actor, at: datetime) -> SupplierProfile:
    """The page of a supplier in the register; made empty when it is first asked for."""
    if organisation.kind != OrganisationKind.SUPPLIER:
        raise ActionRefused(_("Only suppliers stand in the supplier register."))
    found = SupplierProfile.objects.filter(organisation=organisation).first()
    if found is not None:
        return found
    with act("builds.enter_supplier", chain=INSTALLATION_CHAIN, by=by, at=at) as this:
        row, _made = SupplierProfile.objects.get_or_create(organisation=organisation)
        this.about(row)
        EDIT_SUPPLIER.demand(by, row)
        make_findable(row)
    return row


def edit_profile(*, profile: SupplierProfile, page: Page, revision: int, by: Actor, at: datetime) -> SupplierProfile:
    """Save what the supplier says of itself; ``revision`` is the one that was read."""
    EDIT_SUPPLIER.demand(by, profile)
    unknown = sorted(set(page.topics) - set(TOPICS))
    if unknown:
        raise ActionRefused(_("There is no such topic: %(names)s.") % {"names": ", ".join(unknown)})
    with act("builds.edit_profile", chain=INSTALLATION_CHAIN, by=by, at=at) as this:
        row = SupplierProfile.objects.select_for_update().get(pk=profile.pk)
        if row.revision != revision:
            raise StaleProfile(_("Someone else has changed this page in the meantime. Compare before saving."))
        row.introduction = page.introduction
        row.topics, row.sectors, row.cities = sorted(page.topics), sorted(page.sectors), sorted(page.cities)
        row.revision += 1
        row.save()
        this.about(row)
        make_findable(row)
    return row


def record_capability(
    *, profile: SupplierProfile, level: str, source: str, until: date | None, by: Actor, at: datetime
) -> SupplierProfile:
    """Record the level of the supplier's capability with who confirmed it and until when it holds."""
    JUDGE_SUPPLIER.demand(by, profile)
    demand_text(source, _("Say who confirmed the level and in which document."))
    with act("builds.record_capability", chain=INSTALLATION_CHAIN, by=by, at=at) as this:
        row = SupplierProfile.objects.select_for_update().get(pk=profile.pk)
        row.capability_level, row.capability_source, row.capability_until = level, source, until
        row.revision += 1
        row.save()
        this.about(row)
    return row


def list_supplier(*, profile: SupplierProfile, is_listed: bool, by: Actor, at: datetime, reason: str) -> None:
    """Show a supplier in the register, or take it out of sight."""
    JUDGE_SUPPLIER.demand(by, profile)
    demand_text(reason, _("Write the reason in a sentence."))
    with act("builds.list_supplier", chain=INSTALLATION_CHAIN, by=by, at=at, reason=reason, subject=profile) as this:
        profile.is_listed = is_listed
        profile.save(update_fields=["is_listed"])
        this.evidence(profile)


def file_objection(
    *, profile: SupplierProfile, figure: str, text: str, by: Actor, at: datetime, agreement: Agreement | None = None
) -> Objection:
    """Object to a figure of the record; it is marked until the objection is decided."""
    OBJECT.demand(by, profile)
    if figure not in FIGURES:
        raise ActionRefused(_("Choose the figure that the objection is about."))
    words = demand_text(text, _("Say what is wrong with the figure."))
    if agreement is not None and agreement.supplier_id != profile.organisation_id:
        raise ActionRefused(_("The objection names a build of another supplier."))
    with act("builds.file_objection", chain=INSTALLATION_CHAIN, by=by, at=at) as this:
        SupplierProfile.objects.select_for_update().get(pk=profile.pk)
        if profile.objections.filter(figure=figure, status=ObjectionState.FILED).exists():
            raise ActionRefused(_("An objection to this figure is open already. Wait for its decision."))
        row = Objection.objects.create(profile=profile, agreement=agreement, figure=figure, text=words, filed_at=at)
        this.about(row)
    return row


def decide_objection(*, objection: Objection, upheld: bool, by: Actor, at: datetime, reason: str) -> Objection:
    """Decide it with the reason the supplier reads. What was wrong is then mended where it was recorded."""
    JUDGE_SUPPLIER.demand(by, objection)
    named: dict[str, Any] = {"by": by, "at": at, "reason": reason}
    with act("builds.decide_objection", chain=INSTALLATION_CHAIN, subject=objection, **named) as this:
        move(objection, "uphold" if upheld else "dismiss", **named)
        objection.decided_at, objection.answer = at, reason
        objection.save(update_fields=["decided_at", "answer"])
        this.evidence(objection)
    return objection
