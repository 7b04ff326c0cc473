# SPDX-License-Identifier: AGPL-3.0-or-later
"""Names of the files of a language model in a package, and its vocabulary."""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path

from translation.errors import PackageRefused, TranslationCode

VOCABULARIES = ("model/vocabulary.json", "model/vocabulary.txt")
"""One of which CTranslate2 writes for a model that has one side; translation models have others."""
TOKENIZERS = ("sentencepiece.model", "tokenizer.json")
"""One of which cuts text into the model's pieces; the first one that is there is taken."""

_MOST_VOCABULARY = 64 << 20


def has_prompted(names: Collection[str]) -> bool:
    """Tell whether a package with files of these names holds a language model."""
    return any(name in names for name in VOCABULARIES)


def is_prompted(folder: Path) -> bool:
    """Tell whether an unpacked package holds a language model, which is asked by a prompt."""
    return any((folder / name).is_file() for name in VOCABULARIES)


def read_vocabulary(model: Path) -> list[str]:
    """Return the tokens of a language model by their numbers.

    Raises:
        PackageRefused: there is no list of them.
        OSError: it cannot be read.
    """
    for name in VOCABULARIES:
        path = model / name.split("/")[1]
        if not path.is_file():
            continue
        if path.stat().st_size > _MOST_VOCABULARY:
            raise PackageRefused(TranslationCode.PACKAGE_TOO_LARGE, part=name)
        text = path.read_text(encoding="utf-8", errors="replace")
        if path.suffix == ".txt":
            return text.split("\n")
        try:
            return [str(one) for one in json.loads(text)]
        except (ValueError, TypeError, RecursionError) as error:
            raise PackageRefused(TranslationCode.PACKAGE_DAMAGED, detail=name) from error
    raise PackageRefused(TranslationCode.PACKAGE_INCOMPLETE, part=VOCABULARIES[0])
