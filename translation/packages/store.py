# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where packages live: installed whole or not at all, several versions side by side.

``<root>/<from>_<to>/<version>-<first 8 of sha256>/`` are the user's own. Preset folders hold
packages of an administrator or of the program itself and are only read; package files in them
are unpacked into ``<root>/.cache`` on first use.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from converters.files import open_ordinary, sha256_of, write_whole
from translation.errors import ModelMissing, PackageRefused, TranslationCode, TranslationError
from translation.languages import LanguagePair
from translation.packages.archive import DEFAULT_LIMITS, PackageArchive, PackageLimits
from translation.packages.model import HEADER_BYTES, MODEL_FILES, check_parts, try_model
from translation.packages.package import (
    METADATA,
    MOST_PAIRS,
    RECORD,
    Package,
    pair_of,
    rank,
    read_package,
    read_record,
)

logger = logging.getLogger(__name__)

SUFFIX = ".argosmodel"
_TEMPORARY = ".installing-"
_CACHE = ".cache"
_STALE_S = 3600
_CHUNK = 1024 * 1024
_PREFERRED, _PAIRS = "preferred.json", "pairs.json"
_MOST_CHOICES = 1 << 16

Trial = Callable[[Path], None]
"""Loads the package in a folder and translates a sentence; raises TranslationError."""


class PackageStore:
    """The packages of one user and of preset folders.

    Args:
        root: folder of the user's own; made when something is installed.
        presets: folders that are only read.
        trial: proves that a package works before it is put in its place.
        limits: how large a package may be.
    """

    def __init__(
        self,
        root: Path,
        presets: Sequence[Path] = (),
        *,
        trial: Trial = try_model,
        limits: PackageLimits = DEFAULT_LIMITS,
    ) -> None:
        self._root = root
        self._presets = tuple(presets)
        self._trial = trial
        self._limits = limits

    def install(
        self,
        path: Path,
        expected_sha256: str | None = None,
        *,
        pair: tuple[str, str] | None = None,
        origin: str = "",
    ) -> Package:
        """Check a package file and put it in its place; on any failure nothing is left.

        A package that is there already is returned as it is.

        Args:
            path: the .argosmodel file.
            expected_sha256: what the file must have, in hexadecimal.
            pair: (from, to) that the package must translate.
            origin: what to record as its origin; the file's name where nothing is said.

        Raises:
            PackageRefused: the file is refused; the code says why.
            EngineFailed: CTranslate2 cannot use it.
            OSError: the file cannot be read, or the folder not be written.
        """
        return self._install(path, self._root, expected_sha256, pair, origin or path.name)

    def packages(self) -> list[Package]:
        """Return all packages by pair, and best first within a pair (see ``rank``).

        A folder or file that is no package is logged and passed over.
        """
        folders = [
            *self._own(),
            *(folder for preset in self._presets for folder in self._in(preset)),
        ]
        found: dict[str, Package] = {}
        for folder in folders:
            try:
                package = read_package(folder)
            except TranslationError as error:
                logger.warning("%s is no package: %s", folder.name, error)
                continue
            # The same package in two places is one; the user's own comes first.
            found.setdefault(package.name, package)
        chosen = self._chosen_pairs()
        for package in list(found.values()):
            for pair in chosen.get(package.name, package.pairs):
                further = package.for_pair(pair)
                found.setdefault(further.name, further)
        preferred = self._preferred()

        def place(one: Package) -> tuple[object, ...]:
            pair = f"{one.from_code}_{one.to_code}"
            return one.from_code, one.to_code, preferred.get(pair) != one.name, rank(one)

        return sorted(found.values(), key=place)

    def prefer(self, name: str) -> Package:
        """Let a package come first of its pair, whatever was measured; return it.

        Raises:
            ModelMissing: there is none of this name.
            OSError: the choice cannot be kept.
        """
        package = self.find(name)
        chosen = {**self._preferred(), f"{package.from_code}_{package.to_code}": package.name}
        _make_folders(self._root)
        write_whole(self._root / _PREFERRED, json.dumps(chosen, indent=1).encode())
        return package

    def choose_pairs(self, name: str, pairs: Sequence[LanguagePair]) -> Package:
        """Let a model of many languages translate these pairs too, with the same files; return its package.

        Args:
            name: of the package.
            pairs: all but its own one; those that were chosen before and are not among them are no more.

        Raises:
            ModelMissing: there is none of this name.
            PackageRefused: its model does not know one of the languages.
            OSError: the choice cannot be kept.
        """
        package = self.find(name)
        if package.main:
            package = self.find(package.main)
        known = package.further_languages()
        own = LanguagePair(package.from_code, package.to_code)
        further = [pair for pair in dict.fromkeys(pairs) if pair != own]
        for pair in further:
            if not {*pair} <= known:
                language = ":".join(pair)
                raise PackageRefused(TranslationCode.LANGUAGE_UNKNOWN, language=language)
        self._keep_pairs({**self._chosen_pairs(), package.name: further})
        return package

    def _chosen_pairs(self) -> dict[str, list[LanguagePair]]:
        """Return the further pairs that a person chose, by the name of the package."""
        return {
            name: [pair for one in some[:MOST_PAIRS] if (pair := pair_of(one)) is not None]
            for name, some in self._choices(_PAIRS).items()
            if isinstance(some, list)
        }

    def _keep_pairs(self, chosen: Mapping[str, Sequence[LanguagePair]]) -> None:
        _make_folders(self._root)
        form = {name: [":".join(pair) for pair in pairs] for name, pairs in chosen.items()}
        write_whole(self._root / _PAIRS, json.dumps(form, indent=1).encode())

    def _preferred(self) -> dict[str, str]:
        """Return the name of the package that a person chose, by pair."""
        chosen = self._choices(_PREFERRED)
        return {pair: name for pair, name in chosen.items() if isinstance(name, str)}

    def _choices(self, file: str) -> dict[str, Any]:
        try:
            with open_ordinary(self._root / file) as stream:
                chosen = json.loads(stream.read(_MOST_CHOICES))
        except (OSError, ValueError, RecursionError):
            return {}
        return chosen if isinstance(chosen, dict) else {}

    def is_own(self, package: Package) -> bool:
        """Whether ``package`` was installed by the user, and may be removed."""
        return package.folder.parent.parent == self._root

    def find(self, name: str) -> Package:
        """Return the package of a name, or the only one of a pair ("ko_en").

        Raises:
            ModelMissing: there is none, or several of the pair.
        """
        packages = self.packages()
        exact = [one for one in packages if one.name == name]
        pair = [one for one in packages if one.name.split("/")[0] == name]
        if exact or len(pair) == 1:
            return (exact or pair)[0]
        raise ModelMissing(name=name)

    def remove(self, name: str) -> None:
        """Remove one of the user's own packages; of a further pair only the pair, whose files others use.

        Raises:
            ModelMissing: there is no such package.
            PackageRefused: it lies in a preset folder (package-read-only).
            OSError: a file cannot be removed.
        """
        package = self.find(name)
        chosen = self._chosen_pairs()
        if package.main:
            main = self.find(package.main)
            gone = package.from_code, package.to_code
            pairs = chosen.get(main.name, main.pairs)
            self._keep_pairs({**chosen, main.name: [pair for pair in pairs if pair != gone]})
            return
        if not self.is_own(package):
            raise PackageRefused(TranslationCode.PACKAGE_READ_ONLY, name=package.name)
        # Renamed first: whatever interrupts the removal, half a package is never listed.
        doomed = Path(tempfile.mkdtemp(prefix=_TEMPORARY, dir=self._root))
        package.folder.rename(doomed / "package")
        shutil.rmtree(doomed)
        with contextlib.suppress(OSError):
            package.folder.parent.rmdir()
        if chosen.pop(package.name, None) is not None:
            self._keep_pairs(chosen)

    def verify(self, package: Package) -> bool:
        """Compare each file with what was recorded at the installation.

        Returns:
            False where nothing was recorded (unpacked by another program): then only its
            parts were looked at.

        Raises:
            PackageRefused: a file is missing, changed or more than was installed.
            OSError: a file cannot be read.
        """
        folder = package.folder
        present = {
            path.relative_to(folder).as_posix(): path
            for path in sorted(folder.rglob("*"))
            if path.is_file() or path.is_symlink()
        }
        header = b""
        if held := next((name for name in MODEL_FILES if name in present), None):
            with present[held].open("rb") as stream:
                header = stream.read(HEADER_BYTES)
        check_parts(present.keys(), header)
        sums = read_record(folder).get("files")
        if not isinstance(sums, dict):
            return False
        present.pop(RECORD, None)
        for name in sorted(present.keys() ^ sums.keys()):
            raise PackageRefused(TranslationCode.PACKAGE_MISMATCH, part=name)
        for name, path in present.items():
            if path.is_symlink() or sha256_of(path) != sums[name]:
                raise PackageRefused(TranslationCode.PACKAGE_MISMATCH, part=name)
        return True

    # ------------------------------------------------------------ where they are

    def _own(self) -> Iterator[Path]:
        for pair in _folders(self._root):
            yield from _folders(pair)

    def _in(self, preset: Path) -> Iterator[Path]:
        """Yield folders as Argos lays them (one level), as we do (two), and package files."""
        for folder in _folders(preset):
            if (folder / METADATA).is_file():
                yield folder
            else:
                yield from (one for one in _folders(folder) if (one / METADATA).is_file())
        with contextlib.suppress(OSError):
            for path in sorted(preset.glob(f"*{SUFFIX}")):
                folder_of = self._cached(path)
                if folder_of is not None:
                    yield folder_of

    def _cached(self, path: Path) -> Path | None:
        """Return where a preset's package file is unpacked; None where it cannot be."""
        try:
            state = path.stat()
            key = f"{path.absolute()}\0{state.st_size}\0{state.st_mtime_ns}"
            place = self._root / _CACHE / hashlib.sha256(key.encode()).hexdigest()[:16]
            found = next((one for pair in _folders(place) for one in _folders(pair)), None)
            return found or self._install(path, place, None, None, path.name).folder
        except (OSError, TranslationError) as error:
            logger.warning("%s is passed over: %s", path.name, error)
            return None

    # ------------------------------------------------------------ installing

    def _install(
        self,
        path: Path,
        root: Path,
        expected: str | None,
        pair: tuple[str, str] | None,
        origin: str,
    ) -> Package:
        with PackageArchive(path, self._limits) as archive:
            metadata = archive.metadata
            if pair is not None and pair != (metadata.from_code, metadata.to_code):
                found = f"{metadata.from_code}_{metadata.to_code}"
                raise PackageRefused(TranslationCode.PACKAGE_MISMATCH, part=found)
            sha256 = sha256_of(path)
            if expected is not None and sha256 != expected.strip().lower():
                raise PackageRefused(TranslationCode.PACKAGE_MISMATCH, part=path.name)
            place = root / f"{metadata.from_code}_{metadata.to_code}"
            place /= f"{metadata.package_version}-{sha256[:8]}"
            if place.is_dir():
                return read_package(place)
            made = _make_folders(root)
            _sweep(root)
            temporary = Path(tempfile.mkdtemp(prefix=_TEMPORARY, dir=root))
            try:
                sums = archive.unpack(temporary)
                record = {
                    "schema": 1,
                    "sha256": sha256,
                    "compared": expected is not None,
                    "origin": origin,
                    "files": sums,
                }
                _write_record(temporary, record)
                self._trial(temporary)
                made += _make_folders(place.parent)
                _put(temporary, place)
            except BaseException:
                shutil.rmtree(temporary, ignore_errors=True)
                for folder in reversed(made):
                    with contextlib.suppress(OSError):
                        folder.rmdir()
                raise
        return read_package(place)


def _put(temporary: Path, place: Path) -> None:
    temporary.chmod(0o755)
    for folder in (*(one for one in temporary.rglob("*") if one.is_dir()), temporary):
        _sync(folder)
    try:
        temporary.rename(place)
    except OSError:
        # Another process was faster with the same package.
        if not (place / RECORD).is_file():
            raise
        shutil.rmtree(temporary, ignore_errors=True)
    _sync(place.parent)


def _write_record(folder: Path, record: object) -> None:
    with (folder / RECORD).open("x", encoding="utf-8") as file:
        file.write(json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
        file.flush()
        os.fsync(file.fileno())


def _make_folders(folder: Path) -> list[Path]:
    """Make ``folder`` and return those that did not exist, outermost first."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return missing[::-1]


def _sweep(root: Path) -> None:
    """Remove what installations left that were killed; those at work are younger."""
    oldest = time.time() - _STALE_S
    for folder in root.glob(f"{_TEMPORARY}*"):
        with contextlib.suppress(OSError):
            if folder.stat().st_mtime < oldest:
                shutil.rmtree(folder, ignore_errors=True)


def _folders(folder: Path) -> list[Path]:
    try:
        return sorted(one for one in folder.iterdir() if one.is_dir() and one.name[0] != ".")
    except OSError:
        return []


def _sync(folder: Path) -> None:
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        # Some network file systems cannot do this; the files themselves are safe by then.
        with contextlib.suppress(OSError):
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
