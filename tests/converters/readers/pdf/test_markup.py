# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pages without text, and what people put over a page's text."""

from __future__ import annotations

from tests.converters.readers.pdf.pages import pages_of, texts
from tests.pdf_writer.publication import Publication


def _annotation(kind: str, flags: int = 4) -> str:
    # From 100 to 170 points across, around the baseline at 100 points from above.
    quad = "100 755 170 755 100 735 170 735"
    return (
        f"<< /Type /Annot /Subtype /{kind} /F {flags} /Rect [100 735 170 755] "
        f"/QuadPoints [{quad}] /C [1 0 0] >>"
    )


def _spans(annotation: str) -> list[tuple[str, bool, bool]]:
    book = Publication()
    page = book.page()
    page.text(100, 100, "struck", size=20)
    page.text(300, 100, "kept", size=20)
    page.annotations.append(annotation)
    lines = pages_of(book)[0].lines
    return [(span.text, span.strike, span.underline) for line in lines for span in line.spans]


def test_a_strike_put_over_text_strikes_it() -> None:
    assert _spans(_annotation("StrikeOut")) == [("struck", True, False), ("kept", False, False)]


def test_an_underline_put_under_text_underlines_it() -> None:
    assert _spans(_annotation("Underline")) == [("struck", False, True), ("kept", False, False)]


def test_hidden_markup_and_highlights_change_no_text() -> None:
    assert not any(strike for _, strike, _ in _spans(_annotation("StrikeOut", flags=2)))
    assert not any(strike or under for _, strike, under in _spans(_annotation("Highlight")))


def test_an_empty_page_is_a_page() -> None:
    book = Publication()
    book.page()
    book.page().text(100, 100, "둘째 쪽")
    assert [texts(page) for page in pages_of(book)] == [[], ["둘째 쪽"]]
