"""``dure floor report``: the state's reports on a plant as files, with where their figures come from."""

import argparse
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dure.commands.floor.figures import MOST_DAYS, day_given
from dure.commands.floor.running import answering, known_site, write_json
from dure.commands.terminal import language
from dure.engine.strict_json import InputError

if TYPE_CHECKING:
    from dure.floor.boards.reports.spans import Span

Subparsers = Any
KINDS = ("usage", "kpi")
ENDINGS = (".xlsx", ".json")


def add_parser(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("report", help="write the state's report on use or key figures, from events alone")
    parser.add_argument("--site", required=True, metavar="SITE")
    parser.add_argument("--kind", required=True, choices=KINDS, help="what the report is on")
    parser.add_argument("--from", required=True, dest="first", metavar="D", help="the first local day, as 2026-01-01")
    parser.add_argument("--to", required=True, dest="last", metavar="D", help="the last local day, included")
    parser.add_argument("--before", metavar="D/D", help="kpi: the days before a change, as 2026-01-01/2026-02-28")
    parser.add_argument("--after", metavar="D/D", help="kpi: the days after it")
    parser.add_argument("-o", required=True, dest="file", metavar="FILE", help="the file to write: .xlsx or .json")
    parser.set_defaults(run=run)


@answering
def run(arguments: argparse.Namespace) -> int:
    """0 and what the file is known by."""
    ending = Path(arguments.file).suffix.lower()
    if ending not in ENDINGS:
        raise InputError("/-o", "the file must end in .xlsx or .json", "파일 이름은 .xlsx나 .json으로 끝나야 합니다")
    if (arguments.before is None) != (arguments.after is None):
        raise InputError("/--before", "goes together with --after", "--after와 함께 써야 합니다")
    if arguments.before is not None and arguments.kind != "kpi":
        raise InputError("/--before", "belongs to --kind kpi", "--kind kpi에만 쓸 수 있습니다")
    known_site(arguments.site)
    from django.utils import translation

    from dure.floor.boards.reports.report import report_of
    from dure.floor.boards.reports.spans import Asked, ReportKind
    from dure.floor.boards.reports.views import file_bytes
    from dure.floor.plant.queries import site
    from dure.foundation.installation.clock import now

    found = site(arguments.site)
    assert found is not None  # noqa: S101 (known_site has read its plant)
    before, after = (_span(f"--{name}", *_ends(name, getattr(arguments, name))) for name in ("before", "after"))
    span = _span("--to", arguments.first, arguments.last)
    assert span is not None  # noqa: S101 (both ends are required)
    with translation.override(language()):
        report = report_of(found, Asked(ReportKind(arguments.kind), span, before, after), now())
        content = file_bytes(report, ending.removeprefix("."))
    Path(arguments.file).write_bytes(content)
    write_json(
        {
            "file": arguments.file,
            "sha256": hashlib.sha256(content).hexdigest(),
            "digest": report.digest,
            "made_at": report.made_at.isoformat(),
        }
    )
    return 0


def _ends(name: str, text: str | None) -> tuple[str, str]:
    first, slash, last = (text or "").partition("/")
    if text is not None and not slash:
        raise InputError(f"/--{name}", f"“{text[:30]}” is not two days like 2026-01-01/2026-02-28",
                         f"‘{text[:30]}’: 2026-01-01/2026-02-28처럼 써야 합니다")  # fmt: skip
    return first, last


def _span(name: str, first_text: str, last_text: str) -> "Span | None":
    from dure.floor.boards.reports.spans import Span

    if not first_text and not last_text:
        return None
    first, last = day_given(name, first_text), day_given(name, last_text)
    if last < first:
        raise InputError(f"/{name}", "the last day lies before the first", "종료일이 시작일보다 앞섭니다")
    if (last - first).days > MOST_DAYS:
        raise InputError(f"/{name}", f"more than {MOST_DAYS} days", f"{MOST_DAYS}일을 넘습니다")
    return Span(first, last)
