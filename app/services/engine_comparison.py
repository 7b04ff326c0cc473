# SPDX-License-Identifier: AGPL-3.0-or-later
"""The use case "Which engine for us?": every engine on sentences that people translated."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app import paths
from app.errors import AppError
from app.i18n import mark
from app.jobs.limits import WorkerLimits
from app.jobs.local import LocalExecutor
from app.jobs.translating import TranslationOrder
from app.jobs.translation_server import server_for
from app.messages import os_reason
from app.services import terms
from app.services.model_packages import open_store
from app.services.translating import order_for_package, order_for_server
from converters.files import read_ordinary
from translation.entities.recognition import find_entities
from translation.entities.retention import is_kept
from translation.errors import TranslationCode, TranslationError
from translation.estimation.chrf import corpus_chrf
from translation.exchange import tmx
from translation.exchange.errors import ExchangeRefused
from translation.inline_codes import Coded
from translation.languages import LanguagePair
from translation.memory.store import Memory, MemoryVersionError
from translation.memory.units import MemoryUnit
from translation.repair import terms_missing
from translation.translator import MachineTranslation

LEAST, MOST = 20, 200
"""Pairs that are asked for, and the most that are translated: of more, some from all over."""
_PAGE = 900
"""Letters of the source on a printed page."""
_SAMPLES = 5
_LEAST_LETTERS = 8
_TOO_FEW = mark(
    "“{file}” has {n} pairs of sentences for these languages; at least {least} are needed to compare."
)
_TOO_FEW_CONFIRMED = mark(
    "{n} confirmed sentences of these languages are in the translation memory; at least {least} are needed to"
    " compare."
)
_UNREADABLE = mark("The file “{file}” cannot be read: {detail}.")
_NO_ENGINE = mark("No installed package translates from {source} to {target}.")

Progress = Callable[[str, int, int], None]
"""Called with (name of the engine, characters done, characters in all)."""


@dataclass(frozen=True, slots=True)
class ComparedEngine:
    """An engine that is tried: an installed package, or a server of the office."""

    name: str
    kind: str
    """ "ctranslate2", "firefox", "prompted" or "server"."""
    order: TranslationOrder
    is_demonstration: bool = False

    @property
    def is_server(self) -> bool:
        """Whether the sentences leave this computer."""
        return self.kind == "server"


@dataclass(frozen=True, slots=True)
class EngineResult:
    """An engine's translations of the sentences, and what they are worth."""

    engine: ComparedEngine
    chrf: float
    """chrF++ against the people's translations, 0 to 100."""
    terms_kept: int
    terms: int
    """Places of the sources where a term of the glossaries stands."""
    numbers_kept: int
    numbers: int
    """Numbers, dates, amounts and addresses of the sources."""
    seconds_a_page: float
    translations: tuple[str, ...]
    """One for each pair; empty where it gave none."""
    failed: str = ""
    """Why the engine gave up; nothing else counts then."""

    @property
    def untranslated(self) -> int:
        """Sentences that it gave no translation of."""
        return self.translations.count("")


def read_pairs(path: Path, source: str, target: str) -> list[tuple[str, str]]:
    """Return sentences and people's translations of them out of a TMX, evenly from all of it.

    Raises:
        AppError: it cannot be read, is no TMX, or has too few.
    """
    try:
        data = read_ordinary(path)
        units = list(tmx.read(data, LanguagePair(source, target)))
    except OSError as error:
        raise AppError(_UNREADABLE, file=path.name, detail=os_reason(error)) from error
    except ExchangeRefused as error:
        raise AppError(_UNREADABLE, file=path.name, detail=str(error)) from error
    pairs = _different(units)
    if len(pairs) < LEAST:
        raise AppError(_TOO_FEW, file=path.name, n=len(pairs), least=LEAST)
    return _spread(pairs)


def confirmed_pairs(source: str, target: str) -> list[tuple[str, str]]:
    """Return sentences that people confirmed on this computer, evenly from all of its memory.

    Titles of a few letters are left out: they tell engines apart less than sentences do.

    Raises:
        AppError: the memory cannot be read, or has too few.
    """
    path = paths.memory_file()
    pair = LanguagePair(source, target)
    found: list[tuple[str, str]] = []
    if path.is_file():
        try:
            with Memory(path) as memory:
                found = _different(
                    unit
                    for unit in memory
                    if unit.pair == pair and len(unit.source.text.strip()) >= _LEAST_LETTERS
                )
        except (sqlite3.Error, MemoryVersionError, OSError) as error:
            raise AppError(_UNREADABLE, file=path.name, detail=str(error)) from error
    if len(found) < LEAST:
        raise AppError(_TOO_FEW_CONFIRMED, n=len(found), least=LEAST)
    return _spread(found)


def _different(units: Iterable[MemoryUnit]) -> list[tuple[str, str]]:
    return list(
        dict.fromkeys(
            (unit.source.text.strip(), unit.target.text.strip())
            for unit in units
            if unit.source.text.strip() and unit.target.text.strip()
        )
    )


def _spread(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    if len(pairs) <= MOST:
        return pairs
    return [pairs[at * len(pairs) // MOST] for at in range(MOST)]


def compare(
    pairs: Sequence[tuple[str, str]],
    source: str,
    target: str,
    progress: Progress | None = None,
    stopped: Callable[[], bool] = lambda: False,
    *,
    servers: bool = True,
) -> list[EngineResult]:
    """Translate with every engine of a pair of languages; the best chrF++ comes first.

    Engines are the installed packages, and the office's server that would make the drafts.

    Args:
        pairs: sentences and people's translations.
        source: language of the sentences.
        target: language of the translations.
        progress: told how far each package is.
        stopped: asked often; what is done by then is returned.
        servers: whether a server is asked too, where the policy names one and it is turned on.

    Raises:
        AppError: no engine is there.
    """
    packages = open_store().packages()
    engines = [
        ComparedEngine(one.name, one.engine, order_for_package(one, packages), one.is_demonstration)
        for one in packages
        if (one.from_code, one.to_code) == (source, target) and one.is_readable
    ]
    server = server_for(source, target) if servers else None
    if server is not None:
        order = order_for_server(server, (source, target), packages)
        engines.append(ComparedEngine(server.shown, "server", order))
    if not engines:
        raise AppError(_NO_ENGINE, source=source, target=target)
    found = []
    for engine in engines:
        if stopped():
            break
        found.append(_tried(engine, (source, target), pairs, progress, stopped))
    return sorted(found, key=lambda one: (bool(one.failed), -one.chrf, one.engine.name))


def samples_of(results: Sequence[EngineResult], count: int) -> Iterator[int]:
    """Yield the numbers of pairs that show the difference: where the engines agree the least."""
    good = [one for one in results if not one.failed]

    def likeness(at: int) -> float:
        said = [one.translations[at] for one in good]
        return sum(corpus_chrf([one], [said[0]]) for one in said[1:])

    yield from sorted(range(count), key=lambda at: (likeness(at), at))[:_SAMPLES]


def _tried(
    engine: ComparedEngine,
    languages: tuple[str, str],
    pairs: Sequence[tuple[str, str]],
    progress: Progress | None,
    stopped: Callable[[], bool],
) -> EngineResult:
    sources = [Coded((text,)) for text, _ in pairs]
    order = engine.order
    executor = LocalExecutor(1, WorkerLimits())

    def tell(done: int, total: int) -> None:
        if progress is not None:
            progress(engine.name, done, total)

    try:
        # Loaded before the clock runs: it is loaded once for all books of a batch.
        _ask(executor, order, sources[:1], lambda *_: None, stopped)
        started = time.perf_counter()
        said = _ask(executor, order, sources, tell, stopped)
        seconds = time.perf_counter() - started
    except TranslationError as error:
        why = str(error.params.get("detail", error.code.value))
        return EngineResult(engine, 0.0, 0, 0, 0, 0, 0.0, ("",) * len(pairs), why)
    finally:
        executor.close()
    letters = sum(len(text) for text, _ in pairs)
    kept_terms, all_terms = _terms(pairs, said, languages)
    kept_numbers, all_numbers = _numbers(pairs, said, languages)
    return EngineResult(
        engine,
        corpus_chrf(said, [meant for _, meant in pairs]),
        kept_terms,
        all_terms,
        kept_numbers,
        all_numbers,
        seconds * _PAGE / max(letters, 1),
        tuple(said),
    )


def _ask(
    executor: LocalExecutor,
    order: TranslationOrder,
    sources: Sequence[Coded],
    tell: Callable[[int, int], None],
    stopped: Callable[[], bool],
) -> list[str]:
    asked = {"do": "translate", "care": "NORMAL", "sources": [one.marked for one in sources]}
    answer = executor.ask(order, asked, tell, stopped)
    if "error" in answer:
        error = answer["error"]
        raise TranslationError(TranslationCode(error["code"]), **error["params"])
    if "made" not in answer:
        raise TranslationError(TranslationCode.ENGINE_FAILED, detail="stopped")
    made = map(MachineTranslation.of, answer["made"])
    return ["" if one.untranslated else one.target.text.strip() for one in made]


def _terms(
    pairs: Sequence[tuple[str, str]], said: Sequence[str], languages: tuple[str, str]
) -> tuple[int, int]:
    with terms.open_glossaries() as opened:
        glossary = opened.glossary(*languages)
    kept = found = 0
    for (text, _), translation in zip(pairs, said, strict=True):
        places = sum(bool(match.term.targets) for match in glossary.matches(text))
        found += places
        kept += places - sum(1 for _ in terms_missing(glossary, text, translation))
    return kept, found


def _numbers(
    pairs: Sequence[tuple[str, str]], said: Sequence[str], languages: tuple[str, str]
) -> tuple[int, int]:
    kept = found = 0
    for (text, _), translation in zip(pairs, said, strict=True):
        for entity in find_entities(text, *languages):
            found += 1
            kept += is_kept(entity, translation)
    return kept, found
