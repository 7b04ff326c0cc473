# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which characters a page shows, however its fonts say so."""

from __future__ import annotations

import pytest

from converters.readers.pdf.model import PageKind
from tests.converters.readers.pdf.pages import pages_of, texts
from tests.pdf_writer.fonts import Drawn, Font, Named, Renumbered, width_of
from tests.pdf_writer.publication import Publication

_LINE = "시민과 함께 만드는 열린 도시 2026"


def _one(font: Font, text: str = _LINE) -> Publication:
    book = Publication()
    book.page().text(60, 100, text, font=font)
    return book


def test_a_font_that_says_its_characters_is_read() -> None:
    page = pages_of(_one(Font()))[0]
    assert texts(page) == [_LINE]
    assert (page.kind, page.doubtful) == (PageKind.TEXT, 0)


def test_the_predefined_encoding_of_korean_is_known() -> None:
    assert texts(pages_of(_one(Font(korean_order=True)))[0]) == [_LINE]


def test_without_tounicode_the_embedded_font_says_it() -> None:
    page = pages_of(_one(Font(to_unicode=False, telling=True)))[0]
    assert texts(page) == [_LINE]
    assert page.doubtful == 0


def test_codes_lead_to_glyphs_through_the_map_of_the_font() -> None:
    page = pages_of(_one(Font(to_unicode=False, telling=True, shift=3)))[0]
    assert texts(page) == [_LINE]


_MANY = "".join(chr(0xAC00 + 7 * number) for number in range(254))
"""One character for each code from 1."""


_TWO_IN_ONE = {ord(_MANY[code - 1]): "\ufffd" for code in (0x20, 0xCA, 0xA3, 0xC1)}
"""PDFium calls two of these a space and two "£": unknown is better than false."""


@pytest.mark.parametrize("at", range(0, 254, 32))
def test_codes_numbered_anew_are_read_by_the_names_of_glyphs(at: int) -> None:
    font = Renumbered(telling=True)
    font.encode(_MANY)
    # Codes that PDFium takes for MacRoman, its ligatures "fi" and "fl" too.
    part = _MANY[at : at + 32]
    found = texts(pages_of(_one(font, part))[0])
    assert found == [part.translate(_TWO_IN_ONE)]


@pytest.mark.parametrize("at", [0, 40, 220])
def test_codes_numbered_anew_are_never_taken_for_letters(at: int) -> None:
    font = Renumbered()
    font.encode(_MANY)
    page = pages_of(_one(font, _MANY[at : at + 20]))[0]
    assert page.kind is PageKind.GARBLED
    assert set(texts(page)[0]) <= {"\ufffd", " "}


def test_a_font_that_says_nothing_makes_the_page_garbled() -> None:
    page = pages_of(_one(Font(to_unicode=False)))[0]
    assert page.kind is PageKind.GARBLED
    assert page.doubtful == len(_LINE)


def test_drawn_glyphs_are_read_only_where_a_map_names_them() -> None:
    assert texts(pages_of(_one(Drawn()))[0]) == [_LINE]
    page = pages_of(_one(Drawn(to_unicode=False)))[0]
    assert page.kind is PageKind.GARBLED
    assert all(ord(c) >= 0x20 for c in texts(page)[0])


def test_drawn_glyphs_are_as_wide_as_their_advance() -> None:
    line = pages_of(_one(Drawn(), "가나 ab"))[0].lines[0]
    widths = [round(glyph.x1 - glyph.x0, 3) for glyph in line.glyphs]
    assert widths == [10 * width_of(c) for c in "가나ab"]


def test_bullets_of_symbol_fonts_become_signs() -> None:
    assert texts(pages_of(_one(Named("Wingdings-Regular"), "n"))[0]) == ["■"]


def test_private_characters_of_hangul_documents_become_signs() -> None:
    font = Font(wrong={"가": "f06e"})
    assert texts(pages_of(_one(font, "가나"))[0]) == ["■나"]


@pytest.mark.parametrize("digits", ["d800", "ffff", "00110000", "7fffffff"])
def test_a_map_that_names_no_character_is_not_fatal(digits: str) -> None:
    page = pages_of(_one(Font(wrong={"나": digits}), "가나다"))[0]
    assert texts(page)[0][0] == "가"
    assert texts(page)[0][-1] == "다"
    assert not any(0xD800 <= ord(character) < 0xE000 for character in texts(page)[0])


def test_ligatures_become_letters() -> None:
    assert texts(pages_of(_one(Font(), "efﬁcient ﬂow"))[0]) == ["efficient flow"]


@pytest.mark.parametrize(
    ("shown", "letters"), [("\ufb00", "ff"), ("\ufb03", "ffi"), ("\ufb02", "fl")]
)
def test_letters_of_a_ligature_are_not_printed_twice(shown: str, letters: str) -> None:
    font = Font(wrong={shown: letters.encode("utf-16-be").hex()})
    (page,) = pages_of(_one(font, f"e{shown}ort und a{shown}e"))
    assert texts(page) == [f"e{letters}ort und a{letters}e"]
    assert not page.left_out


def test_a_tabulator_without_ink_is_a_blank_and_one_with_ink_is_not_known() -> None:
    heading = "3.3.2\tAblauf"
    blank = Font(wrong={"\u3000": "0009"})
    page = pages_of(_one(blank, heading.replace("\t", "\u3000")))[0]
    assert (texts(page), page.doubtful) == (["3.3.2 Ablauf"], 0)
    seen = Font(wrong={"가": "0009"})
    page = pages_of(_one(seen, heading.replace("\t", "가")))[0]
    assert (texts(page), page.doubtful) == (["3.3.2\ufffdAblauf"], 1)
