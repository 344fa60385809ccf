"""Setting an installation up."""

from datetime import datetime

from django.utils import timezone

from dure.foundation.installation import clock
from dure.foundation.installation.models import Installation


def set_up(*, name_ko: str, name_en: str = "") -> Installation:
    """Make this an ordinary installation on the machine's clock; refused by the database if one exists."""
    return Installation.objects.create(id=1, name_ko=name_ko, name_en=name_en)


def mark_demo(*, name_ko: str, name_en: str, today: datetime) -> Installation:
    """Make this a demo whose clock starts at ``today`` and runs on from there."""
    shift = int((today - timezone.now()).total_seconds())
    row, _created = Installation.objects.update_or_create(
        id=1, defaults={"name_ko": name_ko, "name_en": name_en, "is_demo": True, "clock_shift_s": shift}
    )
    clock.forget()
    return row
