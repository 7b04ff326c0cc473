# SPDX-License-Identifier: AGPL-3.0-or-later
"""Translating inside of a worker; its models are in another process, where there is one."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from converters.document.nodes import Document
from converters.document.notices import NoticeKind, NoticeLog
from translation.errors import ServerFailed, TranslationCode, TranslationError

if TYPE_CHECKING:
    from app.jobs.translation_server import TranslationServer
    from translation.engine.decoder import Care, TranslationModel
    from translation.engine.pool import Progress
    from translation.engine.served import Serve
    from translation.inline_codes import Coded
    from translation.memory.lookup import MemoryLookup
    from translation.pivot_translation import PivotTranslator
    from translation.sentence_cache import SentenceCache
    from translation.terms.term import Glossary
    from translation.translator import (
        MachineTranslation,
        MemoryHit,
        MemoryQuery,
        Stopped,
        Translator,
    )

logger = logging.getLogger(__name__)

Derive = Callable[[Document, NoticeLog, Callable[[str, int, int], None]], Document]
"""Makes another document of one; told where to count and whom to tell."""

STAGE = "translate"


@dataclass(frozen=True, slots=True)
class TranslationOrder:
    """An order for a translation: languages, packages and stores; travels to the worker."""

    languages: tuple[str, ...]
    """From source to target: two, or three where English is between."""
    packages: tuple[Path, ...]
    """Folder of the package of each model."""
    identity: str
    """Names and checksums of the packages: another one means another book."""
    aligners: tuple[Path | None, ...] = ()
    """For each model whose engine aligns no words, the folder of a package that does; or nothing."""
    care: str = "normal"
    """ "draft", "normal" or "careful"."""
    bilingual: bool = False
    demonstration: bool = False
    memory: Path | None = None
    """What people confirmed, which goes before the models."""
    memory_state: str = ""
    """Tells one content of the memories from another."""
    masters: tuple[tuple[Path, str, int], ...] = ()
    """File, name and penalty of memories that are only asked."""
    glossaries: Path | None = None
    """Terms that the translation is to use."""
    terms_state: str = ""
    """Tells one content of the glossaries from another."""
    finished: Path | None = None
    """Where finished sentences are kept."""
    server: TranslationServer | None = None
    """A server that translates instead of packages."""

    @property
    def models(self) -> tuple[Hashable, ...]:
        """The key of its loaded models: orders with an equal one share them."""
        return (
            self.languages,
            self.packages,
            self.aligners,
            self.identity,
            self.memory,
            self.masters,
            self.glossaries,
            self.terms_state,
            self.finished,
            self.server,
        )

    @property
    def mark(self) -> str:
        """The infix of its books' names, before their suffix: ".en" or ".ko-en"."""
        source, target = self.languages[0], self.languages[-1]
        return f".{source}-{target}" if self.bilingual else f".{target}"

    @property
    def fingerprint(self) -> str:
        """A text that differs wherever the book would differ."""
        both = " bilingual" if self.bilingual else ""
        by = f"{self.identity} memory={self.memory_state}" if self.memory_state else self.identity
        if self.terms_state:
            by += f" terms={self.terms_state}"
        return f" translate={':'.join(self.languages)} care={self.care} by={by}{both}"


def load_route(
    order: TranslationOrder, threads: int, serve: Serve | None = None
) -> PivotTranslator:
    """Return the models of an order, loaded.

    Args:
        order: languages, packages or server, stores.
        threads: batches at work at once.
        serve: asks the order's server; processes that may not have no such thing.

    Raises:
        TranslationError: a package cannot be used, or there is nobody to ask the server.
    """
    from translation.pivot_translation import PivotTranslator

    glossary = _glossary(order)
    return PivotTranslator(
        order.languages,
        _models(order, threads, serve),
        identities=order.identity.split("+"),
        cache=_finished(order),
        memory=_memory(order, glossary),
        glossary=glossary,
    )


def _models(order: TranslationOrder, threads: int, serve: Serve | None) -> list[TranslationModel]:
    aligners = order.aligners or (None,) * len(order.packages)
    if order.server is None:
        return [
            _model(folder, pair, aligner, threads)
            for folder, pair, aligner in zip(
                order.packages, pairwise(order.languages), aligners, strict=True
            )
        ]
    from translation.engine.decoder import Decoder
    from translation.engine.served import ServedModel

    if serve is None:
        raise ServerFailed(
            TranslationCode.SERVER_UNREACHABLE,
            server=order.server.name,
            host=order.server.host,
            detail="-",
        )
    aligner = next(filter(None, order.aligners), None)
    pair = order.languages[0], order.languages[-1]
    lent = Decoder(aligner, threads=threads, languages=pair) if aligner else None
    return [ServedModel(serve, lent)]


def _model(
    folder: Path, pair: tuple[str, str], aligner: Path | None, threads: int
) -> TranslationModel:
    from translation.engine.decoder import Decoder
    from translation.engine.firefox_files import is_firefox
    from translation.engine.prompted_files import is_prompted

    lent = Decoder(aligner, threads=threads, languages=pair) if aligner else None
    if is_prompted(folder):
        from translation.engine.prompted import PromptedModel

        return PromptedModel(folder, pair, threads, lent)
    if is_firefox(folder):
        from translation.engine.firefox import FirefoxModel

        return FirefoxModel(folder, threads, lent)
    return Decoder(folder, threads=threads, languages=pair)


def _glossary(order: TranslationOrder) -> Glossary | None:
    from translation.terms.store import Glossaries, GlossariesVersionError

    if order.glossaries is None or not order.glossaries.is_file():
        return None
    try:
        with Glossaries(order.glossaries) as opened:
            return opened.glossary(order.languages[0], order.languages[-1])
    except (sqlite3.Error, GlossariesVersionError) as error:
        logger.warning("the glossaries cannot be read: %s", error)
        return None


def memory_translator(order: TranslationOrder) -> Translator:
    """Return a translator without models: what memory and terms do not know stays empty."""
    lookup = _memory(order, _glossary(order), assembles=True)
    return _MemoryTranslator(order.languages, lookup)


class _MemoryTranslator:
    """A translator without models: the memory and the terms alone."""

    def __init__(self, languages: tuple[str, ...], memory: MemoryLookup | None) -> None:
        self.languages = languages
        self._memory = memory

    def look_up(self, asked: Sequence[MemoryQuery]) -> Sequence[MemoryHit | None]:
        return [None] * len(asked) if self._memory is None else self._memory.look_up(asked)

    def translate(
        self,
        sources: Sequence[Coded],
        care: Care,
        progress: Progress | None = None,
        cancelled: Stopped | None = None,
    ) -> Mapping[str, MachineTranslation]:
        from translation.translator import MachineTranslation

        return {
            source.marked: MachineTranslation(source, None, untranslated=True) for source in sources
        }


def _finished(order: TranslationOrder) -> SentenceCache | None:
    from translation.sentence_cache import SentenceCache

    if order.finished is None:
        return None
    try:
        return SentenceCache(order.finished)
    except (sqlite3.Error, OSError) as error:
        logger.warning("finished sentences cannot be kept: %s", error)
        return None


def _memory(
    order: TranslationOrder, glossary: Glossary | None, *, assembles: bool = False
) -> MemoryLookup | None:
    from translation.languages import LanguagePair
    from translation.memory.lookup import MemoryLookup
    from translation.memory.shelf import Master, MemoryShelf
    from translation.memory.store import Memory, MemoryVersionError

    own = None
    masters = []
    for path, name, penalty in ((order.memory, "", 0), *order.masters):
        if path is None or not path.is_file():
            continue
        try:
            if name:
                masters.append(Master(name, Memory(path, read_only=True), penalty))
            else:
                own = Memory(path)
        except (sqlite3.Error, MemoryVersionError) as error:
            logger.warning("the memory %s cannot be read: %s", path, error)
    if own is None and not masters and not assembles:
        return None
    pair = LanguagePair(order.languages[0], order.languages[-1])
    shelf = MemoryShelf(own, masters)
    return MemoryLookup(shelf, pair, glossary=glossary, assembles=assembles)


# ---------------------------------------------------- models in another process

Ask = Callable[[dict[str, Any]], dict[str, Any]]
"""Asks the process that has the models; see ``answer``."""


def answer(
    translator: Translator,
    asked: dict[str, Any],
    progress: Callable[[int, int], None],
    stopped: Callable[[], bool],
) -> dict[str, Any]:
    """Return what ``translator`` says to a question of ``RemoteTranslator``; all are JSON values.

    Raises:
        Cancelled: ``stopped`` said so.
        EngineFailed: a model gave up.
    """
    from translation.engine.decoder import Care
    from translation.inline_codes import from_marked
    from translation.translator import MemoryQuery

    if asked["do"] == "recall":
        found = translator.look_up([MemoryQuery.of(form) for form in asked["asked"]])
        return {"found": [None if one is None else one.form() for one in found]}
    sources = [from_marked(marked) for marked in asked["sources"]]
    made = translator.translate(sources, Care[asked["care"]], progress, stopped)
    return {"made": [made[marked].form() for marked in asked["sources"]]}


class RemoteTranslator:
    """A ``Translator`` whose models are in another process.

    Progress, and the wish to stop, pass between ``ask`` and the models.
    """

    def __init__(self, languages: tuple[str, ...], ask: Ask) -> None:
        self.languages = languages
        self._ask = ask

    def look_up(self, asked: Sequence[MemoryQuery]) -> Sequence[MemoryHit | None]:
        """See ``Translator``."""
        from translation.translator import MemoryHit

        found = self._asked({"do": "recall", "asked": [one.form() for one in asked]})["found"]
        return [None if form is None else MemoryHit.of(form) for form in found]

    def translate(
        self,
        sources: Sequence[Coded],
        care: Care,
        progress: Progress | None = None,
        cancelled: Stopped | None = None,
    ) -> Mapping[str, MachineTranslation]:
        """See ``Translator``."""
        from translation.translator import MachineTranslation

        marked = [source.marked for source in sources]
        made = self._asked({"do": "translate", "care": care.name, "sources": marked})["made"]
        return {one: MachineTranslation.of(form) for one, form in zip(marked, made, strict=True)}

    def _asked(self, question: dict[str, Any]) -> dict[str, Any]:
        found = self._ask(question)
        if "error" in found:
            error = found["error"]
            raise TranslationError(TranslationCode(error["code"]), **error["params"])
        if "stopped" in found:
            from translation.engine.pool import Cancelled

            raise Cancelled
        return found


@cache
def _local_route(order: TranslationOrder) -> PivotTranslator:
    """Return the models loaded in this process, which keeps them; a worker asks no server."""
    return load_route(order, threads=1)


@cache
def _own_route(order: TranslationOrder) -> PivotTranslator:
    """Return the same where this process is no worker: it asks the order's server itself."""
    from app.jobs.translation_server import asker

    return load_route(order, 1, asker(order.server, order.languages) if order.server else None)


def deriver(order: TranslationOrder | None, ask: Ask | None = None) -> Derive | None:
    """Return what translates documents as ``order`` says; None where nothing is to be translated.

    Args:
        order: what is wanted.
        ask: where the models are; None loads them into this process.
    """
    if order is None:
        return None
    wanted = order

    def derive(
        document: Document, notices: NoticeLog, progress: Callable[[str, int, int], None]
    ) -> Document:
        translator = (
            RemoteTranslator(wanted.languages, ask) if ask is not None else _local_route(wanted)
        )
        return translated(document, wanted, notices, progress, translator)

    return derive


def translated(
    document: Document,
    order: TranslationOrder,
    notices: NoticeLog,
    progress: Callable[[str, int, int], None],
    translator: Translator | None = None,
) -> Document:
    """Return the draft of ``document``, or ``document`` where nothing was to translate.

    Raises:
        TranslationError: a package cannot be used, or a model gave up.
    """
    from translation.bilingual import bilingual
    from translation.descriptions import without_drafted_descriptions
    from translation.draft import draft
    from translation.engine.decoder import Care
    from translation.estimation import Severity, find_draft_issues
    from translation.notice import noted
    from translation.units import extract, merge

    source, target = order.languages[0], order.languages[-1]
    progress(STAGE, 0, 1)
    drafts = draft(
        extract(document),
        translator or _local_route(order),
        Care[order.care.upper()],
        lambda done, total: progress(STAGE, done, total),
    )
    every = [segment for some in drafts.segments.values() for segment in some]
    left = sum(segment.untranslated for segment in every)
    if left:
        notices.add(NoticeKind.SEGMENT_UNTRANSLATED, count=left)
    segments = [one for one in every if one.by_machine or one.match is not None]
    if not segments:
        if not left:
            notices.add(NoticeKind.NOTHING_TRANSLATED)
        return document
    machine = sum(segment.match is None for segment in segments)
    if machine:
        notices.add(NoticeKind.MACHINE_DRAFT, count=machine)
        if order.demonstration:
            notices.add(NoticeKind.DEMONSTRATION_DRAFT, count=machine)
        if order.server is not None:
            notices.add(NoticeKind.SERVER_DRAFT, detail=order.server.shown, count=machine)
    if recalled := len(segments) - machine:
        notices.add(NoticeKind.MEMORY_TAKEN, count=recalled)
    if guessed := sum(len(segment.guessed) for segment in segments):
        notices.add(NoticeKind.CODE_GUESSED, count=guessed)
    doubtful = sum(
        any(
            issue.severity is Severity.ERROR
            for issue in find_draft_issues(segment.source.text, segment.target.text, source, target)
        )
        for segment in segments
    )
    if doubtful:
        notices.add(NoticeKind.SEGMENT_DOUBTFUL, count=doubtful)
    made = without_drafted_descriptions(
        merge(document, drafts.targets(), target, left=drafts.left())
    )
    if order.bilingual:
        made = bilingual(document, made)
    return noted(
        made,
        source,
        target,
        demonstration=order.demonstration,
        server=order.server.shown if order.server and machine else "",
        untranslated=left,
    )


def translated_lines(lines: Sequence[str], order: TranslationOrder) -> tuple[list[str], int]:
    """Return the translation of each line, and how many sentences got none.

    What has nothing to translate, or got no translation, stays as it is.

    Raises:
        TranslationError: a package cannot be used, or a model gave up.
    """
    from converters.document.nodes import Text
    from translation.draft import draft
    from translation.engine.decoder import Care
    from translation.inline_codes import Coded, Codes
    from translation.units import TranslationUnit, UnitKind

    units = [
        TranslationUnit(str(number), UnitKind.PARAGRAPH, Coded((line,)), Codes((), Text("")))
        for number, line in enumerate(lines)
        if line.strip()
    ]
    drafts = draft(units, _own_route(order), Care[order.care.upper()])
    targets = drafts.targets()
    made = [
        " ".join(targets[str(number)].text.split()) if str(number) in targets else line
        for number, line in enumerate(lines)
    ]
    left = sum(one.untranslated for some in drafts.segments.values() for one in some)
    return made, left
