"""Starting Django for a command, and its database brought up to date."""

import sys

import django
from django.core.management import call_command


def start_django(*, migrate: bool = False) -> None:
    """Load settings and apps; with ``migrate`` also create or update the tables and the region's places."""
    django.setup()
    if migrate:
        call_command("migrate", interactive=False, verbosity=0)
        _load_places()


def check_production() -> bool:
    """Whether a production start is safe; says in a line each what is not."""
    from dure.config.checks import unsafe_settings

    found = unsafe_settings()
    for line in found:
        print(line, file=sys.stderr)
    return not found


def _load_places() -> None:
    from dure.foundation.places.actions import load_default_region
    from dure.foundation.places.queries import provinces

    if not provinces().exists():
        load_default_region()
