# SPDX-License-Identifier: AGPL-3.0-or-later
"""Hard prints made of the easy ones, and the scores of what is read from them.

    python -m tests.acceptance.pdf_hard CORPUS [OUT] [--only VARIANT] [--few N] [--recognise]

The set ``CORPUS/pdf-korean`` was printed in reading order with complete fonts. Here each of its
files is written anew: text objects shuffled, lines justified, headings letter-spaced, blanks left
out, pages turned, fonts that say less and less of their characters. What a page shows stays
the same, so the true Markdown does too. OUT keeps the files and their Markdown.

One row is printed for each variant: the means of the scorer, how many pages the reader gave as
pictures because nobody knows their characters, how many characters it read from those (none
should be), and how many U+FFFD stand in the text. ``--recognise`` lets such pages be recognised,
which takes seconds for each; ``--few`` takes the first N files.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import statistics
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType

from app.jobs.recognition import recogniser
from benchmarks.pdf_markdown import to_plain_markdown
from converters.document.notices import NoticeKind, NoticeLog
from converters.limits import DEFAULT_LIMITS
from converters.pipeline import read_document
from converters.source.source_file import Recogniser
from tests.pdf_writer.reprinting import Says, reprinted
from tests.pdf_writer.rewriting import Print, PrintedPage, Run, taken_apart

_SEED = 20261123
_SAME_PLACE = 0.6
"""Points."""
_HEADING = 1.1
"""Of the size of most letters: larger ones are headings."""
_LETTER_SPACING = (0.1, 0.2, 0.3)
"""Of the size."""
_LEAST_SPACING = 0.05
_MEASURES = ("overall", "nid", "teds", "mhs", "word_f1")

Change = Callable[[Print, PrintedPage, random.Random], None]


# ---------------------------------------------------------------- what is done to a page


def shuffled(printed: Print, page: PrintedPage, lot: random.Random) -> None:
    """Put the text objects, one for each line and font, into any order."""
    lot.shuffle(page.runs)


def scattered(printed: Print, page: PrintedPage, lot: random.Random) -> None:
    """Put every letter, blanks too, into a text object of its own, in any order."""
    page.runs = [letter for run in page.runs for letter in printed.letters(run)]
    lot.shuffle(page.runs)


def justified(printed: Print, page: PrintedPage, lot: random.Random) -> None:
    """Stretch the blanks of all lines but the last of a paragraph to its column's width.

    One paragraph does so by word spacing, the next by adjustments between letters.
    """
    paragraphs = [lines for lines in _paragraphs(page) if _is_even(lines)]
    edges: dict[tuple[int, float], float] = defaultdict(float)
    for lines in paragraphs:
        at = _column(lines)
        edges[at] = max(edges[at], *(printed.end(line[-1]) for line in lines))
    for number, lines in enumerate(paragraphs):
        for line in lines[:-1]:
            _stretch(printed, line, edges[_column(lines)], kerned=number % 2 == 1)


def letter_spaced(printed: Print, page: PrintedPage, lot: random.Random) -> None:
    """Set the letters of headings apart, as far as their column has room."""
    sizes = [run.size for run in page.runs for _ in run.codes]
    body = statistics.mode(sizes) if sizes else 0.0
    paragraphs = list(_paragraphs(page))
    columns = [
        (min(line[0].x for line in lines), max(printed.end(line[-1]) for line in lines))
        for lines in paragraphs
        if lines[0][0].size <= _HEADING * body
    ]
    for lines in paragraphs:
        size = lines[0][0].size
        if size <= _HEADING * body:
            continue
        share = lot.choice(_LETTER_SPACING)
        for line in lines:
            start, end = line[0].x, printed.end(line[-1])
            around = [
                (left, right)
                for left, right in columns
                if left < start + _SAME_PLACE and right > end - _SAME_PLACE
            ]
            left, right = min(around, key=lambda c: c[1] - c[0], default=(start, end))
            centred = start - left > _SAME_PLACE
            room = 2 * min(start - left, right - end) if centred else right - end
            spacing = min(share * size, room / sum(len(run.codes) for run in line))
            if spacing >= _LEAST_SPACING * size:
                _space(printed, line, spacing, centred=centred)


def without_blanks(printed: Print, page: PrintedPage, lot: random.Random) -> None:
    """Leave the blank glyphs out: what follows is placed."""
    for run in page.runs:
        run.without_blanks = True


def _paragraphs(page: PrintedPage) -> Iterator[list[list[Run]]]:
    """Yield the lines of each text object of the print; a line is one run for each font."""
    blocks: dict[int, dict[float, list[Run]]] = {}
    for run in page.runs:
        blocks.setdefault(run.block, {}).setdefault(round(run.y, 1), []).append(run)
    for lines in blocks.values():
        yield list(lines.values())


def _is_even(lines: list[list[Run]]) -> bool:
    lefts = [line[0].x for line in lines[1:]]
    return bool(lefts) and max(lefts) - min(lefts) < _SAME_PLACE and len(lines) > 1


def _column(lines: list[list[Run]]) -> tuple[int, float]:
    return round(lines[1][0].x), lines[0][0].size


def _stretch(printed: Print, line: list[Run], edge: float, *, kerned: bool) -> None:
    texts = [[printed.text(run, code) for code in run.codes] for run in line]
    blanks = "".join(map("".join, texts)).rstrip().count(" ")
    room = edge - printed.end(line[-1])
    if not blanks or room <= 0:
        return
    shift = 0.0
    for run, text in zip(line, texts, strict=True):
        run.x += shift
        run.between_words += room / blanks
        run.kerned = kerned
        shift += text.count(" ") * room / blanks


def _space(printed: Print, line: list[Run], spacing: float, *, centred: bool) -> None:
    steps = sum(len(run.codes) for run in line)
    shift = -spacing * (steps - 1) / 2 if centred else 0.0
    for run in line:
        run.x += shift
        run.between_letters = spacing
        shift += spacing * len(run.codes)


# ---------------------------------------------------------------- variants


@dataclass(frozen=True)
class Variant:
    """A way of writing the files anew."""

    changes: tuple[Change, ...] = ()
    says: Says = Says.PLAIN
    rotate: int = 0
    upright: bool = False

    def write(self, printed: Print, seed: str) -> bytes:
        """Return the file; ``printed`` is left as it is."""
        lot = random.Random(f"{_SEED} {seed}")
        pages: list[PrintedPage] = []
        for page in printed.pages:
            copy = replace(page, runs=[replace(run) for run in page.runs])
            for change in self.changes:
                change(printed, copy, lot)
            pages.append(copy)
        made = Print(printed.fonts, pages)
        return reprinted(made, self.says, rotate=self.rotate, upright=self.upright)


_HARD = (justified, letter_spaced, without_blanks)
VARIANTS = {
    "rewritten": Variant(),
    "lines-shuffled": Variant((shuffled,)),
    "letters-scattered": Variant((scattered,)),
    "justified": Variant((justified,)),
    "letter-spaced": Variant((letter_spaced,)),
    "on-its-side": Variant(rotate=90),
    "rotated-90": Variant(rotate=90, upright=True),
    "rotated-180": Variant(rotate=180, upright=True),
    "rotated-270": Variant(rotate=270, upright=True),
    "without-blanks": Variant((without_blanks,)),
    "justified-without-blanks": Variant((justified, without_blanks)),
    "all-of-these": Variant((*_HARD, shuffled), rotate=90, upright=True),
    "cid-tounicode": Variant(says=Says.COMPOSITE),
    "cid-character-map": Variant(says=Says.CHARACTER_MAP),
    "cid-glyph-names": Variant(says=Says.NAMES),
    "cid-glyph-map": Variant(says=Says.GLYPH_MAP),
    "cid-uniks": Variant(says=Says.KOREAN_UNICODE),
    "cid-uhc": Variant(says=Says.KOREAN_UHC),
    "cid-nothing": Variant(says=Says.NOTHING),
    "simple-glyph-names": Variant(says=Says.PLAIN_NAMES),
    "simple-nothing": Variant(says=Says.PLAIN_NOTHING),
    "type3-tounicode": Variant(says=Says.DRAWN),
    "type3-nothing": Variant(says=Says.DRAWN_NOTHING),
}


# ---------------------------------------------------------------- scores


@dataclass
class Result:
    """What became of the files of a variant."""

    scores: dict[str, float]
    pages: int
    pictured: int
    """Pages given as pictures."""
    left: int
    """Characters of text from files of which every page is a picture."""
    unknown: int
    """U+FFFD in the text."""


def measure(
    files: dict[str, Print],
    truths: dict[str, str],
    variant: Variant,
    score: ModuleType,
    out: Path,
    reads: Recogniser | None = None,
) -> Result:
    """Write, read and score the files of a variant; ``out`` keeps them."""
    out.mkdir(parents=True, exist_ok=True)
    rows: list[dict[str, float]] = []
    found = Result({}, 0, 0, 0, 0)
    for name, printed in files.items():
        path = out / f"{name}.pdf"
        path.write_bytes(variant.write(printed, name))
        notices = NoticeLog()
        document = read_document(path, (), DEFAULT_LIMITS, notices, recogniser=reads)
        made = to_plain_markdown(document)
        path.with_suffix(".md").write_text(made, "utf-8")
        rows.append(score.score(truths[name], made))
        pictured = sum(n.count for n in notices.notices() if n.kind is NoticeKind.PAGE_PICTURE)
        found.pages += len(printed.pages)
        found.pictured += pictured
        found.left += len(made.strip()) if pictured == len(printed.pages) else 0
        found.unknown += made.count("\ufffd")
    for name in _MEASURES:
        values = [row[name] for row in rows if name in row]
        found.scores[name] = statistics.fmean(values) if values else 0.0
    return found


def load_scorer(path: Path) -> ModuleType:
    """Return the shared scorer, which is no part of the project."""
    spec = importlib.util.spec_from_file_location("pdf_score", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def prints(corpus: Path, few: int | None = None) -> tuple[dict[str, Print], dict[str, str]]:
    """Return the files of the easy set, taken apart, and their true Markdown."""
    folder = corpus / "pdf-korean"
    files: dict[str, Print] = {}
    truths: dict[str, str] = {}
    for path in sorted((folder / "pdfs").glob("*.pdf"))[:few]:
        files[path.stem] = taken_apart(path)
        truths[path.stem] = (folder / "truth" / f"{path.stem}.md").read_text("utf-8")
    return files, truths


def main(arguments: list[str]) -> int:
    """Print one row for each variant."""
    asked = argparse.ArgumentParser(prog="pdf_hard", description=(__doc__ or "").split("\n")[0])
    asked.add_argument("corpus", type=Path)
    asked.add_argument("out", type=Path, nargs="?")
    asked.add_argument("--only", action="append", choices=list(VARIANTS))
    asked.add_argument("--few", type=int)
    asked.add_argument("--recognise", action="store_true")
    asked.add_argument("--scorer", type=Path, help="pdf_score.py, if not beside the corpus")
    given = asked.parse_args(arguments)
    score = load_scorer(given.scorer or given.corpus.parent / "tools" / "pdf_score.py")
    files, truths = prints(given.corpus, given.few)
    reads = recogniser() if given.recognise else None
    heads = "".join(f"{name:>9}" for name in _MEASURES)
    sys.stdout.write(f"{'variant':<26}{heads}  pictures  left  U+FFFD\n")
    with tempfile.TemporaryDirectory() as scratch:
        for name in given.only or VARIANTS:
            out = (given.out or Path(scratch)) / name
            found = measure(files, truths, VARIANTS[name], score, out, reads)
            values = "".join(f"{found.scores[key]:9.4f}" for key in _MEASURES)
            pictures = f"{found.pictured}/{found.pages}"
            sys.stdout.write(f"{name:<26}{values}{pictures:>10}{found.left:>6}{found.unknown:>8}\n")
            sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
