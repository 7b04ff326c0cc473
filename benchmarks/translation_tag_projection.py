# SPDX-License-Identifier: AGPL-3.0-or-later
"""``python -m benchmarks.translation_tag_projection PAIRS.tsv.gz PACKAGE.argosmodel``: codes in their place.

``data/placement.tsv`` names, for sentences of the held-out pairs, a phrase and the English
words that may stand for it; a person read each pair and chose them. The phrase gets a code,
in turn bold, a link, or a note behind it; the sentence is translated and the code looked up.
Beside it stands the usual way: the pieces between the codes translated apart.

A pair is right that has one of the words in it, and at most two words more than the phrase;
a note is right that stands behind one. Sentences whose translation has none of the words
say nothing of the place and are counted apart.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

from converters.document.nodes import Text
from translation.draft import draft
from translation.engine.decoder import Care, Decoder
from translation.inline_codes import Coded, Codes, TagKind, from_marked
from translation.pivot_translation import PivotTranslator
from translation.training.corpus import pairs
from translation.units import TranslationUnit, UnitKind

_LIST = Path(__file__).parent / "data" / "placement.tsv"
_KINDS = ("bold", "link", "note")


@dataclass(frozen=True)
class Case:
    """A sentence with a code, and the words that the code belongs to."""

    kind: str
    phrase: str
    words: tuple[str, ...]
    source: Coded


def cases(pairs_file: Path) -> list[Case]:
    """Return the annotated sentences with their codes."""
    sources = {
        hashlib.sha256(p.source.encode()).hexdigest()[:8]: p.source for p in pairs(pairs_file)
    }
    found: list[Case] = []
    for number, line in enumerate(_LIST.read_text(encoding="utf-8").splitlines()):
        key, phrase, words = line.split("\t")
        text = sources[key].replace("<", "&lt;")
        kind = _KINDS[number % 3]
        code = f"{phrase}<1/>" if kind == "note" else f"<1>{phrase}</1>"
        assert phrase in text, line
        found.append(
            Case(kind, phrase, tuple(words.split("|")), from_marked(text.replace(phrase, code, 1)))
        )
    return found


def is_right(case: Case, made: Coded) -> bool | None:
    """Say whether the code covers its words; None where the translation has none of them."""
    text = made.text.casefold()
    if not any(word in text for word in case.words):
        return None
    before, inside = "", ""
    opened = False
    for part in made.parts:
        if isinstance(part, str):
            inside += part if opened else ""
            before += "" if opened else part
        elif part.kind is TagKind.SINGLE:
            if not re.search(r"\w", case.source.text.partition(case.phrase)[2]):
                # Behind the last word of the source: behind the last one of the translation.
                return not re.search(r"\w", made.text[len(before) :])
            last = re.findall(r"[\w-]+", before.casefold())[-2:]
            return any(word in " ".join(last) for word in case.words)
        else:
            opened = part.kind is TagKind.OPEN
            if not opened:
                break
    room = len(case.phrase.split()) + 2
    covered = inside.casefold()
    return any(word in covered for word in case.words) and len(covered.split()) <= room


def in_pieces(case: Case) -> list[Coded]:
    """Return the pieces of the sentence that the usual way translates apart."""
    return [Coded((part,)) for part in case.source.parts if isinstance(part, str)]


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("package", type=Path)
    parser.add_argument("--show", action="store_true", help="print what went wrong")
    options = parser.parse_args()
    known = cases(options.pairs)
    with tempfile.TemporaryDirectory() as work:
        with zipfile.ZipFile(options.package) as archive:
            archive.extractall(work)
        route = PivotTranslator(("ko", "en"), (Decoder(next(Path(work).iterdir()), threads=2),))
        whole = _translated({str(n): case.source for n, case in enumerate(known)}, route)
        pieces = {
            f"{n}.{k}": piece
            for n, case in enumerate(known)
            for k, piece in enumerate(in_pieces(case))
        }
        apart = _translated(pieces, route)
    results = [is_right(case, whole[str(n)]) for n, case in enumerate(known)]
    for kind in (*_KINDS, "all"):
        some = [r for r, case in zip(results, known, strict=True) if kind in (case.kind, "all")]
        said = [r for r in some if r is not None]
        print(
            f"{kind}: {sum(said)} of {len(said)} right, {sum(said) / len(said):.3f};"
            f" {len(some) - len(said)} translations without the words"
        )
    _print_apart(known, apart)
    if options.show:
        for case, result, n in zip(known, results, range(len(known)), strict=True):
            if result is False:
                print(case.source.marked, "=>", whole[str(n)].marked)
    return 0


def _translated(sources: dict[str, Coded], route: PivotTranslator) -> dict[str, Coded]:
    units = [
        TranslationUnit(key, UnitKind.PARAGRAPH, source, Codes((), Text("")))
        for key, source in sources.items()
    ]
    return draft(units, route, Care.NORMAL).targets()


def _print_apart(known: list[Case], apart: dict[str, Coded]) -> None:
    """Print how often the piece of the phrase alone, in the source's order, has its words."""
    right = whole = 0
    for n, case in enumerate(known):
        parts = [apart[f"{n}.{k}"].text for k in range(len(in_pieces(case)))]
        place = 0 if case.kind == "note" or case.source.text.startswith(case.phrase) else 1
        if not any(word in " ".join(parts).casefold() for word in case.words):
            continue
        whole += 1
        said = parts[place].casefold()
        if case.kind == "note":
            said = " ".join(said.split()[-2:])
        right += any(word in said for word in case.words)
    print(f"pieces translated apart: {right} of {whole} right, {right / whole:.3f}")


if __name__ == "__main__":
    sys.exit(main())
