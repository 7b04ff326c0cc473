# SPDX-License-Identifier: AGPL-3.0-or-later
"""Applies a person's edits to a Document; what has lost its place is said, never dropped.

Places are sought in the document as its reader gives it, all at once, and edits are applied
afterwards: one edit never hides the place of another. A place is the block with the same words;
of several, the one whose neighbours agree; of none, the one that is most alike, if it is alone so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Any

from converters.document.edits import Do, Edit, Edits, PictureEdit, Spot
from converters.document.metadata import Metadata
from converters.document.nodes import (
    Aside,
    Block,
    Blocks,
    CodeBlock,
    Document,
    EquationBlock,
    Figure,
    Heading,
    Inline,
    InlineImage,
    Inlines,
    Link,
    ListBlock,
    Paragraph,
    Quote,
    Row,
    Ruby,
    Scope,
    Table,
    Text,
)
from converters.document.notices import NoticeKind, NoticeLog
from converters.document.walk import (
    BlockMapper,
    block_text,
    every_flow,
    inlines_of,
    iter_blocks,
    plain_text,
)

_ALIKE = 0.8
"""Of two texts (0 to 1): from here on one is the other, corrected."""
_AHEAD = 0.05
"""By so much the most alike must be ahead of the next one."""
_LONGEST_SHOWN = 40
_TEXTS_OF_METADATA = ("title", "subtitle", "publisher", "description", "rights", "contact")


def apply_edits(document: Document, edits: Edits, notices: NoticeLog) -> Document:
    """Return ``document`` with the edits of a person; each is counted as applied or unplaced."""
    document = replace(document, metadata=_with_metadata(document, edits, notices))
    places = Places(document)
    plan = _Plan()
    everywhere = tuple(edit for edit in edits.edits if edit.at is None)
    document = replace(document, metadata=_replaced_in_metadata(document.metadata, everywhere))
    for edit in edits.edits:
        _plan(edit, places, plan, notices)
    for key, picture in edits.pictures.items():
        if key in document.resources:
            plan.pictures[key] = picture
            notices.add(NoticeKind.EDIT_APPLIED, detail=f"picture: {_short(picture.alt)}")
        else:
            notices.add(NoticeKind.EDIT_UNPLACED, detail=f"picture: {_short(picture.alt or key)}")
    mapper = _Edited(plan)
    blocks = mapper.sequence(document.blocks)
    notes = {
        key: replace(note, blocks=mapper.sequence(note.blocks))
        for key, note in document.notes.items()
    }
    for edit, block in plan.moved:
        if id(block) not in mapper.placed:
            # Its new place was left out, or lies in what was moved itself: it stays in the book.
            blocks = (*blocks, *mapper.place(block))
            notices.add(NoticeKind.EDIT_UNPLACED, detail=_said(edit))
    return replace(document, blocks=blocks, notes=notes)


def spot_of(document: Document, block: Block) -> Spot:
    """Return the place of a block of ``document``, for an edit that is to find it again.

    Raises:
        ValueError: the block has no words, or is none of the document's.
    """
    return Places(document).spot_of(block)


def _with_metadata(document: Document, edits: Edits, notices: NoticeLog) -> Metadata:
    if not edits.metadata:
        return document.metadata
    fields: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value
        for key, value in edits.metadata.items()
    }
    if "title" in fields:
        fields["title_inferred"] = False
    for key in edits.metadata:
        notices.add(NoticeKind.EDIT_APPLIED, detail=f"metadata: {key}")
    return replace(document.metadata, **fields)


def _replaced_in_metadata(metadata: Metadata, edits: Sequence[Edit]) -> Metadata:
    """Return metadata with what is replaced everywhere: a number in a title is one in the book."""
    for edit in edits:
        changed: dict[str, Any] = {
            name: getattr(metadata, name).replace(edit.find, edit.text)
            for name in _TEXTS_OF_METADATA
            if edit.find in getattr(metadata, name)
        }
        for name in ("creators", "subjects"):
            values = getattr(metadata, name)
            if any(edit.find in value for value in values):
                changed[name] = tuple(value.replace(edit.find, edit.text) for value in values)
        metadata = replace(metadata, **changed) if changed else metadata
    return metadata


# ---------------------------------------------------------------- places


def words_of(block: Block) -> str:
    """Return the words by which a block is known: its own, or those of its first row or picture."""
    if isinstance(block, Figure):
        return f"sha256:{block.resource}"
    if isinstance(block, Table):
        cells = block.rows[0].cells if block.rows else ()
        return _plain(" ".join(block_text(b) for cell in cells for b in cell.blocks))
    if isinstance(block, Heading):
        return _plain(f"{block.number or ''} {plain_text(block.inlines)}")
    if isinstance(block, Paragraph):
        return _plain(plain_text(block.inlines))
    if isinstance(block, CodeBlock):
        return _plain(block.text)
    if isinstance(block, EquationBlock):
        return _plain(block.math.script)
    if isinstance(block, Aside | Quote):
        return _plain(" ".join(map(block_text, block.blocks)))
    return ""


def _plain(text: str) -> str:
    return " ".join(text.split())


class Places:
    """The blocks of a document with words, in reading order; made once for many questions.

    Args:
        document: as its reader gives it.
    """

    def __init__(self, document: Document) -> None:
        self._blocks: list[Block] = []
        self._words: list[str] = []
        self._by_words: dict[str, list[int]] = defaultdict(list)
        self._every = [block for flow in every_flow(document) for block in iter_blocks(flow)]
        self._metadata = document.metadata
        self._at: dict[int, int] = {}
        """Of each block, by its identity."""
        for block in self._every:
            words = words_of(block)
            if words:
                self._at.setdefault(id(block), len(self._blocks))
                self._by_words[words].append(len(self._blocks))
                self._blocks.append(block)
                self._words.append(words)

    def spot_of(self, block: Block) -> Spot:
        """Return the place of a block, for an edit that is to find it again.

        Raises:
            ValueError: the block has no words, or is none of the document's.
        """
        at = self._at.get(id(block), -1)
        if at < 0:
            raise ValueError("no place")
        same = self._by_words[self._words[at]]
        return Spot(
            self._words[at], self._neighbour(at, -1), self._neighbour(at, 1), same.index(at) + 1
        )

    def find(self, spot: Spot) -> Block | None:
        """Return the block at a place; None where there is none, or more than one may be it."""
        words = _plain(spot.text)
        same = self._by_words.get(words) or self._alike(words)
        if not same:
            return None
        if len(same) == 1:
            return self._blocks[same[0]]
        agreeing = [(self._agreement(at, spot), at) for at in same]
        best = max(agreement for agreement, _ in agreeing)
        first = [at for agreement, at in agreeing if agreement == best]
        if len(first) == 1:
            return self._blocks[first[0]]
        if best == 0 and spot.nth <= len(same):
            return self._blocks[same[spot.nth - 1]]
        return self._blocks[first[min(spot.nth, len(first)) - 1]]

    def changed_by(self, edit: Edit) -> bool:
        """Whether an edit for everywhere changes anything."""
        if _replaced_in_metadata(self._metadata, (edit,)) is not self._metadata:
            return True
        return any(_with_replaced(block, edit) is not block for block in self._every)

    def following(self, block: Block) -> Block | None:
        """Return the paragraph or heading behind ``block``."""
        at = self._at[id(block)]
        behind = self._blocks[at + 1] if at + 1 < len(self._blocks) else None
        return behind if isinstance(behind, Heading | Paragraph) else None

    def _neighbour(self, at: int, step: int) -> str:
        return self._words[at + step] if 0 <= at + step < len(self._words) else ""

    def _agreement(self, at: int, spot: Spot) -> int:
        """How many neighbours are those of the place."""
        before, after = _plain(spot.before), _plain(spot.after)
        return (bool(before) and self._neighbour(at, -1) == before) + (
            bool(after) and self._neighbour(at, 1) == after
        )

    def _alike(self, words: str) -> list[int]:
        """Return the block that is most alike, if it is alone so."""
        if words.startswith("sha256:"):
            return []
        matcher = SequenceMatcher(autojunk=False)
        matcher.set_seq2(words)
        best, second, found = 0.0, 0.0, -1
        for at, known in enumerate(self._words):
            if not 0.5 <= len(known) / len(words) <= 2:
                continue
            matcher.set_seq1(known)
            floor = max(second, _ALIKE - _AHEAD)
            if matcher.real_quick_ratio() < floor or matcher.quick_ratio() < floor:
                continue
            ratio = matcher.ratio()
            if ratio > best:
                best, second, found = ratio, best, at
            else:
                second = max(second, ratio)
        return [found] if best >= _ALIKE and best - second >= _AHEAD else []


# ---------------------------------------------------------------- planning


class _Plan:
    """What is to be done with each block, by its identity."""

    def __init__(self) -> None:
        self.edits: dict[int, list[Edit]] = defaultdict(list)
        self.left_out: set[int] = set()
        """Blocks that do not stand where they stood: left out, joined to another, moved."""
        self.dropped: set[int] = set()
        """Of these, the ones that a person left out."""
        self.moved: list[tuple[Edit, Block]] = []
        self.merged: dict[int, Block] = {}
        self.behind: dict[int, list[Block]] = defaultdict(list)
        self.everywhere: list[Edit] = []
        self.pictures: dict[str, PictureEdit] = {}


def _plan(edit: Edit, places: Places, plan: _Plan, notices: NoticeLog) -> None:
    what = _said(edit)
    if edit.at is None:
        plan.everywhere.append(edit)
        found = places.changed_by(edit)
        kind = NoticeKind.EDIT_APPLIED if found else NoticeKind.EDIT_UNPLACED
        notices.add(kind, detail=what)
        return
    block = places.find(edit.at)
    if block is None or not _planned(edit, block, places, plan):
        notices.add(NoticeKind.EDIT_UNPLACED, detail=what)
        return
    kind = NoticeKind.LEFT_OUT_BY_PERSON if edit.do is Do.LEAVE_OUT else NoticeKind.EDIT_APPLIED
    notices.add(kind, detail=what)


def _planned(edit: Edit, block: Block, places: Places, plan: _Plan) -> bool:
    """Put an edit into the plan; False where it does not suit the block."""
    if edit.do is Do.LEAVE_OUT:
        plan.left_out.add(id(block))
        plan.dropped.add(id(block))
        return True
    if edit.do is Do.MERGE:
        behind = places.following(block) if isinstance(block, Heading | Paragraph) else None
        if behind is None or id(behind) in plan.left_out:
            return False
        plan.merged[id(block)] = behind
        plan.left_out.add(id(behind))
        return True
    if edit.do is Do.MOVE:
        target = places.find(edit.behind) if edit.behind is not None else None
        if target is None or any(target is inner for inner in iter_blocks((block,))):
            return False
        plan.moved.append((edit, block))
        plan.left_out.add(id(block))
        plan.behind[id(target)].append(block)
        return True
    if not isinstance(block, _SUITED[edit.do]):
        return False
    if edit.do is Do.REPLACE and _with_replaced(block, edit) is block:
        return False
    plan.edits[id(block)].append(edit)
    return True


_SUITED: dict[Do, tuple[type[Block], ...]] = {
    Do.HEADING: (Heading, Paragraph),
    Do.PARAGRAPH: (Heading,),
    Do.LANGUAGE: (Heading, Paragraph),
    Do.TABLE_HEADS: (Table,),
    Do.CAPTION: (Table, Figure, EquationBlock),
    Do.REPLACE: (Heading, Paragraph, CodeBlock),
}


def _said(edit: Edit) -> str:
    return f"{edit.do.value}: {_short(edit.at.text if edit.at else edit.find)}"


def _short(text: str) -> str:
    shown = _plain(text)
    return shown if len(shown) <= _LONGEST_SHOWN else shown[:_LONGEST_SHOWN] + "…"


# ---------------------------------------------------------------- applying


class _Edited(BlockMapper):
    """A walk that applies a plan; a block is looked up before anything in it is changed."""

    def __init__(self, plan: _Plan) -> None:
        super().__init__(lambda blocks: blocks, None)
        self._plan = plan
        self.placed: set[int] = set()
        """Moved blocks that stand in their new place."""

    def place(self, block: Block) -> Blocks:
        """Return a moved block as it stands in its new place; nothing where it stands already."""
        if id(block) in self.placed:
            return ()
        self.placed.add(id(block))
        return self._edited(block)

    def sequence(self, blocks: Blocks) -> Blocks:
        """Return a sequence with its blocks edited, left out, joined and moved."""
        made: list[Block] = []
        for block in blocks:
            if id(block) not in self._plan.left_out:
                made += self._edited(block)
            for moved in self._plan.behind.get(id(block), ()):
                made += self.place(moved)
        if len(made) == len(blocks) and all(a is b for a, b in zip(made, blocks, strict=True)):
            return blocks
        return tuple(made)

    def _edited(self, block: Block) -> Blocks:
        """Return what a block becomes: nothing where all of it was left out."""
        edits = (*self._plan.edits.get(id(block), ()), *self._plan.everywhere)
        joined = self._joined(block)
        whole = block
        block = self.with_children(block)
        if isinstance(block, ListBlock) and block is not whole:
            items = tuple(item for item in block.items if item.blocks)
            if not items:
                return ()
            block = replace(block, items=items)
        if isinstance(block, Table) and block is not whole:
            block = replace(block, rows=tuple(map(_with_whole_cells, block.rows)))
        if isinstance(block, Heading | Paragraph):
            if joined:
                block = replace(block, inlines=(*block.inlines, *joined))
            inlines = _described(block.inlines, self._plan.pictures)
            if inlines is not block.inlines:
                block = replace(block, inlines=inlines)
        elif isinstance(block, Figure) and block.resource in self._plan.pictures:
            said = self._plan.pictures[block.resource]
            block = replace(block, alt=said.alt, decorative=said.decorative)
        for edit in edits:
            block = _APPLIED[edit.do](block, edit)
        return (block,)

    def _joined(self, block: Block) -> Inlines:
        """Return what is joined to a block: those behind it, as far as each joins the next."""
        inlines: list[Inline] = []
        behind = self._plan.merged.get(id(block))
        while isinstance(behind, Heading | Paragraph):
            text: Block = behind
            for edit in self._plan.edits.get(id(behind), ()):
                if edit.do in (Do.REPLACE, Do.LANGUAGE):
                    text = _APPLIED[edit.do](text, edit)
            if id(behind) not in self._plan.dropped:
                number = behind.number if isinstance(behind, Heading) else None
                inlines += [Text(f" {number} " if number else " "), *inlines_of(text)]
            behind = self._plan.merged.get(id(behind))
        return tuple(inlines)


def _with_whole_cells(row: Row) -> Row:
    empty = (Paragraph(()),)
    cells = tuple(cell if cell.blocks else replace(cell, blocks=empty) for cell in row.cells)
    return replace(row, cells=cells)


def _described(inlines: Inlines, pictures: dict[str, PictureEdit]) -> Inlines:
    if not pictures:
        return inlines
    made = tuple(
        replace(one, alt=pictures[one.resource].alt, decorative=pictures[one.resource].decorative)
        if isinstance(one, InlineImage) and one.resource in pictures
        else one
        for one in inlines
    )
    return inlines if all(a is b for a, b in zip(made, inlines, strict=True)) else made


def _as_heading(block: Block, edit: Edit) -> Block:
    if isinstance(block, Heading):
        return replace(block, level=edit.level, inferred=False)
    if isinstance(block, Paragraph):
        return Heading(edit.level, block.inlines, layout=block.layout, origin=block.origin)
    return block


def _as_paragraph(block: Block, _edit: Edit) -> Block:
    if not isinstance(block, Heading):
        return block
    number = (Text(f"{block.number} "),) if block.number else ()
    return Paragraph((*number, *block.inlines), block.layout, origin=block.origin)


def _in_language(block: Block, edit: Edit) -> Block:
    if not isinstance(block, Heading | Paragraph):
        return block

    def marked(inline: Inline) -> Inline:
        if isinstance(inline, Text):
            return replace(inline, lang=edit.language)
        if isinstance(inline, Link):
            return replace(inline, children=tuple(map(marked, inline.children)))
        return inline

    return replace(block, inlines=tuple(map(marked, block.inlines)))


def _with_heads(block: Block, edit: Edit) -> Block:
    if not isinstance(block, Table):
        return block
    rows = min(edit.rows, len(block.rows) - 1)
    made = []
    covered: dict[int, int] = {}
    for number, row in enumerate(block.rows):
        column, cells = 0, []
        for cell in row.cells:
            while covered.get(column, 0) > number:
                column += 1
            scope = Scope.COLUMN if number < rows else Scope.ROW if column < edit.columns else None
            cells.append(replace(cell, scope=scope) if cell.scope is not scope else cell)
            for one in range(column, column + cell.colspan):
                covered[one] = number + cell.rowspan
            column += cell.colspan
        made.append(Row(tuple(cells)))
    return replace(
        block, rows=tuple(made), head_rows=rows, head_inferred=False, presentational=False
    )


def _with_caption(block: Block, edit: Edit) -> Block:
    if not isinstance(block, Table | Figure | EquationBlock):
        return block
    text = edit.text.strip()
    return replace(block, caption=(Paragraph((Text(text),), role="caption"),) if text else ())


def _with_replaced(block: Block, edit: Edit) -> Block:
    if isinstance(block, Heading | Paragraph):
        inlines = replaced(block.inlines, edit.find, edit.text)
        return block if inlines is block.inlines else replace(block, inlines=inlines)
    if isinstance(block, CodeBlock) and edit.find in block.text:
        return replace(block, text=block.text.replace(edit.find, edit.text))
    if isinstance(block, Figure | Table) and edit.find in block.alt:
        return replace(block, alt=block.alt.replace(edit.find, edit.text))
    return block


def _unchanged(block: Block, _edit: Edit) -> Block:
    return block


_APPLIED: dict[Do, Callable[[Block, Edit], Block]] = {
    Do.HEADING: _as_heading,
    Do.PARAGRAPH: _as_paragraph,
    Do.LANGUAGE: _in_language,
    Do.TABLE_HEADS: _with_heads,
    Do.CAPTION: _with_caption,
    Do.REPLACE: _with_replaced,
    Do.MERGE: _unchanged,
    Do.LEAVE_OUT: _unchanged,
    Do.MOVE: _unchanged,
}


def replaced(inlines: Inlines, find: str, text: str) -> Inlines:
    """Return inlines with ``text`` for each ``find``, which may go over several runs.

    What is put in takes the look of the run in which ``find`` begins. Links and ruby keep theirs:
    nothing is sought over their edges.
    """
    made: list[Inline] = []
    for group in _groups(inlines):
        if isinstance(group[0], Text):
            made += _runs_replaced([one for one in group if isinstance(one, Text)], find, text)
        elif isinstance(group[0], Link):
            made.append(replace(group[0], children=replaced(group[0].children, find, text)))
        elif isinstance(group[0], Ruby):
            reading = group[0].annotation.replace(find, text)
            base = replaced(group[0].base, find, text)
            made.append(replace(group[0], base=base, annotation=reading))
        elif isinstance(group[0], InlineImage) and find in group[0].alt:
            made.append(replace(group[0], alt=group[0].alt.replace(find, text)))
        else:
            made += group
    return inlines if tuple(made) == inlines else tuple(made)


def _groups(inlines: Inlines) -> Iterator[list[Inline]]:
    """Yield neighbouring runs of text together, everything else alone."""
    runs: list[Inline] = []
    for inline in inlines:
        if isinstance(inline, Text):
            runs.append(inline)
            continue
        if runs:
            yield runs
            runs = []
        yield [inline]
    if runs:
        yield runs


def _runs_replaced(runs: list[Text], find: str, text: str) -> list[Inline]:
    whole = "".join(run.value for run in runs)
    at = whole.find(find)
    if at < 0:
        return list(runs)
    made, done, start = [], 0, 0
    spans: list[tuple[int, int]] = []
    while at >= 0:
        spans.append((at, at + len(find)))
        at = whole.find(find, at + len(find))
    for run in runs:
        end = start + len(run.value)
        value, position = [], max(start, done)
        for first, last in spans:
            if last <= start or first >= end:
                continue
            value.append(whole[position : max(first, position)])
            if first >= start:
                value.append(text)
            position = min(last, end)
            done = last
        value.append(whole[position:end] if position < end else "")
        kept = "".join(value)
        if kept:
            made.append(replace(run, value=kept))
        start = end
    return list(made)
