# SPDX-License-Identifier: AGPL-3.0-or-later
"""Figures of a page as pictures of the book."""

from __future__ import annotations

import io

from PIL import Image

from converters.document.nodes import Resource
from converters.readers.pdf.regions.model import figures_in
from tests.converters.readers.pdf.pages import layouts_of
from tests.pdf_writer.publication import Publication, Shown


def _jpeg(width: int = 300, height: int = 200) -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(out, "JPEG")
    return out.getvalue()


def _photo(width: int = 300, height: int = 200, more: str = "") -> Shown:
    return Shown(
        _jpeg(width, height),
        f"/Width {width} /Height {height} /ColorSpace /DeviceRGB /BitsPerComponent 8"
        f" /Filter /DCTDecode {more}",
    )


def _pictures(book: Publication) -> list[Resource | None]:
    return [figure.picture for page in layouts_of(book) for figure in figures_in(page.regions)]


def test_a_plain_photo_keeps_its_bytes() -> None:
    book = Publication()
    book.page().picture(100, 100, 400, 300, _photo())
    found = _pictures(book)
    assert [picture and picture.data for picture in found] == [_jpeg()]


def test_a_photo_that_is_cut_is_rendered_as_shown() -> None:
    book = Publication()
    clip = "100 592 150 150 re W n"  # the left half of it
    book.page().picture(100, 100, 400, 300, _photo(), clip)
    picture = _pictures(book)[0]
    assert picture is not None
    assert picture.data != _jpeg()


def test_a_photo_far_finer_than_print_is_made_smaller() -> None:
    book = Publication()
    book.page().picture(100, 100, 250, 200, _photo(3000, 2000))
    picture = _pictures(book)[0]
    assert picture is not None
    assert picture.width_px is not None
    assert 300 <= picture.width_px <= 600


def test_a_turned_page_shows_its_photo_upright() -> None:
    # Bright at the bottom in the file; the page is turned by a quarter clockwise.
    book = Publication()
    book.page(rotate=90).picture(100, 100, 400, 300, _photo())
    picture = _pictures(book)[0]
    assert picture is not None
    image = Image.open(io.BytesIO(picture.data)).convert("L")
    assert image.width < image.height
    left, right = (
        image.getpixel((5, image.height // 2)),
        image.getpixel((image.width - 6, image.height // 2)),
    )
    assert isinstance(left, int)
    assert isinstance(right, int)
    assert left > right


def test_a_drawing_is_rendered_and_the_same_each_time() -> None:
    book = Publication()
    curves = "".join(
        f"0.2 0.4 0.8 rg {x} 500 m {x + 40} 640 {x + 80} 640 {x + 120} 500 c f\n"
        for x in (100, 150, 200, 250)
    )
    book.page().drawing(curves)
    first, second = _pictures(book), _pictures(book)
    assert first == second
    assert [picture and picture.media_type for picture in first] == ["image/png"]
