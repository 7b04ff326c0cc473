# SPDX-License-Identifier: AGPL-3.0-or-later
"""A match that differs in numbers and terms is made right; what is not sure is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from translation.inline_codes import from_marked
from translation.languages import LanguagePair
from translation.memory import Memory, MemoryUnit
from translation.memory.assembly import SCORE, assemble
from translation.memory.fuzzy_repair import particle_after, repair
from translation.memory.lexicon import Lexicon
from translation.memory.lookup import MemoryLookup
from translation.memory.offering import offered
from translation.terms.term import Glossary, Term
from translation.translator import MemoryQuery

KO_EN = LanguagePair("ko", "en")
EN_KO = LanguagePair("en", "ko")
TERMS = Glossary(
    "ko",
    "en",
    [
        Term("시의회", ("city council", "City Council")),
        Term("구의회", ("district council",)),
        Term("위원회", ("committee",)),
        Term("협의회", ("association",)),
        Term("예산", ("budget",)),
        Term("운영계획", ("operation plan",)),
        Term("시장", ("mayor",)),
        Term("책무", ("duties",)),
    ],
)


def repaired(old: str, new: str, target: str, lexicon: Lexicon | None = None) -> str | None:
    """What becomes of a translation; "..." behind it where something is left to a person."""
    lexicon = lexicon or Lexicon(KO_EN, TERMS)
    found = repair(from_marked(old), from_marked(new), from_marked(target), lexicon)
    return found and found.target.marked + ("" if found.complete else " ...")


@pytest.mark.parametrize(
    ("old", "new", "target", "made"),
    [
        (
            "시의회는 2025년 3월 5일 예산을 심의한다.",
            "구의회는 2026년 4월 7일 예산을 심의한다.",
            "The city council reviews the budget on March 5, 2025.",
            "The district council reviews the budget on April 7, 2026.",
        ),
        ("3명이 왔다.", "4명이 왔다.", "Three people came.", "Four people came."),
        ("120만 원이 든다.", "3억 원이 든다.", "It costs KRW 1.2 million.", "It costs KRW 300 million."),
        ("위원회가 정한다.", "협의회가 정한다.", "A committee decides.", "An association decides."),
        ("<1>위원회</1>가 연다.", "<1>협의회</1>가 연다.", "<1>Committees</1> open it.", "<1>Associations</1> open it."),
        ("위원회 운영", "협의회 운영", "Operation of the Committee", "Operation of the association"),
    ],
)  # fmt: skip
def test_numbers_and_terms_take_the_places_of_the_old_ones(
    old: str, new: str, target: str, made: str
) -> None:
    assert repaired(old, new, target) == made


@pytest.mark.parametrize(
    ("old", "new", "target"),
    [
        # A word that no glossary has may turn the sentence round.
        ("위원회가 할 수 있다.", "위원회가 할 수 없다.", "The committee can do it."),
        # The term stands twice, and one of them stays.
        ("위원회와 위원회", "위원회와 협의회", "A committee and a committee"),
        # The translation does not have it, or has it more often.
        ("위원회가 연다.", "협의회가 연다.", "The board opens it."),
        ("위원회가 연다.", "협의회가 연다.", "The committee opens the committee's room."),
        # A code stands in the middle of the words.
        ("시의회가 <1/>연다.", "구의회가 <1/>연다.", "The city <1/>council opens it."),
        # Other codes.
        ("<1>위원회</1>가 연다.", "협의회가 연다.", "The committee opens it."),
    ],
)
def test_what_is_not_sure_stays(old: str, new: str, target: str) -> None:
    assert repaired(old, new, target) is None


def test_what_is_put_right_in_part_is_said_to_be(tmp_path: Path) -> None:
    made = repaired(
        "위원회는 3월에 크게 연다.",
        "협의회는 3월에 작게 연다.",
        "The committee opens big in March.",
    )
    assert made == "The association opens big in March. ..."
    with Memory(tmp_path / "memory.sqlite") as memory:
        old = from_marked("위원회는 매년 3월에 시청 앞에서 크게 연다.")
        memory.add([MemoryUnit(KO_EN, old, from_marked("The committee opens big in March."))])
        query = from_marked("협의회는 매년 3월에 시청 앞에서 작게 연다.")
        lookup = MemoryLookup(memory, KO_EN, glossary=TERMS)
        assert lookup.look_up([MemoryQuery(query)]) == [None], "no draft of half a repair"
        (shown,) = offered(memory.look_up(query, KO_EN), query, Lexicon(KO_EN, TERMS, memory))
        assert shown.adapted is not None
        assert not shown.complete


def test_short_units_of_the_memory_are_terms_too_and_verbs_are_not(tmp_path: Path) -> None:
    with Memory(tmp_path / "memory.sqlite") as memory:
        memory.add(
            MemoryUnit(KO_EN, from_marked(source), from_marked(target))
            for source, target in [
                ("종로구", "Jongno-gu"),
                ("마포구", "Mapo-gu"),
                ("있다", "is"),
                ("없다", "is not"),
            ]
        )
        lexicon = Lexicon(KO_EN, TERMS, memory)
        made = repaired("종로구에서 연다.", "마포구에서 연다.", "It opens in Jongno-gu.", lexicon)
        assert made == "It opens in Mapo-gu."
        assert repaired("종로구에 있다", "종로구에 없다", "It is in Jongno-gu.", lexicon) is None


def test_korean_particles_follow_the_new_word() -> None:
    terms = Glossary("en", "ko", [Term("city hall", ("시청",)), Term("center", ("주민센터",))])
    lexicon = Lexicon(EN_KO, terms)
    made = repaired("The city hall opens at 9:00.", "The center opens at 9:00.", "시청은 9:00에 연다.", lexicon)  # fmt: skip
    assert made == "주민센터는 9:00에 연다."
    assert [particle_after(word, "으로") for word in ("시청", "서울", "센터")] == [
        "으로",
        "로",
        "로",
    ]


def test_a_draft_takes_what_is_wholly_repaired(tmp_path: Path) -> None:
    with Memory(tmp_path / "memory.sqlite") as memory:
        memory.add(
            [
                MemoryUnit(
                    KO_EN,
                    from_marked("시의회는 내년 예산을 심의하고 의결한다."),
                    from_marked("The city council reviews the budget of next year."),
                )
            ]
        )
        asked = MemoryQuery(from_marked(" 구의회는 내년 예산을 심의하고 의결한다. "))
        (hit,) = MemoryLookup(memory, KO_EN, glossary=TERMS).look_up([asked])
        assert hit is not None
        assert hit.match >= 75
        assert hit.target.text == " The district council reviews the budget of next year. "
        assert MemoryLookup(memory, KO_EN).look_up([asked]) == [None]


@pytest.mark.parametrize(
    ("source", "made"),
    [
        ("2026년 예산 운영계획", "2026 budget operation plan"),
        ("시장의 책무", "Duties of the mayor"),
        ("시의회 및 구의회", "City council and district council"),
        ("시의회·위원회", "City council and committee"),
        ("예산운영계획", "Budget operation plan"),
        ("예산 심의", None),
        ("예산을 심의한다.", None),
        ("시장의 예산의 책무", None),
        ("budget", None),
    ],
)
def test_a_short_phrase_is_assembled_when_all_of_it_is_known(source: str, made: str | None) -> None:
    assert assemble(source, Lexicon(KO_EN, TERMS)) == made


def test_without_models_phrases_are_assembled_and_marked(tmp_path: Path) -> None:
    lookup = MemoryLookup(None, KO_EN, glossary=TERMS, assembles=True)
    (hit, none) = lookup.look_up(
        [MemoryQuery(from_marked("예산 운영계획")), MemoryQuery(from_marked("날씨가 맑다"))]
    )
    assert hit is not None
    assert (hit.target.text, hit.match) == ("Budget operation plan", SCORE)
    assert none is None
    (shown,) = offered((), from_marked("예산 운영계획"), Lexicon(KO_EN, TERMS))
    assert shown.assembled
