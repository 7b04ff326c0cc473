# SPDX-License-Identifier: AGPL-3.0-or-later
"""``python -m benchmarks.translation_speed PACKAGE.argosmodel DOCUMENT...``: words in their time.

In one run, on one package and one machine: the drafts of whole documents against
argostranslate's own translate() for each paragraph (its sentence splitter replaced by ours,
which costs nothing, because its own needs a model from the network), and against the limit:
CTranslate2 on sentences that are cut, sorted and batched before the clock starts.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from converters.document.notices import NoticeLog
from converters.limits import DEFAULT_LIMITS
from converters.pipeline import read_document
from translation.draft import draft, is_translatable, sentences_of
from translation.engine.decoder import BATCH_TOKENS, Care, Decoder
from translation.pivot_translation import PivotTranslator
from translation.units import TranslationUnit, extract


def main() -> int:
    """Measure and print ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("package", type=Path)
    parser.add_argument("documents", type=Path, nargs="+")
    parser.add_argument("--paragraphs", type=int, default=200, help="that argostranslate gets")
    options = parser.parse_args()
    units = _units(options.documents)
    with tempfile.TemporaryDirectory() as work:
        with zipfile.ZipFile(options.package) as archive:
            archive.extractall(work)
        folder = next(Path(work).iterdir())
        print(f"{len(units)} units, {_characters(units):,} characters")
        some = units[:: max(1, len(units) // options.paragraphs)]
        print(f"against argostranslate, {len(some)} paragraphs, {_characters(some):,} characters")
        for care, beam in ((Care.CAREFUL, 5), (Care.NORMAL, 4)):
            peer = _timed(lambda beam=beam: _argos(folder, some, beam, Path(work)))
            ours = _timed(lambda care=care: draft(some, _route(folder), care))
            print(
                f"  their beam {beam}, ours {care.value}: {peer:.1f} s, {ours:.1f} s,"
                f" {peer / ours:.1f}x"
            )
        for care in (Care.DRAFT, Care.NORMAL, Care.CAREFUL):
            _limit(folder, units, care)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"peak memory {peak} MiB")
    return 0


def _route(folder: Path) -> PivotTranslator:
    return PivotTranslator(("ko", "en"), (Decoder(folder, threads=os.cpu_count() or 1),))


def _units(paths: list[Path]) -> list[TranslationUnit]:
    found: list[TranslationUnit] = []
    for path in paths:
        document = read_document(path, (), DEFAULT_LIMITS, NoticeLog())
        found += [unit for unit in extract(document) if is_translatable(unit.source.text, "ko")]
    return found


def _characters(units: list[TranslationUnit]) -> int:
    return sum(len(unit.source.text) for unit in units)


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _argos(folder: Path, units: list[TranslationUnit], beam: int, home: Path) -> None:
    os.environ |= {"HOME": str(home), "XDG_DATA_HOME": str(home), "XDG_CONFIG_HOME": str(home)}
    from argostranslate import package, settings, translate

    settings.beam_size = beam

    class Splitter:
        def split_sentences(self, text: str) -> list[str]:
            return [text]

    found: Any = translate.PackageTranslation(
        translate.Language("ko", "Korean"),
        translate.Language("en", "English"),
        package.Package(folder),
    )
    found.sentencizer = Splitter()
    for unit in units:
        for sentence in sentences_of(unit, "ko"):
            found.translate(sentence.text)


def _limit(folder: Path, units: list[TranslationUnit], care: Care) -> None:
    """Print our tokens a second beside those of bare CTranslate2 on the same sentences."""
    decoder = Decoder(folder, threads=os.cpu_count() or 1)
    texts = {sentence.text.strip() for unit in units for sentence in sentences_of(unit, "ko")}
    tokens = sorted(decoder.pieces.tokens([t for t in texts if is_translatable(t, "ko")]), key=len)
    tokens = [some[:200] for some in reversed(tokens)]
    batches: list[list[list[str]]] = [[]]
    for some in tokens:
        if batches[-1] and len(batches[-1][0]) * (len(batches[-1]) + 1) > BATCH_TOKENS:
            batches.append([])
        batches[-1].append(some)

    def bare() -> None:
        started = [decoder.submit(batch, care) for batch in batches]
        for one in started:
            decoder.collect(one)

    route = PivotTranslator(("ko", "en"), (decoder,))
    least = min(_timed(bare) for _ in range(2))
    ours = min(_timed(lambda: draft(units, route, care)) for _ in range(2))
    count = sum(map(len, tokens))
    print(
        f"{care.name.lower()}: {count / ours:.0f} tokens/s of the source, bare CTranslate2"
        f" {count / least:.0f}, {least / ours:.2f} of the limit"
    )


if __name__ == "__main__":
    sys.exit(main())
