# SPDX-License-Identifier: AGPL-3.0-or-later
"""``hanji models compare``: every engine on the city's own sentences, and the choice that follows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.cli.main import main
from app.services import engine_comparison, model_packages
from tests.package_writer.firefox import tiny_firefox
from translation.exchange import tmx
from translation.inline_codes import Coded
from translation.languages import LanguagePair
from translation.memory.units import MemoryUnit

PAIR = LanguagePair("ko", "en")
SENTENCES = [
    (f"파일 {number}개를 삭제합니다.", f"Delete {number} files.") for number in range(1, 41)
]


@pytest.fixture(autouse=True)
def places(tmp_path, monkeypatch):
    monkeypatch.setenv("HANJI_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("HANJI_MODELS", raising=False)
    monkeypatch.setattr("app.crash.install", lambda *_: None)


def memory(path: Path, pairs=SENTENCES) -> Path:
    units = [MemoryUnit(PAIR, Coded((source,)), Coded((target,))) for source, target in pairs]
    path.write_bytes(tmx.write(units, PAIR))
    return path


def test_engines_are_measured_beside_each_other_and_the_best_is_chosen(tmp_path, capsys):
    assert main(["models", "install", str(tiny_firefox(tmp_path / "koen"))]) == 0
    capsys.readouterr()
    assert main(["models", "compare", str(memory(tmp_path / "m.tmx")), "--json", "--set"]) == 0
    best, other = json.loads(capsys.readouterr().out)
    # A real model, if a small one, before random numbers.
    assert (best["engine"], other["engine"]) == ("ctranslate2", "firefox")
    assert best["chrf"] > other["chrf"] + 5
    assert best["numbers"][1] == other["numbers"][1] == len(SENTENCES)
    assert best["numbers"][0] > len(SENTENCES) // 2
    assert len(best["samples"]) == 5
    assert all(sample["person"].startswith("Delete") for sample in best["samples"])
    # What is chosen comes first from now on, and can be changed.
    store = model_packages.open_store()
    assert store.packages()[0].engine == "ctranslate2"
    assert main(["models", "prefer", other["name"]]) == 0
    assert store.packages()[0].name == other["name"]


def test_too_few_sentences_compare_nothing(tmp_path, capsys):
    assert main(["models", "compare", str(memory(tmp_path / "m.tmx", SENTENCES[:7]))]) == 3
    said = capsys.readouterr().err
    assert "m.tmx" in said
    assert "7" in said
    (tmp_path / "none.tmx").write_text("none")
    assert main(["models", "compare", str(tmp_path / "none.tmx")]) == 3
    assert main(["models", "compare", str(tmp_path / "gone.tmx")]) == 3


def test_of_many_sentences_some_from_all_over_are_taken(tmp_path):
    many = [(f"문장 {number}번입니다.", f"Sentence {number}.") for number in range(1000)]
    taken = engine_comparison.read_pairs(memory(tmp_path / "m.tmx", many), "ko", "en")
    assert len(taken) == engine_comparison.MOST
    assert taken[0] == many[0]
    assert many.index(taken[-1]) > 990


def test_an_engine_that_fails_is_named_and_the_others_go_on(tmp_path, monkeypatch):
    assert main(["models", "install", str(tiny_firefox(tmp_path / "koen"))]) == 0
    (package, *_) = model_packages.open_store().packages()
    model = package.folder / "firefox" / "model.bin"
    model.write_bytes(model.read_bytes()[:3000])
    good, bad = engine_comparison.compare(SENTENCES[:20], "ko", "en")
    assert (good.failed, bool(bad.failed)) == ("", True)
    assert bad.translations == ("",) * 20
