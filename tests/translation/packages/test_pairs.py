# SPDX-License-Identifier: AGPL-3.0-or-later
"""A model of many languages is installed once, and translates all the pairs that a person chooses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.jobs.translating import load_route
from app.services import model_packages
from app.services.translating import order_for
from tests.package_writer import many_languages, tiny_package
from tests.package_writer.prompted import gemma
from translation.engine.decoder import Decoder
from translation.engine.families import tokens_for
from translation.errors import ModelMissing, PackageRefused, TranslationCode
from translation.languages import LanguagePair
from translation.packages.package import pair_of
from translation.packages.store import PackageStore
from translation.packages.wrap import wrap

NLLB = ("kor_Hang", "eng_Latn", "fra_Latn", "vie_Latn", "jpn_Jpan")
M2M = ("__ko__", "__en__", "__fr__", "__vi__", "__ja__")
MADLAD = ("<2ko>", "<2en>", "<2fr>", "<2vi>", "<2ja>")
FAMILIES = {"nllb": NLLB, "m2m": M2M, "madlad": MADLAD}
VI, JA, BACK = LanguagePair("ko", "vi"), LanguagePair("ko", "ja"), LanguagePair("en", "ko")


def package_of(tmp_path: Path, family: tuple[str, ...] = NLLB, **more: object) -> Path:
    model = many_languages(tmp_path / "model", family)
    out = tmp_path / "many.argosmodel"
    return wrap(model, out, from_code="ko", to_code="en", licence="MIT", **more)  # type: ignore[arg-type]


@pytest.fixture
def store(tmp_path: Path) -> PackageStore:
    return PackageStore(tmp_path / "models")


def pairs(store: PackageStore) -> dict[str, Path]:
    return {f"{one.from_code}:{one.to_code}": one.folder for one in store.packages()}


@pytest.mark.parametrize("family", FAMILIES)
def test_one_file_serves_every_chosen_pair_with_its_own_tokens(tmp_path, store, family):
    main = store.install(package_of(tmp_path, FAMILIES[family]))
    assert {"ko", "en", "vi", "ja"} <= main.further_languages()
    store.choose_pairs(main.name, [VI, BACK])
    assert pairs(store) == dict.fromkeys(("ko:en", "ko:vi", "en:ko"), main.folder)
    assert len(list((tmp_path / "models").rglob("model.bin"))) == 1
    for pair in (VI, BACK, LanguagePair("ko", "en")):
        told = tokens_for(FAMILIES[family], *pair)
        assert Decoder(main.folder, languages=pair)._languages == told
    with pytest.raises(ModelMissing):
        Decoder(main.folder, languages=("ko", "th"))
    # Another program or day finds the same.
    assert len(PackageStore(tmp_path / "models").packages()) == 3
    assert store.prefer(store.find("ko_vi").name).to_code == "vi"


def test_a_pair_is_taken_back_alone_and_goes_with_its_files(tmp_path, store):
    main = store.install(package_of(tmp_path))
    store.choose_pairs("ko_en", [VI, JA])
    store.remove("ko_vi")
    assert set(pairs(store)) == {"ko:en", "ko:ja"}
    assert store.verify(store.find("ko_ja"))
    store.choose_pairs("ko_ja", [VI, main_pair := LanguagePair("ko", "en")])
    assert set(pairs(store)) == {"ko:en", "ko:vi"}
    assert main_pair == (main.from_code, main.to_code)
    store.remove("ko_en")
    assert pairs(store) == {}
    assert json.loads((tmp_path / "models" / "pairs.json").read_text()) == {}


def test_a_package_says_itself_which_pairs_it_is_for(tmp_path):
    package_of(tmp_path / "preset", pairs=[VI, BACK])
    store = PackageStore(tmp_path / "models", [tmp_path / "preset"])
    assert set(pairs(store)) == {"ko:en", "ko:vi", "en:ko"}
    store.choose_pairs("ko_en", [])
    assert set(pairs(store)) == {"ko:en"}


def test_a_vocabulary_without_end_is_not_read(tmp_path, store, monkeypatch):
    main = store.install(package_of(tmp_path))
    monkeypatch.setattr("translation.engine.families._MOST_VOCABULARY", 100)
    assert main.further_languages() == frozenset()


def test_languages_that_the_model_does_not_know_are_refused(tmp_path, store):
    store.install(package_of(tmp_path))
    with pytest.raises(PackageRefused) as caught:
        store.choose_pairs("ko_en", [LanguagePair("ko", "th")])
    assert caught.value.code is TranslationCode.LANGUAGE_UNKNOWN
    with pytest.raises(PackageRefused):
        package_of(tmp_path / "other", pairs=[LanguagePair("ko", "th")])
    one = PackageStore(tmp_path / "one")
    one.install(tiny_package(tmp_path))
    with pytest.raises(PackageRefused):
        one.choose_pairs("ko_en", [VI])


@pytest.mark.parametrize("form", ["ko", "ko:ko", "ko:en:vi", ["ko"], ["ko", 3], "../x:en", None])
def test_what_is_no_pair_is_none(form):
    assert pair_of(form) is None


def test_a_language_model_is_asked_for_the_language_of_the_pair(tmp_path, monkeypatch):
    monkeypatch.setenv("HANJI_DATA_DIR", str(tmp_path / "data"))
    model = gemma(tmp_path / "model")
    file = wrap(model, tmp_path / "g.argosmodel", from_code="ko", to_code="en", licence="MIT")
    store = model_packages.open_store()
    store.install(file)
    name = next(one.name for one in store.packages() if one.engine == "prompted")
    store.choose_pairs(name, [VI])
    order = order_for("ko", "vi")
    (asked,) = load_route(order, 1).decoders
    assert "Vietnamese" in asked._template.around(*asked._languages)[0]
    assert order.identity.startswith("ko_vi@")
