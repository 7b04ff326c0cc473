# SPDX-License-Identifier: AGPL-3.0-or-later
"""A package is installed whole and sound, or refused with a reason and nothing left."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import stat
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.package_writer import tiny_package, tiny_parts, write_zip
from translation.errors import EngineFailed, ModelMissing, TranslationCode, TranslationError
from translation.packages.archive import PackageLimits
from translation.packages.store import PackageStore
from translation.packages.wrap import wrap

META = json.dumps({"package_version": "1.0", "from_code": "ko", "to_code": "en"}).encode()


def parts(**changes: bytes | None) -> dict[str, bytes]:
    """Entries of a valid package; changed by name with "/" as "__", None leaves one out."""
    found = {"metadata.json": META, **tiny_parts()}
    for name, content in changes.items():
        found[name.replace("__", "/").replace("_bin", ".bin").replace("_json", ".json")] = content
    return {f"ko_en/{name}": content for name, content in found.items() if content is not None}


def refusal(root: Path, path: Path, **how) -> TranslationError:
    with pytest.raises(TranslationError) as caught:
        PackageStore(root, **how).install(path)
    assert not root.exists(), "something was left"
    return caught.value


@pytest.fixture
def store(tmp_path):
    return PackageStore(tmp_path / "models")


def test_an_installed_package_says_what_it_is_and_runs(store, tmp_path):
    path = tiny_package(tmp_path)
    package = store.install(path)
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    assert package.name == f"ko_en/1.0-{sha256[:8]}"
    assert package.folder == tmp_path / "models" / "ko_en" / f"1.0-{sha256[:8]}"
    assert package.quality == {"flores-devtest BLEU": 1.5, "flores-devtest chrF++": 12.0}
    assert package.is_demonstration
    assert not package.non_commercial
    assert (package.licence, package.sha256, package.origin) == ("CC0-1.0", sha256, path.name)
    assert store.verify(package) is True
    assert store.packages() == [package]
    assert store.install(path) == package
    assert [one.name for one in (tmp_path / "models").iterdir()] == ["ko_en"]


@pytest.mark.parametrize(
    "name",
    ["../evil", "ko_en/../../evil", "/evil", "C:/evil", "ko_en\\..\\evil", "ko_en/a:b", "ko_en/con",
     "ko_en//x", "other/x", "ko_en/x. ", "ko_en/MODEL/model.bin", "ko_en/metadata.json/x"],
)  # fmt: skip
def test_names_that_lead_elsewhere_are_refused(tmp_path, name):
    path = write_zip(tmp_path / "p.argosmodel", {**parts(), name: b"x"})
    assert refusal(tmp_path / "models", path).code is TranslationCode.PACKAGE_UNSAFE
    assert not list(tmp_path.rglob("*evil*"))


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFCHR, stat.S_IFIFO])
def test_links_and_devices_are_refused(tmp_path, kind):
    path = write_zip(tmp_path / "p.argosmodel", parts())
    with zipfile.ZipFile(path, "a") as archive:
        entry = zipfile.ZipInfo("ko_en/link")
        entry.external_attr = (kind | 0o777) << 16
        archive.writestr(entry, "/etc/passwd")
    assert refusal(tmp_path / "models", path).params["detail"] == "link or device"


def test_duplicate_names_are_refused(tmp_path):
    path = write_zip(tmp_path / "p.argosmodel", parts())
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("ko_en/metadata.json", META)
    assert refusal(tmp_path / "models", path).params["detail"] == "duplicate"


def test_encrypted_entries_are_refused(tmp_path):
    path = write_zip(tmp_path / "p.argosmodel", parts())
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\1\2") + 8] |= 1
    path.write_bytes(content)
    assert refusal(tmp_path / "models", path).params["detail"] == "encrypted"


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path):
    path = write_zip(tmp_path / "p.argosmodel", {**parts(), "ko_en/zeros": bytes(8 << 20)})
    error = refusal(tmp_path / "models", path)
    assert error.code is TranslationCode.PACKAGE_TOO_LARGE
    assert error.params["part"] == "ko_en/zeros"


@pytest.mark.parametrize(
    "limits",
    [PackageLimits(entries=3), PackageLimits(entry_bytes=2000), PackageLimits(total_bytes=9000),
     PackageLimits(archive_bytes=1000), PackageLimits(directory_bytes=100)],
    ids=["entries", "entry", "total", "archive", "directory"],
)  # fmt: skip
def test_every_limit_holds(tmp_path, limits):
    path = tiny_package(tmp_path)
    error = refusal(tmp_path / "models", path, limits=limits)
    assert error.code is TranslationCode.PACKAGE_TOO_LARGE
    assert " > " in str(error.params["part"]), "the limit is not named"


def zip64(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write a package as one of more than 4 GiB is written, by the program's own way."""
    model = PackageStore(tmp_path / "first").install(tiny_package(tmp_path)).folder
    monkeypatch.setattr(zipfile, "ZIP64_LIMIT", 1000)
    out = tmp_path / "large.argosmodel"
    wrap(model / "model", out, from_code="ko", to_code="en", licence="MIT")
    monkeypatch.undo()
    assert b"PK\6\6" in out.read_bytes(), "no Zip64"
    return out


def test_a_package_of_zip64_is_written_and_installed(store, tmp_path, monkeypatch):
    package = store.install(zip64(tmp_path, monkeypatch))
    assert store.verify(package)


@pytest.mark.parametrize(
    ("place", "value", "code"),
    [
        (32, 5000, TranslationCode.PACKAGE_TOO_LARGE),
        (40, 1 << 32, TranslationCode.PACKAGE_TOO_LARGE),
        (0, 0, TranslationCode.PACKAGE_DAMAGED),
        (56 + 8, 3, TranslationCode.PACKAGE_DAMAGED),
    ],
    ids=["entries", "directory", "no record", "record elsewhere"],
)
def test_what_zip64_says_is_bounded_too(tmp_path, monkeypatch, place, value, code):
    path = zip64(tmp_path, monkeypatch)
    content = bytearray(path.read_bytes())
    at = content.rindex(b"PK\6\6")
    content[at + place : at + place + 8] = value.to_bytes(8, "little")
    path.write_bytes(content)
    shutil.rmtree(tmp_path / "first")
    assert refusal(tmp_path / "models", path).code is code


@pytest.mark.slow
def test_a_file_of_more_than_four_gibibytes_is_unpacked_a_piece_at_a_time(tmp_path):
    length = (4 << 30) + 12_345
    if shutil.disk_usage(tmp_path).free < 3 * length:
        pytest.skip("there is no room for 13 GiB")
    found = parts()
    head = found.pop("ko_en/model/model.bin")
    path = tmp_path / "p.argosmodel"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in found.items():
            archive.writestr(name, content)
        entry = zipfile.ZipInfo("ko_en/model/model.bin")
        entry.file_size = length
        with archive.open(entry, "w") as sink:
            sink.write(head)
            rest = length - len(head)
            while rest:
                rest -= sink.write(bytes(min(rest, 1 << 20)))
    tracemalloc.start()
    package = PackageStore(tmp_path / "models", trial=lambda _: None).install(path)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (package.folder / "model" / "model.bin").stat().st_size == length
    assert most < 16 << 20


@pytest.mark.parametrize(
    "missing",
    ["metadata_json", "model__model_bin", "model__config_json", "model__shared_vocabulary_json",
     "sentencepiece.model"],
)  # fmt: skip
def test_a_missing_part_is_named(tmp_path, missing):
    path = write_zip(tmp_path / "p.argosmodel", parts(**{missing: None}))
    error = refusal(tmp_path / "models", path)
    assert error.code is TranslationCode.PACKAGE_INCOMPLETE
    name = missing.replace("__", "/").replace("_bin", ".bin").replace("_json", ".json")
    assert error.params["part"] == name


@pytest.mark.parametrize(
    ("metadata", "code"),
    [
        (b"no json", TranslationCode.PACKAGE_DAMAGED),
        (b"[" * 100_000, TranslationCode.PACKAGE_DAMAGED),
        (META.replace(b'"ko"', b'"../x"'), TranslationCode.LANGUAGE_UNSUPPORTED),
        (META.replace(b'"ko"', b'"en"'), TranslationCode.PACKAGE_DAMAGED),
        (META.replace(b'"1.0"', b'"1/0"'), TranslationCode.PACKAGE_DAMAGED),
        (META.replace(b'"1.0"', b"1.0"), TranslationCode.PACKAGE_DAMAGED),
    ],
)
def test_metadata_that_makes_no_sense_is_refused(tmp_path, metadata, code):
    path = write_zip(tmp_path / "p.argosmodel", parts(metadata_json=metadata))
    assert refusal(tmp_path / "models", path).code is code


@pytest.mark.parametrize("header", [b"", b"\x63\0\0\0\x10\0Transformer", b"\6\0\0\0\5\0GPT2\0"])
def test_a_model_of_another_program_is_refused(tmp_path, header):
    path = write_zip(tmp_path / "p.argosmodel", parts(model__model_bin=header))
    assert refusal(tmp_path / "models", path).code is TranslationCode.PACKAGE_DAMAGED


def test_a_model_that_does_not_load_is_refused(tmp_path):
    whole = tiny_parts()["model/model.bin"]
    path = write_zip(tmp_path / "p.argosmodel", parts(model__model_bin=whole[: len(whole) // 2]))
    assert isinstance(refusal(tmp_path / "models", path), EngineFailed)


def test_what_is_no_zip_or_half_of_one_is_refused(tmp_path):
    whole = tiny_package(tmp_path).read_bytes()
    for content in (b"", b"x" * 100, whole[: len(whole) // 2], whole[:-10]):
        path = tmp_path / "p.argosmodel"
        path.write_bytes(content)
        assert refusal(tmp_path / "models", path).code is TranslationCode.PACKAGE_DAMAGED


def test_the_checksum_decides_when_one_is_given(store, tmp_path):
    path = tiny_package(tmp_path)
    with pytest.raises(TranslationError) as caught:
        store.install(path, "0" * 64)
    assert caught.value.code is TranslationCode.PACKAGE_MISMATCH
    assert not (tmp_path / "models").exists()
    assert store.install(path, hashlib.sha256(path.read_bytes()).hexdigest().upper())


def test_a_package_of_another_pair_is_refused(store, tmp_path):
    with pytest.raises(TranslationError) as caught:
        store.install(tiny_package(tmp_path, "en", "ko"), pair=("ko", "en"))
    assert caught.value.code is TranslationCode.PACKAGE_MISMATCH
    assert caught.value.params["part"] == "en_ko"
    assert not (tmp_path / "models").exists()


@pytest.mark.parametrize("crash", [KeyboardInterrupt, MemoryError, OSError])
def test_a_crash_in_the_middle_leaves_nothing(tmp_path, crash):
    root = tmp_path / "models"

    def trial(folder):
        assert (folder / "model" / "model.bin").is_file()
        raise crash

    with pytest.raises(crash):
        PackageStore(root, trial=trial).install(tiny_package(tmp_path))
    assert not root.exists()


def test_what_a_killed_installation_left_is_swept_and_never_listed(store, tmp_path):
    left = tmp_path / "models" / ".installing-x"
    left.mkdir(parents=True)
    (left / "metadata.json").write_bytes(META)
    assert store.packages() == []
    os.utime(left, (0, 0))
    store.install(tiny_package(tmp_path))
    assert not left.exists()


def test_versions_stand_side_by_side_best_first(store, tmp_path):
    made = [
        tiny_package(tmp_path, package_version="9.0"),
        tiny_package(tmp_path, package_version="1.2", demonstration=False, quality={}),
        tiny_package(tmp_path, package_version="1.10", demonstration=False, quality={}),
        tiny_package(
            tmp_path, package_version="1.0", demonstration=False,
            quality={"flores-devtest chrF++": 47.5},
        ),
    ]  # fmt: skip
    for path in made:
        store.install(path)
    assert [one.package_version for one in store.packages()] == ["1.0", "1.10", "1.2", "9.0"]
    with pytest.raises(ModelMissing):
        store.find("ko_en")
    store.remove(store.packages()[0].name)
    assert [one.package_version for one in store.packages()] == ["1.10", "1.2", "9.0"]


def test_the_last_one_is_removed_by_its_pair(store, tmp_path):
    store.install(tiny_package(tmp_path))
    store.remove("ko_en")
    assert list((tmp_path / "models").iterdir()) == []


@pytest.mark.parametrize("change", ["changed", "missing", "more", "link"])
def test_verify_finds_whatever_changed(store, tmp_path, change):
    package = store.install(tiny_package(tmp_path))
    model = package.folder / "model" / "model.bin"
    content = model.read_bytes()
    if change == "changed":
        model.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    elif change == "missing":
        (package.folder / "model" / "shared_vocabulary.json").rename(
            package.folder / "model" / "shared_vocabulary.txt"
        )
    elif change == "more":
        (package.folder / "model" / "more").touch()
    else:
        model.rename(tmp_path / "model.bin")
        model.symlink_to(tmp_path / "model.bin")
    with pytest.raises(TranslationError) as caught:
        store.verify(package)
    assert caught.value.code is TranslationCode.PACKAGE_MISMATCH


def test_presets_are_read_and_never_written(tmp_path):
    preset = tmp_path / "preset"
    tiny_package(preset, "ko", "en")
    argos = preset / "translate-en_ko-1_1"
    with zipfile.ZipFile(tiny_package(tmp_path, "en", "ko", package_version="1.1")) as archive:
        archive.extractall(tmp_path)
    shutil.move(tmp_path / "en_ko", argos)
    (preset / "broken.argosmodel").write_bytes(b"no package")
    before = {path: path.stat().st_mtime_ns for path in preset.rglob("*")}
    store = PackageStore(tmp_path / "models", [preset])
    for _ in range(2):
        found = store.packages()
        assert [(one.from_code, one.to_code) for one in found] == [("en", "ko"), ("ko", "en")]
    assert store.verify(found[0]) is False
    assert store.verify(found[1]) is True
    for package in found:
        with pytest.raises(TranslationError) as caught:
            store.remove(package.name)
        assert caught.value.code is TranslationCode.PACKAGE_READ_ONLY
    assert {path: path.stat().st_mtime_ns for path in preset.rglob("*")} == before
    assert found[1].folder.is_relative_to(tmp_path / "models" / ".cache")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    flips=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(1, 255)), max_size=6),
    cut=st.floats(0.2, 1),
    repeated=st.booleans(),
)
def test_damaged_files_give_named_refusals_and_leave_nothing(tmp_path, flips, cut, repeated):
    content = bytearray(tiny_package(tmp_path / "made").read_bytes())
    # Most faults matter in the directory at the end.
    for at, change in flips:
        span = 1200 if change % 2 else len(content)
        content[len(content) - 1 - int(at * span)] ^= change
    path = tmp_path / "mutated.argosmodel"
    path.write_bytes(bytes(content[: int(len(content) * cut)]) * (2 if repeated else 1))
    root = tmp_path / "mutated"
    store = PackageStore(root, trial=lambda folder: None)
    try:
        package = store.install(path)
    except TranslationError:
        assert not root.exists()
    else:
        assert store.verify(package)
        shutil.rmtree(root)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["made", "mutated.argosmodel"]


# ------------------------------------------------------------ wrapping


def test_a_model_folder_becomes_a_package_that_installs(store, tmp_path):
    for name, content in tiny_parts().items():
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_bytes(content)
    made = [
        wrap(
            tmp_path / "in" / "model", tmp_path / f"{number}.argosmodel",
            from_code="ko", to_code="en", licence="CC-BY-NC-4.0", licence_text="for no trade",
            quality={"flores-devtest chrF++": 47.5}, version="2.1",
        )
        for number in range(2)
    ]  # fmt: skip
    assert made[0].read_bytes() == made[1].read_bytes()
    package = store.install(made[0])
    assert package.non_commercial
    assert not package.is_demonstration
    assert package.package_version == "2.1"
    assert package.quality == {"flores-devtest chrF++": 47.5}
    assert (package.folder / "LICENSE").read_text() == "for no trade"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"licence": " "}, TranslationCode.PACKAGE_INCOMPLETE),
        ({"from_code": "Korean"}, TranslationCode.LANGUAGE_UNSUPPORTED),
        ({"version": "new"}, TranslationCode.PACKAGE_DAMAGED),
    ],
)
def test_what_would_be_refused_is_not_written(tmp_path, change, code):
    for name, content in tiny_parts().items():
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_bytes(content)
    words = {"from_code": "ko", "to_code": "en", "licence": "MIT", **change}
    with pytest.raises(TranslationError) as caught:
        wrap(tmp_path / "in" / "model", tmp_path / "out.argosmodel", **words)
    assert caught.value.code is code
    assert sorted(one.name for one in tmp_path.iterdir()) == ["in"]
