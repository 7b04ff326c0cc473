# SPDX-License-Identifier: AGPL-3.0-or-later
"""Text that a page holds and does not show is kept apart and never read out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from converters.readers.pdf.lines import printed_once
from converters.readers.pdf.model import LeftOut
from tests.converters.readers.pdf.pages import pages_of, texts
from tests.pdf_writer.objects import ObjectFile
from tests.pdf_writer.publication import Publication, Sheet

_SEEN = "모두가 보는 본문이다"
_SECRET = "보이지 않는 글"


@pytest.mark.parametrize(
    "hide",
    [
        lambda page: page.text(60, 200, _SECRET, mode=3),
        lambda page: page.text(60, 200, _SECRET, color="1 1 1"),
        lambda page: page.text(60, 200, _SECRET, 1.0),
        lambda page: page.text(60, 900, _SECRET),
        lambda page: page.text(60, 200, _SECRET, layer="초안"),
    ],
    ids=["mode 3", "white on white", "tiny", "off the page", "hidden layer"],
)
def test_hidden_text_is_kept_apart(hide: Callable[[Sheet], Sheet]) -> None:
    book = Publication(hidden_layers=("초안",))
    hide(book.page().text(60, 100, _SEEN))
    page = pages_of(book)[0]
    assert texts(page) == [_SEEN]
    assert page.left_out == [LeftOut("hidden", _SECRET)]


def test_letters_of_no_size_are_hidden_too() -> None:
    """A mutant had some: their lines were measured by their size."""
    book = Publication()
    page = book.page().text(60, 100, _SEEN)
    for at in range(3):
        page.text(60 + 40 * at, 200 + 0.001 * at, _SECRET, 0.04)
    found = pages_of(book)[0]
    assert texts(found) == [_SEEN]
    told = "".join(each.text for each in found.left_out).replace(" ", "")
    assert told == 3 * _SECRET.replace(" ", "")


def test_white_letters_on_a_dark_panel_are_shown() -> None:
    book = Publication()
    book.page().fill(50, 80, 400, 120, "0.1 0.2 0.5").text(60, 100, _SEEN, color="1 1 1")
    page = pages_of(book)[0]
    assert texts(page) == [_SEEN]
    assert page.left_out == []


_SHADING = (
    "/Pattern << /S << /Type /Pattern /PatternType 2 /Shading << /ShadingType 2 /ColorSpace"
    " /DeviceRGB /Coords [50 0 400 0] /Extend [true true] /Function << /FunctionType 2"
    " /Domain [0 1] /N 1 /C0 [0.1 0.2 0.5] /C1 [0.1 0.5 0.3] >> >> >> >>"
)


def test_white_letters_on_a_shading_are_shown() -> None:
    book = Publication()
    page = book.page()
    page.resources = _SHADING
    page.drawing("/Pattern cs /S scn 50 722 350 40 re f").text(60, 100, _SEEN, color="1 1 1")
    page.text(60, 200, _SECRET, color="1 1 1")
    found = pages_of(book)[0]
    assert texts(found) == [_SEEN]
    assert found.left_out == [LeftOut("hidden", _SECRET)]


def test_outlined_white_letters_are_shown() -> None:
    book = Publication()
    book.page().drawing("0 0 0 RG").text(60, 100, _SEEN, color="1 1 1", mode=2)
    assert texts(pages_of(book)[0]) == [_SEEN]


def test_letters_printed_twice_for_weight_are_read_once() -> None:
    book = Publication()
    page = book.page()
    for shift in (0, 0.3, 0.6):
        page.text(60 + shift, 100, _SEEN)
    assert texts(pages_of(book)[0]) == [_SEEN]


@pytest.mark.parametrize("size", [6.0, 10.0, 14.0])
@pytest.mark.parametrize("tracking", [0.0, -0.28, -0.36])
def test_narrow_letters_in_a_row_are_not_taken_for_double_printing(
    size: float, tracking: float
) -> None:
    # Letters of this font are half as wide as high: so near they stand as those of Helvetica do.
    words = "all will still install III VIII http://www 11,111.11 :: '' billing"
    book = Publication()
    book.page().text(40, 100, words, size, tracking=tracking * size)
    page = pages_of(book)[0]
    assert "".join(texts(page)).replace(" ", "") == words.replace(" ", "")
    assert page.left_out == []


def test_fake_bold_and_shadows_of_narrow_letters_are_printed_once() -> None:
    book = Publication()
    page = book.page()
    for shift in (0, 0.4):
        page.text(60 + shift, 100, "all III")
    for shift in (0, 2.0):
        page.text(60 + shift, 200 + shift, "still 11")
    assert texts(pages_of(book)[0]) == ["all III", "still 11"]


def test_what_is_printed_again_is_told_apart() -> None:
    """PDFium leaves most double printing out itself; this is for what it lets through."""
    book = Publication()
    book.page().text(60, 100, "가나 11")
    first = [glyph for line in pages_of(book)[0].lines for glyph in line.glyphs]
    again = [
        replace(g, x0=g.x0 + 1.5, baseline=g.baseline + 1.5, order=g.order + 50) for g in first
    ]
    once, twice = printed_once([*first, *again])
    assert (once, twice) == (first, again)


@pytest.mark.parametrize(("degrees", "why"), [(90, "turned"), (270, "turned")])
def test_text_on_its_side_is_named(degrees: int, why: str) -> None:
    book = Publication()
    book.page().text(60, 100, _SEEN).text(500, 400, _SECRET, degrees=degrees)
    page = pages_of(book)[0]
    assert page.left_out == [LeftOut(why, _SECRET)]


def test_hidden_letters_of_a_font_that_says_little_are_told_as_they_are() -> None:
    """A glyph's name that nobody knows: shown, it is doubtful; hidden, PDFium's reading is told."""
    file = ObjectFile()
    font = file.add(
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Type /Encoding"
        " /Differences [192 /g1 /g2 /g3] >> >>"
    )
    drawn = file.stream(b"BT /F 12 Tf 3 Tr 60 700 Td <C0C1C2> Tj 0 Tr 0 -100 Td <414243> Tj ET")
    pages = file.reserve()
    page = file.add(
        f"<< /Type /Page /Parent {pages} 0 R /MediaBox [0 0 600 800] /Contents {drawn} 0 R"
        f" /Resources << /Font << /F {font} 0 R >> >> >>"
    )
    file.set(pages, f"<< /Type /Pages /Kids [{page} 0 R] /Count 1 >>")
    root = file.add(f"<< /Type /Catalog /Pages {pages} 0 R >>")
    (found,) = pages_of(file.file(root))
    assert texts(found) == ["ABC"]
    (hidden,) = found.left_out
    assert hidden == LeftOut("hidden", "ÀÁÂ")
