"""Badges of lines and groups, and the short PIN some have."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils.translation import gettext as _

from dure.floor.entry.access import KEEP_DEVICE
from dure.floor.entry.models import Badge
from dure.floor.plant.access import CHANGE_SITE
from dure.floor.plant.models import Site
from dure.floor.plant.queries import plant_of
from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.ledger.act import INSTALLATION_CHAIN, act

PIN_DIGITS: Final = 4
MOST_TRIES: Final = 5
LOCKED_FOR: Final = timedelta(minutes=5)


class PinAnswer(StrEnum):
    """What a device is told about a PIN."""

    RIGHT = "right"
    WRONG = "wrong"
    LOCKED = "locked"


def add_badge(
    *, site: Site, label: str, by: Actor, at: datetime, line: str = "", pin: str = "", is_person: bool = False
) -> Badge:
    """A badge of a line or a group; of a person only where the plant says that its workers were told."""
    CHANGE_SITE.demand(by, site)
    plant = plant_of(site.code)
    if is_person and not plant.by_person:
        raise ActionRefused(
            _("Badges of persons need the plant's setting “by person”, switched on after the workers were told.")
        )
    if line and line not in plant.lines:
        raise ActionRefused(_("The plant has no line “%(line)s”.") % {"line": line})
    if pin and not (len(pin) == PIN_DIGITS and pin.isascii() and pin.isdigit()):
        raise ActionRefused(_("A PIN has four digits."))
    with act("entry.add_badge", chain=INSTALLATION_CHAIN, by=by, at=at) as this:
        if Badge.objects.select_for_update().filter(site=site, label=label).exists():
            raise ActionRefused(_("A badge of this name exists, or existed; choose another."))
        badge = Badge.objects.create(
            site=site,
            label=label,
            line=line,
            is_person=is_person,
            pin_digest=make_password(pin) if pin else "",
            made_at=at,
        )
        this.about(badge)
    return badge


def revoke_badge(*, badge: Badge, by: Actor, at: datetime) -> None:
    """Take it out of use; what was told under it stays."""
    KEEP_DEVICE.demand(by, badge)
    with act("entry.revoke_badge", chain=INSTALLATION_CHAIN, by=by, at=at, subject=badge):
        row = Badge.objects.select_for_update().get(pk=badge.pk)
        if row.revoked_at is not None:
            raise ActionRefused(_("This badge was withdrawn before."))
        row.revoked_at = at
        row.save(update_fields=["revoked_at"])


def try_pin(*, site_id: int, label: str, pin: str, at: datetime) -> PinAnswer:
    """Whether the PIN is the badge's; after five wrong ones the badge waits five minutes.

    Not an act: nothing is decided by it, and it must not fill the ledger.
    """
    with transaction.atomic():
        row = Badge.objects.select_for_update().filter(site_id=site_id, label=label, revoked_at__isnull=True).first()
        if row is None:
            return PinAnswer.WRONG
        if not row.pin_digest:
            return PinAnswer.RIGHT
        if row.locked_until is not None and row.locked_until > at:
            return PinAnswer.LOCKED
        is_right = check_password(pin, row.pin_digest)
        row.wrong_tries = 0 if is_right else row.wrong_tries + 1
        row.locked_until = None
        if row.wrong_tries >= MOST_TRIES:
            row.wrong_tries, row.locked_until = 0, at + LOCKED_FOR
        row.save(update_fields=["wrong_tries", "locked_until"])
    if is_right:
        return PinAnswer.RIGHT
    return PinAnswer.LOCKED if row.locked_until else PinAnswer.WRONG
