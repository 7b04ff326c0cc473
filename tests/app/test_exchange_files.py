# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files of exchange are read in confined workers; what comes back is data."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.errors import AppError
from app.jobs.reading import ANSWER
from app.jobs.request import JobResult
from app.services import confined_reading
from app.services.exchange_files import memory_units, read_returned, read_terms
from translation.exchange import tmx
from translation.exchange.errors import ExchangeCode, ExchangeRefused
from translation.inline_codes import from_marked
from translation.languages import LanguagePair
from translation.memory.units import MemoryUnit
from translation.terms.exchange import GlossaryRefused

PAIR = LanguagePair("ko", "en")
UNITS = [
    MemoryUnit(
        PAIR, from_marked(f"문장 <1>{n}</1>번<2/>."), from_marked(f"Sentence <1>{n}</1><2/>.")
    )
    for n in range(50)
]


def memory(path: Path) -> Path:
    path.write_bytes(tmx.write(UNITS, PAIR))
    return path


def test_the_units_of_a_memory_come_back_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = memory(tmp_path / "m.tmx")
    here = list(tmx.read(path.read_bytes(), PAIR, origin="m"))

    def never(*_arguments: object, **_named: object) -> None:
        raise AssertionError("read in the parent")

    monkeypatch.setattr(tmx, "read", never)
    with memory_units(path, PAIR) as units:
        assert list(units) == here


def test_of_a_damaged_memory_nothing_comes(tmp_path: Path):
    path = memory(tmp_path / "m.tmx")
    path.write_bytes(path.read_bytes()[:-60])
    with pytest.raises(ExchangeRefused) as caught, memory_units(path, PAIR):
        pass
    assert caught.value.code is ExchangeCode.NOT_XML
    assert caught.value.line > 0


def test_what_is_no_file_of_exchange_says_what_it_is(tmp_path: Path):
    path = tmp_path / "a.xlf"
    path.write_text("<note/>")
    with pytest.raises(ExchangeRefused) as caught:
        read_returned(path)
    assert caught.value.params["found"] == "note"
    with pytest.raises(GlossaryRefused):
        read_terms(path, "ko", "en")
    path.unlink()
    with pytest.raises(AppError) as gone:
        read_returned(path)
    assert "a.xlf" in str(gone.value.params["sentence"])


def test_terms_come_back_with_the_lines_that_were_passed_over(tmp_path: Path):
    path = tmp_path / "t.csv"
    path.write_text("원문,번역\n주민센터,community center\n,nothing\n", encoding="utf-8")
    found = read_terms(path, "ko", "en")
    assert [(one.source, one.targets) for one in found.terms] == [
        ("주민센터", ("community center",))
    ]
    assert [line for line, _ in found.bad] == [3]


def _rubbish(folder: Path) -> None:
    (folder / ANSWER).write_bytes(b'{"returned": 3}')


def _refusal_without_words(folder: Path) -> None:
    (folder / ANSWER).write_bytes(b'{"refusal": {"code": "exchange-too-large"}}')


def _link(folder: Path) -> None:
    (folder / ANSWER).symlink_to("/etc/hostname")


def _nothing(_folder: Path) -> None:
    pass


@pytest.mark.parametrize("answer", [_rubbish, _link, _nothing, _refusal_without_words])
def test_a_worker_that_was_taken_over_brings_nothing_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: Callable[[Path], None]
):
    def lies(_path: Path, folder: Path, _function: object) -> JobResult:
        answer(folder)
        return JobResult()

    monkeypatch.setattr(confined_reading, "read_in_worker", lies)
    path = memory(tmp_path / "m.tmx")
    with pytest.raises((AppError, ExchangeRefused)), memory_units(path, PAIR):
        pass


def test_a_unit_that_is_none_ends_the_import(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def lies(_path: Path, folder: Path, _function: object) -> JobResult:
        (folder / ANSWER).write_bytes(b"{}")
        (folder / "units.jsonl").write_bytes(b'{"pair": ["ko", "en"], "source": 1}\n')
        return JobResult()

    monkeypatch.setattr(confined_reading, "read_in_worker", lies)
    with memory_units(memory(tmp_path / "m.tmx"), PAIR) as units, pytest.raises(AppError):
        list(units)
