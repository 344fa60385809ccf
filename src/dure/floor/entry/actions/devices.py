"""Adding, connecting and disconnecting tablets and phones."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import gettext as _

from dure.floor.entry.access import KEEP_DEVICE
from dure.floor.entry.buttons import read_keys
from dure.floor.entry.models import Device
from dure.floor.entry.secrets import CODE_LIFE, code_digest, new_code, new_token, plain_code, token_digest
from dure.floor.plant.access import CHANGE_SITE
from dure.floor.plant.models import Site
from dure.floor.plant.queries import plant_of
from dure.foundation.access.actor import PUBLIC, Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.ledger.act import INSTALLATION_CHAIN, act

MOST_DEVICES: Final = 99
SEEN_EVERY: Final = timedelta(minutes=1)


@dataclass(frozen=True)
class DeviceFacts:
    """What the firm says of a device. `line` empty: all lines; `keys`: button to action."""

    name: str
    line: str = ""
    language: str = "ko"
    keys: dict[str, str] = field(default_factory=dict)


def add_device(*, site: Site, facts: DeviceFacts, by: Actor, at: datetime) -> Device:
    """A device that is not connected yet."""
    CHANGE_SITE.demand(by, site)
    _hold_line(site, facts.line)
    with act("entry.add_device", chain=INSTALLATION_CHAIN, by=by, at=at) as this:
        rows = list(Device.objects.select_for_update(of=("self",)).filter(site=site))
        if sum(row.revoked_at is None for row in rows) >= MOST_DEVICES:
            raise ActionRefused(_("A plant keeps at most %(most)d devices.") % {"most": MOST_DEVICES})
        device = Device.objects.create(
            site=site,
            number=max((row.number for row in rows), default=0) + 1,
            name=facts.name,
            line=facts.line,
            language=facts.language,
            keys=read_keys(facts.keys),
            made_at=at,
        )
        this.about(device)
    return device


def change_device(*, device: Device, facts: DeviceFacts, by: Actor, at: datetime) -> Device:
    """Another name, line, language or meaning of buttons; it reaches the device when it next has a signal."""
    KEEP_DEVICE.demand(by, device)
    _hold_line(device.site, facts.line)
    with act("entry.change_device", chain=INSTALLATION_CHAIN, by=by, at=at, subject=device):
        row = _open(device)
        row.name, row.line, row.language, row.keys = facts.name, facts.line, facts.language, read_keys(facts.keys)
        row.save(update_fields=["name", "line", "language", "keys"])
    return row


def issue_code(*, device: Device, by: Actor, at: datetime) -> str:
    """A connection code, told this once. What was issued before is void; the present connection stays until used."""
    KEEP_DEVICE.demand(by, device)
    code = new_code()
    with act("entry.issue_code", chain=INSTALLATION_CHAIN, by=by, at=at, subject=device):
        row = _open(device)
        row.code_digest, row.code_until = code_digest(code), at + CODE_LIFE
        row.save(update_fields=["code_digest", "code_until"])
    return code


def pair_device(*, code: str, at: datetime) -> tuple[Device, str]:
    """Connect whoever shows the code; returns the device and its token, told this once.

    Raises:
        ActionRefused: the code is unknown, used or too old.
    """
    refused = ActionRefused(_("This code is wrong, used or too old. Have a new one shown on the page of the plant."))
    token = new_token()
    with act("entry.pair_device", chain=INSTALLATION_CHAIN, by=PUBLIC, at=at) as this:
        row = (
            Device.objects.select_for_update(of=("self",))
            .select_related("site")
            .filter(code_digest=code_digest(plain_code(code)), code_until__gt=at, revoked_at__isnull=True)
            .first()
        )
        if row is None:
            raise refused
        row.code_digest, row.code_until = "", None
        row.token_digest, row.paired_at, row.last_seen_at = token_digest(token), at, at
        row.save(update_fields=["code_digest", "code_until", "token_digest", "paired_at", "last_seen_at"])
        this.about(row)
    return row, token


def revoke_device(*, device: Device, by: Actor, at: datetime, reason: str = "") -> None:
    """Disconnect it for good. What it has told stays; what it still holds can no longer be sent."""
    KEEP_DEVICE.demand(by, device)
    with act("entry.revoke_device", chain=INSTALLATION_CHAIN, by=by, at=at, subject=device, reason=reason):
        row = _open(device)
        row.code_digest, row.code_until, row.token_digest, row.revoked_at = "", None, "", at
        row.save(update_fields=["code_digest", "code_until", "token_digest", "revoked_at"])


def seen(device: Device, at: datetime) -> None:
    """Note that a device spoke; at most once a minute, because it speaks often."""
    if device.last_seen_at is None or at - device.last_seen_at >= SEEN_EVERY:
        Device.objects.filter(pk=device.pk).update(last_seen_at=at)


def _open(device: Device) -> Device:
    row = Device.objects.select_for_update(of=("self",)).select_related("site").get(pk=device.pk)
    if row.revoked_at is not None:
        raise ActionRefused(_("This device was disconnected. Add it anew."))
    return row


def _hold_line(site: Site, line: str) -> None:
    if line and line not in plant_of(site.code).lines:
        raise ActionRefused(_("The plant has no line “%(line)s”.") % {"line": line})
