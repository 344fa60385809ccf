"""The papers of this stage as PDF: the project agreement and the memorandum, as they are laid before their parties."""

from pathlib import Path
from typing import Any

from django.utils import translation

from dure.foundation.documents.pdf import render_pdf
from dure.foundation.interface.formats import day, number
from dure.journey.agreements.contract import contract_of
from dure.journey.agreements.contract_text import Grid, Section, annexes_of, articles_of, head_of, parties_of
from dure.journey.agreements.models import Agreement, Memorandum

_TEMPLATES = Path(__file__).parent / "typst"


def agreement_title(agreement: Agreement) -> str:
    """What the document is called in lists and on its signature page."""
    return f"사업협약서 {agreement.number} {agreement.firm.name}"


def agreement_pdf(agreement: Agreement) -> bytes:
    """The project agreement of operator, firm and supplier."""
    contract = contract_of(agreement)
    data = {
        "title": contract.title,
        "number": contract.number,
        "programme": contract.programme,
        "head": head_of(contract),
        "parties": _section(parties_of(contract)),
        "articles": [_section(each) for each in articles_of(contract)],
        "annexes": [_section(each) for each in annexes_of(contract)],
    }
    return render_pdf((_TEMPLATES / "agreement.typ").read_text("utf-8"), data)


def _section(section: Section) -> dict[str, Any]:
    return {"title": section.title, "blocks": [_block(each) for each in section.blocks]}


def _block(block: str | Grid) -> dict[str, Any]:
    if isinstance(block, str):
        return {"kind": "text", "text": block}
    widths = [_width(column, block) for column in range(len(block.heads))]
    return {
        "kind": "grid", "heads": block.heads, "rows": block.rows, "figures": block.figures, "columns": widths,
    }  # fmt: skip


def _width(column: int, grid: Grid) -> int:
    """A column's part of the width, by its longest text."""
    longest = max(len(row[column]) for row in (grid.heads, *grid.rows))
    return max(5, min(18, longest))


def memorandum_pdf(memorandum: Memorandum) -> bytes:
    """The memorandum with its parties and what each undertakes."""
    with translation.override("ko"):
        rows = memorandum.parties.select_related("organisation", "signatory").prefetch_related("obligations")
        parties = [
            {
                "name": row.organisation.name,
                "kind": str(row.organisation.get_kind_display()),
                "signatory": row.signatory.name if row.signatory is not None else "-",
                "obligations": [
                    [
                        each.text,
                        number(each.amount_won) if each.amount_won is not None else "-",
                        day(each.due_on) if each.due_on else "-",
                    ]
                    for each in row.obligations.all()
                ],
            }
            for row in rows
        ]
        data = {
            "title": memorandum.title,
            "programme": memorandum.programme.name_ko,
            "text": memorandum.text,
            "starts": day(memorandum.starts_on) if memorandum.starts_on else "",
            "ends": day(memorandum.ends_on) if memorandum.ends_on else "",
            "parties": parties,
        }
    return render_pdf((_TEMPLATES / "memorandum.typ").read_text("utf-8"), data)
