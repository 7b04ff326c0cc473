# SPDX-License-Identifier: AGPL-3.0-or-later
"""``hanji models``: what a person types, and what comes of it."""

from __future__ import annotations

import json
import urllib.error
import urllib.request

import pytest

from app import messages
from app.cli.main import main
from app.errors import AppError
from app.i18n import Language
from app.jobs.model_trial import try_apart
from app.services import model_packages
from converters.files import sha256_of
from tests.app.command import hanji
from tests.package_writer import many_languages, tiny_package
from tests.package_writer.firefox import tiny_firefox
from translation.errors import TranslationCode, TranslationError
from translation.packages.model import try_model
from translation.packages.store import PackageStore


@pytest.fixture(autouse=True)
def places(tmp_path, monkeypatch):
    """Own folders for packages, and none of the program itself."""
    monkeypatch.setenv("HANJI_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setattr(model_packages, "files", lambda name: tmp_path / name)
    monkeypatch.delenv("HANJI_MODELS", raising=False)
    monkeypatch.setattr("app.crash.install", lambda *_: None)


def rows(capsys) -> list[dict]:
    capsys.readouterr()
    assert main(["models", "list", "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_a_package_is_installed_listed_verified_and_removed(tmp_path):
    path = tiny_package(tmp_path, licence="CC-BY-NC-4.0")
    there = {"HANJI_DATA_DIR": str(tmp_path / "data"), "HANJI_LANG": "en"}
    assert hanji("models", "install", path, **there).code == 0
    name = next(one.name for one in PackageStore(tmp_path / "data" / "models").packages())
    # The program's own sample may be listed too.
    lines = hanji("models", "list", **there).out.splitlines()
    (listed,) = [line for line in lines if line.startswith(name)]
    for fact in ("ko_en/1.0-", "CC-BY-NC-4.0", "flores-devtest chrF++: 12", " MiB",
                 "demonstration only", "not for commercial use"):  # fmt: skip
        assert fact in listed
    assert "intact" in hanji("models", "verify", **there).out
    model = tmp_path / "data" / "models" / name / "model" / "model.bin"
    model.write_bytes(model.read_bytes() + b"x")
    broken = hanji("models", "verify", **there)
    assert (broken.code, "not the one that was expected (model/model.bin)" in broken.err) == (
        1,
        True,
    )
    assert hanji("models", "remove", name, **there).code == 0
    assert name not in hanji("models", "list", **there).out


def test_refusals_are_said_in_korean_with_what_to_do(tmp_path, capsys):
    path = tmp_path / "a.argosmodel"
    path.write_bytes(b"no package")
    assert main(["models", "install", str(path)]) == 3
    assert "번역 패키지" in capsys.readouterr().err
    assert main(["models", "install", str(tmp_path / "none.argosmodel")]) == 3
    assert "Traceback" not in capsys.readouterr().err
    assert not (tmp_path / "data").exists()


def test_a_wrong_checksum_installs_nothing(tmp_path, capsys):
    path = tiny_package(tmp_path)
    assert main(["models", "install", str(path), "--sha256", "0" * 64]) == 3
    assert rows(capsys) == []


@pytest.mark.parametrize("code", list(TranslationCode))
def test_every_refusal_has_its_sentences(code):
    for language, hangul in ((Language.KOREAN, True), (Language.ENGLISH, False)):
        for sentence in messages.translation_sentences(code, {}, language):
            assert sentence.endswith(".")
            assert "{" not in sentence
            assert any("가" <= letter <= "힣" for letter in sentence) is hangul


def test_a_preset_folder_is_listed_and_cannot_be_removed(tmp_path, capsys, monkeypatch):
    tiny_package(tmp_path / "preset")
    monkeypatch.setenv("HANJI_MODELS", str(tmp_path / "preset"))
    (row,) = rows(capsys)
    assert (row["from"], row["to"], row["own"]) == ("ko", "en", False)
    assert main(["models", "remove", row["name"]]) == 3
    assert rows(capsys) == [row]


def test_the_sample_of_the_program_is_there_from_the_start(tmp_path, capsys):
    tiny_package(tmp_path / "assets" / "models")
    (row,) = rows(capsys)
    assert row["demonstration"] is True
    assert len(list((tmp_path / "assets").rglob("*.*"))) == 1


def test_a_model_is_wrapped_and_installs(tmp_path, capsys):
    model_packages.open_store().install(tiny_package(tmp_path))
    (model,) = (tmp_path / "data").rglob("model.bin")
    out = tmp_path / "made.argosmodel"
    words = ["--from", "ko", "--to", "en", "--licence", "MIT", "--package-version", "2.0"]
    quality = ["--quality", "flores-devtest chrF++=47.5"]
    assert main(["models", "wrap", str(model.parent), *words, *quality, "-o", str(out)]) == 0
    assert main(["models", "install", str(out)]) == 0
    first, second = rows(capsys)
    assert (first["version"], first["quality"]) == ("2.0", {"flores-devtest chrF++": 47.5})
    assert second["version"] == "1.0"


class FakeIndex:
    def __init__(self, path, *versions, pair=("ko", "en")):
        self.path = path
        self.found = [
            model_packages.Offer(*pair, one, ("https://example.org/p",)) for one in versions
        ]
        self.downloaded = []

    def offers(self):
        return self.found

    def download(self, offer, folder):
        self.downloaded.append(offer.version)
        return self.path


def test_the_newest_of_the_index_is_installed(tmp_path):
    index = FakeIndex(tiny_package(tmp_path, package_version="1.10"), "1.9", "1.10")
    package = model_packages.fetch(model_packages.open_store(), "ko", "en", index)
    assert index.downloaded == ["1.10"]
    assert (package.package_version, package.origin) == ("1.10", "https://example.org/p")


def test_what_the_index_mislabels_is_refused(tmp_path):
    index = FakeIndex(tiny_package(tmp_path, "en", "ko"), "1.0")
    with pytest.raises(TranslationError) as caught:
        model_packages.fetch(model_packages.open_store(), "ko", "en", index)
    assert caught.value.code is TranslationCode.PACKAGE_MISMATCH


def test_a_known_package_must_have_its_known_checksum(tmp_path):
    index = FakeIndex(tiny_package(tmp_path, package_version="1.1"), "1.1")
    with pytest.raises(TranslationError) as caught:
        model_packages.fetch(model_packages.open_store(), "ko", "en", index)
    assert caught.value.code is TranslationCode.PACKAGE_MISMATCH
    assert not (tmp_path / "data").exists()


def test_a_pair_that_the_index_lacks_is_named(tmp_path):
    with pytest.raises(AppError) as caught:
        model_packages.fetch(model_packages.open_store(), "ko", "vi", FakeIndex(tmp_path, "1.0"))
    assert caught.value.params == {"source": "ko", "target": "vi"}


def test_without_a_network_the_way_without_one_is_named(tmp_path, capsys, monkeypatch):
    def offline(*_, **__):
        raise urllib.error.URLError("offline")

    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setattr(urllib.request, "urlopen", offline)
    assert main(["models", "fetch", "ko", "en"]) == 3
    assert "hanji models install" in capsys.readouterr().err
    assert not (tmp_path / "home").exists()


def test_a_model_is_tried_in_a_process_of_its_own(tmp_path):
    package = model_packages.open_store().install(tiny_package(tmp_path))
    try_model(package.folder)
    (package.folder / "model" / "model.bin").write_bytes(b"\6\0\0\0")
    with pytest.raises(TranslationError) as caught:
        try_apart(package.folder)
    assert caught.value.code is TranslationCode.ENGINE_FAILED


def demand_checksums(tmp_path, monkeypatch):
    monkeypatch.setenv("HANJI_CONFIG_DIR", str(tmp_path / "config"))
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "settings.json").write_text('{"package_checksums": "demanded"}')


def test_a_checksum_beside_the_file_is_demanded_of_it(tmp_path, capsys):
    path = tiny_package(tmp_path)
    beside = path.with_name(path.name + ".sha256")
    beside.write_text(f"{'0' * 64}  {path.name}\n")
    assert main(["models", "install", str(path)]) == 3
    assert rows(capsys) == []
    beside.write_text(f"{sha256_of(path).upper()} *{path.name}\n")
    assert main(["models", "install", str(path)]) == 0
    assert "SHA-256" not in capsys.readouterr().err
    assert [row["compared"] for row in rows(capsys)] == [True]


def test_what_nobody_compared_is_said_with_its_checksum(tmp_path, capsys):
    path = tiny_package(tmp_path)
    assert main(["models", "install", str(path)]) == 0
    assert sha256_of(path) in capsys.readouterr().err
    assert [row["compared"] for row in rows(capsys)] == [False]


@pytest.mark.parametrize("beside", ["", "no checksum at all"])
def test_a_machine_that_demands_checksums_installs_nothing_without_one(
    tmp_path, capsys, monkeypatch, beside
):
    demand_checksums(tmp_path, monkeypatch)
    path = tiny_package(tmp_path)
    assert main(["models", "install", str(path)]) == 3
    assert sha256_of(path) in capsys.readouterr().err
    path.with_name(path.name + ".sha256").write_text(beside)
    assert main(["models", "install", str(path)]) == 3
    assert rows(capsys) == []
    assert main(["models", "install", str(path), "--sha256", sha256_of(path)]) == 0


def test_the_folder_of_a_firefox_model_is_installed_and_translates(tmp_path, capsys):
    folder = tiny_firefox(tmp_path / "koen")
    # In the window its metadata.json is picked.
    assert main(["models", "install", str(folder / "metadata.json")]) == 0
    assert main(["models", "install", str(folder)]) == 0
    (row,) = rows(capsys)
    assert (row["engine"], row["licence"], row["compared"]) == ("firefox", "MPL-2.0", True)
    text = tmp_path / "글.txt"
    text.write_text("시민 여러분 감사합니다.\n", encoding="utf-8")
    assert main(["translate", str(text), "--from", "ko", "--to", "en"]) == 0
    assert capsys.readouterr().out.strip()
    assert main(["models", "remove", "ko_en"]) == 0


def test_a_folder_without_a_model_is_named(tmp_path, capsys):
    assert main(["models", "install", str(tmp_path)]) == 3
    assert str(tmp_path) in capsys.readouterr().err


def test_a_firefox_model_of_no_known_checksum_is_refused_where_one_is_demanded(
    tmp_path, capsys, monkeypatch
):
    demand_checksums(tmp_path, monkeypatch)
    assert main(["models", "install", str(tiny_firefox(tmp_path / "a", hash="0" * 64))]) == 3
    assert rows(capsys) == []
    assert main(["models", "install", str(tiny_firefox(tmp_path / "b"))]) == 0


def test_a_model_of_many_languages_is_installed_for_several_pairs(tmp_path, capsys):
    model = many_languages(tmp_path / "model", ("kor_Hang", "eng_Latn", "fra_Latn", "vie_Latn"))
    file = tmp_path / "many.argosmodel"
    words = ["--from", "ko", "--to", "en", "--licence", "MIT", "--pair", "en:ko"]
    assert main(["models", "wrap", str(model), "-o", str(file), *words]) == 0
    assert main(["models", "install", str(file), "--pair", "ko:vi"]) == 0
    found = rows(capsys)
    assert {(one["from"], one["to"], bool(one["main"])) for one in found} == {
        ("ko", "en", False), ("en", "ko", True), ("ko", "vi", True),
    }  # fmt: skip
    assert main(["models", "pairs", "ko_en"]) == 0
    assert capsys.readouterr().out.split() == ["en", "fr", "ko", "vi"]
    assert main(["models", "pairs", "ko_en", "ko:th"]) == 3
    assert "ko:th" in capsys.readouterr().err
    assert main(["models", "pairs", "ko_en", "--none"]) == 0
    assert len(rows(capsys)) == 1
