"""Starting Django for a command, and its database brought up to date."""

import sys

import django
from django.core.management import call_command
from django.core.management.base import SystemCheckError


def start_django(*, migrate: bool = False) -> None:
    """Load settings and apps; with ``migrate`` also create or update the tables and the region's places."""
    django.setup()
    if migrate:
        call_command("migrate", interactive=False, verbosity=0)
        _load_places()


def check_production() -> bool:
    """Run the checks that a production start must pass; says what is wrong and returns False if one fails."""
    try:
        call_command("check", "--tag", "dure", verbosity=0)
    except SystemCheckError as error:
        print(str(error).strip(), file=sys.stderr)
        return False
    return True


def _load_places() -> None:
    from dure.foundation.places.actions import load_default_region
    from dure.foundation.places.queries import provinces

    if not provinces().exists():
        load_default_region()
