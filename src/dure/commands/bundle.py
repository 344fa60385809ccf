"""``dure bundle``: a folder from which Dure installs on a machine like this one without any network."""

import argparse
import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from dure import VERSION
from dure.commands.terminal import complain, progress, say

Subparsers = Any
INPUT_WRONG = 2
CHECKOUT = Path(__file__).resolve().parents[3]
LOCK = CHECKOUT / "requirements.lock"
FILES = Path(__file__).parent / "offline"
SUMS = "SHA256SUMS"


class NoBundle(Exception):
    """One line that says why there is none."""


def add_parsers(subparsers: Subparsers) -> None:
    """Add ``bundle``."""
    parser = subparsers.add_parser("bundle", help="make a folder that installs Dure without a network")
    parser.add_argument("folder", type=Path, metavar="DIR", help="a new or empty folder")
    parser.set_defaults(run=run_bundle)


def run_bundle(arguments: argparse.Namespace) -> int:
    """0 and where it lies; 2 when it cannot be made: the folder appears whole or not at all."""
    target: Path = arguments.folder.resolve()
    try:
        make(target)
    except NoBundle as reason:
        complain(str(reason))
        return INPUT_WRONG
    except OSError as error:
        complain(f"{error.filename or target}: {error.strerror}")
        return INPUT_WRONG
    print(
        say(
            f"{target}: run install.sh in it on the other machine",
            f"{target}: 다른 컴퓨터에서 install.sh를 실행하십시오",
        )
    )
    return 0


def make(target: Path) -> None:
    """Gather wheels, project, script and words, and close them with their sums."""
    if not LOCK.is_file():
        raise NoBundle(
            say(
                "A bundle is made in a checkout of Dure; this is an installed copy.",
                "묶음은 두레 소스 폴더에서만 만들 수 있습니다.",
            )
        )
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise NoBundle(say(f"{target} is not empty.", f"{target}이(가) 비어 있지 않습니다."))
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    try:
        draft.chmod(0o755)
        _fill(draft)
        draft.rename(target)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _fill(draft: Path) -> None:
    wheels = draft / "wheels"
    pip("download", "--only-binary", ":all:", "--require-hashes", "--no-deps", "-d", str(wheels), "-r", str(LOCK))
    pip(
        "wheel",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        str(wheels),
        str(CHECKOUT),
        title=say("building", "두레 빌드"),
    )
    shutil.copyfile(LOCK, draft / LOCK.name)
    for path in FILES.iterdir():
        text = path.read_text(encoding="utf-8")
        for name, value in _facts().items():
            text = text.replace(f"@{name}@", value)
        (draft / path.name).write_text(text, encoding="utf-8")
    (draft / "install.sh").chmod(0o755)
    (draft / SUMS).write_text(sums(draft), encoding="utf-8")


def _facts() -> dict[str, str]:
    """What the machine must have in common with this one, as the words and the script name it."""
    return {
        "VERSION": VERSION,
        "PYTHON": "{}.{}".format(*sys.version_info[:2]),
        "SYSTEM": platform.system(),
        "MACHINE": platform.machine(),
    }


def sums(folder: Path) -> str:
    """Every file with its digest, in the form that `sha256sum -c` reads."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != SUMS)
    lines = (
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}" for path in files
    )
    return "\n".join(lines) + "\n"


def pip(*arguments: str, title: str = "") -> None:
    """Run pip; its own last error is the reason when it fails."""
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", *arguments]
    total = len(re.findall(r"^[\w.\-]+==", LOCK.read_text(encoding="utf-8"), re.MULTILINE))
    process = subprocess.Popen(
        command, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        env={**os.environ, "PIP_PROGRESS_BAR": "off"},
    )  # fmt: skip
    lines, done = [], 0
    for line in process.stdout or ():
        lines.append(line.strip())
        if line.startswith("Collecting"):
            done = min(done + 1, total)
            progress(title or say("packages", "패키지"), done, total)
    if process.wait():
        errors = [line for line in lines if "ERROR" in line or "error:" in line]
        raise NoBundle((errors or lines or ["pip"])[-1])
