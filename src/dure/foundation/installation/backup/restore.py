"""Putting a backup into a new home and a new database, checking it there, and only then exchanging old for new."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.core.management import call_command
from django.db import DatabaseError, connection, connections, transaction

from dure.foundation.installation.backup import keys, rows, schema
from dure.foundation.installation.backup.archive import Reader, copy, damaged
from dure.foundation.installation.backup.homes import exchange
from dure.foundation.installation.backup.manifest import FILES, ROWS
from dure.foundation.installation.backup.postgres import NewSchema
from dure.foundation.installation.backup.refusal import BackupRefused
from dure.foundation.installation.contents import contents
from dure.foundation.installation.tables import make_tables
from dure.foundation.ledger.verify import Broken, Verified, verify

Report = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Restored:
    """``former`` is where the home that was replaced lies now; ``former_schema`` the same of its tables."""

    ledger: Verified | Broken
    former: Path | None
    former_schema: str


def put_back(archive: Reader, secrets: Mapping[str, str], home: Path, *, replace: bool, report: Report) -> Restored:
    """Restore a verified backup; Django runs on a new home beside ``home``. What fails leaves all as it was."""
    staging = Path(settings.HOME)
    nodes = _nodes(archive)
    schema.refuse_unknown(set(nodes) - schema.known_nodes())
    place = _database(staging, replace=replace)
    try:
        _put_files(archive, staging, report)
        _put_rows(archive, nodes, report)
        call_command("migrate", interactive=False, verbosity=0)
        keys.put(secrets or keys.keys_of(home), staging)
        ledger = _verified(archive)
        former, former_schema = _exchange(staging, home, place)
    except BaseException:
        if place is not None:
            place.drop()
        raise
    return Restored(ledger, former, former_schema)


def _nodes(archive: Reader) -> list[schema.Node]:
    split = [each.partition(".") for each in archive.manifest.migrations]
    return sorted((app, name) for app, _dot, name in split)


def _database(staging: Path, *, replace: bool) -> NewSchema | None:
    """Where the rows go: a new file in the new home, or a new schema of the same PostgreSQL database."""
    if connection.vendor != "sqlite":
        return NewSchema.make(replace=replace)
    if not Path(connection.settings_dict["NAME"]).is_relative_to(staging):
        raise BackupRefused(
            "DURE_DATABASE_URL names a SQLite file outside DURE_HOME. Unset it to restore into DURE_HOME.",
            "DURE_DATABASE_URL이 DURE_HOME 밖의 SQLite 파일입니다. 이 변수를 지우면 DURE_HOME에 복원합니다.",
        )
    return None


def _put_files(archive: Reader, staging: Path, report: Report) -> None:
    known = {each.folder for each in contents()}
    names = [name for name in archive.manifest.parts if name.startswith(FILES)]
    for done, name in enumerate(names, start=1):
        place = name.removeprefix(FILES)
        if place.split("/")[0] not in known:
            raise BackupRefused(
                f"This version does not know the part {place!r} of the backup. Update Dure first.",
                f"이 버전이 모르는 부분이 백업에 있습니다({place!r}). 두레를 먼저 갱신하십시오.",
            )
        copy(archive.chunks(name), staging / place)
        report("files", done, len(names))


def _put_rows(archive: Reader, nodes: list[schema.Node], report: Report) -> None:
    make_tables("default", nodes)
    models = schema.models_at("default", nodes)
    tables = archive.manifest.tables
    if set(models) != set(tables):
        other = min(set(models) ^ set(tables))
        raise damaged(f"table {other} is not in both", f"{other} 표가 한쪽에만 있습니다")
    try:
        with transaction.atomic():
            for done, (name, table) in enumerate(sorted(tables.items()), start=1):
                rows.load("default", models[name], table, archive.lines(f"{ROWS}{name}.jsonl"))
                rows.go_on_from("default", models[name], table.last_id)
                report("programme", done, len(tables))
            connection.check_constraints()
    except DatabaseError as error:
        raise damaged(f"rows do not fit together: {error}", f"행이 서로 맞지 않습니다: {error}") from error


def _verified(archive: Reader) -> Verified | Broken:
    try:
        return verify(archive.manifest.heads)
    except (ObjectDoesNotExist, LookupError, ValueError) as error:
        return Broken("?", 0, repr(error))


def _exchange(staging: Path, home: Path, place: NewSchema | None) -> tuple[Path | None, str]:
    if place is None:
        connections.close_all()
        return exchange(staging, home), ""
    with place.exchanged() as former_schema:
        return exchange(staging, home), former_schema
