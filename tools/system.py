"""What the tests need besides Python: a browser, fonts, PostgreSQL, Mosquitto, pdfsig; from Debian where allowed."""

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tools.postgres import binaries

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@dataclass(frozen=True)
class Need:
    """One thing to have, how to see that it is there, and the Debian package that brings it."""

    name: str
    package: str
    is_met: Callable[[], bool]


def browser() -> str | None:
    """The path of a Chromium."""
    chosen = os.environ.get("DURE_TEST_CHROMIUM")
    return chosen or next((path for name in BROWSERS if (path := shutil.which(name))), None)


def mosquitto() -> str | None:
    """The path of the MQTT broker; Debian puts it where only administrators look."""
    return shutil.which("mosquitto", path=f"{os.environ.get('PATH', os.defpath)}:/usr/sbin:/usr/local/sbin")


def has_korean_letters() -> bool:
    """Whether a page in Korean would show letters and not boxes."""
    if not shutil.which("fc-list"):
        return any(Path("/usr/share/fonts").glob("**/*CJK*"))
    return bool(subprocess.run(["fc-list", ":lang=ko"], capture_output=True, check=False).stdout.strip())


BROWSER = Need("Chromium", "chromium", lambda: browser() is not None)
LETTERS = Need("Korean fonts", "fonts-noto-cjk", has_korean_letters)
SIGNATURES = Need("pdfsig", "poppler-utils", lambda: shutil.which("pdfsig") is not None)
MOSQUITTO = Need("Mosquitto", "mosquitto", lambda: mosquitto() is not None)
POSTGRES = Need("PostgreSQL", "postgresql", lambda: binaries() is not None)


def provide(needs: list[Need]) -> str | None:
    """Install what is missing; None when all is there, else one line that says exactly what is not."""
    missing = [need for need in needs if not need.is_met()]
    if missing and os.geteuid() == 0 and shutil.which("apt-get"):
        _apt([need.package for need in missing])
        missing = [need for need in needs if not need.is_met()]
    if not missing:
        return None
    names = ", ".join(need.name for need in missing)
    return f"missing: {names}. On Debian or Ubuntu: apt install {' '.join(n.package for n in missing)}"


def _apt(packages: list[str]) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    print(f"Installing {' '.join(packages)} from the system's packages", flush=True)
    for command in (
        ["apt-get", "update"],
        ["apt-get", "install", "-y", "--no-install-recommends", *packages],
    ):
        subprocess.run(command, env=environment, capture_output=True, check=False)
