"""QR codes as SVG, for pages and for labels on machines."""

from qrcode.constants import ERROR_CORRECT_Q
from qrcode.main import QRCode


def qr_svg(content: str) -> str:
    """A QR code as SVG, readable with a quarter of it scratched away: factories are rough places."""
    code = QRCode(error_correction=ERROR_CORRECT_Q, border=4)
    code.add_data(content)
    code.make(fit=True)
    matrix = code.get_matrix()
    dots = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(matrix) for x, is_dark in enumerate(row) if is_dark)
    side = len(matrix)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}"><path d="{dots}"/></svg>'
