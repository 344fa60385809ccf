"""A virtual environment with the packages of a lock, made once and made again when that changes."""

import hashlib
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from tools.progress import Progress
from tools.words import SetUpError, say

ROOT = Path(__file__).resolve().parents[1]
UV_LOCK = "requirements-uv.lock"
LOG = ROOT / ".cache" / "setup.log"
# Megabytes that a fresh installation takes, packages and interface files together.
NEEDED_MB = 2000
OFFLINE = re.compile(
    r"NewConnectionError|ConnectTimeout|NameResolutionError|Temporary failure in name resolution"
    r"|Network is unreachable|Failed to establish a new connection|Connection refused|ProxyError"
    r"|Could not find a version that satisfies|Max retries exceeded|Read timed out"
)
FULL = re.compile(r"No space left on device|Errno 28|Disk quota exceeded")


class Environment:
    """One virtual environment and what has been done in it."""

    def __init__(self, folder: Path, base: str = sys.executable) -> None:
        self.folder = folder
        self.base = base
        self.python = folder / "bin" / "python"
        self.stamps = folder / "dure-stamps.json"

    def ensure(self) -> None:
        """Make the environment where there is none that works."""
        if self._works():
            return
        left = shutil.disk_usage(ROOT).free // 2**20
        if left < NEEDED_MB:
            raise SetUpError("disk", need=NEEDED_MB, place=ROOT, left=left)
        version = _output([self.base, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"])
        if subprocess.run([self.base, "-c", "import venv, ensurepip"], capture_output=True, check=False).returncode:
            raise SetUpError("venv", version=version)
        print(say("making_home", version=version), flush=True)
        made = subprocess.run(
            [self.base, "-m", "venv", "--clear", str(self.folder)],
            capture_output=True,
            text=True,
            check=False,
        )
        if made.returncode:
            raise reason(made.stdout + made.stderr)

    def install(self, lock: str) -> None:
        """Install what the lock names, by hash, unless that has been done already."""
        if self.is_fresh(lock, [ROOT / lock]):
            return
        if not self._quickly(lock):
            self._pip(["--require-hashes", "--no-deps", "-r", lock], total=count(ROOT / lock), title=say("packages"))
        self.mark(lock, [ROOT / lock])

    def install_project(self) -> None:
        """The checkout itself, editable: a change of the code needs no new set-up."""
        inputs = [ROOT / "pyproject.toml", ROOT / "hatch_build.py"]
        if self.is_fresh("project", inputs):
            return
        self._pip(["--no-deps", "--no-build-isolation", "-e", "."], total=1, title=say("project"))
        self.mark("project", inputs)

    def is_fresh(self, key: str, inputs: Iterable[Path]) -> bool:
        """Whether the step was done with these very inputs."""
        return self._read().get(key) == digest(inputs)

    def mark(self, key: str, inputs: Iterable[Path]) -> None:
        """Remember that the step is done."""
        self.stamps.write_text(json.dumps({**self._read(), key: digest(inputs)}, indent=1))

    def _read(self) -> dict[str, str]:
        try:
            return dict(json.loads(self.stamps.read_text()))
        except (OSError, ValueError):
            return {}

    def _works(self) -> bool:
        check = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
        try:
            return subprocess.run([self.python, "-c", check], capture_output=True, check=False).returncode == 0
        except OSError:
            return False

    def _quickly(self, lock: str) -> bool:
        """Have uv install the lock, several times faster than pip; where it cannot, pip does, and says why."""
        pip = [str(self.python), "-m", "pip", "--disable-pip-version-check"]
        got = [
            *pip,
            "install",
            "--quiet",
            "--no-input",
            "--retries",
            "0",
            "--require-hashes",
            "--no-deps",
            "-r",
            UV_LOCK,
        ]
        if subprocess.run(got, cwd=ROOT, capture_output=True, check=False).returncode:
            return False
        print(say("packages"), file=sys.stderr, flush=True)
        uv = [
            *(str(self.python), "-m", "uv", "pip", "install", "--quiet", "--python", str(self.python), "--no-config"),
            # Every version is held to its hash, so that it does not matter which of several indexes has it.
            *("--index-strategy", "unsafe-best-match", "--require-hashes", "--no-deps", "-r", lock),
            *sources(_output([*pip, "config", "list"])),
        ]
        return subprocess.run(uv, cwd=ROOT, capture_output=True, check=False).returncode == 0

    def _pip(self, arguments: list[str], total: int, title: str) -> None:
        LOG.parent.mkdir(parents=True, exist_ok=True)
        command = [
            str(self.python), "-m", "pip", "install", "--disable-pip-version-check", "--no-input",
            "--retries", "2", "--progress-bar", "off", *arguments,
        ]  # fmt: skip
        with LOG.open("w") as log, Progress(title, total) as progress:
            process = subprocess.Popen(command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            try:
                for line in process.stdout or ():
                    log.write(line)
                    if found := re.match(r"(?:Collecting|Requirement already satisfied:) ([\w.\-]+)", line):
                        progress.advance(found[1])
                    elif line.startswith("Installing collected"):
                        progress.note("…")
            finally:
                code = process.wait()
        if code:
            raise reason(LOG.read_text())


def sources(config: str) -> list[str]:
    """Where `pip config list` says that packages come from, as uv is told: it does not read pip's settings itself."""
    found: dict[str, str] = {}
    # The environment wins over the files, as it does for pip.
    for line in sorted(config.splitlines(), key=lambda each: each.startswith(":env:")):
        key, _, value = line.partition("=")
        found[key.rpartition(".")[2]] = value.strip("'\"")
    told = [part for option in ("index-url", "extra-index-url", "find-links")
            for value in found.get(option, "").split() for part in (f"--{option}", value)]  # fmt: skip
    return [*told, *(["--no-index"] if found.get("no-index") in {"true", "1", "yes"} else []),
            *(["--system-certs"] if "cert" in found else [])]  # fmt: skip


def count(lock: Path) -> int:
    """How many packages a lock names, those of other platforms included."""
    return sum(1 for line in lock.read_text().splitlines() if re.match(r"[\w.\-]+==", line))


def digest(paths: Iterable[Path]) -> str:
    """One fingerprint of these files, absent ones included, and of where the checkout lies."""
    total = hashlib.sha256(str(ROOT).encode())
    for path in sorted(paths):
        total.update(str(path.relative_to(ROOT)).encode() + b"\0")
        total.update(path.read_bytes() if path.exists() else b"absent")
    return total.hexdigest()


def _output(command: list[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def reason(output: str) -> SetUpError:
    """The one line that explains a failed installation."""
    if FULL.search(output):
        return SetUpError("disk", need=NEEDED_MB, place=ROOT, left=shutil.disk_usage(ROOT).free // 2**20)
    if "ensurepip" in output:
        return SetUpError("venv", version=f"{sys.version_info.major}.{sys.version_info.minor}")
    if OFFLINE.search(output):
        return SetUpError("network")
    errors = [line for line in output.splitlines() if "ERROR" in line or "error:" in line]
    last = (errors or output.splitlines() or ["?"])[-1].strip()
    return SetUpError("packages_failed", reason=last, log=LOG.relative_to(ROOT))
