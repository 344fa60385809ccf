"""What may be done with devices and badges, and how what devices tell is taken: the door other rooms use."""

from dure.floor.entry.actions.badges import PinAnswer, add_badge, revoke_badge, try_pin
from dure.floor.entry.actions.devices import (
    DeviceFacts,
    add_device,
    change_device,
    issue_code,
    pair_device,
    revoke_device,
    seen,
)
from dure.floor.entry.actions.telling import take_from_device

__all__ = [
    "DeviceFacts",
    "PinAnswer",
    "add_badge",
    "add_device",
    "change_device",
    "issue_code",
    "pair_device",
    "revoke_badge",
    "revoke_device",
    "seen",
    "take_from_device",
    "try_pin",
]
