# SPDX-License-Identifier: AGPL-3.0-or-later
"""Designs of books: their rules, their colour, their font, their cover."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from converters.document.metadata import Metadata
from converters.document.nodes import Document, Heading, Paragraph, Text
from converters.epub.themes import FontUnusable, check_font, contrast, text_on
from converters.epub.writer import write_book
from converters.theme import PLAIN, Design, Theme, theme_of
from tests.checkers import epubcheck

FONT = (Path(__file__).parents[3] / "assets" / "fonts" / "NanumSquareR.ttf").read_bytes()
_DOCUMENT = Document(
    Metadata("시정 백서", publisher="한지시"),
    (Heading(1, (Text("제1장 총칙"),)), Paragraph((Text("시민과 함께 만듭니다."),))),
)


def _parts(theme: Theme) -> dict[str, bytes]:
    book = zipfile.ZipFile(io.BytesIO(write_book(_DOCUMENT, theme=theme).data))
    return {name: book.read(name) for name in book.namelist()}


def test_a_book_without_a_theme_is_as_it_was() -> None:
    assert write_book(_DOCUMENT, theme=PLAIN) == write_book(_DOCUMENT)


@pytest.mark.parametrize("design", [each for each in Design if each is not Design.PLAIN])
def test_a_design_changes_rules_alone_and_takes_the_colour(design: Design) -> None:
    plain, themed = _parts(PLAIN), _parts(Theme(design, "#7a1f2b"))
    assert plain["EPUB/c0001.xhtml"] == themed["EPUB/c0001.xhtml"]
    rules = themed["EPUB/book.css"].decode()
    assert "#7a1f2b" in rules
    assert "$" not in rules
    assert plain["EPUB/images/cover.png"] != themed["EPUB/images/cover.png"]
    assert _parts(Theme(design, "#7a1f2b")) == themed


def test_the_colour_is_that_of_the_organisation_where_a_theme_has_none() -> None:
    one, other = (
        write_book(Document(Metadata("가", publisher=name), ()), theme=Theme(Design.REPORT)).data
        for name in ("한지시", "서울특별시")
    )
    rules = [zipfile.ZipFile(io.BytesIO(data)).read("EPUB/book.css") for data in (one, other)]
    assert rules[0] != rules[1]


@pytest.mark.parametrize("colour", ["#ffffff", "#000000", "#1f4e79", "#ffd400", "#808080"])
def test_text_on_a_band_of_any_colour_can_be_read(colour: str) -> None:
    assert contrast(text_on(colour), colour) >= 4.5


def test_a_font_is_embedded_as_far_as_the_book_needs_it() -> None:
    parts = _parts(Theme(font=FONT))
    subset = parts["EPUB/fonts/theme.ttf"]
    letters = TTFont(io.BytesIO(subset)).getBestCmap()
    assert {ord(letter) for letter in "제1장총칙시민과함께만듭니다."} <= set(letters)
    assert len(subset) < len(FONT) / 5
    assert b"@font-face" in parts["EPUB/book.css"]
    assert _parts(Theme(font=FONT)) == parts


def test_what_is_no_font_and_what_must_not_be_embedded_is_refused() -> None:
    check_font(FONT)
    for damaged in (b"", b"no font", FONT[:5000]):
        with pytest.raises(FontUnusable):
            check_font(damaged)
    restricted = TTFont(io.BytesIO(FONT))
    restricted["OS/2"].fsType = 2
    written = io.BytesIO()
    restricted.save(written)
    with pytest.raises(FontUnusable):
        check_font(written.getvalue())


@pytest.mark.parametrize("colour", ["red", "#12345", "#GGGGGG", "#12345678", "#000000;}"])
def test_what_is_no_colour_reaches_no_style_sheet(colour: str) -> None:
    with pytest.raises(ValueError):
        Theme(Design.REPORT, colour)


def test_a_theme_is_known_again_by_its_fingerprint() -> None:
    for theme in (PLAIN, Theme(Design.MAGAZINE), Theme(Design.REPORT, "#1f4e79")):
        assert theme_of(theme.fingerprint) == theme
    assert theme_of(Theme(Design.REPORT, "#1f4e79", b"font").fingerprint) is None
    assert theme_of("strange") is None


@pytest.mark.slow
@pytest.mark.parametrize("design", list(Design))
def test_themed_books_are_valid(design: Design, tmp_path: Path) -> None:
    if not epubcheck.is_available():
        pytest.skip("EPUBCheck is not installed")
    data = write_book(_DOCUMENT, theme=Theme(design, "#1f4e79", FONT)).data
    assert epubcheck.check(data, tmp_path) == []
