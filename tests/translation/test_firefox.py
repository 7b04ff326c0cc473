# SPDX-License-Identifier: AGPL-3.0-or-later
"""Models of Firefox Translations: their files become packages, load, translate and keep codes.

The weights are random (``tests.package_writer.firefox``): what a sentence becomes means nothing.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import zstandard
from fxtranslate import Translator
from hypothesis import given
from hypothesis import strategies as st

from app.jobs.model_trial import try_apart
from tests.package_writer import tiny_package
from tests.package_writer.firefox import tiny_firefox
from translation.engine.decoder import Care, Decoder
from translation.engine.firefox import FirefoxModel
from translation.engine.likeness import attention_by_likeness
from translation.engine.pool import translate
from translation.engine.tokenizer import joined
from translation.errors import TranslationCode, TranslationError
from translation.inline_codes import from_marked
from translation.packages.firefox import is_firefox_folder, package_firefox
from translation.packages.model import try_model
from translation.packages.package import Package
from translation.packages.store import PackageStore
from translation.pivot_translation import PivotTranslator

SENTENCES = ["우리 시는 도서관 세 곳을 열었습니다.", "시민 여러분 감사합니다.", "2026 올해 12"]


def installed(place: Path, **files: object) -> Package:
    made = package_firefox(tiny_firefox(place / "koen", **files), place / "koen.argosmodel")  # type: ignore[arg-type]
    assert made.checked
    return PackageStore(place / "models", trial=try_model).install(made.path)


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Package:
    return installed(tmp_path_factory.mktemp("firefox"))


@pytest.mark.parametrize("files", [{"packed": ".gz"}, {"packed": ".zst"}, {"shared": False}])
def test_the_files_that_mozilla_publishes_become_one_package(tmp_path, package, files):
    other = installed(tmp_path, **files)
    assert (other.engine, other.licence, other.is_readable) == ("firefox", "MPL-2.0", True)
    assert (other.from_code, other.to_code) == ("ko", "en")
    assert dict(other.quality) == {"flores-devtest BLEU": 27.8, "flores-devtest COMET": 0.8658}
    # However they are packed: the same package, byte by byte.
    assert other.sha256 == package.sha256


def test_sentences_go_through_and_come_back_in_pieces(package):
    model = FirefoxModel(package.folder, threads=2)
    found = {one.source: one for one in translate(model, SENTENCES)}
    assert set(found) == set(SENTENCES)
    own = Translator(
        model=(package.folder / "firefox" / "model.bin").read_bytes(),
        src_vocab=(package.folder / "firefox" / "source.spm").read_bytes(),
        trg_vocab=(package.folder / "firefox" / "target.spm").read_bytes(),
    )
    for one in found.values():
        # Nobody says how sure this engine is.
        assert one.decoded.score is None
        assert joined(one.decoded.tokens)[0] == own.translate(one.source) != ""


@pytest.mark.parametrize("care", list(Care))
@pytest.mark.parametrize("with_aligner", [False, True])
def test_codes_are_kept_whoever_aligns(package, tmp_path, with_aligner, care):
    aligner = None
    if with_aligner:
        store = PackageStore(tmp_path / "models", trial=try_model)
        aligner = Decoder(store.install(tiny_package(tmp_path)).folder)
    route = PivotTranslator(("ko", "en"), [FirefoxModel(package.folder, aligner=aligner)])
    source = from_marked("우리 <1>시는</1> 도서관 <2/>세 곳을 열었습니다.")
    (made,) = route.translate([source], care).values()
    assert made.score is None
    for code in ("<1>", "</1>", "<2/>"):
        assert made.target.marked.count(code) == 1


def test_the_better_of_two_packages_is_taken_first(tmp_path, package):
    store = PackageStore(package.folder.parent.parent, trial=try_model)
    measured = tiny_package(
        tmp_path, demonstration=False, quality={"flores-devtest": {"chrF++": 42.3}}
    )
    store.install(measured)
    assert [one.engine for one in store.packages()][:2] == ["firefox", "ctranslate2"]


# ------------------------------------------------------------ what is refused


def refused(folder: Path, tmp_path: Path) -> TranslationCode:
    store = PackageStore(tmp_path / "models", trial=try_apart)
    with pytest.raises(TranslationError) as caught:
        store.install(package_firefox(folder, tmp_path / "out.argosmodel").path)
    assert not list((tmp_path / "models").glob("*_*"))
    return caught.value.code


def test_what_is_missing_or_of_another_size_is_named(tmp_path):
    folder = tiny_firefox(tmp_path / "a")
    (folder / "vocab.koen.spm").unlink()
    assert refused(folder, tmp_path) is TranslationCode.PACKAGE_INCOMPLETE
    folder = tiny_firefox(tmp_path / "b", byteSize=3)
    assert refused(folder, tmp_path) is TranslationCode.PACKAGE_DAMAGED
    folder = tiny_firefox(tmp_path / "c", sourceLanguage="k o")
    assert refused(folder, tmp_path) is TranslationCode.LANGUAGE_UNSUPPORTED
    assert not is_firefox_folder(tmp_path)


def _two_frames(data: bytes) -> bytes:
    half = len(data) // 2
    return zstandard.compress(data[:half]) + zstandard.compress(data[half:])


@pytest.mark.parametrize(
    ("spoilt", "code"),
    [
        (lambda packed: packed[: len(packed) // 2], TranslationCode.PACKAGE_DAMAGED),
        (lambda packed: b"", TranslationCode.PACKAGE_DAMAGED),
        (lambda packed: b"\x28\xb5\x2f\xfd" + packed[8:], TranslationCode.PACKAGE_DAMAGED),
        (lambda packed: packed + b"more", TranslationCode.PACKAGE_DAMAGED),
        # 1 GiB and one byte of noughts, in some 30 KiB.
        (lambda packed: _bomb(), TranslationCode.PACKAGE_TOO_LARGE),
    ],
    ids=["cut", "empty", "changed", "longer", "bomb"],
)
def test_what_is_packed_with_zstandard_and_spoilt_is_refused(tmp_path, spoilt, code):
    folder = tiny_firefox(tmp_path / "koen", packed=".zst")
    path = folder / "model.koen.intgemm.alphas.bin.zst"
    path.write_bytes(spoilt(path.read_bytes()))
    assert refused(folder, tmp_path) is code


def _bomb() -> bytes:
    noughts = b"\0" * (1 << 24)
    frame = zstandard.compress(noughts)
    return frame * 64 + zstandard.compress(b"\0")


def test_frames_of_zstandard_follow_each_other(tmp_path, package):
    folder = tiny_firefox(tmp_path / "koen")
    path = folder / "model.koen.intgemm.alphas.bin"
    Path(f"{path}.zst").write_bytes(_two_frames(path.read_bytes()))
    path.unlink()
    made = package_firefox(folder, tmp_path / "koen.argosmodel")
    store = PackageStore(tmp_path / "models", trial=try_model)
    assert store.install(made.path).sha256 == package.sha256


def _cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _other_version(data: bytes) -> bytes:
    return b"\x02" + data[1:]


def _other_kind(data: bytes) -> bytes:
    at = data.index(b"special:model.yml")
    return data.replace(b"decoder_Wemb\0", b"decoder_Wxxx\0") if at else data


def _lengths_beyond(data: bytes) -> bytes:
    return data[:40] + b"\xff" * 6 + data[46:]


@pytest.mark.parametrize("damage", [_cut, _other_version, _other_kind, _lengths_beyond])
def test_a_damaged_model_is_refused_in_a_process_of_its_own(tmp_path, damage):
    folder = tiny_firefox(tmp_path / "koen")
    model = folder / "model.koen.intgemm.alphas.bin"
    data = damage(model.read_bytes())
    model.write_bytes(data)
    (folder / "metadata.json").write_text(
        json.dumps({"sourceLanguage": "ko", "targetLanguage": "en"})
    )
    assert refused(folder, tmp_path) in (
        TranslationCode.ENGINE_FAILED,
        TranslationCode.PACKAGE_DAMAGED,
    )


def test_a_panic_of_the_engine_is_a_refusal(tmp_path, package):
    folder = tmp_path / "broken"
    shutil.copytree(package.folder, folder)
    model = folder / "firefox" / "model.bin"
    model.write_bytes(
        model.read_bytes().replace(
            b"encoder_l1_self_Wq_QuantMultA", b"encoder_l1_self_Wq_QuantMultX"
        )
    )
    with pytest.raises(TranslationError) as caught:
        FirefoxModel(folder).collect(FirefoxModel(folder).submit(["시"], [[]], Care.DRAFT))
    assert caught.value.code is TranslationCode.ENGINE_FAILED


# ------------------------------------------------------------ alignment without a model


def test_what_is_written_alike_belongs_together():
    source = ["▁2026", "년", "▁서울", "▁A4", "▁용지"]
    target = ["▁A4", "▁paper", "▁of", "▁Seoul", "▁in", "▁2026"]
    found = attention_by_likeness(target, source)
    assert found[0][3] == found[5][0] == 1.0
    # Of the others nobody is sure.
    assert all(sum(row) < 0.2 for at, row in enumerate(found) if at not in (0, 5))


_PIECES = st.lists(st.text(max_size=4), max_size=12)


@given(_PIECES, st.lists(st.text(max_size=4), min_size=1, max_size=12))
def test_every_piece_has_its_shares(target: list[str], source: list[str]) -> None:
    found = attention_by_likeness(target, source)
    assert [len(row) for row in found] == [len(source)] * len(target)
    assert all(0 <= share <= 1 for row in found for share in row)
