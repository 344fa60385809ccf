"""The firm's people hear of a deviation at once."""

from datetime import datetime, timedelta
from typing import Final

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from dure.engine.floor.plant import Ccp, in_language
from dure.floor.quality.models import Deviation
from dure.floor.quality.words import limit_of, value_of
from dure.foundation.access.actor import SYSTEM
from dure.foundation.messages.actions import send
from dure.foundation.parties.queries import members_of

# Records read in from older files open what they open; nobody is called for what is long past.
NEWS_FOR: Final = timedelta(days=7)


def found(row: Deviation, ccp: Ccp, *, at: datetime) -> int:
    """Tell which point, what was measured and what is held; gives how many people were told."""
    firm = row.site.organisation_id
    if firm is None or at - row.found_at > NEWS_FOR:
        return 0
    told = 0
    for person in members_of([firm], timezone.localdate(at)).get(firm, []):
        with translation.override(person.language):
            told += len(
                send(
                    to=person,
                    subject=_("A critical limit was not kept: the product is held"),
                    body=_words(row, ccp, person.language),
                    kind="quality.deviation_found",
                    by=SYSTEM,
                    at=at,
                    link=reverse("quality:deviation", args=[row.site.code, row.pk]),
                    dedupe_key=f"deviation:{row.pk}",
                )
            )
    return told


def _words(row: Deviation, ccp: Ccp, language: str) -> str:
    words = {
        "name": in_language(ccp.name, language, ccp.id), "value": value_of(row, row.value), "limit": limit_of(row),
        "lots": ", ".join(row.lots) or _("no lot was told"),
    }  # fmt: skip
    return _("%(name)s: %(value)s (limit: %(limit)s)\nLots held: %(lots)s") % words
