# SPDX-License-Identifier: AGPL-3.0-or-later
"""What was put into the memory is found again, and nothing is lost on the way."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sqlite3
import time
from contextlib import closing
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translation.inline_codes import Coded, from_marked
from translation.languages import LanguagePair
from translation.memory import Memory, MemoryUnit, context_of
from translation.memory.store import MemoryVersionError

KO_EN = LanguagePair("ko", "en")


def unit(source, target="It is so.", **more):
    return MemoryUnit(KO_EN, from_marked(source), from_marked(target), **more)


@pytest.fixture
def memory(tmp_path):
    with Memory(tmp_path / "memory.db") as opened:
        yield opened


def scores(memory, source, **more):
    return [match.score for match in memory.look_up(from_marked(source), KO_EN, **more)]


def test_the_same_text_is_exact_whatever_its_blanks_and_composition(memory):
    memory.add([unit("시는 한지를 만든다.")])
    assert scores(memory, "시는  한지를 만든다. ") == [100]
    assert scores(memory, "\u1109\u1175\u1102\u1173\u11ab 한지를 만든다.") == [100]


def test_the_same_neighbours_make_a_match_in_context(memory):
    here, there = context_of("앞 문장이다."), context_of("뒤 문장이다.")
    memory.add(
        [unit("끝.", "The end.", before=here, after=there), unit("끝.", "Done.", before=there)]
    )
    matches = memory.look_up(from_marked("끝."), KO_EN, here, there)
    assert [(match.score, match.unit.target.text) for match in matches] == [
        (101, "The end."),
        (100, "Done."),
    ]


def test_a_near_text_is_found_with_what_differs(memory):
    memory.add([unit("위원회는 예산안을 심의하여 의결한다."), unit("날씨가 맑고 바람이 없다.")])
    (match,) = memory.look_up(from_marked("위원회는 결산안을 심의하여 의결한다."), KO_EN)
    assert 85 <= match.score < 100
    assert match.difference == (("replace", 5, 6, 5, 6),)
    assert match.adapted is None


def test_other_numbers_are_put_into_the_translation(memory):
    memory.add([unit("<1>2025</1>년에 1,200명이 왔다.", "In <1>2025</1>, 1,200 people came.")])
    (match,) = memory.look_up(from_marked("<1>2026</1>년에 980명이 왔다."), KO_EN)
    assert match.score == 99
    assert match.adapted.marked == "In <1>2026</1>, 980 people came."


@pytest.mark.parametrize(
    ("source", "target", "asked"),
    [
        ("3명이 왔다.", "Three people came.", "4명이 왔다."),
        ("3명과 3명이 왔다.", "3 and 3 came.", "4명과 5명이 왔다."),
        ("3개 중 2개를 쓴다.", "It uses 2.", "4개 중 1개를 쓴다."),
    ],
)
def test_numbers_are_left_alone_where_it_is_not_safe(memory, source, target, asked):
    memory.add([unit(source, target)])
    (match,) = memory.look_up(from_marked(asked), KO_EN)
    assert (match.score, match.adapted) == (99, None)


def test_numbers_that_change_places_do_so_in_the_translation(memory):
    memory.add([unit("3개 중 2개를 쓴다.", "It uses 2 of 3.")])
    (match,) = memory.look_up(from_marked("2개 중 3개를 쓴다."), KO_EN)
    assert match.adapted.text == "It uses 3 of 2."


def test_other_codes_are_no_exact_match(memory):
    memory.add([unit("<1>시민</1>이 참여한다.")])
    assert scores(memory, "시민이 참여한다.") == [99]


def test_pairs_of_languages_do_not_mix(memory):
    memory.add([replace(unit("서울은 큰 도시이다."), pair=LanguagePair("ko", "ja"))])
    assert scores(memory, "서울은 큰 도시이다.") == []
    assert scores(memory, "서울은 큰 도시였다.") == []


def test_a_unit_put_in_twice_is_one_and_keeps_the_later_author(memory):
    first = unit("한 번이다.", author="kim", created="2026-01-01T00:00:00Z")
    assert memory.add([first]) == 1
    assert memory.add([replace(first, author="lee", created="", changed="2026-02-02")]) == 0
    (kept,) = memory
    assert (kept.author, kept.created, kept.changed) == ("lee", first.created, "2026-02-02")


def test_what_is_removed_is_not_found_and_its_number_not_given_again(memory):
    memory.add([unit("지울 문장이다."), unit("남을 문장이다.")])
    gone = memory.look_up(from_marked("지울 문장이다."), KO_EN)[0].unit.unit_id
    memory.remove([gone, 12345])
    assert [kept.source.text for kept in memory] == ["남을 문장이다."]
    assert 100 not in scores(memory, "지울 문장이다.")
    memory.add([unit("새 문장이다.")])
    assert gone not in {kept.unit_id for kept in memory}


def test_use_is_counted_and_the_used_one_comes_first(memory):
    memory.add([unit("같다.", "It is equal."), unit("같다.", "Same.")])
    first = next(iter(memory)).unit_id
    memory.count_use([first])
    assert memory.look_up(from_marked("같다."), KO_EN)[0].unit.unit_id == first


def test_a_phrase_is_found_in_either_language_also_with_signs_of_patterns(memory):
    memory.add([unit("예산은 50% 늘었다.", "The budget rose 50%."), unit("예산 501", "Budget 501")])
    assert [u.source.text for u in memory.find("50%")] == ["예산은 50% 늘었다."]
    assert [u.target.text for u in memory.find("ROSE 50", in_target=True)] == [
        "The budget rose 50%."
    ]
    assert memory.find("없는 말") == ()


sentence = st.text(st.sampled_from("가나다라 0123.,<&시민"), min_size=1).filter(str.strip)


@settings(deadline=None)
@given(st.lists(sentence, min_size=1, max_size=12, unique=True), sentence)
def test_what_is_added_is_found_and_no_score_is_above_100_without_context(
    tmp_path_factory, texts, other
):
    with Memory(tmp_path_factory.mktemp("memory") / "memory.db") as memory:
        memory.add(MemoryUnit(KO_EN, Coded((text,)), Coded((text,))) for text in texts)
        for text in texts:
            found = memory.look_up(Coded((text,)), KO_EN, limit=20)
            assert any(m.score == 100 and m.unit.source == Coded((text,)) for m in found)
        assert all(70 <= m.score <= 100 for m in memory.look_up(Coded((other,)), KO_EN))
        assert len(list(memory)) == len(memory) == len(texts)


def _add_many(path, name, count):
    with Memory(path) as memory:
        for number in range(count):
            memory.add([unit(f"{name}의 {number}번째 문장이다.", author=name)])


def test_two_writers_at_once_lose_nothing(tmp_path):
    path = tmp_path / "memory.db"
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_add_many, args=(path, name, 40)) for name in ("갑", "을")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0, 0]
    with Memory(path) as memory:
        assert len(memory) == 80
        assert scores(memory, "갑의 39번째 문장이다.")[0] == 100


def _open(path, barrier):
    barrier.wait()
    Memory(path).close()


@pytest.mark.slow
def test_a_memory_may_be_made_by_several_at_once(tmp_path):
    context = multiprocessing.get_context("spawn")
    barrier = context.Barrier(3)
    for turn in range(2):
        path = tmp_path / f"{turn}.db"
        makers = [context.Process(target=_open, args=(path, barrier)) for _ in range(3)]
        for maker in makers:
            maker.start()
        for maker in makers:
            maker.join()
        assert [maker.exitcode for maker in makers] == [0, 0, 0]


def _add_for_ever(path):
    def units():
        number = 0
        while True:
            number += 1
            if number == 70_000:
                (path.parent / "far").touch()
            yield unit(f"{number}번째 문장이며 {number * 7919 % 10007}쪽에 있다.")

    with Memory(path) as memory:
        memory.add(units())


@pytest.mark.slow
def test_a_writer_killed_in_the_middle_leaves_a_memory_that_opens(tmp_path):
    path = tmp_path / "memory.db"
    writer = multiprocessing.get_context("spawn").Process(target=_add_for_ever, args=(path,))
    writer.start()
    while not (tmp_path / "far").exists() and writer.is_alive():
        time.sleep(0.02)
    os.kill(writer.pid, getattr(signal, "SIGKILL", signal.SIGTERM))
    writer.join()
    with Memory(path) as memory:
        assert len(memory) > 0
        assert len(memory) % 50_000 == 0
        assert memory.add([unit("그 뒤의 문장이다.")]) == 1
        assert scores(memory, "그 뒤의 문장이다.") == [100]
    with closing(sqlite3.connect(path)) as plain:
        assert plain.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_file_of_a_newer_program_is_refused(tmp_path):
    path = tmp_path / "memory.db"
    with closing(sqlite3.connect(path)) as plain:
        plain.execute("PRAGMA user_version = 99")
    with pytest.raises(MemoryVersionError):
        Memory(path)


def test_a_file_that_is_no_memory_is_refused_and_left_as_it_is(tmp_path):
    path = tmp_path / "letter.txt"
    path.write_bytes(b"No memory at all, but a letter. " * 40)
    with pytest.raises(sqlite3.DatabaseError):
        Memory(path)
    assert path.read_bytes().startswith(b"No memory")
