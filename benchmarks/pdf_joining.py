# SPDX-License-Identifier: AGPL-3.0-or-later
"""Measures the decision at line ends of Korean text alone: a space, or nothing inside a word.

    python -m benchmarks.pdf_joining TRUTH FILE.pdf ...

TRUTH holds NAME.md for each NAME.pdf. Each line end inside a passage is looked up in the
truth by the letters around it; where they are there once, the truth says whether a space
stands between them. Printed are precision, recall and F1 of both answers,

page      as the reader decides;
no trace  with all traces of spaces hidden (in the stream, by shifted lines): what the
          words themselves tell;
ceiling   where the page has a trace, the truth, and elsewhere the commoner answer: what can
          be had without knowing Korean.

``--errors`` prints the wrong decisions.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from converters.document.notices import NoticeLog
from converters.limits import DEFAULT_LIMITS
from converters.readers.pdf.engine import Engine
from converters.readers.pdf.flow.elements import elements_of
from converters.readers.pdf.flow.joining import Joiner, Wrap
from converters.readers.pdf.flow.notes import take_notes
from converters.readers.pdf.flow.paragraphs import Paragraphs
from converters.readers.pdf.flow.pieces import all_rows, cell_lines, pieces_of
from converters.readers.pdf.flow.rows import Passage, TextRow
from converters.readers.pdf.flow.typography import typography_of
from converters.readers.pdf.page import PageReader
from converters.readers.pdf.pictures import Pictures
from converters.readers.pdf.reader import layouts

_AROUND = 14
_MARKUP = re.compile(r"<[^>]*>|^\s*(?:#+|[-*])\s", re.MULTILINE)
_HANGUL = re.compile("[\uac00-\ud7a3]")


@dataclass(frozen=True, slots=True)
class LineEnd:
    """A line end whose truth is known."""

    before: str
    after: str
    truth: bool
    """Whether a space stands there."""
    made: bool
    blind: bool
    """As decided without traces."""
    traced: bool


class _Truth:
    def __init__(self, markdown: str) -> None:
        text = " ".join(_MARKUP.sub(" ", markdown).split())
        self.letters = text.replace(" ", "")
        self.blank_after: list[bool] = []
        for character in text:
            if character == " ":
                self.blank_after[-1] = True
            else:
                self.blank_after.append(False)

    def space(self, before: str, after: str) -> bool | None:
        """Return whether a space stands between two texts; None where they are not there once."""
        left, right = "".join(before.split())[-_AROUND:], "".join(after.split())[:_AROUND]
        at = self.letters.find(left + right)
        if at < 0 or self.letters.find(left + right, at + 1) >= 0:
            return None
        return self.blank_after[at + len(left) - 1]


def line_ends(pdf: Path, truth: Path) -> Iterator[LineEnd]:
    """Yield the line ends of ``pdf`` that stand in ``truth``."""
    known = _Truth(truth.read_text("utf-8"))
    seeing = _ends(pdf, blind=False)
    blind = _ends(pdf, blind=True)
    for before, row, made, shift, tells in seeing.values():
        key = before.text, row.text, row.page, row.at
        space = known.space(before.text, row.text)
        if space is None or key not in blind or not _HANGUL.search(before.text[-1] + row.text[0]):
            continue
        room = before.room < 0.25 * before.size
        traced = before.space_at_end or shift or tells or room
        yield LineEnd(before.text[-16:], row.text[:16], space, made, blind[key][2], traced)


_Ends = dict[tuple[str, str, int, float], tuple[TextRow, TextRow, bool, bool, bool]]


def _ends(pdf: Path, *, blind: bool) -> _Ends:
    engine = Engine(pdf.read_bytes())
    pictures = Pictures(engine, DEFAULT_LIMITS, NoticeLog())
    pieces = [
        piece for page in layouts(engine, PageReader(engine), pictures) for piece in pieces_of(page)
    ]
    engine.close()
    rows = list(all_rows(pieces))
    typography = typography_of(rows)
    seeing = Joiner(rows, (line.text for line in cell_lines(pieces)))
    paragraphs = Paragraphs(typography, seeing)
    elements, _ = elements_of(pieces, paragraphs, lambda found: take_notes(found, typography))
    joiner = seeing
    if blind:
        joiner = Joiner(rows, (line.text for line in cell_lines(pieces)))
        if joiner.wrap is not Wrap.AT_BLANKS:
            joiner.wrap = Wrap.ANYWHERE
    found: _Ends = {}
    for element in elements:
        if isinstance(element, Passage):
            for before, row, shift in _pairs(element):
                key = before.text, row.text, row.page, row.at
                if blind:
                    before.space_at_end = False
                join = joiner.between(before, row, 0.0 if blind else shift)
                shifted = 0.15 <= shift / row.size <= 0.45
                tells = joiner.wrap is Wrap.AT_BLANKS
                found[key] = before, row, join.glue == " ", shifted, tells
    return found


def _pairs(passage: Passage) -> Iterator[tuple[TextRow, TextRow, float]]:
    insets = [row.start - row.left for row in passage.rows[1:]]
    for index, row in enumerate(passage.rows[1:], start=1):
        rest = min(insets)
        yield passage.rows[index - 1], row, row.start - row.left - rest


def _figures(pairs: list[tuple[bool, bool]], answer: bool) -> str:
    counts = Counter((truth is answer, made is answer) for truth, made in pairs)
    right = counts[True, True]
    precision = right / max(1, right + counts[False, True])
    recall = right / max(1, right + counts[True, False])
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return f"P {precision:.4f} R {recall:.4f} F1 {f1:.4f}"


def main(arguments: list[str]) -> int:
    """Print the figures of the files named."""
    errors = "--errors" in arguments
    names = [name for name in arguments if not name.startswith("--")]
    if len(names) < 2:
        sys.stderr.write(__doc__ or "")
        return 2
    ends: list[LineEnd] = []
    for name in names[1:]:
        pdf = Path(name)
        ends += line_ends(pdf, Path(names[0]) / f"{pdf.stem}.md")
    untraced = [end.truth for end in ends if not end.traced]
    usual = sum(untraced) * 2 > len(untraced)
    out = sys.stdout
    out.write(f"line ends {len(ends)}, at spaces {sum(end.truth for end in ends)}, ")
    out.write(f"without a trace {len(untraced)}\n")
    ways = {
        "page": [(end.truth, end.made) for end in ends],
        "no trace": [(end.truth, end.blind) for end in ends],
        "ceiling": [(end.truth, end.truth if end.traced else usual) for end in ends],
    }
    for way, pairs in ways.items():
        out.write(
            f"{way:9} inside words {_figures(pairs, False)}  at spaces {_figures(pairs, True)}\n"
        )
    if errors:
        for end in ends:
            if end.made is not end.truth:
                out.write(f"{'_' if end.truth else '.'} {end.before!r} {end.after!r}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
