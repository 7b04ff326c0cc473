# SPDX-License-Identifier: AGPL-3.0-or-later
"""The use case "packages of models": where they live, and how new ones come in.

Nothing here reaches the network but ``fetch`` with its index, and that only when a person
asks for it.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Protocol

from app import paths, settings
from app.errors import AppError
from app.i18n import mark
from app.jobs.model_trial import try_apart
from converters.files import open_ordinary, sha256_of
from translation.packages.firefox import is_firefox_folder, package_firefox
from translation.packages.package import METADATA, Package
from translation.packages.store import PackageStore

PRESETS_VARIABLE = "HANJI_MODELS"
_NO_INDEX = mark(
    "The index of translation packages cannot be reached. Without a network, get the package"
    " on another computer and install it with “hanji models install FILE”."
)
_NOT_OFFERED = mark("The index has no package from {source} to {target}.")
_NOT_DOWNLOADED = mark(
    "The package could not be downloaded. Try again later, or get it on another computer and"
    " install it with “hanji models install FILE”."
)
_NO_CHECKSUM = mark(
    "{file} is not installed: this machine demands the checksum that its publisher names. The file has"
    " SHA-256 {sha256}. If that is the one, name it with --sha256 or put it beside the file as"
    " {file}.sha256."
)
NOT_COMPARED = mark(
    "Nobody has compared its checksum yet: it must be the one that its publisher names. SHA-256 {sha256}"
)
"""Said of a package that was installed without a checksum."""
_NO_MODEL_IN_FOLDER = mark(
    "“{folder}” holds no translation model: no file like model.koen.intgemm.alphas.bin is in it."
)
_MOST_CHECKSUM_BYTES = 4096
_CHECKSUMS = {
    ("ko", "en", "1.1"): "6da8f3db6ca40f42b1875570a1c06856f6e17c7ef62845d85de217ba548c1471",
    ("en", "ko", "1.1"): "e03d8e65e6d44525ec5808c3409fcf8728c76c2c76925372b6d3dc3278de17fc",
}
"""SHA-256 of the Korean packages in the public index, which itself names none."""


def open_store() -> PackageStore:
    """Return the user's packages, with those of the administrator and of the program."""
    named = os.environ.get(PRESETS_VARIABLE) or settings.load().models_folder
    presets = [Path(named)] if named else []
    presets.append(Path(str(files("assets"))) / "models")
    return PackageStore(paths.data_folder() / "models", presets, trial=try_apart)


def install_file(store: PackageStore, path: Path, sha256: str | None = None) -> Package:
    """Install a package file, or the folder of a Firefox model, with the checksum that is demanded.

    That is ``sha256``, or what stands beside the file as FILE.sha256, as its publisher or an
    administrator put it there.

    Raises:
        AppError: there is neither, and the settings demand one.
        TranslationError: the package is refused.
        OSError: the file cannot be read, or the folder not be written.
    """
    folder = path.parent if path.name == METADATA else path
    if folder.is_dir():
        return _install_folder(store, folder)
    demanded = sha256 or _checksum_beside(path)
    if demanded is None and settings.load().package_checksums == "demanded":
        raise AppError(_NO_CHECKSUM, file=path.name, sha256=sha256_of(path))
    return store.install(path, demanded)


def _install_folder(store: PackageStore, folder: Path) -> Package:
    """Install a model of Firefox Translations as Mozilla publishes it, a folder of files.

    Raises:
        AppError, TranslationError, OSError: see ``install_file``.
    """
    if not is_firefox_folder(folder):
        raise AppError(_NO_MODEL_IN_FOLDER, folder=str(folder))
    with tempfile.TemporaryDirectory() as temporary:
        made = package_firefox(folder.absolute(), Path(temporary) / f"{folder.name}.argosmodel")
        if not made.checked and settings.load().package_checksums == "demanded":
            raise AppError(_NO_CHECKSUM, file=folder.name, sha256=sha256_of(made.path))
        known = sha256_of(made.path) if made.checked else None
        return store.install(made.path, known, origin=folder.name)


def _checksum_beside(path: Path) -> str | None:
    """Return the checksum that FILE.sha256 names, as sha256sum writes it; None without such a file."""
    try:
        with open_ordinary(path.with_name(path.name + ".sha256")) as stream:
            words = stream.read(_MOST_CHECKSUM_BYTES).decode("ascii", "replace").split()
    except FileNotFoundError:
        return None
    # What is no checksum agrees with no file, and is refused as one that differs.
    return words[0] if words else "-"


def row_of(store: PackageStore, package: Package) -> dict[str, Any]:
    """Return what ``hanji models list --json`` says of a package."""
    return {
        "name": package.name,
        "from": package.from_code,
        "to": package.to_code,
        "version": package.package_version,
        "engine": package.engine,
        "licence": package.licence,
        "quality": dict(package.quality),
        "size": package.size,
        "demonstration": package.is_demonstration,
        "non_commercial": package.non_commercial,
        "own": store.is_own(package),
        "origin": package.origin,
        "sha256": package.sha256,
        "compared": package.compared,
        "main": package.main,
    }


# ------------------------------------------------------------ the index


@dataclass(frozen=True, slots=True)
class Offer:
    """A package that an index has."""

    from_code: str
    to_code: str
    version: str
    links: tuple[str, ...]


class PackageIndex(Protocol):
    """An index of packages that can be downloaded."""

    def offers(self) -> Sequence[Offer]:
        """Return what there is; raises OSError without a network."""

    def download(self, offer: Offer, folder: Path) -> Path:
        """Download a package into ``folder``; raises OSError where that fails."""


def fetch(store: PackageStore, source: str, target: str, index: PackageIndex) -> Package:
    """Download the newest package for a pair and install it, with all checks of a file.

    Raises:
        AppError: the index cannot be reached or has none.
        TranslationError: what was downloaded is refused.
    """
    try:
        offers = [one for one in index.offers() if (one.from_code, one.to_code) == (source, target)]
    except OSError as error:
        raise AppError(_NO_INDEX) from error
    if not offers:
        raise AppError(_NOT_OFFERED, source=source, target=target)
    best = max(offers, key=lambda one: [int(part) for part in one.version.split(".")])
    with tempfile.TemporaryDirectory() as temporary:
        try:
            path = index.download(best, Path(temporary))
        except OSError as error:
            raise AppError(_NOT_DOWNLOADED) from error
        known = _CHECKSUMS.get((source, target, best.version))
        return store.install(path, known, pair=(source, target), origin=best.links[0])


class ArgosIndex:
    """The public index of Argos Translate, read by its own code."""

    def offers(self) -> Sequence[Offer]:
        """Return what the index has; entries that make no sense are passed over."""
        with tempfile.TemporaryDirectory() as temporary:
            package = _argos(Path(temporary))
            package.settings.local_package_index = Path(temporary) / "index.json"
            package.update_package_index()
            # It tells nobody that it failed, and reading would then try again without end.
            if not package.settings.local_package_index.is_file():
                raise ConnectionError
            try:
                return list(_offers(package.get_available_packages()))
            except (ValueError, TypeError, AttributeError) as error:
                raise ConnectionError from error

    def download(self, offer: Offer, folder: Path) -> Path:
        """Download from the first link that answers."""
        package = _argos(folder)
        content = package.networking.get_from(list(offer.links), retry_count=1)
        if content is None:
            raise ConnectionError
        path = folder / f"{offer.from_code}_{offer.to_code}-{offer.version}.argosmodel"
        path.write_bytes(content)
        return path


def _argos(folder: Path) -> Any:
    """Import argostranslate.package, which makes folders where its variables point."""
    names = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "ARGOS_PACKAGES_DIR")
    with _environment({name: str(folder / name.lower()) for name in names}):
        from argostranslate import package
    return package


@contextmanager
def _environment(values: Mapping[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _offers(available: Sequence[Any]) -> Iterator[Offer]:
    for one in available:
        names = (one.from_code, one.to_code)
        links = tuple(
            link for link in one.links or () if isinstance(link, str) and link.startswith("https:")
        )
        version = str(one.package_version)
        numbers = version.split(".")
        # These become part of a file's name and are compared as numbers.
        if (
            links
            and all(isinstance(name, str) and name.isalnum() for name in names)
            and all(number.isdecimal() for number in numbers)
        ):
            yield Offer(*names, version, links)
