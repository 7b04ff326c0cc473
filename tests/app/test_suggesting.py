# SPDX-License-Identifier: AGPL-3.0-or-later
"""Suggestions for misspelt words come from a process that may be ended over one."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.jobs.suggesting import SuggestionProcess
from app.services.spelling import dictionary_file

pytest.importorskip("hunspell")
_PATIENCE = 60


@pytest.fixture
def process() -> Iterator[SuggestionProcess]:
    path = dictionary_file("en")
    assert path is not None
    made = SuggestionProcess(path, "en")
    yield made
    made.close()


def test_a_word_gets_suggestions_and_the_second_time_at_once(process: SuggestionProcess) -> None:
    assert process.ask("recieve").result(_PATIENCE)[0] == "receive"
    assert process.ask("recieve").done()


def test_a_word_that_takes_too_long_has_none_and_the_next_one_is_answered(
    process: SuggestionProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.jobs.suggesting._LONGEST_S", 0)
    assert process.ask("definately").result(_PATIENCE) == ()
    monkeypatch.undo()
    assert process.ask("recieve").result(_PATIENCE)[0] == "receive"


def test_python_goes_on_while_a_strange_word_is_looked_for(process: SuggestionProcess) -> None:
    process.ask("recieve").result(_PATIENCE)
    started = time.thread_time()
    coming = process.ask("inkonprehensibbletionalizms")
    while not coming.done():
        time.sleep(0.001)
    assert time.thread_time() - started < 0.5
    assert isinstance(coming.result(), tuple)


def test_a_dictionary_that_is_none_suggests_nothing(tmp_path: Path) -> None:
    process = SuggestionProcess(tmp_path / "none.aff", "en")
    assert process.ask("recieve").result(_PATIENCE) == ()
    process.close()


def test_nothing_is_suggested_once_it_is_closed(process: SuggestionProcess) -> None:
    process.close()
    assert process.ask("recieve").result(_PATIENCE) == ()
