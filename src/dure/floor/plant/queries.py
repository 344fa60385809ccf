"""Which plants there are, and what each consists of."""

from collections.abc import Collection
from datetime import datetime
from functools import lru_cache

from django.db.models import Q, QuerySet

from dure.engine.floor.plant import Plant
from dure.engine.floor.plant_document import read_plant
from dure.floor.plant.access import OWN_DRAFT, RECIPIENTS, VIEW_SHARING, VIEW_SITE
from dure.floor.plant.models import Draft, PlantVersion, Sharing, Site
from dure.floor.plant.papers import SHEET
from dure.foundation.access.actor import Actor, Role
from dure.foundation.documents.models import Document
from dure.foundation.documents.queries import of_rows


def site(code: str) -> Site | None:
    """The site of that code, whoever asks: for the command line and for tokens that name a site."""
    return Site.objects.filter(code=code).select_related("organisation").first()


def own_sites(actor: Actor) -> QuerySet[Site]:
    """The plants of the actor's firms."""
    return VIEW_SITE.rows(actor, Site.objects.select_related("organisation"))


def version_of(found: Site) -> PlantVersion | None:
    """The version in force."""
    return PlantVersion.objects.filter(site=found).order_by("-number").first()


def plant_of(code: str) -> Plant:
    """The plant in force of a site; raises LookupError where there is none."""
    found = PlantVersion.objects.filter(site__code=code).order_by("-number").values_list("pk", "digest").first()
    if found is None:
        raise LookupError(code)
    return _read(*found)


def plant_in(version: PlantVersion) -> Plant:
    """The plant as one version has it; its document is asked for when it was not read yet."""
    return _read(version.pk, version.digest)


def sharings_of(found: Site) -> QuerySet[Sharing]:
    """With whom the firm shares or shared what, newest first."""
    return Sharing.objects.filter(site=found).select_related("recipient")


@lru_cache(maxsize=256)
def _read(pk: int, digest: str) -> Plant:
    """A version never changes, so that its reading may be kept; the digest keeps another database's row apart."""
    return read_plant(PlantVersion.objects.get(pk=pk, digest=digest).document)


def version_number(code: str) -> int:
    """The number of the version in force; 0 where there is none."""
    found = PlantVersion.objects.filter(site__code=code).order_by("-number").values_list("number", flat=True).first()
    return found or 0


def newest_version() -> int:
    """Which version of any plant was saved last; 0 where there is none. It changes whenever a plant does."""
    return PlantVersion.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def versions_of(found: Site) -> QuerySet[PlantVersion]:
    """Every version, newest first."""
    return PlantVersion.objects.filter(site=found).order_by("-number")


def drafts_of(actor: Actor) -> QuerySet[Draft]:
    """Plants that the actor's firms began to set up and have not finished."""
    return OWN_DRAFT.rows(actor, Draft.objects.filter(finished_at=None).select_related("organisation"))


def draft(pk: int, actor: Actor) -> Draft | None:
    """An unfinished draft of the actor's firms."""
    return drafts_of(actor).filter(pk=pk).first()


def shared_with(actor: Actor) -> QuerySet[Sharing]:
    """What firms let the actor's own organisation see now."""
    mine = Sharing.objects.filter(recipient_id__in=actor.organisations(*RECIPIENTS), ended_at=None)
    return VIEW_SHARING.rows(actor, mine).select_related("site__organisation", "recipient").order_by("site__name")


def shared_in(actor: Actor, chain: str) -> QuerySet[Sharing]:
    """What firms let the actor's own organisations see now as offices of one programme; the newest last."""
    return shared_with(actor).filter(programme=chain).order_by("site_id", "agreed_at", "pk")


def shared_sites() -> QuerySet[Site]:
    """Every plant of which somebody sees figures now, whoever asks."""
    return Site.objects.filter(sharings__ended_at__isnull=True, sharings__isnull=False).distinct().order_by("pk")


def sites_of_firm(firm_id: int) -> list[Site]:
    """A firm's plants, whoever asks."""
    return list(Site.objects.filter(organisation_id=firm_id).order_by("pk"))


def agreed_with(firm_id: int, actor: Actor) -> QuerySet[Sharing]:
    """What a firm agreed to and took back, as far as the actor is a side of it; the firm itself sees all."""
    recipients = Q(recipient_id__in=actor.organisations(*RECIPIENTS))
    own = Q(site__organisation_id__in=actor.organisations(Role.FIRM))
    rows = Sharing.objects.filter(recipients | own, site__organisation_id=firm_id)
    return rows.select_related("site", "recipient").order_by("agreed_at", "pk")


def set_up_at(site_ids: Collection[int]) -> dict[int, datetime]:
    """When each plant was first set up."""
    rows = PlantVersion.objects.filter(site_id__in=site_ids, number=1)
    return dict(rows.values_list("site_id", "made_at"))


def sharing(pk: int) -> Sharing | None:
    """One agreement, whoever asks; the page asks VIEW_SHARING."""
    return Sharing.objects.filter(pk=pk).select_related("site__organisation", "recipient").first()


def sheets_of(row: Site | Draft) -> list[Document]:
    """Photos of the firm's own sheets: the plant's, and those taken while it was set up."""
    found = list(of_rows(row._meta.label_lower, [row.pk], SHEET))
    if isinstance(row, Site):
        began = Draft.objects.filter(site=row).values_list("pk", flat=True)
        found += list(of_rows(Draft._meta.label_lower, list(began), SHEET))
    return found


def firms_sites() -> QuerySet[Site]:
    """Every plant of a firm that is set up, whoever asks: for messages to its owners."""
    return Site.objects.filter(organisation__isnull=False, versions__isnull=False).distinct().order_by("code")


def codes_of_firms() -> list[str]:
    """The codes of all plants that belong to a firm, oldest first: for work that the product does for each."""
    return list(Site.objects.exclude(organisation=None).order_by("pk").values_list("code", flat=True))
