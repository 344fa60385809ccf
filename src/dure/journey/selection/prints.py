"""Printed letters that wait to be fetched: made anew at any time, so they are no part of the record.

They lie in the installation's own folder, are called by the job that made them, and go after a week.
"""

import time
from pathlib import Path
from typing import Final

from django.conf import settings

KEPT_S: Final = 7 * 24 * 3600


def path_of(job_id: int) -> Path:
    """Where the file of this job lies, or would."""
    return Path(settings.HOME) / "prints" / f"letters-{job_id}.pdf"


def keep(job_id: int, pdf: bytes) -> None:
    """Whole or not at all; files that have waited a week make room."""
    target = path_of(job_id)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    for old in target.parent.iterdir():
        if time.time() - old.stat().st_mtime > KEPT_S:
            old.unlink(missing_ok=True)
    draft = target.with_suffix(".part")
    draft.write_bytes(pdf)
    draft.chmod(0o600)
    draft.replace(target)
