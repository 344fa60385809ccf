"""Serve the demo on a free port, take the pictures, keep them small."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from tools import system
from tools.packages import ROOT

if TYPE_CHECKING:
    from tools.screenshots.shots import Shot

FOLDER = ROOT / "docs" / "screenshots"
HOME = ROOT / ".cache" / "demo"
MOST_BYTES = 150_000
START_SECONDS = 60
PAGE_SECONDS = 240


def main(names: list[str]) -> int:
    """Take all pictures, or those named. The demo is that of DURE_HOME, or one in .cache built when it is absent."""
    os.environ.setdefault("DURE_HOME", str(HOME))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dure.config.settings")
    dure = Path(sys.executable).with_name("dure")
    subprocess.run([dure, "demo", "--no-serve"], check=True)
    import django

    django.setup()
    from tools.screenshots.shots import shots

    # Playwright runs a loop of its own, inside which the database cannot be asked: everything is read before.
    wanted = [shot for shot in shots() if not names or shot.name in names]
    FOLDER.mkdir(parents=True, exist_ok=True)
    with served(dure) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=system.browser(), args=["--no-sandbox"])
        for shot in wanted:
            path = FOLDER / f"{shot.name}.png"
            path.write_bytes(reduced(taken(browser, address, shot)))
            print(f"{path.relative_to(ROOT)} {path.stat().st_size // 1000} KB")
    return 0


@contextmanager
def served(dure: Path) -> Iterator[str]:
    """The demo on a free port, stopped afterwards."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen([dure, "demo", "--port", str(port)], stdout=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(address, server)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)


def wait_for(address: str, server: "subprocess.Popen[bytes]") -> None:
    """Return when the server answers."""
    until = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < until:
        try:
            with urlopen(f"{address}/offline/", timeout=5):  # noqa: S310 (our own server)
                return
        except (URLError, OSError):
            time.sleep(0.5)
    raise RuntimeError("the demo did not start")


def taken(browser: Browser, address: str, shot: "Shot") -> bytes:
    """One picture of what a person sees first, in Korean; a page that refuses is an error."""
    width, height = shot.size
    context = browser.new_context(viewport={"width": width, "height": height}, locale="ko-KR", reduced_motion="reduce")
    context.set_default_timeout(PAGE_SECONDS * 1000)
    page = context.new_page()
    if shot.email:
        page.goto(f"{address}/demo/")
        page.locator(f"form:has([value='{shot.email}'])").get_by_role("button").click()
    answer = page.goto(address + shot.address, wait_until="load")
    if answer is None or not answer.ok:
        raise RuntimeError(f"{shot.name}: {answer.status if answer else 'no answer'} at {page.url}")
    picture = page.screenshot()
    context.close()
    return picture


def reduced(picture: bytes) -> bytes:
    """The picture with as many colours as fit into 150 KB."""
    image = Image.open(BytesIO(picture)).convert("RGB")
    for colours in (256, 128, 64, 32):
        out = BytesIO()
        image.quantize(colours, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        if out.tell() <= MOST_BYTES:
            return out.getvalue()
    raise ValueError("the picture does not fit into 150 KB")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
