"""The folder of an installation as a whole: whether it may be replaced, a new one beside it, and the exchange."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dure.foundation.installation.backup.refusal import BackupRefused
from dure.foundation.installation.running import is_running


def refuse_occupied(home: Path, *, replace: bool) -> None:
    """Nothing is overwritten unasked, and nothing under the feet of a running product."""
    if home.exists() and not home.is_dir():
        raise BackupRefused(f"{home} is no folder.", f"{home}은(는) 폴더가 아닙니다.")
    if is_running(home):
        raise BackupRefused(
            f"Dure is running on {home}. Stop it first.", f"{home}에서 두레가 실행 중입니다. 먼저 멈추십시오."
        )
    if not replace and home.exists() and any(home.iterdir()):
        raise BackupRefused(
            f"{home} is not empty. Name another folder in DURE_HOME, or replace what is there with --replace.",
            f"{home}에 자료가 있습니다. DURE_HOME에 다른 폴더를 지정하거나, --replace로 지금 자료를 바꾸십시오.",
        )


@contextmanager
def beside(home: Path) -> Iterator[Path]:
    """A new private folder on the same disk; it goes unless it took the home's place."""
    home.parent.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=f".{home.name}.restoring-", dir=home.parent))
    try:
        yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def exchange(staging: Path, home: Path) -> Path | None:
    """Two renames; returns where the former home lies now, None when there was none with anything in it."""
    former = None
    try:
        if home.exists() and any(home.iterdir()):
            former = _free_name(home)
            home.rename(former)
        staging.rename(home)
    except OSError as error:
        if former is not None and not home.exists():
            former.rename(home)
        raise BackupRefused(
            f"{home} cannot be exchanged ({error.strerror}). Restore into another folder and set DURE_HOME to it.",
            f"{home}을(를) 바꿀 수 없습니다({error.strerror}). 다른 폴더에 복원하고 DURE_HOME에 지정하십시오.",
        ) from error
    return former


def _free_name(home: Path) -> Path:
    number = 1
    while (found := home.with_name(f"{home.name}.before-restore-{number}")).exists():
        number += 1
    return found
