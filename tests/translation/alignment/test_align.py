# SPDX-License-Identifier: AGPL-3.0-or-later
"""Two editions are paired sentence by sentence, whatever one of them left out or joined."""

from __future__ import annotations

import random

import pytest

from translation.alignment import LEAST, align, learned
from translation.languages import LanguagePair
from translation.terms.term import Glossary, Term

KO_EN = LanguagePair("ko", "en")
PAIRS = [
    ("서울시는 2025년 3월 5일 예산안을 발표했다.", "Seoul announced its budget on March 5, 2025."),
    ("총 48조 원 규모다.", "It totals KRW 48 trillion."),
    ("시민 의견을 듣는 자리도 마련했다.", "It also arranged an occasion to hear citizens."),
    ("종로구와 마포구에서 먼저 시작한다.", "It begins in Jongno-gu and Mapo-gu first."),
    ("신청은 120으로 전화하면 된다.", "Call 120 to apply."),
    ("내년에는 25개 자치구로 넓힌다.", "Next year it will spread to all 25 districts."),
    ("주민센터에서 안내를 받을 수 있다.", "Guidance is available at community service centers."),
    ("자세한 것은 www.seoul.go.kr에 있다.", "Details are on www.seoul.go.kr."),
]


def pairs_of(source: list[str], target: list[str], **more: object) -> list[tuple[str, str]]:
    beads = align(source, target, KO_EN, **more)  # type: ignore[arg-type]
    assert sorted(i for bead in beads for i in bead.source) == list(range(len(source)))
    assert sorted(j for bead in beads for j in bead.target) == list(range(len(target)))
    return [
        (" ".join(source[i] for i in bead.source), " ".join(target[j] for j in bead.target))
        for bead in beads
        if bead.source and bead.target
    ]


def sides(pairs: list[tuple[str, str]]) -> tuple[list[str], list[str]]:
    return [one for one, _ in pairs], [other for _, other in pairs]


def test_equal_editions_are_paired_one_by_one() -> None:
    assert pairs_of(*sides(PAIRS)) == PAIRS


def test_what_one_edition_lacks_stays_alone() -> None:
    ours, theirs = sides(PAIRS)
    del theirs[2]
    del ours[5]
    terms = [Term("시민", ("citizens",)), Term("주민센터", ("community service centers",))]
    found = pairs_of(ours, theirs, glossary=Glossary("ko", "en", terms))
    assert found == [*PAIRS[:2], *PAIRS[3:5], *PAIRS[6:]]


def test_a_foreword_of_one_edition_moves_nothing() -> None:
    ours, theirs = sides(PAIRS)
    foreword = [
        "We are pleased to present this summary.",
        "Thank you for reading.",
        "It was written by many.",
        "Please tell us what you think of it.",
    ]
    assert pairs_of(ours, [*foreword, *theirs]) == PAIRS


def test_two_sentences_of_one_edition_may_be_one_of_the_other() -> None:
    ours, theirs = sides(PAIRS)
    joined = [*theirs[:3], f"{theirs[3]} {theirs[4]}", *theirs[5:]]
    assert (f"{ours[3]} {ours[4]}", joined[3]) in pairs_of(ours, joined)


def test_terms_and_a_memory_anchor_what_lengths_cannot_tell() -> None:
    ours = ["심의한다.", "의결한다.", "공고한다."]
    theirs = ["It is deliberated on.", "It is resolved.", "It is publicly announced."]
    del ours[0]
    known = [
        ("예산을 의결한다.", "The budget is resolved."),
        ("법을 의결한다.", "The law is resolved."),
    ]
    glossary = Glossary("ko", "en", [Term("공고", ("publicly announced",))])
    found = align(ours, theirs, KO_EN, known=known, glossary=glossary)
    said = {(i, j) for bead in found for i in bead.source for j in bead.target}
    assert {(0, 1), (1, 2)} <= said


def test_words_are_learned_from_known_pairs() -> None:
    words = learned([*PAIRS, ("예산안을 고쳤다.", "The budget was changed.")], KO_EN)
    assert "budget" in words["예산안"]


def test_an_empty_edition_is_no_error() -> None:
    assert pairs_of([], ["Alone."]) == []
    assert [len(bead.source) for bead in align(["가", "나"], [], KO_EN)] == [1, 1]


@pytest.mark.parametrize("seed", range(3))
def test_confidence_tells_translations_from_strangers(seed: int) -> None:
    chance = random.Random(seed)
    ours, theirs = sides(PAIRS)
    good = [bead.confidence for bead in align(ours, theirs, KO_EN)]
    strangers = [
        " ".join(chance.sample(["one", "of", "the", "many", "long", "stories", "told", "here"], 6))
        for _ in ours
    ]
    bad = [bead.confidence for bead in align(ours, strangers, KO_EN)]
    assert sum(good) / len(good) > LEAST > max(bad)
