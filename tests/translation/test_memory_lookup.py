# SPDX-License-Identifier: AGPL-3.0-or-later
"""Memory before the machine, and what is finished already."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from converters.document.nodes import Text
from translation.draft import DraftSegment, draft
from translation.engine.decoder import Care
from translation.engine.pool import Cancelled
from translation.inline_codes import Codes, from_marked
from translation.languages import LanguagePair
from translation.memory.lookup import MemoryLookup
from translation.memory.store import Memory
from translation.memory.units import MemoryUnit, context_of
from translation.pivot_translation import PivotTranslator
from translation.sentence_cache import SentenceCache
from translation.translator import MachineTranslation
from translation.units import TranslationUnit, UnitKind

KO_EN = LanguagePair("ko", "en")


def unit_of(source: str, target: str, **context: str) -> MemoryUnit:
    return MemoryUnit(KO_EN, from_marked(source), from_marked(target), **context)


def drafted(
    route: PivotTranslator, memory: Memory | None, *texts: str, least: int = 100
) -> list[DraftSegment]:
    made = PivotTranslator(
        route.languages,
        route.decoders,
        memory=None if memory is None else MemoryLookup(memory, KO_EN, least),
    )
    units = [
        TranslationUnit(f"u-{n}", UnitKind.PARAGRAPH, from_marked(text), Codes((), Text("")))
        for n, text in enumerate(texts)
    ]
    return [segment for some in draft(units, made).segments.values() for segment in some]


@pytest.fixture
def memory(tmp_path: Path):
    with Memory(tmp_path / "memory.sqlite") as opened:
        yield opened


def test_what_people_confirmed_goes_before_the_machine(
    route: PivotTranslator, memory: Memory
) -> None:
    memory.add([unit_of("창을 <1>닫습니다</1>.", "We <1>shut</1> the window.")])
    first, second = drafted(route, memory, "창을 <1>닫습니다</1>. 파일을 삭제합니다.")
    assert first.target.marked == "We <1>shut</1> the window. "
    assert (first.match, first.score) == (100, None)
    assert second.match is None
    assert second.score is not None


def test_the_context_decides_between_equal_segments(route: PivotTranslator, memory: Memory) -> None:
    memory.add(
        [
            unit_of("신청", "Application", before=context_of("서류"), after=context_of("끝")),
            unit_of("신청", "Apply", before=context_of("방법"), after=context_of("끝")),
        ]
    )
    made = drafted(route, memory, "방법", "신청", "끝")
    assert (made[1].target.text, made[1].match) == ("Apply", 101)


def test_numbers_are_put_in_and_likeness_is_not_enough(
    route: PivotTranslator, memory: Memory
) -> None:
    memory.add(
        [
            unit_of("참가자는 25명입니다.", "There are 25 participants."),
            unit_of("누구나 온라인으로 신청할 수 있습니다.", "Anyone can apply online."),
        ]
    )
    numbers, opposite = drafted(
        route, memory, "참가자는 31명입니다.", "누구나 온라인으로 신청할 수 없습니다."
    )
    assert numbers.target.text == "There are 31 participants."
    assert numbers.match == 99
    assert opposite.match is None


def test_a_match_with_other_codes_is_not_taken(route: PivotTranslator, memory: Memory) -> None:
    memory.add([unit_of("창을 닫습니다.", "We shut the window.")])
    (made,) = drafted(route, memory, "창을 닫습니다.<1/>")
    assert made.match is None
    assert "<1/>" in made.target.marked


def test_an_empty_memory_changes_nothing(route: PivotTranslator, memory: Memory) -> None:
    text = "파일을 삭제합니다. 창을 닫습니다."
    assert drafted(route, memory, text) == drafted(route, None, text)


# ------------------------------------------------------------ finished sentences


def with_finished(
    route: PivotTranslator, finished: SentenceCache, identity: str = "a@1"
) -> PivotTranslator:
    return PivotTranslator(route.languages, route.decoders, identities=[identity], cache=finished)


SOURCES = [from_marked(f"파일 <1>{n}개</1>를 삭제합니다.") for n in range(40)]


def test_finished_sentences_are_those_that_would_be_made(
    route: PivotTranslator, tmp_path: Path
) -> None:
    finished = SentenceCache(tmp_path / "finished.sqlite")
    first = with_finished(route, finished).translate(SOURCES, Care.NORMAL)
    again = with_finished(route, finished).translate(SOURCES, Care.NORMAL)
    assert dict(first) == dict(again) == dict(route.translate(SOURCES, Care.NORMAL))
    finished.close()


def test_a_cancelled_job_goes_on_where_it_was(
    route: PivotTranslator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    finished = SentenceCache(tmp_path / "finished.sqlite")
    monkeypatch.setattr("translation.engine.pool.BATCH_TOKENS", 60)
    heard: list[tuple[int, int]] = []
    with pytest.raises(Cancelled):
        with_finished(route, finished).translate(
            SOURCES, Care.NORMAL, lambda *told: heard.append(told), lambda: len(heard) > 12
        )
    kept = finished.known("a@1", "NORMAL", [source.marked for source in SOURCES])
    assert 0 < len(kept) < len(SOURCES)
    heard.clear()
    with_finished(route, finished).translate(SOURCES, Care.NORMAL, lambda *told: heard.append(told))
    assert heard[0][0] == sum(len(from_marked(one).text) for one in kept)
    assert heard[-1][0] == heard[-1][1]
    finished.close()


def test_other_packages_and_other_care_are_not_confused(tmp_path: Path) -> None:
    finished = SentenceCache(tmp_path / "finished.sqlite")
    one = MachineTranslation(from_marked("<1>a</1>"), -0.5, (1,), 2, 1)
    with finished.keeping("a@1", "NORMAL") as keep:
        keep("<1>가</1>", one)
    assert finished.known("a@1", "NORMAL", ["<1>가</1>"]) == {"<1>가</1>": one}
    assert finished.known("a@2", "NORMAL", ["<1>가</1>"]) == {}
    assert finished.known("a@1", "CAREFUL", ["<1>가</1>"]) == {}
    finished.close()


def test_a_damaged_file_is_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "finished.sqlite"
    path.write_bytes(b"no database" * 999)
    finished = SentenceCache(path)
    assert finished.known("a@1", "NORMAL", ["가"]) == {}
    with finished.keeping("a@1", "NORMAL") as keep:
        keep("가", MachineTranslation(from_marked("a"), -1.0))
    finished.close()
    with sqlite3.connect(path) as connection:
        ((form,),) = connection.execute("SELECT form FROM sentence").fetchall()
    connection.close()
    assert json.loads(form)[0] == "a"
