# SPDX-License-Identifier: AGPL-3.0-or-later
"""Translating inside of a worker: its models stay loaded from one document to the next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from converters.document.nodes import Document
from converters.document.notices import NoticeKind, NoticeLog

if TYPE_CHECKING:
    from translation.draft import Route

Derive = Callable[[Document, NoticeLog, Callable[[str, int, int], None]], Document]
"""Makes another document of one; told where to count and whom to tell."""

STAGE = "translate"


@dataclass(frozen=True, slots=True)
class TranslationOrder:
    """What is wanted of a translation; travels to the worker."""

    languages: tuple[str, ...]
    """From source to target: two, or three where English is between."""
    packages: tuple[Path, ...]
    """Folder of the package of each leg."""
    identity: str
    """Names and checksums of the packages: another one means another book."""
    care: str = "normal"
    """ "draft", "normal" or "careful"."""
    bilingual: bool = False
    demonstration: bool = False

    @property
    def mark(self) -> str:
        """What the names of its books have before their ending: ".en" or ".ko-en"."""
        source, target = self.languages[0], self.languages[-1]
        return f".{source}-{target}" if self.bilingual else f".{target}"

    @property
    def fingerprint(self) -> str:
        """All that shapes the book, as a word."""
        both = " bilingual" if self.bilingual else ""
        return f" translate={':'.join(self.languages)} care={self.care} by={self.identity}{both}"


@cache
def _route(order: TranslationOrder) -> Route:
    """Load the models of an order; a worker keeps them."""
    from translation.draft import Route
    from translation.engine.decoder import Decoder

    # One thread for a worker: as many workers as cores are at work.
    return Route(order.languages, [Decoder(folder, threads=1) for folder in order.packages])


def deriver(order: TranslationOrder | None) -> Derive | None:
    """Return what translates documents as ``order`` says; None where nothing is to be translated."""
    if order is None:
        return None
    wanted = order

    def derive(
        document: Document, notices: NoticeLog, progress: Callable[[str, int, int], None]
    ) -> Document:
        return translated(document, wanted, notices, progress)

    return derive


def translated(
    document: Document,
    order: TranslationOrder,
    notices: NoticeLog,
    progress: Callable[[str, int, int], None],
) -> Document:
    """Return the machine's draft of ``document``, or ``document`` where nothing was to translate.

    Raises:
        TranslationError: a package cannot be used, or a model gave up.
    """
    from translation.bilingual import bilingual
    from translation.draft import draft
    from translation.engine.decoder import Care
    from translation.faults import Severity, find_faults
    from translation.notice import noted
    from translation.units import extract, merge

    source, target = order.languages[0], order.languages[-1]
    route = _route(order)
    drafts = draft(
        extract(document),
        route,
        Care[order.care.upper()],
        lambda done, total: progress(STAGE, done, total),
    )
    segments = [
        segment
        for some in drafts.segments.values()
        for segment in some
        if segment.score is not None
    ]
    if not segments:
        notices.add(NoticeKind.NOTHING_TRANSLATED)
        return document
    notices.add(NoticeKind.MACHINE_DRAFT, count=len(segments))
    if guessed := sum(len(segment.guessed) for segment in segments):
        notices.add(NoticeKind.CODE_GUESSED, count=guessed)
    doubtful = sum(
        any(
            fault.severity is Severity.ERROR
            for fault in find_faults(segment.source.text, segment.target.text, source, target)
        )
        for segment in segments
    )
    if doubtful:
        notices.add(NoticeKind.SEGMENT_DOUBTFUL, count=doubtful)
    made = merge(document, drafts.targets(), target)
    if order.bilingual:
        made = bilingual(document, made)
    return noted(made, source, target, demonstration=order.demonstration)


def translated_lines(lines: Sequence[str], order: TranslationOrder) -> list[str]:
    """Return the translation of each line; what has nothing to translate stays.

    Raises:
        TranslationError: a package cannot be used, or a model gave up.
    """
    from converters.document.nodes import Text
    from translation.codes import Coded, Codes
    from translation.draft import draft
    from translation.engine.decoder import Care
    from translation.units import Unit, UnitKind

    units = [
        Unit(str(number), UnitKind.PARAGRAPH, Coded((line,)), Codes((), Text("")))
        for number, line in enumerate(lines)
        if line.strip()
    ]
    targets = draft(units, _route(order), Care[order.care.upper()]).targets()
    return [
        " ".join(targets[str(number)].text.split()) if str(number) in targets else line
        for number, line in enumerate(lines)
    ]
