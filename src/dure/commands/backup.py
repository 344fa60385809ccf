"""``dure backup`` and ``dure restore``: everything in one file, and back."""

import argparse
import getpass
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from dure.commands.setup import start_django
from dure.commands.terminal import complain, language, progress, say
from dure.foundation.installation.backup.archive import Reader, reading
from dure.foundation.installation.backup.homes import beside, refuse_occupied
from dure.foundation.installation.backup.manifest import KEYS
from dure.foundation.installation.backup.refusal import BackupRefused
from dure.foundation.installation.home import home_path

if TYPE_CHECKING:
    from dure.foundation.installation.backup.restore import Restored
    from dure.foundation.installation.backup.take import Taken

Subparsers = Any
INPUT_WRONG = 2
PASSPHRASE = "DURE_BACKUP_PASSPHRASE"  # noqa: S105 (the name of a variable)


def add_parsers(subparsers: Subparsers) -> None:
    """Add ``backup`` and ``restore``."""
    backup = subparsers.add_parser("backup", help="write everything into one file, also while the product runs")
    backup.add_argument("file", metavar="FILE", help="the backup to write; - is standard output")
    backup.add_argument("--without-keys", action="store_true", help="leave the keys out and ask for no passphrase")
    backup.set_defaults(run=run_backup)
    restore = subparsers.add_parser("restore", help="put a backup back, checked before anything is touched")
    restore.add_argument("file", metavar="FILE", help="the backup to read; - is standard input")
    restore.add_argument("--replace", action="store_true", help="in the place of what is there, which is kept")
    restore.add_argument("--without-keys", action="store_true", help="leave the keys in the backup alone")
    restore.set_defaults(run=run_restore)


def run_backup(arguments: argparse.Namespace) -> int:
    """0 and what is in it; 1 when files that the database names are gone; 2 when it could not be written."""
    if not home_path().is_dir():
        complain(say(f"{home_path()} is not there.", f"{home_path()}이(가) 없습니다."))
        return INPUT_WRONG
    with _one_line() as outcome:
        phrase = _new_passphrase(arguments)
        start_django()
        from dure.foundation.installation.backup.take import take_backup, write_whole

        def write(stream: IO[bytes]) -> "Taken":
            return take_backup(stream, phrase, progress)

        to_pipe = arguments.file == "-"
        taken = write(sys.stdout.buffer) if to_pipe else write_whole(Path(arguments.file), write)
        outcome.append(_say_taken(taken))
    return outcome[-1]


def run_restore(arguments: argparse.Namespace) -> int:
    """0 and the ledger's word; 1 when the ledger of the backup does not hold; 2 and nothing is touched."""
    home = home_path()
    with _one_line() as outcome:
        refuse_occupied(home, replace=arguments.replace)
        with _opened(arguments.file) as source, reading(source) as archive:
            archive.verify(lambda done, total: progress("check", done, total))
            secrets = _secrets(archive, arguments)
            with beside(home) as staging:
                os.environ["DURE_HOME"] = str(staging)
                start_django()
                from dure.foundation.installation.backup.restore import put_back

                done = put_back(archive, secrets, home, replace=arguments.replace, report=progress)
        outcome.append(_say_restored(done, home, with_keys=bool(secrets)))
    return outcome[-1]


@contextmanager
def _one_line() -> Iterator[list[int]]:
    """Whatever is refused becomes one line and exit 2; the block appends the exit code otherwise."""
    from django.db import Error

    outcome = [INPUT_WRONG]
    try:
        yield outcome
    except BackupRefused as refusal:
        complain(refusal.line(language()))
    except BrokenPipeError:
        raise
    except OSError as error:
        complain(f"{error.filename or ''}: {error.strerror}")
    except Error as error:
        complain(say(f"the database: {error}", f"데이터베이스: {error}"))


@contextmanager
def _opened(name: str) -> Iterator[IO[bytes]]:
    """A file that can be read from any place; standard input is laid down first."""
    if name != "-":
        with Path(name).open("rb") as stream:
            yield stream
        return
    with tempfile.TemporaryFile() as stream:
        while chunk := sys.stdin.buffer.read(1024 * 1024):
            stream.write(chunk)
        stream.seek(0)
        yield stream


def _new_passphrase(arguments: argparse.Namespace) -> str:
    """The passphrase of the keys; empty to leave them out."""
    if arguments.without_keys:
        return ""
    if (given := os.environ.get(PASSPHRASE, "")) or not sys.stdin.isatty():
        return given
    given = getpass.getpass(say("Passphrase for the keys (empty: none): ", "키의 암호문(비우면 키 제외): "))
    if given and getpass.getpass(say("The same again: ", "한 번 더: ")) != given:
        raise BackupRefused("The two passphrases differ.", "두 암호문이 다릅니다.")
    return given


def _secrets(archive: Reader, arguments: argparse.Namespace) -> dict[str, str]:
    """The keys of the backup; none where it has none or they are to be left."""
    from dure.foundation.installation.backup.keys import unseal

    if arguments.without_keys or KEYS not in archive.manifest.parts:
        return {}
    phrase = os.environ.get(PASSPHRASE, "")
    if not phrase and sys.stdin.isatty() and arguments.file != "-":
        phrase = getpass.getpass(say("Passphrase for the keys: ", "키의 암호문: "))
    if not phrase:
        raise BackupRefused(
            f"The backup holds keys. Give their passphrase in {PASSPHRASE}, or leave them with --without-keys.",
            f"백업에 키가 있습니다. {PASSPHRASE}에 암호문을 넣거나, --without-keys로 키를 빼십시오.",
        )
    return unseal(b"".join(archive.chunks(KEYS)), phrase)


def _say_taken(taken: "Taken") -> int:
    print(say(f"{taken.rows} rows, {taken.files} files", f"행 {taken.rows}개, 파일 {taken.files}개"), file=sys.stderr)
    if not taken.keys:
        complain(
            say(
                f"the keys were left out: everyone signs in again after a restore. {PASSPHRASE} takes them along.",
                f"키는 넣지 않았습니다. 복원하면 모두 다시 로그인해야 합니다. {PASSPHRASE}를 정하면 키도 넣습니다.",
            )
        )
    for name in taken.missing:
        complain(say(f"{name} is gone or damaged and was left out", f"{name}이(가) 없거나 손상되어 넣지 못했습니다"))
    return 1 if taken.missing else 0


def _say_restored(done: "Restored", home: Path, *, with_keys: bool) -> int:
    from dure.foundation.ledger.verify import Broken

    if done.former is not None:
        complain(say(f"the former home lies in {done.former}", f"전의 자료는 {done.former}에 있습니다"))
    if done.former_schema:
        complain(
            say(
                f"the former tables lie in schema {done.former_schema}",
                f"전의 표는 스키마 {done.former_schema}에 있습니다",
            )
        )
    if not with_keys:
        complain(say("without keys: everyone signs in again", "키 없이 복원했습니다. 모두 다시 로그인해야 합니다"))
    if isinstance(done.ledger, Broken):
        where = f"{done.ledger.chain} entry {done.ledger.position}: {done.ledger.what}"
        complain(
            say(
                f"restored into {home}, but the ledger does not hold: {where}",
                f"{home}에 복원했지만 원장이 맞지 않습니다: {where}",
            )
        )
        return 1
    count = done.ledger.entries, done.ledger.rows
    print(
        say("restored; ledger: {} entries, {} rows hold", "복원했습니다. 원장 {}건, 행 {}개가 맞습니다").format(*count)
    )
    return 0
