# SPDX-License-Identifier: AGPL-3.0-or-later
"""Alignment for engines that tell none: lent by a model of CTranslate2, or else by likeness and place."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

from translation.engine.decoder import Decoded, Decoder
from translation.engine.likeness import attention_by_likeness
from translation.engine.tokenizer import Tokenizer, WordTokenizer, joined
from translation.errors import EngineFailed


class LentAlignment:
    """What a ``TranslationModel`` whose engine aligns no words does about it.

    Args:
        target: cuts translations into pieces.
        aligner: a model of CTranslate2 between the same languages; its pieces are those of ``target``.
    """

    def __init__(self, target: Tokenizer | WordTokenizer, aligner: Decoder | None) -> None:
        self._target = target
        self._aligner = aligner

    def _pieces_of(self, text: str) -> tuple[str, ...]:
        """Return a translation in pieces that say nothing else; none for no translation."""
        pieces = tuple(self._target.tokens([text])[0])
        return pieces if joined(pieces)[0] == text else tuple(text)

    def submit_alignment(
        self, texts: Sequence[str], batch: Sequence[Sequence[str]], decoded: Sequence[Decoded]
    ) -> list[Any]:
        """See ``TranslationModel``."""
        started: Sequence[Any] = ()
        if self._aligner is not None:
            with suppress(EngineFailed):
                started = self._aligner.submit_alignment(texts, batch, decoded)
        return list(zip(started or [None] * len(batch), batch, strict=True))

    def collect_alignment(
        self, started: Sequence[Any], decoded: Sequence[Decoded]
    ) -> list[Decoded]:
        """See ``TranslationModel``."""
        asked = [one for one, _ in started]
        if self._aligner is not None and None not in asked:
            # Another model's sentence may be longer than any that this one reads.
            with suppress(EngineFailed):
                return self._aligner.collect_alignment(asked, decoded)
        return [
            replace(one, attention=attention_by_likeness(one.tokens, pieces))
            for one, (_, pieces) in zip(decoded, started, strict=True)
        ]
