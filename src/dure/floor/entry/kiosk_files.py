"""The kiosk's files: what a device keeps of them, and by which version it notices that they changed."""

import hashlib
import json
from functools import lru_cache
from pathlib import Path
from typing import Final

from django.templatetags.static import static
from django.urls import reverse

FOLDER: Final = Path(__file__).parent / "static" / "dure" / "kiosk"
WORKER: Final = "worker.js"
SHELL: Final = Path(__file__).parent / "templates" / "entry" / "kiosk.html"


@lru_cache
def worker_script() -> str:
    """The service worker, told its version and what to keep: one byte changed anywhere makes a new version."""
    names = [path for path in sorted(FOLDER.rglob("*")) if path.is_file()]
    digest = hashlib.sha256()
    for path in (SHELL, *names):
        digest.update(path.name.encode() + path.read_bytes())
    kept = [static(f"dure/kiosk/{path.relative_to(FOLDER).as_posix()}") for path in names if path.name != WORKER]
    shell = reverse("kiosk:home")
    head = f"const VERSION = {json.dumps(digest.hexdigest()[:16])};\nconst SHELL = {json.dumps(shell)};\n"
    return f"{head}const FILES = {json.dumps([shell, *kept])};\n\n{(FOLDER / WORKER).read_text('utf-8')}"
