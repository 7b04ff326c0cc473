# SPDX-License-Identifier: AGPL-3.0-or-later
"""``python -m benchmarks.translation_preservation CORPUS [--segments 10000]``: what drafts keep.

Documents of all formats are drafted with the sample package. Every segment must have the
codes of its source, each as often. Numbers, months, articles and addresses are looked for
by ``tests.acceptance.translated.lost``, which shares nothing with the detectors of issues: what it
does not find has to be flagged by an issue of any severity.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from pathlib import Path

from converters import pipeline
from converters.document.notices import NoticeLog
from converters.errors import ConversionError
from converters.limits import DEFAULT_LIMITS
from tests.acceptance.translated import Lost, lost
from translation.draft import DraftSegment, draft
from translation.engine.decoder import Care, Decoder
from translation.estimation import find_draft_issues
from translation.inline_codes import tags_of
from translation.packages.store import PackageStore
from translation.pivot_translation import PivotTranslator
from translation.units import TranslationUnit, extract

PACKAGE = Path("assets/models/hanji-ko_en.argosmodel")
LANGUAGES = ("ko", "en")
_FORMATS = {"hwp": "*.hwp", "hwpx": "*.hwpx", "docx": "*.docx", "pdf-korean": "*.pdf"}
_SEED = 5
_LARGEST = 3_000_000
"""Bytes of a file; a few large ones would be the whole sample."""
_UNITS = 200
"""Of one document, in a row."""
_BATCH = 300
"""Units that are drafted at once."""
_HANGUL = re.compile(r"[가-힣]")


@dataclass
class Kept:
    """What was counted."""

    segments: int = 0
    texts: set[str] = field(default_factory=set)
    documents: Counter[str] = field(default_factory=Counter)
    codes: int = 0
    """Codes of the sources."""
    changed: list[DraftSegment] = field(default_factory=list)
    """Segments whose codes are not those of the source."""
    mended: int = 0
    wanted: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    fewer: Counter[str] = field(default_factory=Counter)
    silent: list[tuple[Lost, str, str]] = field(default_factory=list)
    """Neither kept nor flagged, with source and target."""


def files(corpus: Path) -> Iterator[tuple[str, Path]]:
    """Yield documents of the formats by turns, by a fixed lot."""
    chooser = random.Random(_SEED)
    lists: list[list[tuple[str, Path]]] = []
    for name, pattern in _FORMATS.items():
        found = [
            path
            for path in sorted((corpus / name).rglob(pattern))
            if path.stat().st_size <= _LARGEST
        ]
        chooser.shuffle(found)
        lists.append([(name, path) for path in found])
    for turn in zip_longest(*lists):
        yield from (one for one in turn if one is not None)


def units_of(path: Path) -> list[TranslationUnit]:
    """Return the units with Hangul of a document; none where it cannot be read."""
    try:
        document = pipeline.read_document(path, (), DEFAULT_LIMITS, NoticeLog())
    except ConversionError:
        return []
    found = [unit for unit in extract(document) if _HANGUL.search(unit.source.text)]
    start = random.Random(_SEED).randrange(max(1, len(found) - _UNITS + 1))
    return found[start : start + _UNITS]


def count(segment: DraftSegment, kept: Kept) -> None:
    """Add what ``segment`` kept and lost."""
    source, target = segment.source.text, segment.target.text
    kept.segments += 1
    kept.texts.add(source)
    kept.mended += segment.mended
    own, made = (Counter(tags_of(side)) for side in (segment.source, segment.target))
    kept.codes += sum(own.values())
    if own != made:
        kept.changed.append(segment)
    flagged = bool(find_draft_issues(source, target, *LANGUAGES))
    kept.wanted.update(found.kind for found in lost(source, ""))
    for found in lost(source, target):
        if found.is_elsewhere:
            kept.fewer[found.kind] += 1
        else:
            kept.lost[found.kind] += 1
        if not flagged:
            kept.silent.append((found, source, target))


def measure(corpus: Path, segments: int, package: Path) -> Kept:
    """Draft documents of ``corpus`` until ``segments`` segments of Korean words are counted."""
    kept = Kept()
    with tempfile.TemporaryDirectory() as folder:
        installed = PackageStore(Path(folder)).install(package)
        route = PivotTranslator(LANGUAGES, [Decoder(installed.folder, threads=2)])
        waiting: list[TranslationUnit] = []
        for number, (name, path) in enumerate(files(corpus)):
            found = units_of(path)
            if not found:
                continue
            kept.documents[name] += 1
            waiting += [replace(unit, unit_id=f"{number}-{unit.unit_id}") for unit in found]
            if len(waiting) < min(_BATCH, segments):
                continue
            _draft(waiting, route, kept)
            waiting = []
            if kept.segments >= segments:
                break
        _draft(waiting, route, kept)
    return kept


def _draft(units: list[TranslationUnit], route: PivotTranslator, kept: Kept) -> None:
    for some in draft(units, route, Care.DRAFT).segments.values():
        for segment in some:
            if segment.score is not None:
                count(segment, kept)


def main() -> int:
    """Print the figures and what was neither kept nor flagged."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--segments", type=int, default=10_000)
    parser.add_argument("--package", type=Path, default=PACKAGE)
    given = parser.parse_args()
    began = time.monotonic()
    kept = measure(given.corpus, given.segments, given.package)
    documents = ", ".join(f"{count} {name}" for name, count in sorted(kept.documents.items()))
    print(f"{kept.segments} segments ({len(kept.texts)} different) of {documents}")
    print(f"codes: {kept.codes} tags; {len(kept.changed)} segments with other codes")
    for segment in kept.changed[:20]:
        print(f"  {segment.source.marked}\n  -> {segment.target.marked}")
    silent = Counter((found.kind, found.is_elsewhere) for found, _, _ in kept.silent)
    print("kind\tin sources\tmissing\tnot flagged\tfewer times\tnot flagged")
    for kind, wanted in sorted(kept.wanted.items()):
        row = kept.lost[kind], silent[kind, False], kept.fewer[kind], silent[kind, True]
        print(kind, wanted, *row, sep="\t")
    print(f"{kept.mended} put right after the model; {time.monotonic() - began:.0f} s")
    for found, source, target in kept.silent:
        state = "fewer" if found.is_elsewhere else "missing"
        print(f"  {state} {found.kind} {found.text!r}: {source!r} -> {target!r}")
    return 1 if kept.changed else 0


if __name__ == "__main__":
    sys.exit(main())
