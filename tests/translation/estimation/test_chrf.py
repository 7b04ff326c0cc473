# SPDX-License-Identifier: AGPL-3.0-or-later
"""chrF++ is what sacrebleu, the field's yardstick, measures."""

from __future__ import annotations

import pytest
import sacrebleu
from hypothesis import given
from hypothesis import strategies as st

from translation.estimation.chrf import corpus_chrf

_TEXT = st.text("abc 가나다.,!()-'\"12", max_size=30)


@given(st.lists(st.tuples(_TEXT, _TEXT), min_size=1, max_size=5))
def test_it_measures_what_sacrebleu_does(pairs: list[tuple[str, str]]) -> None:
    said, meant = [one for one, _ in pairs], [one for _, one in pairs]
    theirs = sacrebleu.corpus_chrf(said, [meant], word_order=2).score
    assert corpus_chrf(said, meant) == pytest.approx(theirs, abs=1e-6)


def test_the_same_is_all_and_nothing_is_nothing() -> None:
    assert corpus_chrf(
        ["우리 시는 도서관을 열었다."], ["우리 시는 도서관을 열었다."]
    ) == pytest.approx(100)
    assert corpus_chrf([""], ["우리 시"]) == 0
