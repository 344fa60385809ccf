"""Which migrations a database stands at, and the tables that they make."""

from collections.abc import Iterable

from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.db.models import Model

from dure.foundation.installation.backup.refusal import BackupRefused
from dure.foundation.installation.tables import Node, state_at


def applied(alias: str) -> list[Node]:
    """The migrations a database has had; refused when this version does not know one of them."""
    loader = MigrationLoader(connections[alias])
    done = set(loader.applied_migrations or ())
    refuse_unknown(done - set(loader.disk_migrations or ()))
    return sorted(done & set(loader.graph.nodes))


def refuse_unknown(nodes: Iterable[Node]) -> None:
    """Rows that a later version has changed cannot be read by this one."""
    for app, name in sorted(nodes):
        raise BackupRefused(
            f"These data were made by another version of Dure: it had {app}.{name}. Update Dure first.",
            f"다른 버전의 두레가 만든 자료입니다({app}.{name}). 두레를 먼저 갱신하십시오.",
        )


def known_nodes() -> set[Node]:
    """Every migration of this version."""
    return set(MigrationLoader(None).graph.nodes)


def models_at(alias: str, nodes: list[Node]) -> dict[str, type[Model]]:
    """The models by table as they were after these migrations, those of many-to-many tables included."""
    refuse_unknown(set(nodes) - known_nodes())
    models = state_at(alias, nodes).get_models(include_auto_created=True)
    return {each._meta.db_table: each for each in models if each._meta.managed and not each._meta.proxy}
