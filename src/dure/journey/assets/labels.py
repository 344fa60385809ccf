"""A4 sheets of labels, 24 on each, as the usual sticker sheets of 70 by 37 mm have them."""

from collections.abc import Sequence
from pathlib import Path

from qrcode.constants import ERROR_CORRECT_Q
from qrcode.main import QRCode

from dure.foundation.documents.pdf import render_pdf
from dure.journey.assets.queries.labels import LabelFacts

_TEMPLATE = Path(__file__).parent / "typst" / "labels.typ"


def labels_pdf(labels: Sequence[LabelFacts]) -> bytes:
    """The sheets as PDF, in the order of the labels."""
    data = {
        "labels": [
            {
                "label": each.label,
                "item": each.item,
                "serial": each.serial,
                "firm": each.firm,
                "programme": each.programme,
                "operator": each.operator,
                "code": qr_svg(each.address),
            }
            for each in labels
        ]
    }
    return render_pdf(_TEMPLATE.read_text("utf-8"), data)


def qr_svg(content: str) -> str:
    """A QR code as SVG, readable with a quarter of it scratched away: factories are rough places."""
    code = QRCode(error_correction=ERROR_CORRECT_Q, border=4)
    code.add_data(content)
    code.make(fit=True)
    matrix = code.get_matrix()
    dots = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(matrix) for x, is_dark in enumerate(row) if is_dark)
    side = len(matrix)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}"><path d="{dots}"/></svg>'
