"""The whole settlement of a project as one file with an index, made in the background."""

import zipfile
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.documents.actions import store_made
from dure.foundation.documents.formats import Known
from dure.foundation.documents.queries import file_of
from dure.foundation.installation.clock import now
from dure.foundation.jobs.actions import start
from dure.foundation.jobs.models import Job
from dure.foundation.jobs.run import JobRun
from dure.journey.money.access import VIEW_SETTLEMENT
from dure.journey.money.models import Settlement
from dure.journey.money.pack_index import write_index
from dure.journey.money.queries.pack import PackedFile, files_of
from dure.journey.money.queries.settlement import settlement as settlement_by_id
from dure.journey.money.settlement_papers import PACK

KIND = "money.settlement_pack"
# Papers are mostly pictures and PDF, which are packed already.
PACKING = zipfile.ZIP_STORED
CHUNK = 1 << 20


def start_pack(*, settlement: Settlement, by: Actor, at: datetime) -> Job:
    """Begin the packing; whoever sees the settlement may."""
    VIEW_SETTLEMENT.demand(by, settlement)
    title = _("Settlement of %(number)s in one file") % {"number": settlement.agreement.number}
    return start(kind=KIND, title=title, arguments={"settlement": settlement.pk}, by=by, at=at)


def pack_in_background(run: JobRun) -> str:
    """Write every paper and the index, one after the other, and keep the file with the settlement."""
    row = settlement_by_id(run.arguments["settlement"])
    if row is None:
        raise ActionRefused(_("The settlement is not there any more."))
    VIEW_SETTLEMENT.demand(run.by, row)
    at = now()
    name = f"{row.agreement.number}_{timezone.localtime(at):%Y%m%d_%H%M%S}.zip"
    with NamedTemporaryFile(suffix=".zip") as kept:
        path = Path(kept.name)
        _write(run, row, files_of(row, run.by), path)
        document = store_made(
            path=path, known=Known.ZIP, name=name, kind=PACK, subject=row, by=run.by, at=at,
            chain=row.agreement.programme.chain, organisation_id=row.agreement.firm_id,
            programme_id=row.agreement.programme_id,
        )  # fmt: skip
    return reverse("documents:download", args=[document.pk])


def _write(run: JobRun, row: Settlement, files: list[PackedFile], path: Path) -> None:
    """Piece by piece, so that neither one paper nor all of them need fit into memory."""
    with zipfile.ZipFile(path, "w", PACKING) as archive:
        for n, one in enumerate(files):
            run.report(n, len(files) + 1, one.document.name)
            with file_of(one.document).open("rb") as source, archive.open(one.path, "w", force_zip64=True) as target:
                while chunk := source.read(CHUNK):
                    target.write(chunk)
        archive.writestr(_("index.xlsx"), write_index(row, files))
        run.report(len(files) + 1, len(files) + 1)
