# SPDX-License-Identifier: AGPL-3.0-or-later
"""Header cells and kinds of 200 tables of the corpus are those that a reader of them marked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.acceptance.table_heads import (
    Judged,
    Marked,
    figures_of,
    judge,
    judge_all,
    marked_tables,
    report,
    words_of,
)
from tests.converters.passes.drawn_tables import document, drawn

MARKED = Marked(
    "a", 0, "구분 2025년 2026년 예산 1 2", False, frozenset({"data"}), frozenset({0}), frozenset({0}), {},
    frozenset(),
)  # fmt: skip


def judged(*rows: str) -> Judged:
    table = drawn(*rows)
    return next(judge(document(table), [replace(MARKED, words=words_of(table))], ""))


def test_right_wrong_and_missed_cells_are_told_apart() -> None:
    right = judged("S 구분 | S 2025년 | S 2026년", "예산 | 1 | 2")
    assert (len(right.right), right.wrong, right.missed) == (4, frozenset(), frozenset())
    wrong = judged("S 구분 | 2025년 | 2026년", "S 예산 | 1 | 2", "S 결산 | 3 | 4")
    assert len(wrong.missed) + len(wrong.right) == 5
    figures = figures_of([right, wrong])
    assert figures.recall == (4 + len(wrong.right)) / 9
    assert next(iter(report([right, wrong]))).startswith("dev: 2 tables")


def test_the_truth_is_of_two_halves_of_other_documents() -> None:
    held_out = {marked.file for marked in marked_tables() if marked.held_out}
    dev = {marked.file for marked in marked_tables() if not marked.held_out}
    assert len(marked_tables()) == 200
    assert not held_out & dev


@pytest.mark.slow
@pytest.mark.corpus
def test_header_cells_and_kinds_of_the_corpus(figure) -> None:
    results = judge_all()
    for line in report(results):
        figure(line)
    for held_out in (False, True):
        figures = figures_of(r for r in results if r.marked.held_out is held_out)
        assert figures.f1 >= 0.93
        assert figures.precision >= 0.97
        assert figures.kinds >= 0.95
