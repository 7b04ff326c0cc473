# SPDX-License-Identifier: AGPL-3.0-or-later
"""The lines of a document as the search for headings sees them: marker, look, what follows."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from converters.document.nodes import (
    Align,
    Block,
    Blocks,
    Heading,
    Inlines,
    ListBlock,
    PageBreak,
    Paragraph,
    Text,
)
from converters.document.walk import has_content, plain_text
from converters.passes.outline.markers import Marker, MarkerKind, marker_of
from converters.passes.wording import is_statement, is_strong, size_rank

_LONGEST_ENTRY = 90
_FEWEST_WORDS = 3
_CONTENTS = re.compile(
    r"^[\W_]*(?:목\s*차|차\s*례|순\s*서|(?:table\s+of\s+)?contents|(?:표|그림|수식)\s*(?:목\s*차|차\s*례)|제목\s*차례)[\W_]*\d*$",
    re.IGNORECASE,
)
_WORDS = re.compile(
    r"^([^\W\d_]{3,12})\s+((?:\d{1,3}|[IVXLC]+|[A-ZÀ-Þ]\w+(?:\s[A-ZÀ-Þ]\w+){0,2}))\.?$"
)
_NO_SERIES = frozenset({"table", "figure", "note", "source", "exhibit", "photo", "fig", "box"})
_PAGE_NUMBER = re.compile(r"[\s.·…‥ㆍ․\-_\t]+\d{1,4}\s*$")
_NOISE = re.compile(r"[\W_\d]+")
_REMARKS = ("※", "(", "*")


@dataclass(slots=True)
class Line:
    """A visible top-level block as the search for headings sees it."""

    at: int
    """Its place among the blocks of the document."""
    text: str = ""
    """Empty for what is no line of text (tables, pictures, lists)."""
    marker: Marker | None = None
    size: int = 0
    """Against the text around it, from -4 to 5."""
    strong: bool = False
    align: Align | None = None
    heading: Heading | None = None
    """Set where it is a heading already."""
    is_text: bool = False
    """Whether it could become a heading."""
    chosen: bool = False
    """Whether it is to become a heading."""
    titled: bool = False
    """Whether it is the title under a label ("<서식 1>") that stands in a line of its own."""
    in_contents: bool = False
    """Whether it is an entry of a printed table of contents."""
    frames: int = 0
    """How many title boxes stand above it."""
    next: Line | None = field(default=None, repr=False)

    @property
    def rest(self) -> str:
        """The text behind the marker."""
        return self.marker.rest if self.marker is not None else self.text

    @property
    def emphasised(self) -> bool:
        """Whether it stands out of the text."""
        return self.strong or self.size >= 1

    @property
    def look(self) -> tuple[int, bool]:
        """What a reader's eye compares."""
        return self.size, self.strong


def lines_of_document(blocks: Blocks) -> list[Line]:
    """Return the visible blocks of a document's body in order, each knowing the next."""
    lines = [line for at, block in enumerate(blocks) if (line := _line(at, block)) is not None]
    lengths: Counter[int] = Counter()
    for line in lines:
        if line.is_text:
            lengths[line.size] += len(line.text)
    body = lengths.most_common(1)[0][0] if lengths else 0
    frames = 0
    for line, later in zip_longest(lines, lines[1:]):
        frames += line.heading is not None and line.heading.frame_cells > 0
        line.frames = frames
        line.next = later
        line.size -= body
    _mark_contents(lines)
    _mark_words(lines)
    return lines


def _line(at: int, block: Block) -> Line | None:
    if isinstance(block, Heading):
        text = folded(f"{block.number or ''} {plain_text(block.inlines)}")
        return Line(at, text, _marker(text, block), *_look(block.inlines, block), heading=block)
    if isinstance(block, Paragraph):
        text = folded(plain_text(block.inlines))
        if text:
            told_no = block.role not in (None, "title")
            return Line(
                at, text, marker_of(text), *_look(block.inlines, block), is_text=not told_no
            )
        return Line(at) if has_content((block,)) else None
    item = only_item(block)
    if item is not None:
        marker, paragraph = item
        text = folded(f"{marker} {plain_text(paragraph.inlines)}")
        return Line(at, text, marker_of(text), *_look(paragraph.inlines, paragraph), is_text=True)
    if isinstance(block, PageBreak) or not has_content((block,)):
        return None
    return Line(at)


def only_item(block: Block) -> tuple[str, Paragraph] | None:
    """Return marker and text of a numbered list of one item with one paragraph."""
    if not isinstance(block, ListBlock) or not block.ordered or len(block.items) != 1:
        return None
    item = block.items[0]
    if len(item.blocks) != 1 or not isinstance(item.blocks[0], Paragraph):
        return None
    return item.marker, item.blocks[0]


def _marker(text: str, heading: Heading) -> Marker | None:
    found = marker_of(text)
    if found is None and heading.number and heading.number.strip().isdecimal():
        return Marker(MarkerKind.DECIMAL, int(heading.number), "", plain_text(heading.inlines))
    return found


def _look(inlines: Inlines, block: Heading | Paragraph) -> tuple[int, bool, Align | None]:
    shown = _without_remark(inlines)
    return size_rank(shown), is_strong(shown), block.layout.align


def _without_remark(inlines: Inlines) -> Inlines:
    """Return ``inlines`` up to a remark in small print ("2-1. 목표 ※ 해당 시 작성")."""
    for at, inline in enumerate(inlines):
        is_remark = isinstance(inline, Text) and inline.value.lstrip()[:1] in _REMARKS
        if is_remark and plain_text(inlines[:at]).strip():
            return inlines[:at]
    return inlines


def folded(text: str) -> str:
    """Return ``text`` with each run of blanks as one, and none at its ends."""
    return " ".join(text.split())


def _mark_words(lines: Sequence[Line]) -> None:
    """Give lines that begin with one word ("Artigo Quinto") a marker where there are several."""
    found: defaultdict[str, list[tuple[Line, str]]] = defaultdict(list)
    for line in lines:
        match = _WORDS.match(line.text) if line.is_text and line.marker is None else None
        word = _bare(match[1]) if match else ""
        if match and word not in _NO_SERIES:
            found[word].append((line, match[2]))
    for word, members in found.items():
        leading = sum(leads(line) for line, _ in members)
        differ = len({rest for _, rest in members}) >= 0.8 * len(members)
        if len(members) >= _FEWEST_WORDS and differ and leading >= 0.9 * len(members):
            for line, rest in members:
                line.marker = Marker(MarkerKind.WORD, 0, word, rest)


def leads(line: Line) -> bool:
    """Whether something else than the next line of its series follows a line."""
    later = line.next
    if later is None:
        return False
    if line.marker is None or later.marker is None:
        return True
    if later.marker.kind is not line.marker.kind:
        return True
    if line.marker.kind is MarkerKind.LABEL:
        return False
    return later.marker.above != line.marker.above


# ---------------------------------------------------------------- printed contents


def is_contents_title(text: str) -> bool:
    """Whether ``text`` is what stands above a printed table of contents ("목차", "Contents")."""
    return _CONTENTS.match(text) is not None


def _mark_contents(lines: Sequence[Line]) -> None:
    """Mark the entries below "목차": lines that come again, or end in the number of a page."""
    for at, line in enumerate(lines):
        if line.text and _CONTENTS.match(line.text):
            line.in_contents = True
            entries = list(_entries(lines, at + 1))
            later = {_bare(other.text) for other in lines[at + 1 + len(entries) :] if other.text}
            again = sum(
                _bare(_PAGE_NUMBER.sub("", entry.text)) in later
                or _PAGE_NUMBER.search(entry.text) is not None
                for entry in entries
            )
            if entries and again >= 0.5 * len(entries):
                for entry in entries:
                    entry.in_contents = True


def _entries(lines: Sequence[Line], start: int) -> Iterator[Line]:
    seen: set[str] = set()
    for line in lines[start:]:
        if not line.text or (line.heading is not None and line.heading.frame_cells):
            return
        if len(line.text) > _LONGEST_ENTRY or is_statement(line.text):
            return
        bare = _bare(_PAGE_NUMBER.sub("", line.text))
        if line.heading is not None and not line.heading.inferred:
            return
        if bare in seen and bare and not _PAGE_NUMBER.search(line.text):
            return
        seen.add(bare)
        yield line


def _bare(text: str) -> str:
    """Return the letters of ``text``, capitals and accents aside."""
    folded = unicodedata.normalize("NFKD", text) if text.isupper() else text
    return _NOISE.sub("", folded).lower()
