"""Papers come out whole: every syllable of a name, nothing typed read as source."""

import pypdfium2
import pytest

from dure.foundation.documents.glyphs import MissingGlyphError, drawable, missing
from dure.foundation.documents.pdf import FONT, render_pdf

LETTER = """#import "/dure.typ": *
#show: paper.with(title: data.title, digest: data.digest, digest-note: "확인값")
#letterhead(organisation: data.organisation, to: data.to, subject: data.title)
#heading(level: 2, data.title)
#prose(data.body)
#figures-table(("항목", "점수"), data.rows, columns: (1fr, 30mm), figures: (1,))
#facts(data.facts)
#signatures(data.people)
"""


def _letter(**changes: object) -> dict[str, object]:
    return {
        "title": "선정평가 결과 통지",
        "digest": "ab" * 32,
        "organisation": "전북테크노파크",
        "to": "진안식품 대표",
        "body": "귀사의 신청에 감사드립니다.\n\n결과는 아래와 같습니다.",
        "rows": [["추진역량", "21.5"], ["기대효과", "18"]],
        "facts": [["접수번호", "JS1-001"]],
        "people": ["위원장 김갑동"],
        **changes,
    }


def _text(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_render_pdf_shows_every_value_and_the_page_of_pages() -> None:
    text = _text(render_pdf(LETTER, _letter()))
    for words in (
        "선정평가 결과 통지",
        "전북테크노파크",
        "진안식품 대표",
        "21.5",
        "JS1-001",
        "위원장 김갑동",
        "1 / 1 쪽",
    ):
        assert words in text
    assert "ab" * 32 in text.replace("\r\n", "")


def test_render_pdf_twice_gives_the_same_bytes() -> None:
    assert render_pdf(LETTER, _letter()) == render_pdf(LETTER, _letter())


def test_render_pdf_never_reads_typed_text_as_source() -> None:
    typed = '#panic("x") $ * _ @ref <label> `raw` \\ // [ ]'
    assert '#panic("x")' in _text(render_pdf(LETTER, _letter(to=typed, body=typed)))


def test_render_pdf_puts_syllables_together_that_were_typed_apart() -> None:
    apart = "\u110c\u1175\u11ab\u110b\u1161\u11ab"
    assert "진안" in _text(render_pdf(LETTER, _letter(to=apart)))


def test_render_pdf_draws_rare_syllables_of_names() -> None:
    text = _text(render_pdf(LETTER, _letter(to="뷁갂쀍 ㈜ ① 金")))
    assert "뷁갂쀍" in text


def test_render_pdf_with_a_missing_glyph_is_refused() -> None:
    with pytest.raises(MissingGlyphError) as refused:
        render_pdf(LETTER, _letter(rows=[["가\U0001f600", "1"]]))
    assert refused.value.characters == "\U0001f600"


def test_font_draws_every_hangul_syllable() -> None:
    assert set(range(0xAC00, 0xD7A4)) - drawable(FONT) == set()


def test_missing_names_each_character_once() -> None:
    assert missing("가\U0001f600나\U0001f600\n\t", FONT) == "\U0001f600"
