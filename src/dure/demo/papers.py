"""A few invented papers and photographs, drawn here and marked as invented."""

from io import BytesIO

from PIL import Image, ImageDraw

from dure.foundation.documents.pdf import render_pdf

_CERTIFICATE = """#import "/dure.typ": *
#show: paper.with(title: data.title, note: data.mark)
#v(16mm)
#for line in data.lines [#line \\ ]
#v(20mm)
#align(center)[#data.mark]
"""
MARK = "예시 문서: 실제로 발급된 것이 아닙니다"


def paper(title: str, *lines: str) -> bytes:
    """A paper of one page as PDF."""
    return render_pdf(_CERTIFICATE, {"title": title, "lines": list(lines), "mark": MARK})


def photograph(shade: int, machines: int) -> bytes:
    """A drawn picture of a hall with machines, as JPEG."""
    image = Image.new("RGB", (960, 640), (214 - shade % 30, 220, 224))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 430, 960, 640), fill=(166, 160, 150))
    draw.rectangle((60, 60, 900, 120), fill=(120, 134, 148))
    for number in range(machines):
        left = 70 + number * (820 // machines)
        body = (60 + (shade * 7) % 90, 96 + (number * 23) % 80, 120)
        draw.rectangle((left, 300, left + 560 // machines, 500), fill=body)
        draw.rectangle((left + 14, 330, left + 60, 370), fill=(236, 240, 220))
        draw.ellipse((left + 10, 480, left + 60, 530), fill=(60, 60, 62))
    draw.line((0, 560, 960, 560), fill=(230, 190, 40), width=10)
    draw.rectangle((700, 20, 950, 50), fill=(250, 250, 250))
    draw.text((712, 28), "SAMPLE IMAGE - NOT A REAL SITE", fill=(140, 30, 30))
    out = BytesIO()
    image.save(out, "JPEG", quality=82)
    return out.getvalue()
