# SPDX-License-Identifier: AGPL-3.0-or-later
"""Bombs through the command: each is stopped, and says by its own sentence what it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from app.i18n import Language
from app.messages import explanation_of, notice_sentence
from tests.fuzz.bombs import BOMBS, convert

# Building a bomb takes seconds.
pytestmark = pytest.mark.slow

REFUSED = {
    "zip-bomb.docx": ("too-large", "zip bomb"),
    "zip-bomb.hwpx": ("too-large", "zip bomb"),
    "zip-bomb.epub": ("too-large", "zip bomb"),
    "zip-bomb.hwp": ("too-large", "zip bomb"),
    "zip-entries.docx": ("too-large", "parts"),
    "zip-of-zips.zip": ("not-a-document", "ZIP archive"),
    "xml-bomb.docx": ("unsafe", "XML bombs"),
    "xml-bomb.hwpx": ("unsafe", "XML bombs"),
    "xml-bomb.hml": ("unsafe", "XML bombs"),
    "xml-bomb.epub": ("unsafe", "XML bombs"),
    "xml-quadratic.docx": ("unsafe", "XML bombs"),
    "xml-outside.docx": ("unsafe", "XML bombs"),
    "picture.png": ("not-a-document", "a picture"),
    "deep.docx": ("too-deep", "too deeply"),
    "deep.hwpx": ("too-deep", "too deeply"),
    "page-tree-loop.pdf": ("too-large", "1000000 pages"),
}
"""The code, and words that only this cause has."""

BOOKS = {
    "picture.docx": "image-too-large",
    "picture.hwpx": "image-too-large",
    "picture.hwp": "image-too-large",
    "picture.epub": "image-too-large",
    "picture.pdf": "image-too-large",
    "picture-poster.pdf": "image-too-large",
    "deep.hwp": "nesting",
    "deep.epub": "nesting",
    "cycle-body.hwp": "chain-loop",
    "cycle-directory.hwp": "chain-loop",
    "cycle-difat.hwp": "chain-loop",
    "xref-loop.pdf": "xref-loop",
    "xref-stream-loop.pdf": "xref-loop",
}
"""What the report of the book names: one part of many is left out, and the rest is a book."""


# One bomb of each kind is enough in the fast suite: building one takes seconds.
_QUICK = frozenset(
    {"zip-bomb.hwpx", "xml-bomb.docx", "xml-bomb.hml", "xml-outside.docx", "page-tree-loop.pdf",
     "zip-of-zips.zip", "deep.hwp", "cycle-body.hwp", "xref-loop.pdf"}
)  # fmt: skip


def shared_out(names: Iterable[str]) -> list[Any]:
    """Return names as parameters, all but ``_QUICK`` for the slow suite."""
    return [
        name if name in _QUICK else pytest.param(name, marks=pytest.mark.slow)
        for name in sorted(names)
    ]


@pytest.fixture
def converted(tmp_path) -> Callable[[str], dict[str, Any]]:
    def run(name: str) -> dict[str, Any]:
        path = tmp_path / name
        path.write_bytes(BOMBS[name]())
        return convert(path, tmp_path / "out")[0]

    return run


def test_every_bomb_has_its_answer():
    assert set(REFUSED) | set(BOOKS) == set(BOMBS)


@pytest.mark.parametrize("name", shared_out(REFUSED))
def test_a_bomb_is_refused_by_name(converted, tmp_path, name):
    item = converted(name)
    code, words = REFUSED[name]
    assert item["error"] is not None, item
    assert item["error"]["code"] == code
    assert item["error"]["en"].startswith(f"{name}: ")
    assert words in item["error"]["en"]
    assert list((tmp_path / "out").glob("*.epub")) == []


@pytest.mark.parametrize("name", shared_out(BOOKS))
def test_a_book_is_made_of_the_rest_and_says_what_was_left(converted, name):
    item = converted(name)
    assert item["error"] is None, item["error"]
    assert BOOKS[name] in {notice["kind"] for notice in (*item["losses"], *item["notices"])}


def test_no_two_causes_have_one_sentence():
    from converters.errors import ErrorCode

    causes = [
        explanation_of(ErrorCode.TOO_LARGE, {"why": why})
        for why in ("inflates", "entries", "pages", "")
    ]
    causes += [
        explanation_of(ErrorCode.UNSAFE, {"why": "entities"}),
        explanation_of(ErrorCode.TOO_DEEP, {"part": "a"}),
        explanation_of(ErrorCode.DAMAGED, {"why": "chain-loop"}),
        explanation_of(ErrorCode.DAMAGED, {"why": "xref-loop"}),
        explanation_of(ErrorCode.DAMAGED, {}),
    ]
    assert len({cause.cause for cause in causes}) == len(causes)
    kinds = set(BOOKS.values())
    assert len({notice_sentence(kind, 1, Language.ENGLISH) for kind in kinds}) == len(kinds)


def test_a_chain_that_turns_back_is_not_read_twice(converted, tmp_path):
    converted("cycle-body.hwp")
    item, _ = convert(tmp_path / "cycle-body.hwp", tmp_path / "again")
    looped = [loss for loss in item["losses"] if loss["kind"] == "chain-loop"]
    assert [loss["detail"] for loss in looped] == ["BodyText/Section0"]
    assert 0 < item["counts"]["paragraphs"] < 300
