# SPDX-License-Identifier: AGPL-3.0-or-later
"""Compares the text of HWP 5 documents with that of their HWPX twins and printed PDFs.

    python -m tests.acceptance.twins CORPUS

CORPUS holds ``hwp`` and ``hwpx`` folders. Twins share their path without the
extension; a printed PDF has its name, in whichever folder. The HWPX text is taken by this script alone: every ``hp:t`` outside
headers, footers, hidden comments, memos and master pages, in document order.
Printed PDFs are read by pdftotext, where it is installed. Running heads are on their
pages and not in our flow: lines that are one of the document's are left out.
"""

from __future__ import annotations

import difflib
import re
import shutil
import subprocess
import sys
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from converters import pipeline
from converters.document.nodes import (
    Aside,
    Blocks,
    Document,
    Inlines,
    Link,
    NoteRef,
    Ruby,
    Text,
)
from converters.document.notices import NoticeLog
from converters.document.walk import inlines_of, iter_blocks, plain_text
from converters.errors import ConversionError
from converters.limits import DEFAULT_LIMITS

ENOUGH = 0.995
_SKIPPED = {
    "header",
    "footer",
    "hiddenComment",
    "fieldBegin",
    "masterPage",
    "script",
    "shapeComment",
}
_FOLD = re.compile(r"[\s\u00a0\u2002]+")
_NOT_HANGUL = re.compile("[^\uac00-\ud7a3]+")
_LETTER_BULLET = re.compile(r"^\s*o\s+(?=[\uac00-\ud7a3\u300c(])|^\s+o\s*$")
_KEPT = re.compile(r"[^0-9A-Za-z\uac00-\ud7a3\u4e00-\u9fff]+")


def folded(text: str) -> str:
    """Letters, digits, Hangul and Hanja only: what both notations spell alike."""
    return _KEPT.sub("", _FOLD.sub("", text))


def our_text(path: Path) -> str:
    """The text that our book prints, without numbers and markers that the twin computes too."""
    document = _document(path)
    parts: list[str] = []
    notes = dict(document.notes)
    # A chart's figures lie in a part of their own in the twin.
    charts: set[int] = set()

    def flow(blocks: Blocks) -> None:
        for block in iter_blocks(blocks):
            if isinstance(block, Aside) and block.role == "chart":
                charts.update(id(inner) for inner in iter_blocks((block,)))
            if id(block) not in charts:
                line(inlines_of(block))

    def line(inlines: Inlines) -> None:
        for inline in inlines:
            if isinstance(inline, Text):
                parts.append(inline.value)
            elif isinstance(inline, Link):
                line(inline.children)
            elif isinstance(inline, Ruby):
                line(inline.base)
                parts.append(inline.annotation)
            elif isinstance(inline, NoteRef):
                flow(notes[inline.note_id].blocks)

    flow(document.blocks)
    return "".join(parts)


def running_lines(path: Path) -> set[str]:
    """The Hangul of the document's running heads and feet, line by line."""
    return {
        _NOT_HANGUL.sub("", plain_text(inlines_of(block)))
        for running in _document(path).running
        for block in iter_blocks(running.blocks)
    }


def printed_text(pdf: Path, running: set[str]) -> str:
    """The text of a printed PDF without the lines that stand on every page."""
    read = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, check=True)
    lines = read.stdout.decode("utf-8", "ignore").splitlines()
    return "".join(line for line in lines if _NOT_HANGUL.sub("", line) not in running)


def _document(path: Path) -> Document:
    return pipeline.read_document(path, (), DEFAULT_LIMITS, NoticeLog())


def hwpx_text(path: Path) -> str:
    """The text of a HWPX file, straight from its XML."""
    parts: list[str] = []
    with zipfile.ZipFile(path) as archive:
        names = [n for n in archive.namelist() if re.fullmatch(r"Contents/section\d+\.xml", n)]
        for name in sorted(names, key=lambda n: int(re.findall(r"\d+", n)[0])):
            _collect(etree.fromstring(archive.read(name)), parts)
    return "".join(parts)


def _collect(element: etree._Element, parts: list[str]) -> None:
    name = etree.QName(element).localname
    if name in _SKIPPED:
        return
    if name == "switch":
        chosen = [c for c in element if etree.QName(c).localname == "default"] or list(element)[:1]
        for child in chosen:
            _collect(child, parts)
        return
    if name in ("t", "mainText", "subText"):
        # A Latin letter typed as a bullet is a list's marker, and no text, in our book.
        parts.append(_LETTER_BULLET.sub("", "".join(element.itertext())))
        return
    if name == "compose":
        parts.append(element.get("composeText", ""))
    if name in ("btn", "radioBtn", "checkBtn"):
        parts.append(element.get("caption", ""))
    if name == "textart":
        parts.append(element.get("text", ""))
    for child in element:
        if isinstance(child.tag, str):
            _collect(child, parts)


def agreement(ours: str, theirs: str) -> float:
    """Share of the longer text that both have in the same order."""
    if not ours and not theirs:
        return 1.0
    if ours == theirs:
        return 1.0
    matcher = difflib.SequenceMatcher(None, ours, theirs, autojunk=False)
    same = sum(block.size for block in matcher.get_matching_blocks())
    return same / max(len(ours), len(theirs))


def coverage(ours: str, printed: str) -> float:
    """Share of the printed Hangul that we have, in any order of pages.

    PDFs in the corpus lack the text of fonts without a Unicode map, so the
    other direction says nothing about us.
    """
    want = Counter(_NOT_HANGUL.sub("", printed))
    have = Counter(ours)
    total = sum(want.values())
    return sum(min(have[c], n) for c, n in want.items()) / total if total else 1.0


@dataclass(frozen=True)
class Pair:
    """One document in two forms."""

    name: str
    kind: str
    """"hwpx" or "pdf"."""
    hwp: Path
    other: Path

    def share(self) -> float:
        """Share of the other form's text that agrees with ours."""
        ours = folded(our_text(self.hwp))
        if self.kind == "hwpx":
            return agreement(ours, folded(hwpx_text(self.other)))
        return coverage(ours, folded(printed_text(self.other, running_lines(self.hwp) - {""})))


def pairs(corpus: Path) -> Iterator[Pair]:
    """Yield the HWP documents that have another form."""
    folder = corpus / "hwp"
    printed = {_stem(pdf): pdf for pdf in sorted(folder.rglob("*.pdf"))}
    for hwp in sorted(folder.rglob("*.hwp")):
        relative = hwp.relative_to(folder)
        twin = (corpus / "hwpx" / relative).with_suffix(".hwpx")
        if twin.exists():
            yield Pair(relative.as_posix(), "hwpx", hwp, twin)
        if _stem(hwp) in printed:
            yield Pair(relative.as_posix(), "pdf", hwp, printed[_stem(hwp)])


def _stem(path: Path) -> str:
    """Return the name as everybody writes it; some systems take Hangul apart."""
    return unicodedata.normalize("NFC", path.stem)


def main(corpus: Path) -> int:
    """Print every pair below the limit and the figures over all."""
    low = compared = 0
    for pair in pairs(corpus):
        if pair.kind == "pdf" and not shutil.which("pdftotext"):
            continue
        try:
            share = pair.share()
        except (ConversionError, zipfile.BadZipFile) as error:
            sys.stdout.write(f"refused {pair.name}: {error}\n")
            continue
        compared += 1
        if share < ENOUGH:
            low += 1
            sys.stdout.write(f"{share:.4f} {pair.kind:4} {pair.name}\n")
    sys.stdout.write(f"{compared} pairs, {low} below {ENOUGH}\n")
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
