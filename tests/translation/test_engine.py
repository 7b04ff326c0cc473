# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sentences through the real network of the sample package."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translation.engine.decoder import Care, Decoder
from translation.engine.pool import Cancelled, Result, repeats, translate
from translation.engine.tokenizer import joined

SENTENCES = [
    "파일을 삭제합니다.",
    "이 함수는 리스트를 반환합니다.",
    "설치한 프로그램의 목록을 보여 줍니다.",
    "버튼을 누르면 새 창이 열립니다.",
    "파이썬으로 웹 서버를 시작하는 방법을 설명합니다.",
]


def said(results: Sequence[Result]) -> dict[str, str]:
    return {result.source: joined(result.decoded.tokens)[0] for result in results}


@pytest.mark.parametrize("care", list(Care))
def test_the_whole_is_what_its_sentences_are_alone(decoder: Decoder, care: Care) -> None:
    whole = said(list(translate(decoder, SENTENCES, care)))
    assert set(whole) == set(SENTENCES)
    for sentence in SENTENCES:
        assert said(list(translate(decoder, [sentence], care)))[sentence] == whole[sentence]


def test_it_translates(decoder: Decoder) -> None:
    english = said(list(translate(decoder, SENTENCES)))
    assert "file" in english["파일을 삭제합니다."].lower()
    assert "list" in english["이 함수는 리스트를 반환합니다."].lower()


def test_equal_sentences_are_translated_once(decoder: Decoder) -> None:
    results = list(translate(decoder, SENTENCES * 20 + ["  "]))
    assert len(results) == len(SENTENCES)


def test_attention_is_right_in_batches(decoder: Decoder) -> None:
    """CTranslate2 4.8 mixes it up with beams wider than one; ours is that of a sentence alone."""
    together = {r.source: r for r in translate(decoder, SENTENCES, needs=lambda *_: True)}
    for sentence in SENTENCES:
        (alone,) = translate(decoder, [sentence], needs=lambda *_: True)
        assert len(alone.decoded.attention) == len(alone.decoded.tokens)
        for row, same in zip(
            alone.decoded.attention, together[sentence].decoded.attention, strict=True
        ):
            assert row == pytest.approx(same, abs=0.02)


def test_progress_ends_at_all_and_a_job_can_be_taken_back(decoder: Decoder) -> None:
    heard: list[tuple[int, int]] = []
    list(translate(decoder, SENTENCES, progress=lambda done, total: heard.append((done, total))))
    assert heard[-1] == (sum(map(len, SENTENCES)),) * 2
    with pytest.raises(Cancelled):
        list(translate(decoder, SENTENCES, cancelled=lambda: True))


def test_underscores_and_blanks_survive() -> None:
    assert joined(["▁my", "_", "file", ".txt", "▁and", "▁", "▁this"])[0] == "my_file.txt and this"


def test_bytes_of_a_letter_come_together() -> None:
    text, spans = joined(["▁", "<0xED>", "<0x95>", "<0x9C>", "▁x"])
    assert text == "한 x"
    assert text[spans[3].start : spans[3].end] == "한"


@given(st.lists(st.sampled_from(["▁a", "b", "▁", "_", "<0xED>", "한", "▁▁"]), max_size=12))
def test_spans_of_pieces_lie_in_the_text_in_order(tokens: list[str]) -> None:
    text, spans = joined(tokens)
    assert len(spans) == len(tokens)
    ends = [0]
    for token, span in zip(tokens, spans, strict=True):
        assert ends[-1] <= span.start <= span.end
        ends.append(span.end)
        if token not in ("▁", "▁▁", "<0xED>"):
            assert span.end <= len(text)


def test_circles_are_seen_and_leaders_of_contents_are_not() -> None:
    assert repeats(["▁the"] * 4)
    assert repeats(["▁of", "▁a"] * 5)
    assert not repeats(["."] * 30)
    assert not repeats(["one", "two", "three", "four", "five", "six"])
    assert not repeats(["▁very", "▁very", "▁very", "▁good"])
