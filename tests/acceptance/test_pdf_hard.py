# SPDX-License-Identifier: AGPL-3.0-or-later
"""Prints that were made hard to read, at least as well read as when they were last measured."""

from __future__ import annotations

import pytest

from tests.acceptance.pdf_hard import VARIANTS, load_scorer, measure, prints
from tests.conftest import CORPUS

pytestmark = [
    pytest.mark.slow,
    pytest.mark.corpus,
    pytest.mark.skipif(not (CORPUS / "pdf-korean").is_dir(), reason="no corpus beside the project"),
]
FILES = 6
SILENT = {"cid-nothing", "simple-nothing", "type3-nothing"}
LEAST = {"type3-tounicode": 0.88}
USUAL = 0.98


@pytest.fixture(scope="module")
def easy():
    return prints(CORPUS, FILES)


@pytest.fixture(scope="module")
def score():
    return load_scorer(CORPUS.parent / "tools" / "pdf_score.py")


@pytest.mark.parametrize("name", sorted(VARIANTS.keys() - SILENT))
def test_what_a_page_shows_is_read_however_the_file_is_written(name, easy, score, tmp_path):
    found = measure(*easy, VARIANTS[name], score, tmp_path)
    assert found.scores["overall"] >= LEAST.get(name, USUAL)
    assert found.pictured == 0


@pytest.mark.parametrize("name", sorted(SILENT))
def test_fonts_that_say_nothing_give_pictures_and_no_letters(name, easy, score, tmp_path):
    found = measure(*easy, VARIANTS[name], score, tmp_path)
    assert (found.pictured, found.left) == (found.pages, 0)
