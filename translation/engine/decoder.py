# SPDX-License-Identifier: AGPL-3.0-or-later
"""One model of CTranslate2: batches of pieces in, pieces with scores and attention out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from typing import Any, Protocol

import ctranslate2

from translation.engine.families import LanguageTokens, read_target_vocabulary, tokens_for
from translation.engine.tokenizer import Tokenizer, WordTokenizer
from translation.errors import EngineFailed, ModelMissing

BATCH_TOKENS = 1024
"""Of the source, padding counted: more spoils the cache, fewer leaves cores idle."""
_LENGTH_PENALTY = 1.0


class Care(Enum):
    """How carefully to search: the value is the width of the beam."""

    DRAFT = 1
    NORMAL = 2
    CAREFUL = 5


@dataclass(frozen=True, slots=True)
class Guard:
    """Settings for a second try, where the first repeated itself."""

    no_repeat: int = 0
    """Length of word pieces in a row that may not come twice; 0 for no bound."""
    penalty: float = 1.0


@dataclass(frozen=True, slots=True)
class Decoded:
    """What a model made of a sentence."""

    tokens: tuple[str, ...]
    score: float | None
    """Mean log probability of a token: 0 is certain; None where the engine tells none."""
    attention: Sequence[Sequence[float]] = ()
    """For each token the share that each source piece has in it; empty where not asked for."""


class TranslationModel(Protocol):
    """A loaded model of any engine. All but ``collect`` and ``collect_alignment`` return at once."""

    @property
    def pieces(self) -> Tokenizer | WordTokenizer:
        """What cuts a source into the pieces that attention is given for."""

    @property
    def threads(self) -> int:
        """Batches at work at once."""

    def submit(
        self,
        texts: Sequence[str],
        batch: Sequence[Sequence[str]],
        care: Care,
        *,
        guard: Guard | None = None,
    ) -> list[Any]:
        """Start on sentences, given as text and as pieces; return what ``collect`` waits for."""

    def collect(self, started: Sequence[Any]) -> list[Decoded]:
        """Wait for a batch.

        Raises:
            EngineFailed: the engine gave up.
        """

    def submit_alignment(
        self, texts: Sequence[str], batch: Sequence[Sequence[str]], decoded: Sequence[Decoded]
    ) -> list[Any]:
        """Start on the attention of what was decoded; return what ``collect_alignment`` waits for."""

    def collect_alignment(
        self, started: Sequence[Any], decoded: Sequence[Decoded]
    ) -> list[Decoded]:
        """Wait for ``submit_alignment`` and return ``decoded`` with its attention."""


class Decoder:
    """A loaded model; a ``TranslationModel``.

    Args:
        folder: an unpacked package.
        threads: batches at work at once; a thread each, for threads of one batch wait
            for one another.
        device: "cpu", "cuda" or "auto" (a GPU where CTranslate2 finds one).
        languages: that a model of many languages is to be told; those of its package where nothing is said.

    Raises:
        ModelMissing: the folder has no model, or not one of these languages.
        EngineFailed: CTranslate2 cannot load it.
    """

    def __init__(
        self,
        folder: Path,
        threads: int = 1,
        device: str = "auto",
        languages: tuple[str, str] | None = None,
    ) -> None:
        model = folder / "model"
        pieces = folder / "sentencepiece.model"
        if not (model / "model.bin").is_file() or not pieces.is_file():
            raise ModelMissing(folder=folder.name)
        try:
            self.pieces = Tokenizer(pieces)
            self._translator: Any = ctranslate2.Translator(
                str(model),
                device=device,
                compute_type="auto" if device == "cuda" else "int8",
                inter_threads=threads,
                intra_threads=1,
            )
        except (RuntimeError, ValueError, OSError) as error:
            raise EngineFailed(folder=folder.name, detail=str(error)[:200]) from error
        self.threads = threads
        self._languages = _language_tokens(folder, languages)
        self._first = list(self._languages.first)

    def submit(
        self,
        texts: Sequence[str],
        batch: Sequence[Sequence[str]],
        care: Care,
        *,
        guard: Guard | None = None,
    ) -> list[Any]:
        """See ``TranslationModel``."""
        del texts
        guard = guard or Guard()
        longest = max(map(len, batch))
        try:
            started: list[Any] = self._translator.translate_batch(
                list(map(self._told, batch)),
                target_prefix=[self._first] * len(batch) if self._first else None,
                beam_size=care.value,
                length_penalty=_LENGTH_PENALTY,
                # A sentence that grows beyond this has lost its way.
                max_decoding_length=2 * longest + 16,
                no_repeat_ngram_size=guard.no_repeat,
                repetition_penalty=guard.penalty,
                return_scores=True,
                return_attention=care is Care.DRAFT,
                replace_unknowns=True,
                asynchronous=True,
            )
        except (RuntimeError, ValueError) as error:
            raise EngineFailed(detail=str(error)[:200]) from error
        return started

    def _told(self, tokens: Sequence[str]) -> list[str]:
        """Return a source with the tokens that tell a model its languages."""
        return [*self._languages.before, *tokens, *self._languages.after]

    def _own(self, attention: Sequence[Sequence[float]]) -> Sequence[Sequence[float]]:
        """Return attention to the source's own pieces."""
        start, end = len(self._languages.before), len(self._languages.after)
        if not start and not end:
            return attention
        return [row[start : len(row) - end] for row in attention]

    def submit_alignment(
        self, texts: Sequence[str], batch: Sequence[Sequence[str]], decoded: Sequence[Decoded]
    ) -> list[Any]:
        """Start on the attention of what was decoded with a wide beam, or by another model.

        CTranslate2 4.8 mixes up the attention of a batch's sentences when its beam is wider
        than one; read once more, with the translation given, it is right.
        """
        del texts
        given = [[*self._first, *one.tokens] for one in decoded]
        try:
            started: list[Any] = self._translator.translate_batch(
                list(map(self._told, batch)),
                target_prefix=given,
                beam_size=1,
                max_decoding_length=max(map(len, given)) + 1,
                return_attention=True,
                asynchronous=True,
            )
        except (RuntimeError, ValueError) as error:
            raise EngineFailed(detail=str(error)[:200]) from error
        return started

    def collect_alignment(
        self, started: Sequence[Any], decoded: Sequence[Decoded]
    ) -> list[Decoded]:
        """Wait for ``submit_alignment`` and return ``decoded`` with its attention."""
        try:
            results = [one.result() for one in started]
        except (RuntimeError, ValueError) as error:
            raise EngineFailed(detail=str(error)[:200]) from error
        return [
            replace(
                one,
                attention=self._own(result.attention[0][len(self._first) :][: len(one.tokens)]),
            )
            for one, result in zip(decoded, results, strict=True)
        ]

    def collect(self, started: Sequence[Any]) -> list[Decoded]:
        """Wait for a batch.

        Raises:
            EngineFailed: CTranslate2 gave up.
        """
        try:
            results = [one.result() for one in started]
        except (RuntimeError, ValueError) as error:
            raise EngineFailed(detail=str(error)[:200]) from error
        first = len(self._first)
        return [
            Decoded(
                tuple(result.hypotheses[0][first:]),
                float(result.scores[0]),
                self._own(result.attention[0][first:]) if result.attention else (),
            )
            for result in results
        ]


def _language_tokens(folder: Path, languages: tuple[str, str] | None) -> LanguageTokens:
    """Return the tokens that tell a model of many languages which are meant."""
    try:
        metadata = json.loads((folder / "metadata.json").read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return LanguageTokens()
    if not isinstance(metadata, dict):
        return LanguageTokens()
    own = metadata.get("from_code"), metadata.get("to_code")
    if languages is None or languages == own:
        return LanguageTokens.of(metadata)
    tokens = tokens_for(read_target_vocabulary(folder / "model"), *languages)
    if tokens is None or not tokens.form():
        raise ModelMissing(source=languages[0], target=languages[1])
    return tokens
