# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sentences that a server of the city's own network translates: the model's side, without a network.

Who asks the server is in ``app.jobs.translation_server``, what of its answers counts as a translation in
``answers``; here is a ``TranslationModel`` whose sentences come from it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Any

from translation.engine.decoder import Care, Decoded, Decoder, Guard
from translation.engine.lent_alignment import LentAlignment
from translation.engine.tokenizer import Tokenizer, WordTokenizer

Serve = Callable[[Sequence[str], bool], "Future[list[str | None]]"]
"""Asks the server for translations of sentences; told whether an earlier answer was no good. None: no translation."""

_THREADS = 4
"""Questions on their way at once."""


class ServedModel(LentAlignment):
    """A server's translations; a ``TranslationModel``.

    What the server refuses to translate has no translation, like a sentence of which any engine says nothing.

    Args:
        serve: asks the server.
        aligner: a model of CTranslate2 between the same languages, which tells what word comes of which.
    """

    threads = _THREADS

    def __init__(self, serve: Serve, aligner: Decoder | None = None) -> None:
        self.pieces: Tokenizer | WordTokenizer = aligner.pieces if aligner else WordTokenizer()
        super().__init__(self.pieces, aligner)
        self._serve = serve

    def submit(
        self,
        texts: Sequence[str],
        batch: Sequence[Sequence[str]],
        care: Care,
        *,
        guard: Guard | None = None,
    ) -> list[Any]:
        """See ``TranslationModel``; another try tells the server that its answer was no good."""
        del batch, care
        again = guard is not None and guard.no_repeat > 0
        return [(list(texts), self._serve(list(texts), again))]

    def collect(self, started: Sequence[Any]) -> list[Decoded]:
        """See ``TranslationModel``."""
        return [
            Decoded(self._pieces_of(said or ""), None)
            for _, future in started
            for said in future.result()
        ]
