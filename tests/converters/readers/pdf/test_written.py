# SPDX-License-Identifier: AGPL-3.0-or-later
"""What people wrote over a page is read with it: values of form fields, free notes."""

from __future__ import annotations

from tests.converters.readers.pdf.pages import pages_of, texts
from tests.pdf_writer.publication import Publication

_FORM = "/AcroForm << /Fields [] /DA (/Helv 0 Tf 0 g) >>"


def _field(entries: str, y: float, *, flags: int = 4) -> str:
    """A widget 20 points high at ``y`` from above, on A4."""
    rect = f"[100 {842 - y - 20} 300 {842 - y}]"
    return f"<< /Type /Annot /Subtype /Widget /Rect {rect} /F {flags} {entries} >>"


def _read(*annotations: str) -> list[str]:
    book = Publication(catalog=_FORM)
    page = book.page().text(60, 60, "신청서를 낸다")
    page.annotations += annotations
    return texts(pages_of(book)[0])


def test_values_of_fields_and_free_notes_are_lines_of_the_page() -> None:
    found = _read(
        _field("/FT /Tx /T (name) /V (Hong Gildong)", 100),
        _field("/FT /Ch /Ff 131072 /T (gu) /V (Jung-gu) /Opt [(Jung-gu) (Dong-gu)]", 140),
        f"<< /Type /Annot /Subtype /FreeText /Rect [100 600 300 620] /F 4 /Contents <{_hex('메모')}>"
        " /DA (/Helv 10 Tf) >>",
    )
    assert found == ["신청서를 낸다", "Hong Gildong", "Jung-gu", "메모"]


def test_a_value_of_several_lines_keeps_them() -> None:
    found = _read(_field("/FT /Tx /Ff 4096 /T (text) /V (first line\\rsecond line)", 100))
    assert found[1:] == ["first line", "second line"]


def test_boxes_show_whether_they_are_ticked() -> None:
    state = "/AP << /N << /Yes << >> /Off << >> >> >>"
    found = _read(
        _field(f"/FT /Btn /T (a) /V /Yes /AS /Yes {state}", 100),
        _field(f"/FT /Btn /T (b) /V /Off /AS /Off {state}", 140),
    )
    assert found[1:] == ["\u2611", "\u2610"]


def test_nothing_is_read_that_nobody_sees() -> None:
    found = _read(
        _field("/FT /Tx /T (hidden) /V (hidden value)", 100, flags=2),
        _field("/FT /Tx /Ff 8192 /T (secret) /V (password)", 140),
    )
    assert found == ["신청서를 낸다"]


def test_a_value_that_the_page_shows_is_read_once() -> None:
    book = Publication(catalog=_FORM)
    page = book.page().text(102, 114, "Seoul")
    page.annotations.append(_field("/FT /Tx /T (city) /V (Seoul)", 100))
    assert texts(pages_of(book)[0]) == ["Seoul"]


def _hex(text: str) -> str:
    return "feff" + text.encode("utf-16-be").hex()
