# SPDX-License-Identifier: AGPL-3.0-or-later
"""Accents and letters that a page prints one upon the other are one character."""

from __future__ import annotations

import pytest

from converters.readers.pdf.accents import with_accents
from converters.readers.pdf.model import Glyph, Style

STYLE = Style("CMR10", 10.0)


def glyph(text: str, x0: float, x1: float, baseline: float = 100.0) -> Glyph:
    return Glyph(text, x0, x1, baseline - 8, baseline + 2, baseline, STYLE, int(x0))


def words(*glyphs: Glyph) -> str:
    return "".join(each.text for each in with_accents(list(glyphs)))


@pytest.mark.parametrize(
    ("accent", "letter", "whole"),
    [("¨", "u", "ü"), ("´", "e", "é"), ("¸", "c", "ç"), ("ˇ", "S", "Š"), ("¨", "ı", "ï")],
)
def test_an_accent_over_a_letter_is_part_of_it(accent: str, letter: str, whole: str) -> None:
    m, under, n = glyph("M", 0, 8), glyph(letter, 8, 13), glyph("n", 13, 18)
    over = glyph(accent, 9, 12, 98)
    for order in ((m, over, under, n), (m, under, over, n), (m, under, n, over)):
        fresh = [glyph(each.text, each.x0, each.x1, each.baseline) for each in order]
        assert words(*fresh) == f"M{whole}n"


def test_an_accent_beside_or_far_above_letters_stays_a_sign() -> None:
    assert words(glyph("a", 0, 5), glyph("¨", 20, 23)) == "a¨"
    assert words(glyph("a", 0, 5), glyph("¨", 1, 4, 80)) == "a¨"


def test_an_accent_of_any_claimed_size_is_looked_for_near_its_place_alone() -> None:
    huge = Glyph("¨", 1, 4, 0, 100, 100, Style("CMR10", 1e15), 1)
    assert words(glyph("u", 0, 5), huge) == "ü"
    assert words(glyph("u", 0, 5, 900), huge) == "u¨"


def test_what_unicode_has_no_character_for_stays_two() -> None:
    assert words(glyph("가", 0, 10), glyph("¨", 3, 6)) == "가¨"
    assert words(glyph("q", 0, 5), glyph("˝", 1, 4)) == "q˝"
