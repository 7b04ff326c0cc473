# SPDX-License-Identifier: AGPL-3.0-or-later
"""Text that a page holds and does not show is kept apart and never read out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.converters.readers.pdf.pages import pages_of, texts
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
    assert page.hidden == [_SECRET]


def test_white_letters_on_a_dark_panel_are_shown() -> None:
    book = Publication()
    book.page().fill(50, 80, 400, 120, "0.1 0.2 0.5").text(60, 100, _SEEN, color="1 1 1")
    page = pages_of(book)[0]
    assert texts(page) == [_SEEN]
    assert page.hidden == []


def test_letters_printed_twice_for_weight_are_read_once() -> None:
    book = Publication()
    page = book.page()
    for shift in (0, 0.3, 0.6):
        page.text(60 + shift, 100, _SEEN)
    assert texts(pages_of(book)[0]) == [_SEEN]
