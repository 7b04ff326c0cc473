# SPDX-License-Identifier: AGPL-3.0-or-later
"""Spelling dictionaries that a stranger made: tried in a confined process, refused in words."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from app.errors import AppError
from app.i18n import tr
from app.jobs import dictionary_trial
from app.jobs.dictionary_trial import MOST_BYTES, DictionaryFault, try_apart
from app.services import spelling

pytest.importorskip("hunspell")


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HANJI_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data" / "spelling"


def dictionary(folder: Path, rules: str, words: str, name: str = "xx_XX") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.dic").write_text(words, encoding="utf-8")
    path = folder / f"{name}.aff"
    path.write_text(rules, encoding="utf-8")
    return path


def refused(path: Path, own_folder: Path) -> str:
    with pytest.raises(AppError) as error:
        spelling.add(path)
    assert not own_folder.exists() or list(own_folder.iterdir()) == []
    return tr(error.value.message, **error.value.params)


def hangs(*_: object) -> None:
    """Stand in for a library that never comes back, in the trial's process."""
    while True:
        time.sleep(1)


def dies(*_: object) -> None:
    """Stand in for a library that writes where it may not."""
    import ctypes

    ctypes.string_at(0)


def fills(*_: object) -> None:
    """Stand in for a library that takes whatever there is."""
    kept = []
    while True:
        kept.append(bytearray(64 << 20))


def reads_elsewhere(wire: object, path: Path, most_mib: int) -> None:
    """Try what a library that was taken over would."""
    dictionary_trial.confine_dictionary(path, most_mib)
    try:
        (path.parent.parent / "secret.txt").read_text(encoding="utf-8")
        said = b"null"
    except OSError:
        said = b'"crashed"'
    wire.send_bytes(said)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("stand_in", "fault"),
    [(hangs, DictionaryFault.TOO_SLOW), (dies, DictionaryFault.CRASHED)],
)
def test_what_hangs_or_dies_costs_its_process_alone(
    tmp_path: Path,
    own_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    stand_in: object,
    fault: DictionaryFault,
) -> None:
    path = dictionary(tmp_path / "in", "SET UTF-8\n", "1\nword\n")
    monkeypatch.setattr(dictionary_trial, "_try", stand_in)
    monkeypatch.setattr(dictionary_trial, "_SECONDS", 1.0 if stand_in is hangs else 20.0)
    assert try_apart(path) is fault
    said = refused(path, own_folder)
    assert str(path) in said
    assert "LibreOffice" in said


def limited(wire: object, path: Path, most_mib: int) -> None:
    """Fill the memory behind the limits of the trial."""
    dictionary_trial.confine_dictionary(path, most_mib)
    fills()
    wire.send_bytes(b"null")  # type: ignore[attr-defined]


@pytest.mark.linux("limits of memory and Landlock")
@pytest.mark.parametrize("stand_in", [limited, reads_elsewhere])
def test_it_has_so_much_memory_and_its_own_folder_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stand_in: object
) -> None:
    path = dictionary(tmp_path / "in", "SET UTF-8\n", "1\nword\n")
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    monkeypatch.setattr(dictionary_trial, "_try", stand_in)
    assert try_apart(path) is DictionaryFault.CRASHED


def test_a_gigabyte_is_refused_before_it_is_copied(tmp_path: Path, own_folder: Path) -> None:
    path = dictionary(tmp_path / "in", "SET UTF-8\n", "1\nword\n")
    with path.with_suffix(".dic").open("r+b") as stream:
        stream.truncate(1 << 30)
    said = refused(path, own_folder)
    assert str(path) in said
    assert MOST_BYTES < 1 << 30
    path.with_suffix(".dic").write_text("1\nword\n", encoding="utf-8")
    with path.open("r+b") as stream:
        stream.truncate(1 << 30)
    assert str(path) in refused(path, own_folder)


@pytest.mark.parametrize(
    "rules",
    [
        # Rules that the library is known to read with care: whatever it says, the window lives.
        "SET UTF-8\nPFX A Y 999999999\nPFX A 0 a .\n",
        "SET UTF-8\nCOMPOUNDMIN 1\nCOMPOUNDFLAG A\nCOMPOUNDRULE 1\nCOMPOUNDRULE A*A*A*A*A*\n",
        "SET UTF-8\nAF 99999999\n",
        "SET NONE\n" + "\0" * 100_000,
        "FLAG num\nSFX 70000 Y 1\nSFX 70000 0 s/70000,70000 .\n",
        "SET UTF-8\nREP 2\nREP a " + "b" * 100_000 + "\nREP b a\n",
        "SET UTF-8\nPHONE 1\nPHONE A* " + "(" * 50_000 + "\n",
    ],
    ids=["many rules", "compounds", "aliases", "zeros", "flags", "long replacement", "phonetic"],
)
def test_hostile_rules_are_taken_or_refused_and_the_window_lives(
    tmp_path: Path, rules: str
) -> None:
    path = dictionary(tmp_path / "in", rules, "3\na/A\naa/A\nb/A\n")
    try:
        spelling.add(path)
    except AppError as error:
        assert str(path) in tr(error.message, **error.params)  # noqa: PT017 - either is right
    else:
        assert spelling.dictionary_for("xx-XX") is not None


def test_one_laid_into_the_folder_by_hand_is_tried_too(
    own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dictionary(own_folder, "SET UTF-8\n", "1\nword\n", "yy_YY")
    with monkeypatch.context() as patched:
        patched.setattr(dictionary_trial, "_try", dies)
        assert spelling.dictionary_for("yy-YY") is None
    # A dictionary that was put there by the program is not tried a second time.
    dictionary(own_folder.parent / "in", "SET UTF-8\n", "1\nword\n", "zz_ZZ")
    spelling.add(own_folder.parent / "in" / "zz_ZZ.aff")
    monkeypatch.setattr(dictionary_trial, "_try", dies)
    found = spelling.dictionary_for("zz-ZZ")
    assert found is not None
    assert found.knows("word")
