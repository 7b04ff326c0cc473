# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whether files are a model of CTranslate2 (for translation, or of language) or of Firefox Translations, and run."""

from __future__ import annotations

import struct
from collections.abc import Collection
from pathlib import Path
from typing import Any

from translation.engine import firefox_files
from translation.engine.firefox_files import FOLDER, SOURCE_PIECES, TARGET_PIECES, is_firefox
from translation.engine.prompted_files import TOKENIZERS, has_prompted, is_prompted
from translation.errors import EngineFailed, PackageRefused, TranslationCode

MODEL = "model/model.bin"
FIREFOX_MODEL = f"{FOLDER}/{firefox_files.MODEL}"
CONFIG = "model/config.json"
PIECES = ("sentencepiece.model", "bpe.model")
MODEL_FILES = (MODEL, FIREFOX_MODEL)
"""The file of the weights, one of which a package has."""
HEADER_BYTES = 64

_NEWEST_BINARY = 6
_MARIAN_BINARY = 1
_WITH_CONFIG = 6
"""From this binary version on (CTranslate2 3.0) config.json belongs to the model."""
_LANGUAGE_MODEL = b"TransformerDecoderSpec\0"
_VOCABULARIES = ("shared_vocabulary", "source_vocabulary")
_TRIAL = "오늘은 날씨가 좋습니다. The weather is good today."


def check_parts(names: Collection[str], header: bytes) -> None:
    """Check that a package's files are all there.

    Args:
        names: of its files, relative to its folder, with "/".
        header: the first ``HEADER_BYTES`` of the model's own file.

    Raises:
        PackageRefused: a part is missing, or the model is none that an engine reads.
    """
    if FIREFOX_MODEL in names:
        _check_firefox(names, header)
        return
    if MODEL not in names:
        raise _incomplete(MODEL)
    version = binary_version(header)
    if version >= _WITH_CONFIG and CONFIG not in names:
        raise _incomplete(CONFIG)
    if has_prompted(names):
        # An encoder alone (BERT) has such a vocabulary too, and writes nothing.
        if _kind(header) != _LANGUAGE_MODEL:
            raise _damaged()
        if not any(name in names for name in TOKENIZERS):
            raise _incomplete(TOKENIZERS[1])
        return
    if not any(
        f"model/{name}{end}" in names for name in _VOCABULARIES for end in (".json", ".txt")
    ):
        raise _incomplete("model/shared_vocabulary.json")
    if not any(name in names for name in PIECES):
        raise _incomplete(PIECES[0])


def _check_firefox(names: Collection[str], header: bytes) -> None:
    """Check the parts of a model of Firefox Translations: Marian's binary format, version 1."""
    for name in (SOURCE_PIECES, TARGET_PIECES):
        if f"{FOLDER}/{name}" not in names:
            raise _incomplete(f"{FOLDER}/{name}")
    if len(header) < 16 or struct.unpack_from("<Q", header)[0] != _MARIAN_BINARY:
        raise PackageRefused(TranslationCode.PACKAGE_DAMAGED, detail=FIREFOX_MODEL)


def binary_version(header: bytes) -> int:
    """Return the binary version in the header of a model.bin.

    The header is the version (32 bits, little endian) and then, from version 2 on, the kind
    of model as a string with its length (16 bits) before and a zero byte behind.

    Raises:
        PackageRefused: it is no header of a translation model.
    """
    if len(header) < 8:
        raise _damaged()
    (version,) = struct.unpack_from("<I", header)
    if not 1 <= version <= _NEWEST_BINARY:
        raise _damaged()
    kind = _kind(header)
    if version > 1 and not (kind.startswith(b"Transformer") and kind.endswith(b"\0")):
        raise _damaged()
    return int(version)


def _kind(header: bytes) -> bytes:
    (length,) = struct.unpack_from("<H", header, 4)
    return header[6 : 6 + length]


def try_model(folder: Path) -> None:
    """Load the package in ``folder`` and translate a sentence.

    Raises:
        EngineFailed: its engine or SentencePiece cannot use it.
    """
    if is_firefox(folder):
        from translation.engine.decoder import Care
        from translation.engine.firefox import FirefoxModel

        model = FirefoxModel(folder)
        model.collect(model.submit([_TRIAL], [[]], Care.DRAFT))
        return
    if is_prompted(folder):
        from translation.engine.decoder import Care
        from translation.engine.prompted import PromptedModel

        asked = PromptedModel(folder, _languages(folder))
        asked.collect(asked.submit([_TRIAL], [[]], Care.DRAFT))
        return
    import ctranslate2
    import sentencepiece

    pieces = folder / PIECES[0]
    try:
        if pieces.is_file():
            tokens = sentencepiece.SentencePieceProcessor(model_file=str(pieces)).encode(
                _TRIAL, out_type=str
            )
        else:
            tokens = _TRIAL.split()
        translator: Any = ctranslate2.Translator(
            str(folder / "model"), device="cpu", inter_threads=1, intra_threads=1
        )
        translator.translate_batch([tokens], beam_size=1, max_decoding_length=8)
    except (RuntimeError, ValueError, OSError, MemoryError) as error:
        raise EngineFailed(detail=str(error)[:200]) from error


def _languages(folder: Path) -> tuple[str, str]:
    from translation.packages.package import read_package

    package = read_package(folder)
    return package.from_code, package.to_code


def _incomplete(part: str) -> PackageRefused:
    return PackageRefused(TranslationCode.PACKAGE_INCOMPLETE, part=part)


def _damaged() -> PackageRefused:
    return PackageRefused(TranslationCode.PACKAGE_DAMAGED, detail=MODEL)
