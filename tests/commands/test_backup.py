"""A backup taken while others write, put back elsewhere, is the same programme; nothing is overwritten unasked."""

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest

# On PostgreSQL these tests run on databases of their own; the mark has them chosen there too.
pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SERVER = os.environ.get("DURE_TEST_POSTGRES_URL", "")
ON_POSTGRES = os.environ.get("DURE_TEST_DATABASE") == "postgres"
PASSPHRASE = "여덟 글자의 암호문"
NUMBERS = count(1)


@dataclass(frozen=True)
class Site:
    """An installation: its home and, on PostgreSQL, its database."""

    home: Path
    url: str = ""

    def variables(self, **more: str) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("DURE_", "LC_", "LANG"))}
        database = {"DURE_DATABASE_URL": self.url} if self.url else {}
        path = os.pathsep.join(sys.path)
        return {
            **kept, **database, "DURE_HOME": str(self.home), "PYTHONPATH": path,
            "DJANGO_SETTINGS_MODULE": "dure.config.settings", **more,
        }  # fmt: skip

    def dure(self, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "dure.cli", *arguments],
            env=self.variables(**more), stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
        )  # fmt: skip

    def program(self, task: str) -> "subprocess.Popen[str]":
        command = [sys.executable, "-m", "tests.commands.small_home", task]
        return subprocess.Popen(command, env=self.variables(), stdout=subprocess.PIPE, text=True)

    def year(self) -> dict[str, object]:
        return dict(json.loads(self.dure("year", "--json").stdout))

    def documents(self) -> dict[str, bytes]:
        found = (self.home / "documents").glob("??/??/*")
        return {path.name: path.read_bytes() for path in found}


def new_site(folder: Path) -> Site:
    return Site(folder / f"home-{next(NUMBERS)}", new_database() if ON_POSTGRES else "")


def new_database() -> str:
    """An empty database on the server of the tests."""
    name = f"dure_backup_{os.getpid()}_{next(NUMBERS)}"
    with psycopg.connect(SERVER, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return SERVER.rsplit("/", 1)[0] + f"/{name}"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A small programme with two interest forms, each with a document."""
    made = new_site(tmp_path_factory.mktemp("site"))
    assert made.program("make").wait() == 0
    return made


@pytest.fixture(scope="module")
def backup(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("backup") / "dure.zip"
    taken = site.dure("backup", str(target), DURE_BACKUP_PASSPHRASE=PASSPHRASE)
    assert (taken.returncode, taken.stdout) == (0, "")
    return target


@pytest.fixture(scope="module")
def year(site: Site) -> dict[str, object]:
    """The programme before anything was done to it."""
    return site.year()


@pytest.fixture
def writing(site: Site) -> Iterator["subprocess.Popen[str]"]:
    """Somebody who adds firms and documents all the time; at least one is there."""
    process = site.program("write")
    assert process.stdout is not None
    assert process.stdout.readline() == "0\n"
    yield process
    process.send_signal(signal.SIGKILL)
    process.wait()


def listing(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


@pytest.mark.once
def test_year_into_a_closed_pipe_ends_quietly(site: Site) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "dure.cli", "year"]
    done = subprocess.run(command, env=site.variables(), stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)
    assert (done.returncode, done.stderr) == (141, b"")


def test_restore_is_the_same_programme(site: Site, backup: Path, year: dict[str, object], tmp_path: Path) -> None:
    there = new_site(tmp_path)
    done = there.dure("restore", str(backup), DURE_BACKUP_PASSPHRASE=PASSPHRASE)
    assert (done.returncode, done.stderr) == (0, "")
    assert there.year() == year != {}
    assert there.documents() == site.documents() != {}
    assert there.dure("ledger", "verify").returncode == 0
    secrets = {path.name: path.read_text() for path in site.home.glob("*.secret")}
    assert {path.name: path.read_text() for path in there.home.glob("*.secret")} == secrets
    assert sorted(secrets) == ["first-run.secret", "session.secret"]
    assert backup.stat().st_mode & 0o777 == 0o600
    again = tmp_path / "again.zip"
    assert there.dure("backup", str(again), "--without-keys").returncode == 0
    assert rows(again) == rows(backup)
    first, second = contents(backup), contents(again)
    assert (second["tables"], second["heads"]) == (first["tables"], first["heads"])
    # Made and deleted again in that home: its number is not given a second time.
    assert first["tables"]["axes_accessattempt"] == {**first["tables"]["axes_accessattempt"], "rows": 0, "last_id": 1}


def contents(archive: Path) -> dict[str, Any]:
    with zipfile.ZipFile(archive) as opened:
        return dict(json.loads(opened.read("manifest.json")))


def rows(archive: Path) -> dict[str, bytes]:
    """The content of the database, but for what a restore or a command writes down of its own doing."""
    with zipfile.ZipFile(archive) as opened:
        names = [name for name in opened.namelist() if name.startswith(("programme/", "files/"))]
        return {name: opened.read(name) for name in names}


@pytest.mark.once
def test_backup_while_others_write_is_one_moment(site: Site, writing: "subprocess.Popen[str]", tmp_path: Path) -> None:
    target = tmp_path / "running.zip"
    taken = site.dure("backup", str(target))
    assert (taken.returncode, writing.poll()) == (0, None)
    assert "the keys were left out" in taken.stderr
    named = [json.loads(line) for line in rows(target)["programme/documents_document.jsonl"].splitlines()]
    hashes = {row[contents(target)["tables"]["documents_document"]["columns"].index("sha256")] for row in named}
    assert hashes == {name.rsplit("/", 1)[1] for name in rows(target) if name.startswith("files/documents/")}
    assert len(hashes) >= 3
    done = new_site(tmp_path).dure("restore", str(target))
    assert (done.returncode, done.stderr) == (0, "dure: without keys: everyone signs in again\n")


@pytest.mark.once
def test_restore_never_overwrites_unasked(site: Site, backup: Path, tmp_path: Path) -> None:
    there = replace(site, home=tmp_path / "home")
    there.home.mkdir()
    (there.home / "kept").write_text("mine")
    before = listing(tmp_path)
    refused = there.dure("restore", str(backup), DURE_BACKUP_PASSPHRASE=PASSPHRASE)
    assert (refused.returncode, refused.stdout, refused.stderr.count("\n")) == (2, "", 1)
    assert "is not empty" in refused.stderr
    assert listing(tmp_path) == before
    if ON_POSTGRES:
        there = replace(there, home=tmp_path / "fresh")
        refused = there.dure("restore", str(backup), DURE_BACKUP_PASSPHRASE=PASSPHRASE)
        assert (refused.returncode, "holds tables of Dure" in refused.stderr) == (2, True)
        assert listing(tmp_path) == before


def test_restore_in_place_keeps_the_former(site: Site, backup: Path, year: dict[str, object], tmp_path: Path) -> None:
    there = new_site(tmp_path)
    assert there.dure("year").returncode == 1, "an installation without a programme"
    (there.home / "kept").write_text("mine")
    done = there.dure("restore", str(backup), "--replace", "--without-keys")
    assert (done.returncode, there.year()) == (0, year)
    former = tmp_path / f"{there.home.name}.before-restore-1"
    assert (former / "kept").read_text() == "mine"
    assert (there.home / "session.secret").read_text() == (former / "session.secret").read_text()
    if ON_POSTGRES:
        with psycopg.connect(there.url) as connection:
            found = connection.execute("SELECT count(*) FROM dure_before_restore_1.programmes_programme").fetchone()
        assert found == (0,)


@pytest.mark.skipif(not ON_POSTGRES, reason="between SQLite and PostgreSQL")
def test_restore_of_the_other_database_and_back(backup: Path, year: dict[str, object], tmp_path: Path) -> None:
    lite = Site(tmp_path / "lite")
    done = lite.dure("restore", str(backup), "--without-keys")
    assert (done.returncode, lite.year()) == (0, year)
    target = tmp_path / "lite.zip"
    assert lite.dure("backup", str(target)).returncode == 0
    back = new_site(tmp_path)
    assert back.dure("restore", str(target)).returncode == 0
    assert back.year() == year
    assert contents(target)["heads"] == contents(backup)["heads"]


@pytest.mark.once
def test_backup_of_a_lost_document_says_so(site: Site, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(site.home, home)
    first, second, *_rest = sorted((home / "documents").glob("??/??/*"))
    first.unlink()
    second.write_bytes(b"damaged")
    taken = replace(site, home=home).dure("backup", str(tmp_path / "dure.zip"), "--without-keys")
    lost = [line for line in taken.stderr.splitlines() if line.endswith("is gone or damaged and was left out")]
    assert (taken.returncode, len(lost)) == (1, 2)


@pytest.mark.once
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["restore", "absent.zip"], "absent.zip: No such file or directory"),
        (["restore", "{backup}"], "The backup holds keys. Give their passphrase in DURE_BACKUP_PASSPHRASE"),
        (["restore", "{cut}"], "This is no Dure backup, or it was cut short."),
        (["restore", "{later}"], "These data were made by another version of Dure: it had places.9999_later."),
        (["restore", "{odd}"], "The backup is damaged or was changed: table places_place: "),
        (["backup", "dure.zip"], "is not there."),
    ],
)
def test_wrong_input_ends_in_one_line_and_nothing_written(
    arguments: list[str], words: str, backup: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "cut.zip").write_bytes(backup.read_bytes()[:-100])
    forge(backup, folder / "later.zip", '"places.0001_initial"', '"places.0001_initial", "places.9999_later"')
    forge(backup, folder / "odd.zip", "", "")
    files = {"backup": str(backup), **{name: str(folder / f"{name}.zip") for name in ("cut", "later", "odd")}}
    outside = tmp_path / "out"
    outside.mkdir()
    there = Site(outside / "home", new_database() if ON_POSTGRES else "")
    keys = [] if "{backup}" in arguments or arguments[0] == "backup" else ["--without-keys"]
    done = there.dure(*[each.format_map(files) for each in arguments], *keys)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert words in done.stderr
    assert listing(outside) == set()


def forge(source: Path, target: Path, old: str, new: str) -> None:
    """Another backup with right digests: the contents changed in a word, or else a table with a row that is none."""
    with zipfile.ZipFile(source) as opened:
        parts = {name: opened.read(name) for name in opened.namelist()}
    contents = parts["manifest.json"].decode()
    if old:
        assert old in contents
        contents = contents.replace(old, new)
    else:
        name = "programme/places_place.jsonl"
        parts[name] = b'["not", "a", "place"]\n'
        found = json.loads(contents)
        found["parts"][name] = {"sha256": hashlib.sha256(parts[name]).hexdigest(), "size": len(parts[name])}
        contents = json.dumps(found)
    parts["manifest.json"] = contents.encode()
    with zipfile.ZipFile(target, "w") as opened:
        for name, content in parts.items():
            opened.writestr(name, content)


@pytest.mark.once
def test_restore_under_a_running_product_refused(tmp_path: Path, backup: Path) -> None:
    from dure.foundation.installation.running import LOCK

    there = Site(tmp_path / "home", new_database() if ON_POSTGRES else "")
    there.home.mkdir()
    code = "import fcntl, sys; f = open(sys.argv[1], 'a'); fcntl.flock(f, fcntl.LOCK_SH); print(1, flush=True); input()"
    command = [sys.executable, "-c", code, str(there.home / LOCK)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        refused = there.dure("restore", str(backup), "--replace", "--without-keys")
        holder.communicate("\n")
    assert (refused.returncode, "Dure is running on" in refused.stderr) == (2, True)
    assert listing(tmp_path) == {"home", f"home/{LOCK}"}
