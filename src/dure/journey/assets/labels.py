"""A4 sheets of labels, 24 on each, as the usual sticker sheets of 70 by 37 mm have them."""

from collections.abc import Sequence
from pathlib import Path

from dure.foundation.documents.pdf import render_pdf
from dure.foundation.interface.qr import qr_svg
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
