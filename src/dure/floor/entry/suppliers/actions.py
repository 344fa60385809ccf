"""Giving a system its token, taking it back, and taking what the system tells."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import gettext as _

from dure.engine.floor.events import PEOPLE
from dure.floor.entry.access import KEEP_SOURCE
from dure.floor.entry.secrets import new_token, token_digest
from dure.floor.entry.suppliers.models import Source, SourceKind
from dure.floor.plant.access import CHANGE_SITE
from dure.floor.plant.models import Site
from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.ledger.act import INSTALLATION_CHAIN, act

MOST_SOURCES: Final = 50
MOST_FAMILIES: Final = 50
FAMILY: Final = re.compile(r"[A-Za-z0-9가-힣][A-Za-z0-9가-힣._/-]{0,59}")
# The families of Dure's own people; their words are never taken from a system.
RESERVED: Final = (*PEOPLE, "simulator")
SEEN_EVERY: Final = timedelta(minutes=1)
LONGEST_WHY: Final = 300


def make_source(
    *, site: Site, name: str, kind: str, families: Sequence[str], by: Actor, at: datetime
) -> tuple[Source, str]:
    """A system that may tell events from now on, and its token, told this once.

    Raises:
        ActionRefused: a name is not one, is a person's, or another system of the plant tells under it.
    """
    CHANGE_SITE.demand(by, site)
    chosen = list(dict.fromkeys(families))
    _hold_names(chosen)
    token = new_token()
    with act("entry.make_source", chain=INSTALLATION_CHAIN, by=by, at=at, detail={"families": chosen}) as this:
        open_ones = list(Source.objects.select_for_update(of=("self",)).filter(site=site, revoked_at__isnull=True))
        if len(open_ones) >= MOST_SOURCES:
            raise ActionRefused(_("A plant keeps at most %(most)d systems.") % {"most": MOST_SOURCES})
        for other in open_ones:
            if taken := next((family for family in chosen if family in other.families), ""):
                raise ActionRefused(
                    _("“%(other)s” already tells under the name “%(name)s”. Revoke its token first.")
                    % {"other": other.name, "name": taken}
                )
        source = Source.objects.create(
            site=site, name=name, kind=SourceKind(kind), families=chosen, token_digest=token_digest(token),
            made_by=by.name, made_at=at,
        )  # fmt: skip
        this.about(source)
    return source, token


def revoke_source(*, source: Source, by: Actor, at: datetime, reason: str = "") -> None:
    """Take the token back for good; what was told stays."""
    KEEP_SOURCE.demand(by, source)
    with act("entry.revoke_source", chain=INSTALLATION_CHAIN, by=by, at=at, subject=source, reason=reason):
        row = Source.objects.select_for_update(of=("self",)).get(pk=source.pk)
        if row.revoked_at is not None:
            raise ActionRefused(_("This token was revoked before."))
        row.revoked_at = at
        row.save(update_fields=["revoked_at"])


def note_delivery(source: Source, at: datetime, why: str = "") -> None:
    """Note that a system spoke, and the first thing that was refused of it; each at most once a minute."""
    changes: dict[str, object] = {}
    if source.last_seen_at is None or at - source.last_seen_at >= SEEN_EVERY:
        changes["last_seen_at"] = at
    if why and (source.refused_at is None or at - source.refused_at >= SEEN_EVERY):
        changes |= {"refused_at": at, "refused_why": why[:LONGEST_WHY]}
    if changes:
        Source.objects.filter(pk=source.pk).update(**changes)


def _hold_names(families: Sequence[str]) -> None:
    if not families:
        raise ActionRefused(_("Give the name under which the system tells events."))
    if len(families) > MOST_FAMILIES:
        raise ActionRefused(_("At most %(most)d names for one system.") % {"most": MOST_FAMILIES})
    for family in families:
        if not FAMILY.fullmatch(family):
            raise ActionRefused(
                _("“%(name)s” cannot be a name: letters, digits, dots, dashes and slashes, at most 60.")
                % {"name": family[:60]}
            )
        if family in RESERVED:
            raise ActionRefused(
                _("“%(name)s” is kept for what people enter themselves. Choose another name.") % {"name": family}
            )
