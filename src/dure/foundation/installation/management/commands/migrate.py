"""Django's ``migrate``, which makes the tables of an empty database at once."""

from typing import Any

from django.core.management.commands import migrate
from django.db.migrations.loader import MigrationLoader

from dure.foundation.installation.tables import is_empty, make_tables

# With one of these somebody wants something else than a database that is up to date.
_OTHERWISE = ("app_label", "fake", "fake_initial", "plan", "check_unapplied", "prune")


class Command(migrate.Command):
    """Afterwards Django goes on as ever, finds nothing left to do and says so to the apps."""

    def handle(self, *arguments: Any, **options: Any) -> None:
        """Nothing is skipped in a database that has tables."""
        alias = options["database"]
        if not any(options[name] for name in _OTHERWISE) and is_empty(alias):
            make_tables(alias, MigrationLoader(None).graph.nodes)
        super().handle(*arguments, **options)
