# SPDX-License-Identifier: AGPL-3.0-or-later
"""Find and replace: codes stay, groups come back, hostile expressions end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translation.inline_codes import Coded, Part, Tag, TagKind, coded, from_marked, tags_of
from translation.review.search import Search, SearchFault, SearchFor, SearchRefused


def replaced(marked: str, old: str, new: str, **how: bool) -> str:
    content = from_marked(marked)
    made = Search(SearchFor(old, **how)).replaced(1, content, new)
    return (made.after if made else content).marked


@pytest.mark.parametrize(
    ("marked", "old", "new", "wanted"),
    [
        ("The park. A park.", "park", "garden", "The garden. A garden."),
        ("the <1>park</1>", "park", "garden", "the <1>garden</1>"),
        ("a <1>big</1> park", "big park", "garden", "a <1>garden</1>"),
        ("a <1>big park</1><2/>", "a big", "the", "the<1> park</1><2/>"),
        ("PARK", "park", "x", "x"),
        (r"a\1b", r"\1", "$1", "a$1b"),
        ("none", "park", "x", "none"),
        ("aaa", "aa", "b", "ba"),
    ],
)
def test_words_are_replaced_and_codes_stay(marked: str, old: str, new: str, wanted: str) -> None:
    assert replaced(marked, old, new) == wanted


def test_case_matters_where_it_is_to() -> None:
    assert replaced("Park park", "park", "x", match_case=True) == "Park x"


def test_groups_of_an_expression_come_back_in_the_replacement() -> None:
    made = replaced("2025/3/2 and 2026/11/30", r"(\d{4})/(\d+)/(\d+)", r"\3.\2.\1", regular=True)
    assert made == "2.3.2025 and 30.11.2026"
    assert replaced("Mr. Kim", r"(?P<who>\w+)$", r"\g<who>!", regular=True) == "Mr. Kim!"
    assert replaced("aXb", r"(?<=a)X(?=b)", "-", regular=True) == "a-b"


@pytest.mark.parametrize(
    ("expression", "by", "fault"),
    [
        ("(", "", SearchFault.NOT_REGULAR),
        ("[", "", SearchFault.NOT_REGULAR),
        ("a", r"\2", SearchFault.REPLACEMENT),
        ("(?P<x>a)", r"\g<y>", SearchFault.REPLACEMENT),
        ("a{999999999}", "", SearchFault.TOO_LARGE),
        ("(?:(?:a{1000}){1000}){1000}", "", SearchFault.TOO_LARGE),
        ("(" * 450 + ")" * 450, "", SearchFault.TOO_LARGE),
        ("a" * 501, "", SearchFault.TOO_LARGE),
        ("(?R)?a", "", SearchFault.TOO_LARGE),
        ("(a(?1)?)", "", SearchFault.TOO_LARGE),
    ],
)
def test_what_is_no_expression_or_too_large_a_one_says_so(
    expression: str, by: str, fault: SearchFault
) -> None:
    with pytest.raises(SearchRefused) as refused:
        Search(SearchFor(expression, regular=True)).replaced(1, from_marked("aaa"), by)
    assert refused.value.fault is fault


@pytest.mark.parametrize("expression", [r"(a|aa)+\1$", r"((a+)+)+\2c$"])
def test_an_expression_without_end_stops_when_the_time_is_up(expression: str) -> None:
    search = Search(SearchFor(expression, regular=True), budget=0.05)
    with pytest.raises(SearchRefused) as refused:
        [search.spans("a" * 3000 + "b") for _ in range(1000)]
    assert refused.value.fault is SearchFault.TOO_SLOW


@pytest.mark.parametrize(
    "expression",
    ["park", "p.*k", r"\bpark\b", "(a|b)", "(?i)PARK", "[ab]+", r"(a)\1", "x{2}", "^a"],
)
def test_many_texts_are_searched_as_one_is(expression: str) -> None:
    texts = ["", "park", "PARK and", "a b", "aa", "xx", "a" * 3000]
    search = Search(SearchFor(expression, regular=True))
    assert list(search.matching(texts)) == [search.is_in(text) for text in texts]


def test_searching_many_texts_ends_when_the_time_is_up() -> None:
    moments = iter(range(100))
    search = Search(SearchFor("a"), clock=lambda: float(next(moments)), budget=5)
    with pytest.raises(SearchRefused):
        list(search.matching(["b"] * 10_000))


_PARTS = st.lists(
    st.one_of(
        st.text("ab ", max_size=4),
        st.builds(Tag, st.sampled_from(TagKind), st.integers(1, 3)),
    ),
    max_size=8,
)


@given(_PARTS, st.text("ab ", min_size=1, max_size=3), st.text("abx", max_size=3))
def test_replacing_is_that_of_the_text_and_loses_no_code(
    parts: list[Part], old: str, new: str
) -> None:
    content: Coded = coded(parts)
    made = Search(SearchFor(old, match_case=True)).replaced(1, content, new)
    after = made.after if made else content
    assert after.text == content.text.replace(old, new)
    assert list(tags_of(after)) == list(tags_of(content))
