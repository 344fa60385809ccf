"""How long the states of a machine's sources hold, as people write it: ``plc 30 s, gateway 10 min``."""

import re
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dure.floor.plant.names import quantity_text

MINUTE_S: Final = 60
_ONE: Final = re.compile(r"(?P<family>[^\s,:#]+)\s*[: ]\s*(?P<length>\d{1,6})\s*(?P<unit>\S+)")
_SECONDS: Final = {"s": 1, "sec": 1, "초": 1, "m": MINUTE_S, "min": MINUTE_S, "분": MINUTE_S}


def limits_text(sources: dict[str, Any]) -> str:
    """In the reader's language; whole minutes are said as minutes."""
    return ", ".join(f"{family} {_length(told['stale_after_s'])}" for family, told in sources.items())


def limits_told(text: str) -> dict[str, Any]:
    """As the document keeps them.

    Raises:
        ValidationError: names the part that cannot be read.
    """
    found: dict[str, Any] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        one = _ONE.fullmatch(part)
        factor = _SECONDS.get(one["unit"].lower().rstrip(".")) if one else None
        if one is None or factor is None or one["family"] in found:
            raise ValidationError(
                _("“%(text)s” is not a source with its time, once each, like “plc 30 s” or “gateway 10 min”."),
                params={"text": part[:40]},
            )
        found[one["family"]] = {"stale_after_s": int(one["length"]) * factor}
    return found


def _length(seconds: int) -> str:
    if seconds % MINUTE_S:
        return quantity_text(str(seconds), pgettext("unit", "s"))
    return quantity_text(str(seconds // MINUTE_S), "min")
