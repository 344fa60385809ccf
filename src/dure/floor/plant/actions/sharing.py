"""Letting the offices of the firm's programme see figures of a plant, and taking that back."""

from datetime import datetime

from django.utils.translation import gettext as _

from dure.floor.plant.access import CHANGE_SITE
from dure.floor.plant.models import Sharing, Site
from dure.floor.plant.offices import Office, offices_of
from dure.floor.plant.queries import plant_of
from dure.floor.plant.terms import FIGURES, USAGE, Terms, digest_of, text_of
from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.ledger.act import act


def share(*, site: Site, office: Office, terms: Terms, by: Actor, at: datetime, read: str = "") -> Sharing:
    """Let an office see some figures of the plant; what was agreed with it before is ended.

    `read`: the digest of the text that was before the owner's eyes; another text is not agreed to.
    """
    CHANGE_SITE.demand(by, site)
    _check(site, office, terms)
    text = text_of(terms, _firm(site), plant_of(site.code), office)
    if read and read != digest_of(text):
        raise ActionRefused(_("What would be shared has changed since you read it. Read it again."))
    number = Sharing.objects.filter(site=site, recipient=office.organisation, programme=office.chain).count() + 1
    detail = {"version": number, "figures": list(terms.figures), "recipient": office.organisation.name,
              "text_sha256": digest_of(text)}  # fmt: skip
    with act("plant.share", chain=office.chain, by=by, at=at, subject=site, detail=detail) as this:
        former = site.sharings.select_for_update().filter(recipient=office.organisation, programme=office.chain)
        for each in former.filter(ended_at__isnull=True):
            _end(each, by, at)
            this.evidence(each)
        sharing = Sharing.objects.create(
            site=site, recipient=office.organisation, programme=office.chain, programme_name=office.programme,
            number=number, figures=list(terms.figures), machines=list(terms.machines), starts_on=terms.starts_on,
            ends_on=terms.ends_on, grain=terms.grain, with_events=terms.with_events, text=text,
            digest=digest_of(text), agreed_at=at, agreed_by=by.name,
        )  # fmt: skip
        this.evidence(sharing)
    return sharing


def end_sharing(*, sharing: Sharing, by: Actor, at: datetime, reason: str = "") -> None:
    """Take the agreement back: from now on nothing of the plant is seen."""
    CHANGE_SITE.demand(by, sharing.site)
    detail = {"version": sharing.number, "recipient": sharing.recipient.name, "text_sha256": sharing.digest}
    with act(
        "plant.end_sharing", chain=sharing.programme, by=by, at=at, subject=sharing.site, reason=reason, detail=detail
    ) as this:
        row = Sharing.objects.select_for_update().get(pk=sharing.pk)
        if row.ended_at is not None:
            raise ActionRefused(_("This sharing was ended before."))
        _end(row, by, at)
        this.evidence(row)


def _end(row: Sharing, by: Actor, at: datetime) -> None:
    row.ended_at, row.ended_by = at, by.name
    row.save(update_fields=["ended_at", "ended_by"])


def _firm(site: Site) -> str:
    return site.organisation.name if site.organisation is not None else site.name


def _check(site: Site, office: Office, terms: Terms) -> None:
    if office not in offices_of(site.organisation_id):
        raise ActionRefused(_("Figures are shared with the offices of the firm's own programme only."))
    if not terms.figures or not set(terms.figures) <= set(FIGURES) or USAGE not in terms.figures:
        raise ActionRefused(_("Choose at least one figure to share."))
    if terms.ends_on is not None and terms.ends_on < terms.starts_on:
        raise ActionRefused(_("The last day lies before the first."))
    unknown = set(terms.machines) - set(plant_of(site.code).machines)
    if unknown:
        raise ActionRefused(_("There is no such machine: %(names)s") % {"names": ", ".join(sorted(unknown))})
