"""The papers of the selection as PDF: the result letter of a firm and the minutes of the committee."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dure.foundation.documents.pdf import render_pdf
from dure.foundation.interface.formats import day, moment
from dure.journey.selection.committee import Sitting, sittings
from dure.journey.selection.models import Decision, Publication, Result
from dure.journey.selection.queries.result import ResultPage

_TEMPLATES = Path(__file__).parent / "typst"


def letter_pdf(decision: Decision, page: ResultPage) -> bytes:
    """One page for the firm: the result in a sentence, the points by criterion, what stood in the way, what next."""
    return letters_pdf(decision.publication, [Addressed(decision, page)])


@dataclass(frozen=True)
class Addressed:
    """A letter with the postal address that stands below the firm's name; empty where none is known."""

    decision: Decision
    page: ResultPage
    address: str = ""


def letters_pdf(publication: Publication, letters: Sequence[Addressed]) -> bytes:
    """The letters one behind the other, each beginning on a page of its own and counting its own pages."""
    data: dict[str, Any] = {
        "language": _language(),
        "subject": _("Result of the selection: %(programme)s") % {"programme": publication.programme.name},
        "labels": {"to": _("To"), "number": _("Number"), "day": _("Date"), "subject": _("Subject")},
        "organisation": publication.programme.operator.name,
        "day": day(publication.published_at) if publication.published_at else "",
        "head_points": _("Points by criterion"),
        "columns": [_("Criterion"), _("Points"), _("Maximum"), _("Median of the type")],
        "head_better": _("What would help next time"),
        "head_next": _("What happens now"),
        "letters": [_letter(each) for each in letters],
        "digest": publication.digest,
        "digest_note": _("Fingerprint of the selection"),
    }
    return render_pdf((_TEMPLATES / "letter.typ").read_text("utf-8"), data)


def _letter(each: Addressed) -> dict[str, Any]:
    page, application = each.page, each.decision.application
    return {
        "to": " · ".join(part for part in (application.firm.name, each.address) if part),
        "number": application.number,
        "result": page.headline,
        "sentence": page.sentence,
        "points": [[row.label, row.points, row.maximum, row.median] for row in page.criteria],
        "better": list(page.better),
        "next": list(page.next_steps),
    }


def minutes_pdf(publication: Publication, rows: Sequence[Decision], names: Mapping[str, str]) -> bytes:
    """The minutes of the deliberation: the rule, the limits, every decision, and the fingerprint to check it by."""
    scenario = publication.scenario
    data: dict[str, Any] = {
        "language": _language(),
        "title": _("Minutes of the selection"),
        "programme": publication.programme.name,
        "facts": [
            [_("Operator"), publication.programme.operator.name],
            [_("Notice version"), str(scenario.notice.number)],
            [_("Scenario"), scenario.name],
            [_("Rule"), _("Score order") if scenario.rule == "score_order" else _("Greatest total score")],
            [_("Approved"), _last_approval(rows)],
            *(
                [_("Present on %(at)s") % {"at": moment(each.at)}, seats_in_words(each)]
                for each in sittings(publication)
            ),
            [_("Published"), moment(publication.published_at) if publication.published_at else _("not yet")],
            [_("Selected"), str(sum(1 for row in rows if row.result == Result.SELECTED))],
        ],
        "head_list": _("Decisions"),
        "columns": [_("Number"), _("Firm"), _("Type"), _("City or county"), _("Score"), _("Result")],
        "rows": [
            [
                row.application.number,
                row.application.firm.name,
                row.application.type_code,
                names.get(row.application.city_id, row.application.city_id),
                f"{row.score:.2f}",
                result_words(row),
            ]
            for row in rows
        ],
        "how": _(
            "The list follows from the problem file by the rule alone. Anyone who holds the problem and answer files "
            "can run “dure solve selection” and “dure check selection” and must find the same fingerprint."
        ),
        "digest": publication.digest,
        "digest_note": _("Fingerprint of the selection"),
    }
    return render_pdf((_TEMPLATES / "minutes.typ").read_text("utf-8"), data)


def result_words(row: Decision) -> str:
    """The result, with the rank of a reserve firm."""
    label = str(Result(row.result).label)
    return f"{label} {row.reserve_rank}" if row.reserve_rank else label


def seats_in_words(sitting: Sitting) -> str:
    """Who was present, the chair marked as such."""
    chair = [_("%(name)s (chair)") % {"name": sitting.chair}] if sitting.chair else []
    return ", ".join([*chair, *sitting.members])


def _last_approval(rows: Sequence[Decision]) -> str:
    moments = [row.approved_at for row in rows if row.approved_at is not None]
    return moment(max(moments)) if len(moments) == len(rows) and moments else _("not yet")


def _language() -> str:
    return (get_language() or "ko")[:2]
