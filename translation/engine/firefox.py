# SPDX-License-Identifier: AGPL-3.0-or-later
"""One model of Firefox Translations, run by fxtranslate: sentences in, sentences out.

These are Marian models of 8 bits with a recurrent decoder, which CTranslate2 does not run. The
engine tells neither how sure it is nor which word comes of which. Where a model of CTranslate2
for the same languages is installed, that one aligns the words: it reads the sentence with the
translation given. Without one, words are aligned by their place and by what is written alike.
"""

from __future__ import annotations

import queue
import threading
import weakref
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from translation.engine.decoder import Care, Decoded, Decoder, Guard
from translation.engine.firefox_files import (
    FOLDER,
    MODEL,
    SHORTLIST,
    SOURCE_PIECES,
    TARGET_PIECES,
    is_firefox,
)
from translation.engine.lent_alignment import LentAlignment
from translation.engine.tokenizer import Tokenizer
from translation.errors import EngineFailed, ModelMissing

_REMEMBERED = 4096
_Asked = tuple[str, "Future[str]"]


class FirefoxModel(LentAlignment):
    """A loaded model of Firefox Translations; a ``TranslationModel``.

    Args:
        folder: an unpacked package.
        threads: sentences at work at once.
        aligner: a model of CTranslate2 between the same languages.

    Raises:
        ModelMissing: the folder has no such model.
        EngineFailed: fxtranslate cannot load it.
    """

    def __init__(self, folder: Path, threads: int = 1, aligner: Decoder | None = None) -> None:
        place = folder / FOLDER
        if not is_firefox(folder):
            raise ModelMissing(folder=folder.name)
        with _refusals_named(folder.name):
            # Attention is given between the pieces of whoever aligns.
            self.pieces = aligner.pieces if aligner else Tokenizer(place / SOURCE_PIECES)
            target = aligner.pieces if aligner else Tokenizer(place / TARGET_PIECES)
        super().__init__(target, aligner)
        self.threads = threads
        self._asked: queue.SimpleQueue[_Asked | None] = queue.SimpleQueue()
        self._known: dict[str, Future[str]] = {}
        for _ in range(threads):
            ready: Future[None] = Future()
            _EngineThread(place, self._asked, ready).start()
            weakref.finalize(self, self._asked.put, None)
            ready.result()

    def submit(
        self,
        texts: Sequence[str],
        batch: Sequence[Sequence[str]],
        care: Care,
        *,
        guard: Guard | None = None,
    ) -> list[Future[str]]:
        """See ``TranslationModel``; care and guard mean nothing to this engine."""
        del batch, care, guard
        return [self._ask(text) for text in texts]

    def _ask(self, text: str) -> Future[str]:
        # What has issues is asked again with other settings, of which this engine has none.
        known = self._known.get(text)
        if known is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            known = self._known[text] = Future()
            self._asked.put((text, known))
        return known

    def collect(self, started: Sequence[Future[str]]) -> list[Decoded]:
        """See ``TranslationModel``."""
        said = [one.result() for one in started]
        return [Decoded(self._pieces_of(text), None) for text in said]


class _EngineThread(threading.Thread):
    """A thread with a translator of its own, which no other thread may use or even drop.

    Args:
        place: folder of the model's files.
        asked: sentences and their futures; a None ends the thread.
        ready: gets its result once the model is loaded, or the reason why it is not.
    """

    def __init__(
        self, place: Path, asked: queue.SimpleQueue[_Asked | None], ready: Future[None]
    ) -> None:
        super().__init__(name="hanji-firefox", daemon=True)
        self._place = place
        self._asked = asked
        self._ready = ready

    def run(self) -> None:
        """Load the model, and translate until a None comes."""
        try:
            translator = _loaded(self._place)
        except EngineFailed as error:
            self._ready.set_exception(_bare(error))
            return
        self._ready.set_result(None)
        while (asked := self._asked.get()) is not None:
            text, said = asked
            try:
                with _refusals_named():
                    said.set_result(str(translator.translate(text)))
            except EngineFailed as error:
                said.set_exception(_bare(error))


def _loaded(place: Path) -> Any:
    shortlist = place / SHORTLIST
    with _refusals_named(place.parent.name):
        from fxtranslate import Translator

        return Translator(
            model=(place / MODEL).read_bytes(),
            src_vocab=(place / SOURCE_PIECES).read_bytes(),
            trg_vocab=(place / TARGET_PIECES).read_bytes(),
            shortlist=shortlist.read_bytes() if shortlist.is_file() else None,
        )


def _bare(error: EngineFailed) -> EngineFailed:
    """Return an error without its traceback, whose frames would carry the translator away."""
    return EngineFailed(**error.params)


@contextmanager
def _refusals_named(folder: str = "") -> Iterator[None]:
    """Make EngineFailed of what fxtranslate raises over a model that is none."""
    named: dict[str, str | int] = {"folder": folder} if folder else {}
    try:
        yield
    except ImportError as error:
        raise EngineFailed(**named, detail="fxtranslate is not there for this system") from error
    except (RuntimeError, ValueError, OSError) as error:
        raise EngineFailed(**named, detail=str(error)[:200]) from error
    except BaseException as error:
        # A panic of Rust has a class that has no name in Python, and is no Exception.
        if type(error).__name__ == "PanicException":
            raise EngineFailed(**named, detail=str(error)[:200]) from error
        raise
