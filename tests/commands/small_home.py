"""Run as a program on an installation of its own: makes a small one, or goes on writing to it until it is ended."""

import sys
from io import BytesIO
from itertools import count

import django
from django.db.models import Model
from PIL import Image


def main(task: str) -> None:
    """``make`` builds it; ``write`` adds firms with a document each and says a line after each."""
    django.setup()
    if task == "make":
        _make()
    else:
        _write()


def _make() -> None:
    from axes.models import AccessAttempt
    from django.core.management import call_command
    from tests.world import IN_INTEREST, interest, small_programme

    from dure.foundation.installation.actions import mark_demo
    from dure.foundation.installation.home import secret

    call_command("migrate", interactive=False, verbosity=0)
    mark_demo(name_ko="시험", name_en="Test", today=IN_INTEREST)
    secret("first-run")
    # A number that was given out and whose row is gone.
    AccessAttempt.objects.create(username="nobody", failures_since_start=0).delete()
    world = small_programme()
    for name in ("두레식품", "진안기계"):
        _attach(interest(world, name))


def _attach(row: Model) -> None:
    from tests.world import IN_INTEREST

    from dure.foundation.access.actor import SYSTEM
    from dure.foundation.documents.actions import store_bytes

    store_bytes(
        content=_picture(row.pk),
        name="증빙.png",
        kind="other",
        subject=row,
        by=SYSTEM,
        at=IN_INTEREST,
        chain="installation",
    )


def _picture(number: int) -> bytes:
    """Another one for each number."""
    target = BytesIO()
    Image.new("RGB", (8, 8), (number % 256, number // 256, 7)).save(target, "PNG")
    return target.getvalue()


def _write() -> None:
    from tests.world import firm

    for number in count():
        _attach(firm(f"기업 {number}").organisation)
        print(number, flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
