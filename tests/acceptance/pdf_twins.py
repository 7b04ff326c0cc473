# SPDX-License-Identifier: AGPL-3.0-or-later
"""Compares what printed PDFs say with the documents that they were printed from.

    python -m tests.acceptance.pdf_twins CORPUS [--show]

CORPUS holds folders of documents; a PDF's twin has its path but for the extension, in
whichever of ``hwp``, ``hwpx`` and ``docx``. Three figures are given for each pair:

text      letters that both say: shared runs of five letters, of all (F1), and of the PDF's
          own (P): some prints lack their twin's last pages
headings  headings that both have (F1), where styles of the twin say what a heading is
seen      where they do not: those of its headings that the PDF has too, of all of them. The
          twin's are a conclusion then, which leaves some out: more in the PDF are no fault
cells     texts of table cells that both have (F1)

"-" stands where the twin has nothing to compare.

Some printers draw digits and Latin letters as outlines: they are on the page and no text. Where
a tenth of the twin's digits is missing, Hangul alone is compared, and said so.

``--show`` prints the headings and cells that only one of them has.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from converters.document.nodes import Document, Heading, ListBlock, NoteRef, Table
from converters.document.notices import NoticeLog
from converters.document.walk import (
    block_text,
    every_flow,
    inlines_of,
    iter_blocks,
    iter_inlines,
    plain_text,
)
from converters.errors import ConversionError
from converters.limits import DEFAULT_LIMITS
from converters.pipeline import read_document
from tests.acceptance.twins import folded

_SUFFIXES = (".hwp", ".hwpx", ".docx")
_RUN = 5
_DIGITS = 0.9
_NOT_HANGUL = re.compile("[^\uac00-\ud7a3]+")


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far a PDF and its twin agree, 0 to 1; None where the twin has nothing to compare."""

    text: float
    text_of_pdf: float
    headings: float | None
    seen: float | None
    cells: float | None
    hangul_only: bool = False


def pairs(corpus: Path) -> Iterator[tuple[Path, Path]]:
    """Yield each PDF with the document that it was printed from."""
    folders = [folder for folder in sorted(corpus.iterdir()) if folder.is_dir()]
    for folder in folders:
        for pdf in sorted(folder.rglob("*.pdf")):
            name = pdf.relative_to(folder).with_suffix("")
            twins = (
                other / name.with_name(name.name + suffix)
                for other in folders
                for suffix in _SUFFIXES
            )
            # A folder named for its form ("pdf", "hwp") stands in some paths.
            twin = next((path for path in twins if path.exists()), None) or _beside(pdf)
            if twin is not None:
                yield pdf, twin


def _beside(pdf: Path) -> Path | None:
    """Return a document of the PDF's name in a sister folder of its own."""
    found = (
        path
        for path in sorted(pdf.parent.parent.rglob(f"{pdf.stem}.*"))
        if path.suffix in _SUFFIXES
    )
    return next(found, None)


def compare(pdf: Document, twin: Document) -> Agreement:
    """Return how far two documents agree."""
    hangul_only = _digits(pdf) < _DIGITS * _digits(twin)
    keep = _only_hangul if hangul_only else _same
    headings, cells = keep(heading_texts(twin)), keep(cell_texts(twin))
    found, told = keep(heading_texts(pdf)), _told(twin)
    runs, true = _runs(pdf, hangul_only), _runs(twin, hangul_only)
    return Agreement(
        f1(runs, true),
        (runs & true).total() / max(1, runs.total()),
        f1(found, headings) if headings and told else None,
        (found & headings).total() / headings.total() if headings and not told else None,
        f1(keep(cell_texts(pdf)), cells) if cells else None,
        hangul_only,
    )


def _same(texts: Counter[str]) -> Counter[str]:
    return texts


def _only_hangul(texts: Counter[str]) -> Counter[str]:
    found: Counter[str] = Counter()
    for text, count in texts.items():
        hangul = _NOT_HANGUL.sub("", text)
        if hangul:
            found[hangul] += count
    return found


def _digits(document: Document) -> int:
    return sum(letter.isdigit() for text in _texts(document) for letter in text)


def f1(made: Counter[str], true: Counter[str]) -> float:
    """Return twice what both have, of all."""
    total = made.total() + true.total()
    return 2 * (made & true).total() / total if total else 1.0


def heading_texts(document: Document) -> Counter[str]:
    """Return the headings with their numbers."""
    found = (
        folded((block.number or "") + plain_text(block.inlines))
        for block in iter_blocks(document.blocks)
        if isinstance(block, Heading)
    )
    return Counter(filter(None, found))


def _told(document: Document) -> bool:
    """Whether any heading is one by its style, and not by its looks alone."""
    return any(
        isinstance(block, Heading) and not block.inferred for block in iter_blocks(document.blocks)
    )


def cell_texts(document: Document) -> Counter[str]:
    """Return the texts of all cells that have any."""
    found = (
        folded("".join(map(block_text, cell.blocks)))
        for flow in every_flow(document)
        for block in iter_blocks(flow)
        if isinstance(block, Table)
        for row in block.rows
        for cell in row.cells
    )
    return Counter(filter(None, found))


def _runs(document: Document, hangul_only: bool) -> Counter[str]:
    text = folded("".join(_texts(document)))
    if hangul_only:
        text = _NOT_HANGUL.sub("", text)
    return Counter(text[at : at + _RUN] for at in range(max(1, len(text) - _RUN + 1)))


def _texts(document: Document) -> Iterator[str]:
    for flow in every_flow(document):
        for block in iter_blocks(flow):
            if isinstance(block, Heading):
                yield block.number or ""
            if isinstance(block, ListBlock):
                # Markers stand before their items' words on the page; in runs of letters
                # their place among the others hardly counts.
                yield from (item.marker for item in block.items)
            yield plain_text(inlines_of(block))
            for inline in iter_inlines(inlines_of(block)):
                if isinstance(inline, NoteRef):
                    yield document.notes[inline.note_id].mark


def read(path: Path) -> Document:
    """Return the Document of a file, after the passes."""
    return read_document(path, (), DEFAULT_LIMITS, NoticeLog())


def main(arguments: list[str]) -> int:
    """Print the figures of each pair."""
    if not arguments:
        sys.stderr.write(__doc__ or "")
        return 2
    for pdf, twin in pairs(Path(arguments[0])):
        try:
            made, true = read(pdf), read(twin)
        except ConversionError as error:
            sys.stdout.write(f"{pdf.name}: {error.code}\n")
            continue
        found = compare(made, true)
        shown = [
            f"{name} {'-' if value is None else f'{value:.4f}'}"
            for name, value in (
                ("text", found.text),
                ("P", found.text_of_pdf),
                ("headings", found.headings),
                ("seen", found.seen),
                ("cells", found.cells),
            )
        ]
        sys.stdout.write(f"{' '.join(shown)}  {pdf.name}{' (Hangul only)' * found.hangul_only}\n")
        if "--show" in arguments:
            for what, texts in (("heading", heading_texts), ("cell", cell_texts)):
                keep = _only_hangul if found.hangul_only else _same
                ours, theirs = keep(texts(made)), keep(texts(true))
                for sign, only in (("+", ours - theirs), ("-", theirs - ours)):
                    for text in only:
                        sys.stdout.write(f"    {sign} {what} {text[:90]}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
