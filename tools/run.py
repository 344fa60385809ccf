"""./run: set Dure up beside its code, then become `dure demo`. Run again, it starts in seconds."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

from tools.packages import LOG, ROOT, Environment
from tools.words import SetUpError, say

DEFAULT_PORT = 8000
ASSETS = ROOT / "src/dure/foundation/interface/static/dure/krds"
BUILD_ASSETS = """
import pathlib, sys
from dure.foundation.interface.assets import build_assets
report = build_assets(pathlib.Path.cwd(), lambda line: print(line, file=sys.stderr))
print(report.reason)
sys.exit(not report.complete)
"""
# Without the npm registry the building of the interface is tried again, but not at every start.
RETRY_AFTER_SECONDS = 600


def main(arguments: list[str]) -> int:
    """Every failure is one line on standard error and exit 2; Ctrl-C is 130."""
    try:
        started = time.monotonic()
        check_port(arguments)
        environment = Environment(ROOT / ".venv")
        set_up(environment)
        print(say("ready", seconds=round(time.monotonic() - started)), file=sys.stderr, flush=True)
        command = str(environment.folder / "bin" / "dure")
        os.execv(command, [command, "demo", *arguments])
    except SetUpError as stop:
        print(stop, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\n" + say("stopped"), file=sys.stderr)
        return 130
    except OSError as error:
        print(say("readonly", place=error.filename or ROOT, reason=error.strerror), file=sys.stderr)
        return 2


def set_up(environment: Environment) -> None:
    """Each step is skipped when it was done with the same inputs."""
    environment.ensure()
    environment.install("requirements.lock")
    environment.install_project()
    compile_translations(environment)
    build_assets(environment)


def compile_translations(environment: Environment) -> None:
    """Only catalogues newer than their compiled form are compiled."""
    if any(is_stale(path) for path in (ROOT / "src").glob("**/locale/*/LC_MESSAGES/django.po")):
        print(say("translations"), file=sys.stderr, flush=True)
        command = [environment.python, "-m", "dure.translations", "compile"]
        outcome = subprocess.run(command, cwd=ROOT, text=True, capture_output=True, check=False)
        if outcome.returncode:
            raise SetUpError("translations_failed", reason=outcome.stderr.strip().splitlines()[-1])


def is_stale(catalogue: Path) -> bool:
    """Whether a catalogue waits to be compiled."""
    compiled = catalogue.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < catalogue.stat().st_mtime


def build_assets(environment: Environment) -> None:
    """The product starts without them, in a plain style; then the reason is said."""
    inputs = [ROOT / "package-lock.json", ROOT / "src/dure/foundation/interface/assets.py"]
    built = any(ASSETS.rglob("*.css"))
    if built and environment.is_fresh("assets", inputs):
        return
    failed = environment.folder / "dure-assets-failed"
    if failed.exists() and time.time() - failed.stat().st_mtime < RETRY_AFTER_SECONDS:
        return
    print(say("assets"), file=sys.stderr, flush=True)
    outcome = subprocess.run(
        [environment.python, "-c", BUILD_ASSETS], cwd=ROOT, text=True, capture_output=True, check=False
    )
    if outcome.returncode == 0:
        failed.unlink(missing_ok=True)
        environment.mark("assets", inputs)
        return
    with LOG.open("a") as log:
        log.write(outcome.stderr)
    failed.touch()
    reason = (outcome.stdout or outcome.stderr).strip().splitlines()
    print(say("plain", reason=reason[-1] if reason else outcome.returncode), file=sys.stderr, flush=True)


def check_port(arguments: list[str]) -> None:
    """Said before minutes of set-up, not after them."""
    if "--no-serve" in arguments or {"-h", "--help"} & set(arguments):
        return
    port = wanted_port(arguments)
    if port is not None and not is_free(port):
        raise SetUpError("port", port=port, free=next(p for p in range(port + 1, 65_536) if is_free(p)))


def wanted_port(arguments: list[str]) -> int | None:
    """None for a number that only `dure demo` can complain about."""
    value = str(DEFAULT_PORT)
    for place, argument in enumerate(arguments):
        if argument == "--port" and place + 1 < len(arguments):
            value = arguments[place + 1]
        elif argument.startswith("--port="):
            value = argument.removeprefix("--port=")
    return int(value) if value.isascii() and value.isdigit() and 0 < int(value) < 65_535 else None


def is_free(port: int) -> bool:
    """Whether a server could listen there now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
