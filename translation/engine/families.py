# SPDX-License-Identifier: AGPL-3.0-or-later
"""Families of models for many languages: the tokens by which each is told what to translate into what.

NLLB-200 (Costa-jussà et al. 2022): the source's code before it, an end behind it, the target's code
before the translation. M2M-100 (Fan et al. 2020): the same with codes of its own. MADLAD-400 (Kudugunta
et al. 2023): the target's code before the source. A model for one pair has none of these tokens.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from converters.files import open_ordinary

_END = "</s>"
_FLORES = {
    "ar": "arb_Arab", "bn": "ben_Beng", "de": "deu_Latn", "en": "eng_Latn", "es": "spa_Latn", "fr": "fra_Latn",
    "hi": "hin_Deva", "id": "ind_Latn", "it": "ita_Latn", "ja": "jpn_Jpan", "kk": "kaz_Cyrl", "km": "khm_Khmr",
    "ko": "kor_Hang", "lo": "lao_Laoo", "mn": "khk_Cyrl", "ms": "zsm_Latn", "my": "mya_Mymr", "ne": "npi_Deva",
    "pt": "por_Latn", "ru": "rus_Cyrl", "si": "sin_Sinh", "ta": "tam_Taml", "th": "tha_Thai", "tl": "tgl_Latn",
    "tr": "tur_Latn", "ur": "urd_Arab", "uz": "uzn_Latn", "vi": "vie_Latn", "zh": "zho_Hans",
}  # fmt: skip
"""FLORES-200's code of each language that Korean cities publish in or from."""
_MOST_TOKENS, _LONGEST = 4, 40
_MOST_VOCABULARY = 64 << 20
_M2M, _MADLAD = re.compile(r"__([a-z]{2,3})__"), re.compile(r"<2([a-z]{2,3})>")


@dataclass(frozen=True, slots=True)
class LanguageTokens:
    """The tokens around a sentence that tell a model its languages; none for a model of one pair."""

    before: tuple[str, ...] = ()
    """Of the source, before its pieces."""
    after: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    """Of the translation, which begins with them."""

    def form(self) -> dict[str, list[str]]:
        """Return them as metadata.json holds them; nothing where there are none."""
        named = {
            "source_prefix": self.before,
            "source_suffix": self.after,
            "target_prefix": self.first,
        }
        return {name: list(tokens) for name, tokens in named.items() if tokens}

    @staticmethod
    def of(metadata: Mapping[str, Any]) -> LanguageTokens:
        """Return what metadata.json says; what makes no sense there is no token."""
        return LanguageTokens(
            _tokens(metadata.get("source_prefix")),
            _tokens(metadata.get("source_suffix")),
            _tokens(metadata.get("target_prefix")),
        )


def tokens_for(vocabulary: Collection[str], source: str, target: str) -> LanguageTokens | None:
    """Return the tokens that a model with this vocabulary needs for a pair of languages.

    None where it is a model of many languages that lacks one of the two.
    """
    known = frozenset(vocabulary)
    flores = _FLORES.get(source, ""), _FLORES.get(target, "")
    if _FLORES["en"] in known and _FLORES["fr"] in known:
        return LanguageTokens((flores[0],), (_END,), (flores[1],)) if known >= {*flores} else None
    if "__en__" in known and "__fr__" in known:
        codes = f"__{source}__", f"__{target}__"
        return LanguageTokens((codes[0],), (_END,), (codes[1],)) if known >= {*codes} else None
    if "<2en>" in known and "<2fr>" in known:
        code = f"<2{target}>"
        return LanguageTokens((code,), (_END,)) if code in known else None
    return LanguageTokens()


def languages_of(vocabulary: Collection[str]) -> frozenset[str]:
    """Return the languages that a model with this vocabulary is told by tokens; none for a model of one pair."""
    known = frozenset(vocabulary)
    if _FLORES["en"] in known and _FLORES["fr"] in known:
        return frozenset(code for code, flores in _FLORES.items() if flores in known)
    for form, one in ((_M2M, "__en__"), (_MADLAD, "<2en>")):
        if one in known:
            return frozenset(found[1] for token in known if (found := form.fullmatch(token)))
    return frozenset()


def read_target_vocabulary(model: Path) -> list[str]:
    """Return the tokens that a CTranslate2 model writes; nothing where it has no list of them, or a huge one."""
    for name in ("shared_vocabulary", "target_vocabulary"):
        for path in (model / f"{name}.json", model / f"{name}.txt"):
            if not path.is_file():
                continue
            with open_ordinary(path) as stream:
                content = stream.read(_MOST_VOCABULARY + 1)
            if len(content) > _MOST_VOCABULARY:
                return []
            text = content.decode("utf-8", "replace")
            try:
                return [str(one) for one in json.loads(text)]
            except (ValueError, TypeError, RecursionError):
                return text.splitlines()
    return []


def _tokens(value: object) -> tuple[str, ...]:
    some = [value] if isinstance(value, str) else value
    if not isinstance(some, list) or len(some) > _MOST_TOKENS:
        return ()
    return tuple(one for one in some if isinstance(one, str) and 0 < len(one) <= _LONGEST)
