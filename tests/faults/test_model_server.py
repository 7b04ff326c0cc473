# SPDX-License-Identifier: AGPL-3.0-or-later
"""The process with the models: shared, warm, and no loss where it dies."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.jobs.model_server import ModelServers
from app.jobs.translating import TranslationOrder
from tests.translation.conftest import SAMPLE_MODEL
from translation.inline_codes import from_marked
from translation.languages import LanguagePair
from translation.memory.store import Memory
from translation.memory.units import MemoryUnit
from translation.packages.store import PackageStore

SOURCES = [f"파일 {n}개를 삭제하고 창 {n + 1}개를 닫습니다." for n in range(10, 90)]
QUESTION = {"do": "translate", "care": "NORMAL", "sources": SOURCES}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return PackageStore(tmp_path_factory.mktemp("models")).install(SAMPLE_MODEL).folder


@pytest.fixture
def order(folder: Path, tmp_path: Path) -> TranslationOrder:
    return TranslationOrder(
        ("ko", "en"), (folder,), "ko_en@1", finished=tmp_path / "finished.sqlite"
    )


@pytest.fixture
def servers() -> Iterator[ModelServers]:
    made = ModelServers()
    yield made
    made.close()
    assert not [one for one in multiprocessing.active_children() if one.name == "hanji-models"]


def ask(servers: ModelServers, order: TranslationOrder, **changed: Any) -> dict[str, Any]:
    return servers.ask(order, {**QUESTION, **changed}, lambda *_: None, lambda: False)


def processes() -> list[int]:
    children = multiprocessing.active_children()
    return [one.pid or 0 for one in children if one.name == "hanji-models"]


@pytest.mark.slow
def test_many_ask_one_process_at_once(servers: ModelServers, order: TranslationOrder) -> None:
    found: list[dict[str, Any]] = []
    threads = [threading.Thread(target=lambda: found.append(ask(servers, order))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(processes()) == 1
    assert len(found) == 4
    assert all(one["made"] == found[0]["made"] for one in found)
    assert len(found[0]["made"]) == len(SOURCES)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal")
def test_a_killed_process_costs_no_sentence(servers: ModelServers, order: TranslationOrder) -> None:
    first = ask(servers, order, sources=SOURCES[:1])
    (process,) = processes()
    killed = threading.Event()

    def kill(*_: int) -> None:
        if not killed.is_set():
            killed.set()
            os.kill(process, signal.SIGKILL)

    found = servers.ask(order, QUESTION, kill, lambda: False)
    assert killed.is_set()
    assert found["made"][0] == first["made"][0]
    assert len(found["made"]) == len(SOURCES)
    assert processes() != [process]


def test_who_stops_is_answered_and_the_others_go_on(
    servers: ModelServers, order: TranslationOrder
) -> None:
    assert servers.ask(order, QUESTION, lambda *_: None, lambda: True) == {"stopped": True}
    assert len(ask(servers, order)["made"]) == len(SOURCES)


def test_the_memory_is_asked_by_many_at_once(
    servers: ModelServers, order: TranslationOrder, tmp_path: Path
) -> None:
    with Memory(tmp_path / "memory.sqlite") as memory:
        memory.add([MemoryUnit(LanguagePair("ko", "en"), from_marked("창"), from_marked("window"))])
    wanted = replace(order, memory=tmp_path / "memory.sqlite")
    found: list[dict[str, Any]] = []
    question = {"do": "recall", "asked": [["창", None, None]] * 50}
    threads = [
        threading.Thread(
            target=lambda: found.append(
                servers.ask(wanted, question, lambda *_: None, lambda: False)
            )
        )
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [one["found"] for one in found] == [[["window", 100]] * 50] * 4


def test_a_package_that_is_gone_is_named(
    servers: ModelServers, order: TranslationOrder, tmp_path: Path
) -> None:
    gone = TranslationOrder(("ko", "en"), (tmp_path / "gone",), "x")
    assert ask(servers, gone)["error"]["code"] == "model-missing"
    assert len(ask(servers, order, sources=SOURCES[:2])["made"]) == 2
