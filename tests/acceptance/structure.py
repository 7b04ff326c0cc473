# SPDX-License-Identifier: AGPL-3.0-or-later
"""The plain structure to which both our documents and pandoc's are reduced, and how two compare.

A structure keeps what a reader of the book meets: words, headings, lists, tables,
notes, links, pictures, emphasis. ``aspects`` writes each of these as lines, so that
a difference is shown as a difference of lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

CONVENTIONS = {
    "as read": "The document is compared as the reader gives it. Passes add headings and heads of"
    " tables that are concluded from looks, and make a lone first heading the title; pandoc's"
    " readers conclude nothing.",
    "white space": "Runs of white space count as one blank, none at the ends of a paragraph or of an"
    " emphasised stretch: pandoc moves blanks out of emphasis. Tabs and breaks are white space.",
    "empty paragraphs": "Paragraphs and headings without content are left out: pandoc drops most of"
    " them, ours are an author's blank lines.",
    "wrappers": "Para and Plain are one thing; Div and Span only wrap. A text box is transparent:"
    " pandoc gives its content in the flow, ours in an aside.",
    "order of marks": "Emphasis is compared mark by mark over the stretch that carries it, so that"
    " it does not matter how marks nest.",
    "emphasis of styles": "The look that a style of paragraphs or tables gives to all its text is no"
    " emphasis in pandoc; ours keeps it. Emphasis is compared on a copy of the file without the"
    " marks in those styles; everything else on the file itself.",
    "code in a line": "pandoc knows code by a character style, ours by a monospaced font: the words"
    " of pandoc's Code must be monospaced in ours; what else is monospaced is a font.",
    "quotations by indent": "pandoc has no indents and makes a BlockQuote of a paragraph that is"
    " indented; ours keeps the indent. pandoc's quotation must be a quotation or indented in ours.",
    "links inside": "A link inside the document is compared by the words of the place it leads to:"
    " pandoc names headings by their text and merges bookmarks of one place.",
    "numbers of headings": "pandoc drops the printed numbers of headings; ours are not compared.",
    "bullets": "pandoc keeps no bullet characters. Its check boxes are the item's first character,"
    " ours are the item's state.",
    "numbers of items": "pandoc's start, style and delimiter are written out as the marker that each"
    " item prints, as ours are.",
    "titles": "pandoc moves paragraphs of the title styles at the beginning into the metadata, which"
    " most goldens leave out: they are compared where a golden has metadata.",
    "heads of tables": "Compared where the file marks a row as head (tblHeader). Without the mark"
    " pandoc takes the first row wherever tblLook asks for a dressed first row, as Word does for"
    " every new table; ours asks that the style does dress it, and a pass concludes the rest."
    " A table of head rows alone has no head in ours: a header cell must head something.",
    "pictures": "Names and sizes are not compared. A picture between paragraphs is a paragraph of"
    " its own. What stands for an embedded object is named after its program in ours; pandoc gives"
    " it no words.",
    "tracked changes": "Goldens made with all tracked changes are reduced to the accepted text: ours"
    " keeps deletions and comments beside the book.",
}
"""Differences of convention that the comparison passes over, and why each is one."""

ACCEPTED_AS = {"quotes": "indented", "code in a line": "monospaced"}
"""Aspects of a golden whose lines may stand in another aspect of ours."""


@dataclass(frozen=True, slots=True)
class Run:
    """Text with its marks and, inside a link, where it leads."""

    text: str
    marks: frozenset[str] = frozenset()
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in the line."""

    alt: str
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Formula:
    """An equation in the line."""


@dataclass(frozen=True, slots=True)
class Place:
    """What a link can lead to."""

    name: str


@dataclass(frozen=True, slots=True)
class NoteHere:
    """A note at its mark."""

    blocks: tuple[Block, ...]


Piece = Run | Picture | Formula | Place | NoteHere


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph (level 0) or a heading."""

    pieces: tuple[Piece, ...]
    level: int = 0
    indented: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A list item; ``marker`` is its printed number, empty for a bullet."""

    marker: str
    blocks: tuple[Block, ...]
    checked: bool | None = None


@dataclass(frozen=True, slots=True)
class Entries:
    """A list."""

    ordered: bool
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A cell of a table."""

    blocks: tuple[Block, ...]
    colspan: int = 1
    rowspan: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with its head rows first."""

    rows: tuple[tuple[Field, ...], ...]
    head_rows: int
    caption: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation set apart."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Definitions:
    """Terms, each with what follows it to define it; only pandoc has them."""

    entries: tuple[tuple[Block, ...], ...]


@dataclass(frozen=True, slots=True)
class Code:
    """Preformatted text."""

    text: str


_FONTS = {"code": "code in a line", "monospaced": "monospaced"}
"""Marks that are aspects of their own."""

Block = Words | Entries | Grid | Quotation | Definitions | Code
Blocks = tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Structure:
    """A document; ``title`` is None where the source of the structure does not tell it."""

    blocks: Blocks
    title: str | None = None


def text_of(pieces: Iterable[Piece]) -> str:
    """Return the words of a paragraph, white space folded."""
    return " ".join("".join(piece.text for piece in pieces if isinstance(piece, Run)).split())


def without_empty(blocks: Iterable[Block]) -> Blocks:
    """Return ``blocks`` without paragraphs that hold nothing; their places go to what follows."""
    done: list[Block] = []
    waiting: tuple[Place, ...] = ()
    for block in blocks:
        if isinstance(block, Words):
            if not _holds_something(block):
                waiting += tuple(piece for piece in block.pieces if isinstance(piece, Place))
                continue
            block = replace(block, pieces=(*waiting, *block.pieces))
            waiting = ()
        done.append(block)
    return tuple(done)


def _holds_something(words: Words) -> bool:
    return bool(text_of(words.pieces)) or any(
        isinstance(piece, Picture | Formula | NoteHere) for piece in words.pieces
    )


def aspects(structure: Structure, marked_heads: Sequence[bool] = ()) -> dict[str, list[str]]:
    """Return the lines of each aspect of a structure.

    Args:
        structure: a document.
        marked_heads: for each table, whether its file marks a row as head.
    """
    lines = _Lines(dict(_places(structure.blocks)), iter(marked_heads))
    lines.blocks(structure.blocks)
    if structure.title is not None:
        lines.add("metadata", f"title: {structure.title}")
    return lines.found


def differences(
    golden: dict[str, list[str]], ours: dict[str, list[str]]
) -> dict[str, tuple[list[str], list[str]]]:
    """Return the aspects that differ, each with the lines of the golden and of ours."""
    wanted, have = dict(golden), dict(ours)
    if "metadata" not in wanted:
        have.pop("metadata", None)
    for aspect, other in ACCEPTED_AS.items():
        offered = have.pop(other, [])
        wanted.pop(other, None)
        own = have.get(aspect, [])
        lines = wanted.get(aspect, [])
        wanted[aspect] = [line for line in lines if line in own or line not in offered]
    return {
        aspect: (wanted.get(aspect, []), have.get(aspect, []))
        for aspect in sorted({*wanted, *have})
        if wanted.get(aspect, []) != have.get(aspect, [])
    }


def _places(blocks: Blocks) -> Iterator[tuple[str, str]]:
    """Yield names that links lead to, with the words that stand there."""
    for block in blocks:
        if isinstance(block, Words):
            for piece in block.pieces:
                if isinstance(piece, Place):
                    yield piece.name, text_of(block.pieces)
                elif isinstance(piece, NoteHere):
                    yield from _places(piece.blocks)
        else:
            for inner in _inside(block):
                yield from _places(inner)


def _inside(block: Block) -> Iterator[Blocks]:
    if isinstance(block, Entries):
        yield from (entry.blocks for entry in block.entries)
    elif isinstance(block, Grid):
        yield block.caption
        yield from (cell.blocks for row in block.rows for cell in row)
    elif isinstance(block, Quotation):
        yield block.blocks
    elif isinstance(block, Definitions):
        yield from block.entries


@dataclass(slots=True)
class _Lines:
    places: dict[str, str]
    marked_heads: Iterator[bool]
    found: dict[str, list[str]] = field(default_factory=dict)
    depth: int = 0

    def add(self, aspect: str, line: str) -> None:
        self.found.setdefault(aspect, []).append(line)

    def blocks(self, blocks: Blocks) -> None:
        for block in blocks:
            if isinstance(block, Words):
                self._words(block)
            elif isinstance(block, Entries):
                self._list(block)
            elif isinstance(block, Grid):
                self._table(block)
            elif isinstance(block, Quotation):
                for inner in block.blocks:
                    self.add("quotes", _flat((inner,)))
                self.blocks(block.blocks)
            elif isinstance(block, Definitions):
                for entry in block.entries:
                    self.add("lists", f"term: {_flat(entry)}")
                    self.blocks(entry)
            else:
                for line in block.text.split("\n"):
                    self.add("code", " ".join(line.split()))
                self.add("text", f"code: {' '.join(block.text.split())}")

    def _words(self, words: Words) -> None:
        text = text_of(words.pieces)
        if words.level:
            self.add("headings", f"{words.level} {text}")
        if text:
            self.add("text", f"heading: {text}" if words.level else text)
            if words.indented:
                self.add("indented", text)
        self._emphasis(words.pieces)
        self._links(words.pieces)
        for at, piece in enumerate(words.pieces):
            if isinstance(piece, Picture):
                self.add("images", piece.alt or "(no words)")
            elif isinstance(piece, Formula):
                self.add("math", f"after: {text_of(words.pieces[:at])[-30:]}")
            elif isinstance(piece, NoteHere):
                self.add(
                    "notes", f"after {text_of(words.pieces[:at])[-30:]}: {_flat(piece.blocks)}"
                )
                self.blocks(piece.blocks)

    def _emphasis(self, pieces: tuple[Piece, ...]) -> None:
        marks = {mark for piece in pieces if isinstance(piece, Run) for mark in piece.marks}
        for mark in sorted(marks):
            for _, text in _stretches(pieces, partial(_carried, mark)):
                if mark in _FONTS:
                    self.add(_FONTS[mark], text)
                else:
                    self.add("emphasis", f"{mark}: {text}")

    def _links(self, pieces: tuple[Piece, ...]) -> None:
        for target, text in _stretches(pieces, lambda run: run.target):
            leads = target
            if leads.startswith("#"):
                leads = f"the place of: {self.places.get(leads[1:], '(nowhere)')}"
            self.add("links", f"{text} -> {leads}")

    def _list(self, block: Entries) -> None:
        self.add("lists", "  " * self.depth + ("numbers" if block.ordered else "bullets"))
        for entry in block.entries:
            box = {None: "", True: "[x] ", False: "[ ] "}[entry.checked]
            own = _flat(tuple(b for b in entry.blocks if not isinstance(b, Entries)))
            marker = f"{entry.marker} " if block.ordered else ""
            self.add("lists", "  " * self.depth + f"- {box}{marker}{own}")
            self.depth += 1
            self.blocks(entry.blocks)
            self.depth -= 1

    def _table(self, table: Grid) -> None:
        heads: int | str = table.head_rows if table.head_rows < len(table.rows) else 0
        if not next(self.marked_heads, False):
            heads = "any"
        self.add("tables", f"table, head {heads}, caption: {_flat(table.caption)}")
        self.blocks(table.caption)
        for row in table.rows:
            self.add(
                "tables",
                " | ".join(f"{c.colspan}x{c.rowspan} {_flat(c.blocks)}".rstrip() for c in row),
            )
        for row in table.rows:
            for cell in row:
                self.blocks(cell.blocks)


def _carried(mark: str, run: Run) -> str | None:
    return mark if mark in run.marks else None


def _stretches(
    pieces: tuple[Piece, ...], value_of: Callable[[Run], str | None]
) -> Iterator[tuple[str, str]]:
    """Yield (value, text) of neighbouring runs that share a value; None is no value."""
    last: str | None = None
    parts: list[str] = []
    for piece in (*pieces, Run("")):
        if isinstance(piece, Place):
            continue
        value = value_of(piece) if isinstance(piece, Run) and piece.text else None
        if value != last:
            text = " ".join("".join(parts).split())
            if last is not None and text:
                yield last, text
            last, parts = value, []
        if value is not None and isinstance(piece, Run):
            parts.append(piece.text)


def _flat(blocks: Blocks) -> str:
    """Return the words of blocks on one line, paragraphs apart."""
    parts = []
    for block in blocks:
        if isinstance(block, Words):
            parts.append(text_of(block.pieces))
        elif isinstance(block, Code):
            parts.append(" ".join(block.text.split()))
        else:
            parts += [_flat(inner) for inner in _inside(block)]
    return " / ".join(part for part in parts if part)
