# SPDX-License-Identifier: AGPL-3.0-or-later
"""Models of many languages are told theirs, and what they say of it never reaches a sentence."""

from __future__ import annotations

import json
from pathlib import Path

import ctranslate2
import pytest

from tests.package_writer import many_languages
from translation.engine.decoder import Care, Decoder
from translation.engine.families import LanguageTokens, tokens_for
from translation.engine.pool import translate
from translation.engine.tokenizer import joined
from translation.errors import TranslationCode, TranslationError
from translation.packages.model import try_model
from translation.packages.store import PackageStore
from translation.packages.wrap import wrap

NLLB = ["kor_Hang", "eng_Latn", "fra_Latn", "vie_Latn"]
M2M = ["__ko__", "__en__", "__fr__"]
MADLAD = ["<2ko>", "<2en>", "<2fr>"]
SENTENCE = "우리 시는 올해"


@pytest.mark.parametrize(
    ("family", "told"),
    [
        (NLLB, LanguageTokens(("kor_Hang",), ("</s>",), ("eng_Latn",))),
        (M2M, LanguageTokens(("__ko__",), ("</s>",), ("__en__",))),
        (MADLAD, LanguageTokens(("<2en>",), ("</s>",))),
        ([], LanguageTokens()),
    ],
)
def test_each_family_is_known_by_its_vocabulary(family: list[str], told: LanguageTokens) -> None:
    assert tokens_for(["<unk>", "▁시", *family], "ko", "en") == told
    assert LanguageTokens.of(json.loads(json.dumps(told.form()))) == told


@pytest.mark.parametrize("family", [NLLB, M2M, MADLAD])
def test_a_language_that_a_model_lacks_is_refused(family: list[str]) -> None:
    assert tokens_for(family, "ko", "ja") is None


def test_metadata_that_makes_no_sense_has_no_tokens() -> None:
    odd = {"source_prefix": {"a": 1}, "source_suffix": ["x" * 99, 3, ""], "target_prefix": None}
    assert LanguageTokens.of(odd) == LanguageTokens()
    # A package of before had one text.
    assert LanguageTokens.of({"target_prefix": ">>eng<<"}).first == (">>eng<<",)


@pytest.mark.parametrize("family", [NLLB, M2M, MADLAD])
def test_a_model_is_told_its_languages_and_tells_only_the_sentence(
    tmp_path: Path, family: list[str]
) -> None:
    source = many_languages(tmp_path / "model", family)
    made = wrap(source, tmp_path / "m.argosmodel", from_code="ko", to_code="en", licence="MIT")
    package = PackageStore(tmp_path / "models", trial=try_model).install(made)
    decoder = Decoder(package.folder)
    pieces = decoder.pieces.tokens([SENTENCE])[0]
    (decoded,) = decoder.collect(decoder.submit([SENTENCE], [pieces], Care.DRAFT))
    told = tokens_for(family, "ko", "en")
    assert told is not None
    own = ctranslate2.Translator(str(package.folder / "model"), compute_type="int8")
    (other,) = own.translate_batch(
        [[*told.before, *pieces, *told.after]],
        target_prefix=[list(told.first)] if told.first else None,
        beam_size=1, max_decoding_length=2 * len(pieces) + 16, replace_unknowns=True,
    )  # fmt: skip
    assert list(decoded.tokens) == other.hypotheses[0][len(told.first) :]
    assert not set(family) & set(joined(decoded.tokens)[0].split())
    # Attention is to the pieces of the sentence, as it is for a model of one pair.
    assert {len(row) for row in decoded.attention} == {len(pieces)}
    (aligned,) = translate(decoder, [SENTENCE], Care.NORMAL, needs=lambda *_: True)
    assert {len(row) for row in aligned.decoded.attention} == {len(pieces)}


def test_a_pair_that_a_model_does_not_have_is_not_wrapped(tmp_path: Path) -> None:
    source = many_languages(tmp_path / "model", M2M)
    with pytest.raises(TranslationError) as caught:
        wrap(source, tmp_path / "m.argosmodel", from_code="ko", to_code="ja", licence="MIT")
    assert caught.value.code is TranslationCode.LANGUAGE_UNKNOWN
    assert list(tmp_path.glob("*.argosmodel")) == []
