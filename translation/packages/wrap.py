# SPDX-License-Identifier: AGPL-3.0-or-later
"""Makes a package file of a model: same input, same bytes."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from translation.engine.families import LanguageTokens, read_target_vocabulary, tokens_for
from translation.engine.prompted_files import TOKENIZERS, has_prompted, read_vocabulary
from translation.engine.prompts import declared_or_known
from translation.errors import EngineFailed, PackageRefused, TranslationCode
from translation.packages.archive import DEFAULT_LIMITS, PackageArchive, too_large
from translation.packages.package import METADATA

_TIME = (2026, 1, 1, 0, 0, 0)
_ARGOS_VERSION = "1.9"
"""Of the format's description; what Argos 1.9 reads, we write."""
_OPUS_PIECES = "source.spm"
_LARGE = 1 << 30
_TOKENIZERS_BESIDE = ("tokenizer.model", "sentencepiece.model", "tokenizer.json")
"""Names of SentencePiece models and of tokenizer.json in a model's folder; they are packed once, in their place."""


def wrap(
    model: Path,
    target: Path,
    *,
    from_code: str,
    to_code: str,
    licence: str,
    pieces: Path | None = None,
    version: str = "1.0",
    licence_text: str = "",
    quality: Mapping[str, float] | None = None,
    readme: str = "",
    is_demonstration: bool = False,
    prompt: object = None,
    pairs: Sequence[tuple[str, str]] = (),
) -> Path:
    """Write a package of ``model`` and return its path.

    Args:
        model: folder of a CTranslate2 model, of OPUS-MT (decoder.yml) or of Marian (one .npz
            and its vocabularies, .yml), or of many languages (NLLB-200, M2M-100, MADLAD-400: known
            by their tokens), or a language model that is asked by a prompt (Gemma, Qwen, Llama);
            those of OPUS-MT and Marian are converted to weights of 8 bits.
        target: the .argosmodel file to write.
        from_code: language of the source.
        to_code: language of the target.
        licence: name of the licence of the weights, SPDX where it has one.
        pieces: the SentencePiece model of the source; where nothing is said,
            sentencepiece.model or source.spm in ``model``; of a language model also tokenizer.model
            or tokenizer.json.
        version: of the package.
        licence_text: the licence in full; goes in as LICENSE.
        quality: measured figures by test and measure ("flores-devtest chrF++": 47.5).
        readme: goes in as README.md.
        is_demonstration: whether it is of no use but to show how translation works.
        prompt: how a language model is asked, as ``translation.engine.prompts`` describes it; where
            nothing is said, as its family is.
        pairs: further languages, from and to, that a model of many languages translates with the same files.

    Raises:
        PackageRefused: a part is missing, or what would come of it is no valid package.
        EngineFailed: CTranslate2 cannot convert the model.
        OSError: a file cannot be read or written.
    """
    if not licence.strip():
        raise PackageRefused(TranslationCode.PACKAGE_INCOMPLETE, part="licence")
    prompted = has_prompted([f"model/{path.name}" for path in model.glob("vocabulary.*")])
    found = pieces or (_tokenizer_of(model) if prompted else _pieces_of(model))
    metadata: dict[str, object] = {
        "package_version": version,
        "argos_version": _ARGOS_VERSION,
        "from_code": from_code,
        "from_name": from_code,
        "to_code": to_code,
        "to_name": to_code,
        "licence": licence.strip(),
        "demonstration": is_demonstration,
        "quality": dict(sorted((quality or {}).items())),
    }
    if pairs:
        metadata["pairs"] = [list(pair) for pair in pairs]
    if prompted:
        declared = {} if prompt is None else {"prompt": prompt}
        metadata["prompt"] = declared_or_known(declared, read_vocabulary(model)).form()
        return write_package(model, found, metadata, readme, target, licence_text)
    with tempfile.TemporaryDirectory() as temporary:
        converted = _converted(model, Path(temporary) / "model")
        vocabulary = read_target_vocabulary(converted)
        for pair in ((from_code, to_code), *pairs):
            tokens = tokens_for(vocabulary, *pair)
            # A model of one pair has no tokens, and no other pair.
            if tokens is None or (pair != (from_code, to_code) and not tokens.form()):
                raise PackageRefused(TranslationCode.LANGUAGE_UNKNOWN, language=":".join(pair))
        metadata |= (tokens_for(vocabulary, from_code, to_code) or LanguageTokens()).form()
        return write_package(converted, found, metadata, readme, target, licence_text)


def write_package(
    model: Path,
    pieces: Path,
    metadata: Mapping[str, object],
    readme: str,
    target: Path,
    licence_text: str = "",
) -> Path:
    """Write an Argos package: one top folder, metadata, pieces, model.

    What was written is checked like any package before it is put at ``target``.

    Raises:
        PackageRefused: it would be no valid package.
        OSError: a file cannot be read or written.
    """
    top = f"{metadata['from_code']}_{metadata['to_code']}"
    texts = {METADATA: json.dumps(metadata, ensure_ascii=False, indent=2), "README.md": readme}
    if licence_text:
        texts["LICENSE"] = licence_text
    files = {TOKENIZERS[pieces.suffix == ".json"]: pieces}
    files |= {
        f"model/{part.name}": part
        for part in sorted(model.iterdir())
        if part.is_file() and part.name not in _TOKENIZERS_BESIDE
    }
    for part, path in files.items():
        if path.stat().st_size > DEFAULT_LIMITS.entry_bytes:
            raise too_large(part, DEFAULT_LIMITS.entry_bytes)
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(".part", ".hanji-", target.parent)
    temporary = Path(name)
    try:
        with (
            os.fdopen(handle, "w+b") as stream,
            zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive,
        ):
            for part, text in texts.items():
                archive.writestr(entry_of(f"{top}/{part}"), text.encode(), compresslevel=9)
            for part, path in files.items():
                _add(archive, f"{top}/{part}", path)
        temporary.chmod(0o644)
        with PackageArchive(temporary):
            pass
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return target


def _add(archive: zipfile.ZipFile, name: str, path: Path) -> None:
    entry = entry_of(name)
    entry.file_size = path.stat().st_size
    # ZipFile.open takes the level of an entry from nowhere else.
    # Weights of gigabytes get hardly smaller, and would take an hour.
    entry._compresslevel = 9 if entry.file_size < _LARGE else 1  # type: ignore[attr-defined]  # noqa: SLF001
    with path.open("rb") as source, archive.open(entry, "w") as sink:
        shutil.copyfileobj(source, sink, 1024 * 1024)


def entry_of(name: str) -> zipfile.ZipInfo:
    """Return the entry of a package for a name: the same on every system and day."""
    entry = zipfile.ZipInfo(name, _TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    # Unix, whatever the system is that writes it.
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    return entry


def _tokenizer_of(model: Path) -> Path:
    """Return what cuts text for a language model, as its converter copies it beside the weights."""
    for name in _TOKENIZERS_BESIDE:
        if (model / name).is_file():
            return model / name
    raise PackageRefused(TranslationCode.PACKAGE_INCOMPLETE, part="tokenizer.json")


def _pieces_of(model: Path) -> Path:
    for path in (model / "sentencepiece.model", model.parent / "sentencepiece.model"):
        if path.is_file():
            return path
    if (model / _OPUS_PIECES).is_file():
        return model / _OPUS_PIECES
    raise PackageRefused(TranslationCode.PACKAGE_INCOMPLETE, part="sentencepiece.model")


def _converted(model: Path, folder: Path) -> Path:
    """Return a CTranslate2 model: ``model`` itself, or what its converter makes of it."""
    if (model / "model.bin").is_file():
        return model
    from ctranslate2.converters import MarianConverter, OpusMTConverter

    weights = sorted(model.glob("*.npz"))
    if not weights:
        raise PackageRefused(TranslationCode.PACKAGE_INCOMPLETE, part="model.bin, *.npz")
    try:
        converter: Any
        if (model / "decoder.yml").is_file():
            converter = OpusMTConverter(str(model))
        else:
            vocabularies = sorted(model.glob("*vocab*.yml"))
            converter = MarianConverter(str(weights[0]), [str(path) for path in vocabularies])
        converter.convert(str(folder), quantization="int8")
    except (RuntimeError, ValueError, KeyError, IndexError, TypeError, OSError) as error:
        raise EngineFailed(detail=f"{type(error).__name__}: {error}"[:200]) from error
    return folder
