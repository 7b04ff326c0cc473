# SPDX-License-Identifier: AGPL-3.0-or-later
"""Words that complete what is typed."""

from __future__ import annotations

import pytest

from app.services.reviewing.completion import Nearby, ProjectWords, suggestions, word_before


@pytest.mark.parametrize(
    ("text", "beginning"),
    [
        ("The regi", "regi"),
        ("The ", ""),
        ("", ""),
        ("city's", "city's"),
        ("(pa", "pa"),
        ("접수는 민원", "민원"),
        ("공" * 60, ""),
        ("x \ufffcpa", "pa"),
    ],
)
def test_the_word_before_the_cursor_is_what_is_completed(text: str, beginning: str) -> None:
    assert word_before(text) == beginning


def test_what_is_nearest_is_offered_first_and_only_once() -> None:
    words = ProjectWords(["The parking area", "parking and parks", "Party"])
    nearby = Nearby(("Park Office",), ("The park opens",), "Parking is free")
    found = [(one.text, one.origin.value) for one in suggestions("par", nearby, words)]
    assert found == [
        ("Park Office", "term"),
        ("park", "memory"),
        ("Parking", "draft"),
        ("Party", "project"),
        ("parks", "project"),
    ]
    assert suggestions("park office", nearby, words) == []


def test_without_a_beginning_terms_and_the_best_match_are_offered() -> None:
    found = suggestions("", Nearby(("Park",), ("Opens today", "other")), ProjectWords(["words"]))
    assert [one.text for one in found] == ["Park", "Opens", "today"]


def test_words_that_are_confirmed_later_are_offered_the_most_frequent_first() -> None:
    words = ProjectWords()
    assert words.beginning_with("pa") == []
    for text in ("path", "park", "Park park"):
        words.add(text)
    assert words.beginning_with("PA") == ["park", "Park", "path"]
