"""The project agreement as HWPX, for offices that write in it. What is signed is the PDF."""

from hwpx import HwpxDocument

from dure.journey.agreements.contract import contract_of
from dure.journey.agreements.contract_text import Grid, Section, annexes_of, articles_of, head_of, parties_of
from dure.journey.agreements.models import Agreement


def agreement_hwpx(agreement: Agreement) -> bytes:
    """The same articles and annexes as in the PDF."""
    contract = contract_of(agreement)
    document = HwpxDocument.new()
    document.add_heading(contract.title, level=1)
    document.add_paragraph(contract.programme)
    for label, value in head_of(contract):
        document.add_paragraph(f"{label}  {value}")
    for section in (parties_of(contract), *articles_of(contract), *annexes_of(contract)):
        _add(document, section)
    return bytes(document.to_bytes())


def _add(document: HwpxDocument, section: Section) -> None:
    document.add_heading(section.title, level=2)
    for block in section.blocks:
        if isinstance(block, Grid):
            _add_table(document, block)
        else:
            for line in block.split("\n"):
                document.add_paragraph(line)


def _add_table(document: HwpxDocument, grid: Grid) -> None:
    table = document.add_table(len(grid.rows) + 1, len(grid.heads))
    for row, cells in enumerate((grid.heads, *grid.rows)):
        for column, text in enumerate(cells):
            table.set_cell_text(row, column, text)
