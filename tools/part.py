"""One part of a test run and its counts."""

import os
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from tools import system
from tools.packages import ROOT, Environment

REPORTS = ROOT / ".cache" / "reports"
MOST_WORKERS = 8


@dataclass(frozen=True)
class Part:
    """What one part came to."""

    name: str
    passed: int
    failed: int
    skipped: int
    seconds: float

    def __str__(self) -> str:
        state = "ok    " if not self.failed else "FAILED"
        counts = f"{self.passed} passed, {self.failed} failed"
        if self.skipped:
            counts += f", {self.skipped} skipped"
        return f"{state} {self.name:<14} {counts} in {self.seconds:.0f} s"


def pytest(
    name: str,
    environment: Environment,
    arguments: list[str],
    extra: dict[str, str] | None = None,
    workers: int | None = None,
) -> Part:
    """Run pytest and count from its own report. A run that breaks off, or finds no test, is one failure."""
    print(f"\n── {name}", flush=True)
    REPORTS.mkdir(parents=True, exist_ok=True)
    target = REPORTS / f"{name.replace(' ', '-')}.xml"
    target.unlink(missing_ok=True)
    workers = workers or min(os.cpu_count() or 1, MOST_WORKERS)
    parallel = ["-n", str(workers)] if workers > 1 else []
    command = [str(environment.python), "-m", "pytest", "-q", f"--junitxml={target}", *parallel, *arguments]
    started = time.monotonic()
    code = subprocess.run(command, cwd=ROOT, env=_environment(extra or {}), check=False).returncode
    return counted(name, target, code, time.monotonic() - started)


def _environment(extra: dict[str, str]) -> dict[str, str]:
    browser = system.browser()
    return {**os.environ, **({"DURE_TEST_CHROMIUM": browser} if browser else {}), **extra}


def counted(name: str, target: Path, code: int, seconds: float) -> Part:
    """pytest's exit codes: 0 passed, 1 some failed, anything else is trouble of its own."""
    if not target.exists():
        return Part(name, 0, 1, 0, seconds)
    suites = ET.parse(target).getroot().iter("testsuite")  # noqa: S314 (written by pytest just now)
    total = failed = skipped = 0
    for suite in suites:
        total += int(suite.get("tests", 0))
        failed += int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        skipped += int(suite.get("skipped", 0))
    if code and not failed:
        failed += 1
        total += 1
    return Part(name, total - failed - skipped, failed, skipped, seconds)
