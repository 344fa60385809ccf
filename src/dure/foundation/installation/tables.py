"""All tables of an empty database at once.

One migration after the other draws every model anew each time; made together, the same tables take a fraction of the
time. They come from what the migrations lead to, never from the models, and a test holds that they are the same.
"""

from collections.abc import Iterable

from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import StateApps
from django.db.models import Model

Node = tuple[str, str]


def state_at(alias: str, nodes: Iterable[Node]) -> StateApps:
    """The models as they were after these migrations."""
    return MigrationLoader(connections[alias]).project_state(list(nodes)).apps


def is_empty(alias: str) -> bool:
    """Whether no migration was ever made here and no table is in the way."""
    with connections[alias].cursor() as cursor:
        return not connections[alias].introspection.table_names(cursor)


def make_tables(alias: str, nodes: Iterable[Node]) -> None:
    """Make the tables as these migrations leave them, and write down that they were done; all of it or nothing.

    What a migration would do to rows is left out: there are none yet, or they come from where it was done.
    """
    nodes = sorted(nodes)
    connection = connections[alias]
    recorder = MigrationRecorder(connection)
    models: list[type[Model]] = [*state_at(alias, nodes).get_models(), recorder.Migration]
    with connection.schema_editor() as editor:
        for model in models:
            if model._meta.can_migrate(connection):
                editor.create_model(model)
        for app, name in nodes:
            recorder.record_applied(app, name)
