# SPDX-License-Identifier: AGPL-3.0-or-later
"""Makes a package of a Firefox Translations model as Mozilla publishes it: a folder of some files.

The files are ``model.koen.intgemm.alphas.bin``, ``vocab.koen.spm`` (or ``srcvocab...`` and
``trgvocab...``), ``lex.50.50.koen.s2t.bin`` and ``metadata.json``, each packed with gzip, Zstandard or
neither.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from converters.files import open_ordinary
from translation.engine.firefox_files import (
    FOLDER,
    MODEL,
    SHORTLIST,
    SOURCE_PIECES,
    TARGET_PIECES,
)
from translation.errors import PackageRefused, TranslationCode
from translation.packages.package import METADATA, MOST_METADATA_BYTES
from translation.packages.wrap import entry_of

LICENCE = "MPL-2.0"
"""Of the repository that publishes the weights."""
_MIB = 1 << 20
_MOST_BYTES = 1024 * _MIB
"""Of one file, unpacked; the largest model that Mozilla has is a tenth of it."""
_MOST_WINDOW_BYTES = 128 * _MIB
"""What zstd itself takes without being asked to (its window of 27 bits)."""
_PACKED_BYTES = 1024
"""Read at once: packed with Zstandard, so much may hold 32 MiB."""
_VERSION = "1.0"
_PAIR = r"(?P<source>[a-z]{2,3})(?P<target>[a-z]{2,3})"
_PARTS = {
    MODEL: re.compile(rf"model\.{_PAIR}\.intgemm8?(?:\.alphas)?\.bin"),
    SOURCE_PIECES: re.compile(rf"(?:src)?vocab\.{_PAIR}\.spm"),
    TARGET_PIECES: re.compile(rf"(?:trg)?vocab\.{_PAIR}\.spm"),
    SHORTLIST: re.compile(rf"lex\.\d+\.\d+\.{_PAIR}\.s2t\.bin"),
}


@dataclass(frozen=True, slots=True)
class FirefoxImport:
    """A package that was made of such a folder."""

    path: Path
    checked: bool
    """Whether metadata.json names the model's SHA-256, and it is that one."""


def is_firefox_folder(folder: Path) -> bool:
    """Tell whether a folder holds a model as Mozilla publishes it."""
    return any(_fitting(folder, MODEL))


def package_firefox(folder: Path, target: Path) -> FirefoxImport:
    """Write the package ``target`` of a folder; the same bytes each time.

    Raises:
        PackageRefused: a part is missing, damaged, too large, or not of the size that metadata.json
            names.
        OSError: a file cannot be read or written.
    """
    said = _metadata(folder)
    parts = {name: _part(folder, name) for name in _PARTS}
    source, target_language = _languages(folder, said)
    model = parts[MODEL] or b""
    if isinstance(said.get("byteSize"), int) and said["byteSize"] != len(model):
        raise PackageRefused(TranslationCode.PACKAGE_DAMAGED, detail="byteSize")
    metadata = {
        "package_version": _VERSION,
        "from_code": source,
        "from_name": source,
        "to_code": target_language,
        "to_name": target_language,
        "licence": LICENCE,
        "engine": "firefox",
        "architecture": str(said.get("architecture", ""))[:40],
        "quality": _figures(said),
    }
    top = f"{source}_{target_language}"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        text = json.dumps(metadata, ensure_ascii=False, indent=2)
        archive.writestr(entry_of(f"{top}/{METADATA}"), text.encode())
        for name, data in parts.items():
            if data is not None:
                archive.writestr(entry_of(f"{top}/{FOLDER}/{name}"), data, compresslevel=1)
    return FirefoxImport(target, said.get("hash") == hashlib.sha256(model).hexdigest())


def _fitting(folder: Path, part: str) -> Iterator[Path]:
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if _PARTS[part].fullmatch(re.sub(r"\.(?:gz|zst)$", "", path.name)):
            yield path


def _part(folder: Path, name: str) -> bytes | None:
    """Return the bytes of a part; None for a list of likely words that is not there."""
    found = list(_fitting(folder, name))
    if not found:
        if name == SHORTLIST:
            return None
        raise PackageRefused(
            TranslationCode.PACKAGE_INCOMPLETE,
            part="vocab.*.spm" if name != MODEL else "model.*.intgemm.alphas.bin",
        )
    # Unpacked files come first.
    path = min(found, key=lambda one: (one.suffix in (".gz", ".zst"), one.name))
    return _unpacked(path)


def _unpacked(path: Path) -> bytes:
    try:
        with open_ordinary(path) as stream:
            if path.suffix == ".gz":
                with gzip.GzipFile(fileobj=stream) as packed:
                    data = packed.read(_MOST_BYTES + 1)
            elif path.suffix == ".zst":
                data = _of_zstandard(stream)
            else:
                data = stream.read(_MOST_BYTES + 1)
    except (gzip.BadGzipFile, zlib.error, EOFError) as error:
        raise PackageRefused(TranslationCode.PACKAGE_DAMAGED, detail=path.name) from error
    if len(data) > _MOST_BYTES:
        raise PackageRefused(TranslationCode.PACKAGE_TOO_LARGE, part=path.name)
    return data


def _of_zstandard(stream: BinaryIO) -> bytes:
    """Return what is packed with Zstandard (RFC 8878), no more than ``_MOST_BYTES`` and one.

    Raises:
        EOFError: it is damaged, or ends too early.
    """
    # A library for one kind of file, which comes in with it.
    from zstandard import ZstdDecompressor, ZstdError

    decompressor = ZstdDecompressor(max_window_size=_MOST_WINDOW_BYTES)
    frame = decompressor.decompressobj()
    found = bytearray()
    begun = False
    try:
        while len(found) <= _MOST_BYTES:
            packed = frame.unused_data if frame.eof else b""
            packed = packed or stream.read(_PACKED_BYTES)
            if not packed:
                break
            if frame.eof:
                frame = decompressor.decompressobj()
            begun = True
            found += frame.decompress(packed)
    except ZstdError as error:
        raise EOFError(str(error)) from error
    if len(found) <= _MOST_BYTES and not (begun and frame.eof):
        raise EOFError
    return bytes(found[: _MOST_BYTES + 1])


def _metadata(folder: Path) -> Mapping[str, Any]:
    """Return what metadata.json says; nothing where there is none."""
    try:
        with open_ordinary(folder / METADATA) as stream:
            said = json.loads(stream.read(MOST_METADATA_BYTES))
    except FileNotFoundError:
        return {}
    except (ValueError, RecursionError) as error:
        raise PackageRefused(TranslationCode.PACKAGE_DAMAGED, detail=METADATA) from error
    return said if isinstance(said, dict) else {}


def _languages(folder: Path, said: Mapping[str, Any]) -> tuple[str, str]:
    named = said.get("sourceLanguage"), said.get("targetLanguage")
    if isinstance(named[0], str) and isinstance(named[1], str):
        return named[0], named[1]
    name = next(_fitting(folder, MODEL)).name
    match = _PARTS[MODEL].match(name)
    pair = name.split(".")[1] if match else ""
    if len(pair) != 4:
        raise PackageRefused(TranslationCode.LANGUAGE_UNSUPPORTED, language=pair[:40])
    return pair[:2], pair[2:]


def _figures(said: Mapping[str, Any]) -> dict[str, dict[str, float]]:
    """Return what Mozilla measured on FLORES, by the names that our packages use."""
    flores = said.get("flores")
    if not isinstance(flores, dict):
        return {}
    names = {"bleu": "BLEU", "comet": "COMET", "chrf": "chrF"}
    found = {
        shown: float(flores[name])
        for name, shown in names.items()
        if isinstance(flores.get(name), int | float)
    }
    return {"flores-devtest": found} if found else {}
