# SPDX-License-Identifier: AGPL-3.0-or-later
"""What an unpacked package says of itself.

The format is that of Argos Translate: a folder with metadata.json, model/ (CTranslate2) and
sentencepiece.model or bpe.model. ``hanji.json`` beside them is ours: where the package came
from and the SHA-256 of each file, written when it was installed.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from translation.engine.answers import KNOWN_LANGUAGES
from translation.engine.families import languages_of, read_target_vocabulary
from translation.engine.firefox_files import is_firefox
from translation.engine.prompted_files import is_prompted
from translation.errors import PackageRefused, TranslationCode
from translation.languages import LanguagePair

METADATA = "metadata.json"
RECORD = "hanji.json"
MOST_METADATA_BYTES = 1024 * 1024
MOST_PAIRS = 200
RANKING_MEASURE = "flores-devtest chrF++"
"""The figure by which packages of one pair are compared: a public test, a robust measure."""
_BLEU = "flores-devtest BLEU"
_CHRF_OF_BLEU = 0.96, 27.8
"""Slope and start of the line through chrF++ and BLEU of five systems from Korean on FLORES, for
packages whose publisher names BLEU only. It orders packages and is shown to nobody."""

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z]{2,4})?")
_VERSION = re.compile(r"\d{1,6}(?:\.\d{1,6}){0,3}")
_NON_COMMERCIAL = re.compile(r"\bNC\b|non[\s_-]*commercial", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Package:
    """A package in a folder of its own."""

    from_code: str
    to_code: str
    package_version: str
    folder: Path
    licence: str
    """As the package names it; empty where it names none."""
    quality: Mapping[str, float]
    """Measured figures by test and measure, for example "flores-devtest chrF++": 47.5."""
    is_demonstration: bool
    non_commercial: bool
    """Whether the licence forbids commercial use (CC-BY-NC and the like)."""
    origin: str
    """Name of the file, or the address, that it was installed from; empty if unknown."""
    sha256: str
    """Of the package file; empty where it was unpacked by another program."""
    compared: bool
    """Whether the file had the checksum that was demanded of it when it was installed."""
    size: int
    """Bytes of its files on the disk."""
    pairs: tuple[LanguagePair, ...] = ()
    """Further languages, from and to, that it declares its model to translate."""
    main: str = ""
    """Name of the package whose files it shares, for a further pair of languages; else empty."""

    @property
    def name(self) -> str:
        """What a person calls it by: "ko_en/1.0-0123abcd"."""
        mark = f"-{self.sha256[:8]}" if self.sha256 else ""
        return f"{self.from_code}_{self.to_code}/{self.package_version}{mark}"

    def for_pair(self, pair: LanguagePair) -> Package:
        """Return what this package is for further languages: its figures are of its own ones."""
        return replace(
            self, from_code=pair.source, to_code=pair.target, quality={}, pairs=(), main=self.name
        )

    def further_languages(self) -> frozenset[str]:
        """Return the languages that its model knows; none for a model of one pair."""
        if self.engine == "prompted":
            return KNOWN_LANGUAGES
        if self.engine == "ctranslate2" and not self.main:
            return languages_of(read_target_vocabulary(self.folder / "model"))
        return frozenset()

    @property
    def engine(self) -> str:
        """What runs it: "firefox" (fxtranslate), "prompted" (a language model of CTranslate2) or "ctranslate2"."""
        if is_prompted(self.folder):
            return "prompted"
        return "firefox" if is_firefox(self.folder) else "ctranslate2"

    @property
    def is_readable(self) -> bool:
        """Whether an engine reads it: one with bpe.model alone none cuts into pieces."""
        return self.engine != "ctranslate2" or (self.folder / "sentencepiece.model").is_file()


@dataclass(frozen=True, slots=True)
class Metadata:
    """What metadata.json says, checked."""

    from_code: str
    to_code: str
    package_version: str
    licence: str = ""
    quality: Mapping[str, float] = field(default_factory=dict)
    is_demonstration: bool = False
    pairs: tuple[LanguagePair, ...] = ()


def parse_metadata(content: bytes) -> Metadata:
    """Return what ``content`` of metadata.json says.

    Raises:
        PackageRefused: it is no metadata of a package that translates (package-damaged), or
            its language codes are none (language-unsupported).
    """
    tree = _parsed(content)
    codes = [tree.get(name) for name in ("from_code", "to_code")]
    for code in codes:
        if not isinstance(code, str) or not _LANGUAGE.fullmatch(code):
            shown = str(code)[:40]
            raise PackageRefused(TranslationCode.LANGUAGE_UNSUPPORTED, language=shown)
    if codes[0] == codes[1]:
        raise _damaged("from_code and to_code are the same")
    version = tree.get("package_version")
    if not isinstance(version, str) or not _VERSION.fullmatch(version):
        raise _damaged("package_version")
    if tree.get("type", "translate") != "translate":
        raise _damaged("type")
    return Metadata(
        str(codes[0]),
        str(codes[1]),
        version,
        _text(tree.get("licence") or tree.get("license")),
        MappingProxyType(_figures(tree.get("quality"))),
        tree.get("demonstration") is True,
        tuple(one for one in _pairs(tree.get("pairs")) if one != (codes[0], codes[1])),
    )


def read_package(folder: Path) -> Package:
    """Return the package in ``folder``; only its small files are read.

    Raises:
        PackageRefused: there is none, or its metadata makes no sense.
    """
    try:
        with (folder / METADATA).open("rb") as stream:
            metadata = parse_metadata(stream.read(MOST_METADATA_BYTES + 1))
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    except OSError as error:
        raise PackageRefused(TranslationCode.PACKAGE_INCOMPLETE, part=METADATA) from error
    record = read_record(folder)
    return Package(
        from_code=metadata.from_code,
        to_code=metadata.to_code,
        package_version=metadata.package_version,
        folder=folder,
        licence=metadata.licence,
        quality=metadata.quality,
        is_demonstration=metadata.is_demonstration,
        non_commercial=is_non_commercial(metadata.licence),
        origin=_text(record.get("origin")),
        sha256=_text(record.get("sha256")),
        compared=record.get("compared") is True,
        size=size,
        pairs=metadata.pairs,
    )


def pair_of(form: object) -> LanguagePair | None:
    """Return the languages that [from, to] or "from:to" names; None where it names none."""
    parts = form.split(":") if isinstance(form, str) else form
    if not isinstance(parts, list | tuple) or len(parts) != 2 or parts[0] == parts[1]:
        return None
    if not all(isinstance(code, str) and _LANGUAGE.fullmatch(code) for code in parts):
        return None
    return LanguagePair(*parts)


def _pairs(form: object) -> list[LanguagePair]:
    some = form if isinstance(form, list) and len(form) <= MOST_PAIRS else []
    return list(dict.fromkeys(pair for one in some if (pair := pair_of(one)) is not None))


def read_record(folder: Path) -> dict[str, Any]:
    """Return what was recorded at the installation; nothing where nothing was."""
    try:
        with (folder / RECORD).open("rb") as stream:
            return _parsed(stream.read(MOST_METADATA_BYTES + 1))
    except (OSError, PackageRefused):
        return {}


def is_non_commercial(licence: str) -> bool:
    """Whether a licence, by its name or text, forbids commercial use."""
    return bool(_NON_COMMERCIAL.search(licence))


def rank(package: Package) -> tuple[object, ...]:
    """Return the key that sorts packages best first.

    What the engine can read comes first, demonstrations come last; then the measured quality
    decides (packages without a figure follow those with one), and then the newer version.
    """
    version = tuple(-int(part) for part in package.package_version.split("."))
    return (
        not package.is_readable,
        package.is_demonstration,
        -_likely_chrf(package.quality),
        (*version, 0, 0, 0)[:4],
        package.name,
    )


def _likely_chrf(quality: Mapping[str, float]) -> float:
    if RANKING_MEASURE in quality or _BLEU not in quality:
        return quality.get(RANKING_MEASURE, 0.0)
    slope, start = _CHRF_OF_BLEU
    return slope * quality[_BLEU] + start


def _parsed(content: bytes) -> dict[str, Any]:
    if len(content) > MOST_METADATA_BYTES:
        raise PackageRefused(TranslationCode.PACKAGE_TOO_LARGE, part=METADATA)
    try:
        tree = json.loads(content)
    # A text of brackets alone exhausts the parser's stack.
    except (ValueError, RecursionError) as error:
        raise _damaged(METADATA) from error
    if not isinstance(tree, dict):
        raise _damaged(METADATA)
    return tree


def _figures(tree: object, before: str = "") -> dict[str, float]:
    """Return the numbers of ``tree`` by their path; one level of names may be between."""
    found: dict[str, float] = {}
    if not isinstance(tree, dict):
        return found
    for name, value in tree.items():
        path = f"{before}{name}"
        if isinstance(value, dict) and not before:
            found.update(_figures(value, f"{path} "))
        elif isinstance(value, int | float) and not isinstance(value, bool):
            figure = _finite(value)
            if figure is not None:
                found[path] = figure
    return found


def _finite(value: float) -> float | None:
    try:
        figure = float(value)
    except OverflowError:
        return None
    return figure if math.isfinite(figure) else None


def _text(value: object) -> str:
    return value[:1000] if isinstance(value, str) else ""


def _damaged(detail: str) -> PackageRefused:
    return PackageRefused(TranslationCode.PACKAGE_DAMAGED, detail=detail)
