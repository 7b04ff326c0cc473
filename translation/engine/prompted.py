# SPDX-License-Identifier: AGPL-3.0-or-later
"""One language model of CTranslate2 that translates because it is asked to (Gemma, Qwen, Llama, EXAONE).

Its answers are bounded in pieces and in time, and judged by the rules for servers' models (``answers``):
what is no translation leaves the sentence without one. Such a model tells no alignment;
see ``lent_alignment``.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ctranslate2
import sentencepiece

from translation.engine.answers import MARKER, cleaned, is_translation
from translation.engine.byte_level import ByteLevelTokenizer, text_of
from translation.engine.decoder import Care, Decoded, Decoder, Guard
from translation.engine.lent_alignment import LentAlignment
from translation.engine.prompted_files import TOKENIZERS, is_prompted, read_vocabulary
from translation.engine.prompts import declared_or_known
from translation.engine.tokenizer import Tokenizer, WordTokenizer, joined
from translation.errors import EngineFailed, ModelMissing

_AT_ONCE = 8
"""Sentences side by side: more fill the memory of an office PC."""
_KEPT = 256
"""Pieces of the prompt that the engine keeps what it read of: CTranslate2 4.8 spoils its memory where these are
many more than a model's attention window, which is 512 pieces and wider."""
_MOST_PIECES = 768
"""Of a sentence; longer ones are not asked about."""
_SECONDS = 180.0
"""For the sentences that go side by side."""
_NEWLINES = ("\n", "Ċ", "<0x0A>")
"""How tokenizers write the end of a line."""


class PromptedModel(LentAlignment):
    """A loaded language model; a ``TranslationModel``.

    Args:
        folder: an unpacked package.
        languages: of the sentences and of their translations.
        threads: of the processor.
        aligner: a model of CTranslate2 between the same languages.
        device: "cpu", "cuda" or "auto".

    Raises:
        ModelMissing: the folder has no such model.
        PackageRefused: its tokenizer or its prompt makes no sense.
        EngineFailed: CTranslate2 cannot load it.
    """

    threads = 1

    def __init__(
        self,
        folder: Path,
        languages: tuple[str, str],
        threads: int = 1,
        aligner: Decoder | None = None,
        device: str = "auto",
    ) -> None:
        if not is_prompted(folder):
            raise ModelMissing(folder=folder.name)
        self.pieces: Tokenizer | WordTokenizer = aligner.pieces if aligner else WordTokenizer()
        super().__init__(self.pieces, aligner)
        self._languages = languages
        vocabulary = read_vocabulary(folder / "model")
        self._template = declared_or_known(_tree(folder / "metadata.json"), vocabulary)
        self._known = frozenset(vocabulary)
        self._cut, self._join = _tokenizer(folder)
        self._ends = [*self._template.ends, *_own_ends(folder)]
        self._ends = [end for end in dict.fromkeys(self._ends) if end in self._known]
        self._prompts = {again: self._prompt(again=again) for again in (False, True)}
        try:
            self._generator: Any = ctranslate2.Generator(
                str(folder / "model"),
                device=device,
                compute_type="auto" if device == "cuda" else "int8",
                # One batch with all threads: such a model waits for memory, not for cores.
                inter_threads=1,
                intra_threads=threads,
            )
        except (RuntimeError, ValueError, OSError, MemoryError) as error:
            raise EngineFailed(folder=folder.name, detail=str(error)[:200]) from error

    def submit(
        self,
        texts: Sequence[str],
        batch: Sequence[Sequence[str]],
        care: Care,
        *,
        guard: Guard | None = None,
    ) -> list[Any]:
        """See ``TranslationModel``; it searches with one beam always, another try asks again."""
        del batch, care
        guard = guard or Guard()
        prompt = self._prompts[guard.no_repeat > 0]
        told = [self._plain(text) for text in texts]
        asked = [at for at, pieces in enumerate(told) if len(pieces) <= _MOST_PIECES]
        answers: list[Any] = [None] * len(texts)
        for start in range(0, len(asked), _AT_ONCE):
            some = asked[start : start + _AT_ONCE]
            for at, answer in zip(
                some, self._ask([told[at] for at in some], prompt, guard), strict=True
            ):
                answers[at] = answer
        return list(zip(texts, answers, strict=True))

    def _ask(self, told: Sequence[Sequence[str]], prompt: _Prompt, guard: Guard) -> Sequence[Any]:
        try:
            answers: Sequence[Any] = self._generator.generate_batch(
                [[*prompt.each, *pieces, *prompt.behind] for pieces in told],
                static_prompt=list(prompt.before) or None,
                cache_static_prompt=True,
                include_prompt_in_result=False,
                beam_size=1,
                sampling_topk=1,
                max_length=2 * max(map(len, told)) + 32,
                no_repeat_ngram_size=guard.no_repeat,
                repetition_penalty=guard.penalty,
                end_token=self._ends or None,
                return_end_token=True,
                callback=_over(first_line=self._template.first_line),
                asynchronous=True,
            )
        except (RuntimeError, ValueError, MemoryError) as error:
            raise EngineFailed(detail=str(error)[:200]) from error
        return answers

    def collect(self, started: Sequence[Any]) -> list[Decoded]:
        """See ``TranslationModel``."""
        try:
            said = [self._said(text, answer) for text, answer in started]
        except (RuntimeError, ValueError) as error:
            raise EngineFailed(detail=str(error)[:200]) from error
        return [Decoded(self._pieces_of(made), None) for made in said]

    def _said(self, text: str, answer: Any) -> str:
        """Return the translation that an answer is; nothing where it is none, or was cut off."""
        if answer is None:
            return ""
        pieces = list(answer.result().sequences[0])
        ended = bool(pieces) and pieces[-1] in self._ends
        said = self._join(pieces[:-1] if ended else pieces)
        if self._template.first_line:
            said, newline, _ = said.lstrip().partition("\n")
            ended = ended or bool(newline)
        if not ended:
            return ""
        plain = cleaned(said, text)
        return plain if is_translation(text, plain, *self._languages, chat=True) else ""

    def _plain(self, text: str) -> list[str]:
        """Return a sentence in pieces, of which none is a mark of a conversation."""
        try:
            pieces = self._cut(text)
        except TimeoutError as error:
            raise EngineFailed(detail="tokenizer.json") from error
        return [piece for piece in pieces if not MARKER.fullmatch(piece)]

    def _prompt(self, *, again: bool) -> _Prompt:
        before, behind = self._template.around(*self._languages, again=again)
        first, last = tuple(self._marked(before)), tuple(self._marked(behind))
        return _Prompt(first, (), last) if len(first) <= _KEPT else _Prompt((), first, last)

    def _marked(self, text: str) -> list[str]:
        """Return a part of the template in pieces; its marks are tokens of their own."""
        found: list[str] = []
        for part in re.split(f"({MARKER.pattern}|</?think>)", text):
            if part in self._known and (MARKER.fullmatch(part) or "think>" in part):
                found.append(part)
            elif part:
                found += self._cut(part)
        return found


@dataclass(frozen=True, slots=True)
class _Prompt:
    """The pieces around a sentence."""

    before: tuple[str, ...]
    """Read once for all sentences."""
    each: tuple[str, ...]
    """Read anew before each."""
    behind: tuple[str, ...]


def _tokenizer(folder: Path) -> tuple[Callable[[str], list[str]], Callable[[list[str]], str]]:
    """Return what cuts text into a model's pieces, and what makes text of them."""
    pieces, merges = (folder / name for name in TOKENIZERS)
    try:
        if pieces.is_file():
            model = sentencepiece.SentencePieceProcessor(model_file=str(pieces))
            return lambda text: list(model.encode(text, out_type=str)), lambda made: joined(made)[0]
        return ByteLevelTokenizer(merges).pieces, text_of
    except (RuntimeError, OSError) as error:
        raise EngineFailed(folder=folder.name, detail=str(error)[:200]) from error


def _tree(path: Path) -> Mapping[str, Any]:
    try:
        tree = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return tree if isinstance(tree, dict) else {}


def _own_ends(folder: Path) -> list[str]:
    """Return the tokens that CTranslate2's own description of the model ends an answer with."""
    named = _tree(folder / "model" / "config.json").get("eos_token")
    some = named if isinstance(named, list) else [named]
    return [one for one in some if isinstance(one, str)]


def _over(*, first_line: bool) -> Callable[[Any], bool]:
    """Return what ends an answer that takes too long, or is over with its first line.

    The clock begins with the first piece: sentences wait for those before them.
    """
    began: float | None = None

    def is_over(step: Any) -> bool:
        nonlocal began
        began = began or time.monotonic()
        if time.monotonic() - began > _SECONDS:
            return True
        return first_line and step.step > 0 and any(mark in step.token for mark in _NEWLINES)

    return is_over
