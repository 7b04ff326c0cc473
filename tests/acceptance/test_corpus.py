# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every readable document of the corpus becomes a book; the others are refused with reasons."""

from __future__ import annotations

import re

import pytest

from tests.acceptance.corpus import HWP, UNREADABLE, kinds
from tests.app.command import hanji_afresh
from tests.app.report_schema import check_item

pytestmark = [pytest.mark.slow, pytest.mark.corpus]

HANGUL = re.compile("[가-힣]")
# What the two sentences of a refusal must say; the message itself belongs to app.messages.
SAYS = {
    "hwp3": {"ko": ("3.x", "HWP 5"), "en": ("3.x", "HWP 5")},
    "password": {"ko": ("암호",), "en": ("password",)},
}
REFUSED = sorted(name for name, kind in kinds().items() if kind in UNREADABLE)


def test_every_readable_document_becomes_a_book(converted, figure):
    readable = {name for name, kind in kinds().items() if kind not in UNREADABLE}
    assert len(readable) > 200
    books = converted.books()
    failed = {name: converted.items[name]["error"] for name in readable - books.keys()}
    assert not failed
    assert all(book.stat().st_size for book in books.values())
    assert set(books) == readable
    figure(f"converted: {len(books)} of {len(readable)} readable, {len(REFUSED)} refused")


def test_the_report_holds_every_document_of_the_manifest(converted):
    assert set(converted.items) == set(kinds())
    for item in converted.items.values():
        check_item(item)


def test_nothing_was_a_mistake_of_ours(converted):
    assert converted.outcome.code == 1
    assert "Traceback" not in converted.log
    codes = {item["error"]["code"] for item in converted.items.values() if item["error"]}
    assert codes == set(UNREADABLE.values())


@pytest.mark.parametrize("name", REFUSED)
def test_the_unreadable_are_refused_with_code_and_sentences(converted, name):
    kind = kinds()[name]
    error = converted.items[name]["error"]
    assert error["code"] == UNREADABLE[kind]
    file = (HWP / name).name
    for language, words in SAYS[kind].items():
        sentence = error[language]
        assert file in sentence
        assert all(word in sentence for word in words), sentence
        rest = sentence.replace(file, "")
        assert bool(HANGUL.search(rest)) is (language == "ko"), sentence


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_command_prints_the_refusals_in_the_language_asked_for(converted, language, tmp_path):
    paths = [HWP / name for name in REFUSED]
    done = hanji_afresh("convert", *paths, "-o", tmp_path, HANJI_LANG=language)
    assert done.code == 3
    for name in REFUSED:
        printed = " ".join(done.err.split())
        expected = " ".join(converted.items[name]["error"][language].split())
        assert expected in printed
