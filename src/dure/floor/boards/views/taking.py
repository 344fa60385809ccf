"""The firm's own records as files to take away: sealed ones, what came since, and the plant as shells."""

import tempfile
from io import BytesIO
from pathlib import Path
from typing import Final

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from dure.floor.boards.views.found import Here, here
from dure.floor.events.queries import live, sealed_files, volume
from dure.floor.events.traced import seals
from dure.floor.plant.access import VIEW_SITE
from dure.floor.plant.tables import Cell, Row, Table
from dure.foundation.access.routes import needs
from dure.foundation.installation import clock
from dure.foundation.interface.formats import day, file_size, moment, number

PARQUET: Final = "application/vnd.apache.parquet"
AASX: Final = "application/asset-administration-shell-package"
# As much of a digest as people compare by eye; the whole stands behind it.
_SHOWN_OF_DIGEST: Final = 12


@needs(VIEW_SITE)
@require_GET
def show_files(request: HttpRequest, code: str) -> HttpResponse:
    """Which files there are, of which days, and by which digest each is known."""
    place = here(request, code)
    told = volume(code)
    context = place.context("boards:take", _("Take the records away")) | {
        "has_records": bool(told.batches),
        "events": number(told.events),
        "chain": told.head,
        "table": _sealed(place),
    }
    return render(request, "boards/take.html", context)


def _sealed(place: Here) -> Table | None:
    sizes = {path.name: path.stat().st_size for path in sealed_files(place.code) if path.exists()}
    rows: list[Row] = []
    for seal in reversed(seals(place.code)):
        first, last = (at.astimezone(place.plant.timezone).date() for at in (seal.first_at, seal.last_at))
        is_there = seal.name in sizes
        url = reverse("boards:take_sealed", args=[place.code, seal.name]) if is_there else ""
        size = Cell(file_size(sizes[seal.name])) if is_there else Cell(_("The file is missing"), tone="late")
        digest = Cell(f"{seal.sha256[:_SHOWN_OF_DIGEST]}…", code=seal.sha256)
        rows.append([Cell(seal.name, url=url), f"{day(first)} – {day(last)}", moment(seal.sealed_at), size, digest])
    headers = (_("Sealed file"), _("Days"), _("Sealed"), _("Size"), "SHA-256")
    return Table(_("Sealed files"), headers, rows, figures=frozenset({3})) if rows else None


@needs(VIEW_SITE)
@require_GET
def send_sealed(request: HttpRequest, code: str, name: str) -> FileResponse:
    """One sealed file, as it was sealed."""
    here(request, code)
    path = next((path for path in sealed_files(code) if path.name == name and path.exists()), None)
    if path is None:
        raise Http404(_("There is no such file."))
    return FileResponse(path.open("rb"), as_attachment=True, filename=_name(code, name), content_type=PARQUET)


@needs(VIEW_SITE)
@require_GET
def send_digests(request: HttpRequest, code: str) -> HttpResponse:
    """The digests of all sealed files, as `sha256sum --check` reads them beside the files."""
    here(request, code)
    lines = "".join(f"{seal.sha256}  {_name(code, seal.name)}\n" for seal in seals(code))
    answer = HttpResponse(lines, content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{code}-SHA256SUMS"'
    return answer


def _name(code: str, name: str) -> str:
    """Files of several plants may lie in one folder."""
    return f"{code}-{name}"


@needs(VIEW_SITE)
@require_GET
def send_new(request: HttpRequest, code: str) -> FileResponse:
    """What is not sealed yet, with the columns of the sealed files."""
    import pyarrow.parquet

    here(request, code)
    target = tempfile.NamedTemporaryFile(suffix=".parquet")  # noqa: SIM115 (FileResponse closes it)
    pyarrow.parquet.write_table(live(code), target, compression="zstd")
    target.seek(0)
    name = f"{code}-new-{clock.today():%Y%m%d}.parquet"
    return FileResponse(target, as_attachment=True, filename=name, content_type=PARQUET)


@needs(VIEW_SITE)
@require_GET
def send_shells(request: HttpRequest, code: str) -> FileResponse:
    """The plant and its machines as Asset Administration Shells, over everything it ever told."""
    # It asks a large library for figures.
    from dure.floor.boards.aas.export import export_site

    here(request, code)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plant.aasx"
        export_site(code, path)
        target = BytesIO(path.read_bytes())
    name = f"{code}-{clock.today():%Y%m%d}.aasx"
    return FileResponse(target, as_attachment=True, filename=name, content_type=AASX)
