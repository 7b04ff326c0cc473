# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rows become paragraphs, in a column and over the ends of columns and pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from converters.readers.pdf.flow.captions import is_caption
from converters.readers.pdf.flow.contents import ends_entry
from converters.readers.pdf.flow.joining import Joiner
from converters.readers.pdf.flow.marks import ListMarker, mark_of
from converters.readers.pdf.flow.pieces import Element
from converters.readers.pdf.flow.rows import Passage, TextRow
from converters.readers.pdf.flow.typography import Typography, same_size

_DOUBLE_SPACED = 2.2
"""Times the size: so far apart, lines that are statements are paragraphs each."""
_WIDER_LEADING = 1.22
"""Times the usual: wider gaps stand between paragraphs."""
_INDENT = 0.5
"""Of the size: less is a space or the side bearing of a bracket."""
_DEEPEST_INDENT, _DEEPEST_TO_EDGE = 3.2, 5.0
_DEEPEST_OF_CAPTION = 8.0
_LONGEST_MARK = 4
_ON_AXIS = 0.1
"""Of the size."""
_MOST_OF_LINE = 0.6
_OPEN_LATIN = re.compile(r"(?:\b[aI]|[a-z]{2},?|\d,)$")
_SMALL_LATIN = re.compile(r"[a-z]{2,}[\s,.;:)]")
_ENOUGH_STEPS = 4
_MOST_OF_TITLE, _LONGEST_TITLE = 3, 80
_SMALL_PRINT = 0.9
_TITLE = 1.15
"""Times the body's size."""
_CUT_AT_MARKS = frozenset({"P", "BlockQuote"})
"""Elements whose lines may each be an item, parted by breaks of lines."""
_SENTENCE_END = re.compile(r"(?:[.?!。]|[다요음함임됨])[)\]”’\"'」』]*$")
_BRACKETED_NAME = re.compile(r"\s*[<〈《\[［【][^>〉》\]］】]*[>〉》\]］】](?:\s|$)")
_FIGURE = re.compile(
    r"[(\[]?\s?[△▲▽▼+\-−–－]?\s?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?\s?(?:%p?|[pP명건원개회호점세배])?\s?[)\]]?"
)
_STATEMENT = re.compile(r"(?:[.?!。]|(?:니다|[이었였했한된있없]다))[)\]”’\"'」』]*$")


class Paragraphs:
    """Puts rows together.

    Args:
        typography: the body's type.
        joiner: knows how the document's lines end.
    """

    def __init__(self, typography: Typography, joiner: Joiner) -> None:
        self._typography = typography
        self._joiner = joiner

    def of(self, rows: list[TextRow], *, in_cell: bool = False) -> list[Passage]:
        """Return the passages of the rows of one column.

        Args:
            rows: from the first to the last line.
            in_cell: in the cell of a table, where lines are short and rarely indented.
        """
        passages: list[Passage] = []
        leading = self._leading(rows)
        edge = _usual_start(rows)
        for row in rows:
            if passages and self._goes_on(passages[-1], row, leading, edge, in_cell=in_cell):
                passages[-1].rows.append(row)
            else:
                passages.append(Passage([row], in_cell=in_cell))
        return passages

    def at_marks(self, passage: Passage) -> list[Passage]:
        """Return an element's passage, cut where lines end early and the next begin with a mark."""
        rows = passage.rows
        cuts = [
            at
            for at, (before, row) in enumerate(pairwise(rows), 1)
            if mark_of(row.text.lstrip()) is not None
            and row.page == before.page
            and row.at > before.at
            and (self._has_room(before, row) or _counts_on(before, row))
        ]
        if passage.role not in _CUT_AT_MARKS or not cuts:
            return [passage]
        return [
            Passage(rows[start:end], role=passage.role)
            for start, end in pairwise([0, *cuts, len(rows)])
        ]

    def _leading(self, rows: list[TextRow]) -> dict[float, float]:
        """Return the distance of this column's lines, of their size, for sizes with a few lines."""
        steps: dict[float, Counter[float]] = {}
        for before, row in pairwise(rows):
            step = round((row.at - before.at) / row.size, 1)
            if before.size == row.size and before.room < 3 * before.size and 0.9 < step < 3:
                steps.setdefault(row.size, Counter())[step] += 1
        return {
            size: max(counts, key=lambda step: (counts[step], -step))
            for size, counts in steps.items()
            if counts.total() >= _ENOUGH_STEPS
        }

    def _goes_on(
        self,
        passage: Passage,
        row: TextRow,
        leading: dict[float, float],
        edge: float,
        *,
        in_cell: bool,
    ) -> bool:
        before = passage.rows[-1]
        if not self._looks_alike(passage, row) or before.vertical != row.vertical:
            return False
        step = (row.at - before.at) / max(row.size, before.size)
        larger = row.size > 1.1 * self._typography.size
        usual = leading.get(row.size, self._typography.leading)
        open_latin = runs_on(before, row)
        widest = _DOUBLE_SPACED if open_latin and not self._has_room(before, row) else 1.3
        if step > max(_WIDER_LEADING * usual, widest) or ends_entry(before.text):
            return False
        if _BRACKETED_NAME.match(row.text) and is_caption(row.text):
            return False
        if step > _WIDER_LEADING * _own_leading(passage, step) and _STATEMENT.search(
            before.text.rstrip()
        ):
            return False
        if step > _DOUBLE_SPACED and all(_STATEMENT.search(r.text.rstrip()) for r in (before, row)):
            return False
        if in_cell:
            # Two figures one above the other are two, and never a longer one.
            figures = all(_FIGURE.fullmatch(r.text.strip()) for r in (before, row))
            return not figures and not self._item_begins(passage, row)
        if _on_one_axis(before, row) and (
            # A title's lines end where its author wanted; others are full, or paragraphs.
            larger or 2 * before.room < self._joiner.need(row) + before.size
        ):
            return not self._item_begins(passage, row)
        if passage.is_centred() and Passage([row]).is_centred():
            return False
        if self._is_hanging_title(passage, row):
            return True
        if (self._has_room(before, row) and not open_latin) or self._item_begins(passage, row):
            return False
        return self._is_placed(passage, row, edge)

    def _looks_alike(self, passage: Passage, row: TextRow) -> bool:
        before = passage.rows[-1]
        if not same_size(before.size, row.size):
            # Small print in brackets may fill most of a line of larger type.
            return bool(_sizes(before) & _sizes(row)) and self._is_open(before, row)
        if before.all_bold() == row.all_bold() or _mixed(passage):
            return True
        # Emphasis may begin or end with a line, if the sentence goes on over its end.
        return self._is_open(before, row)

    def _is_open(self, before: TextRow, row: TextRow) -> bool:
        """Whether a line is full and its sentence is not at its end."""
        ended = _SENTENCE_END.search(before.text.rstrip()) is not None
        return not ended and not self._has_room(before, row)

    def _has_room(self, before: TextRow, row: TextRow) -> bool:
        """Whether the line before ended though more would have fitted."""
        spare = before.room - self._joiner.need(row)
        ended = _SENTENCE_END.search(before.text.rstrip()) is not None
        # Glyphs that may not begin a line take the one before them along.
        return spare > (0.6 if ended else 1.6) * before.size

    def _item_begins(self, passage: Passage, row: TextRow) -> bool:
        mark = mark_of(row.text.lstrip())
        if mark is None:
            return False
        first, before = passage.rows[0], passage.rows[-1]
        own = mark_of(first.text.lstrip())
        if mark.is_bullet and own is not None and own.family == mark.family:
            return True
        ended = _SENTENCE_END.search(before.text.rstrip()) is not None
        if own is not None and _rest_start(passage, own) > first.start + _INDENT * row.size:
            # Under the words of the item, not under its mark.
            return row.start < _rest_start(passage, own) - 0.4 * row.size or (
                ended and mark.family != own.family
            )
        if mark.is_bullet and mark.text in "-–—*·":
            return ended or before.room > 2 * row.size
        return ended or own is not None or row.start > first.start + _INDENT * row.size

    def _is_hanging_title(self, passage: Passage, row: TextRow) -> bool:
        """Whether a bold line stands under the words of a bold number's line: one heading."""
        if self._typography.bold or not (passage.all_bold() and row.all_bold()):
            return False
        mark = mark_of(passage.rows[0].text.lstrip())
        if mark is None or mark.is_bullet or mark_of(row.text.lstrip()) is not None:
            return False
        words = _rest_start(passage, mark)
        return (
            words > passage.rows[0].start + _INDENT * row.size
            and abs(row.start - words) <= _INDENT * row.size
        )

    def _is_placed(self, passage: Passage, row: TextRow, edge: float) -> bool:
        """Whether ``row`` starts where a line that goes on does."""
        first, size = passage.rows[0], row.size
        mark = mark_of(first.text.lstrip())
        if len(passage.rows) > 1:
            rest = passage.rows[1].start
            return abs(row.start - rest) <= _INDENT * size or (
                # The second line may be shifted by a space that begins it.
                0 <= rest - row.start <= _INDENT * size
            )
        if mark is not None:
            rest = _rest_start(passage, mark)
            low = min(first.start, edge) - _INDENT * size
            return low <= row.start <= rest + 1.2 * size
        hangs = row.start > first.start + _INDENT * size
        if hangs and (words := _behind_tab(first)) is not None:
            return abs(row.start - words) <= _INDENT * size
        if hangs and is_caption(first.text) and not _SENTENCE_END.search(first.text):
            # Its further lines stand under the words behind its number.
            return row.start <= first.start + _DEEPEST_OF_CAPTION * size
        if hangs:
            # Further in than a full first line: a hanging indent, or a new paragraph.
            return (
                first.start <= edge + 0.2 * size
                and not _SENTENCE_END.search(first.text)
                and (first.room < 1.2 * size)
            )
        deepest = _DEEPEST_INDENT
        to_edge = min(abs(row.start - edge), abs(row.start - row.left)) <= 0.2 * size
        if to_edge and not _SENTENCE_END.search(first.text):
            # Half an inch, as office programs set it, however small the letters.
            deepest = _DEEPEST_TO_EDGE
        return first.start - row.start <= deepest * size

    def are_one_title(self, passages: list[Passage]) -> bool:
        """Whether what a frame holds is one title, whose lines may differ in size."""
        return (
            1 < len(passages) <= _MOST_OF_TITLE
            and sum(len(passage.text) for passage in passages) <= _LONGEST_TITLE
            and all(
                passage.size >= _TITLE * self._typography.size
                and len(passage.rows) == 1
                and mark_of(passage.text.lstrip()) is None
                and not _STATEMENT.search(passage.text)
                for passage in passages
            )
        )

    # ------------------------------------------------------------ over columns and pages

    def is_aside(self, passage: Passage, following: Sequence[Element]) -> bool:
        """Whether small print stands at the foot of a column, and text begins the next."""
        if passage.size > _SMALL_PRINT * self._typography.size or passage.role:
            return False
        bottom = passage.rows[-1].box
        for element in following:
            if not isinstance(element, Passage):
                return False
            top = element.rows[0].box
            if element.rows[0].page != passage.rows[0].page:
                return False
            if top.y0 < bottom.y0:
                return top.x0 >= bottom.x1 - passage.size
            if element.size > _SMALL_PRINT * self._typography.size:
                return False
        return False

    def continues(self, before: Passage, after: Passage, *, skipping: bool) -> bool:
        """Whether ``after``, at the head of a column, goes on where ``before`` ended at a foot.

        Args:
            before: the last passage of a column or page.
            after: the first one of the next.
            skipping: whether a table or figure stands between them.
        """
        last, first = before.rows[-1], after.rows[0]
        if not (same_size(last.size, first.size) and before.all_bold() == after.all_bold()):
            return False
        if mark_of(first.text.lstrip()) or before.is_centred() or ends_entry(last.text):
            return False
        if first.size > 1.1 * self._typography.size or before.framed != after.framed:
            return False
        text = last.text.rstrip()
        if _STATEMENT.search(text) or self._has_room(last, first):
            return False
        if skipping and _SENTENCE_END.search(text):
            return False
        # Where the lines of the same paragraph start, from the edge of the column.
        rest = before.rows[1] if len(before.rows) > 1 else None
        mark = mark_of(before.rows[0].text.lstrip())
        inset = first.start - first.left
        if rest is not None:
            return abs(inset - (rest.start - rest.left)) <= _INDENT * first.size
        if mark is not None:
            return inset <= _rest_start(before, mark) - before.rows[0].left + first.size
        return inset <= _INDENT * first.size


def runs_on(before: TextRow, row: TextRow) -> bool:
    """Whether a sentence of Latin letters goes on in small ones, after a line of some length."""
    long = before.end - before.start >= _MOST_OF_LINE * (before.right - before.left)
    return (
        long
        and _OPEN_LATIN.search(before.text.rstrip()) is not None
        and (_SMALL_LATIN.match(row.text.lstrip()) is not None)
    )


def _counts_on(before: TextRow, row: TextRow) -> bool:
    """Whether two rows begin with numbers of one form that follow each other."""
    first, second = mark_of(before.text.lstrip()), mark_of(row.text.lstrip())
    if first is None or second is None or first.ordinal is None or second.ordinal is None:
        return False
    return first.family == second.family and second.ordinal == first.ordinal + 1


def _on_one_axis(before: TextRow, row: TextRow) -> bool:
    """Whether two rows are set in the middle of their column, or of what holds them; visibly."""
    if row.start - row.left <= row.size:
        return False
    middles = [(r.start + r.end) / 2 for r in (before, row)]
    apart = abs(before.start - row.start) > row.size
    if apart and row.room > row.size and abs(middles[0] - middles[1]) < _ON_AXIS * row.size:
        # Lines of so different lengths share their middle by no chance: a frame holds them.
        return True
    middle = (row.left + row.right) / 2
    return all(abs(each - middle) < 0.7 * row.size for each in middles)


def _rest_start(passage: Passage, mark: ListMarker) -> float:
    """Return where the words of an item stand.

    Its second line says it, else the place of what follows the mark, else the mark's width.
    """
    first = passage.rows[0]
    if len(passage.rows) > 1:
        return passage.rows[1].start
    before = ""
    for span in first.spans if not first.vertical else ():
        # A tab parts the mark from its words.
        if before.strip() == mark.text and span.text.strip():
            return span.box.x0
        before += span.text
    return first.start + first.width_of(first.text.lstrip()[: mark.length])


def _behind_tab(row: TextRow) -> float | None:
    """Return where the words of a row start that a tab parts from a sign or two; None without."""
    if row.vertical or len(row.spans) < 2:
        return None
    mark, words = row.spans[:2]
    parted = mark.text.endswith("\t") and 0 < len(mark.text.strip()) <= _LONGEST_MARK
    return words.box.x0 if parted else None


def _usual_start(rows: list[TextRow]) -> float:
    """Return where most lines of a column start."""
    starts = Counter(round(row.start) for row in rows)
    return min(starts, key=lambda x: (-starts[x], x)) if starts else 0.0


def _sizes(row: TextRow) -> set[float]:
    """Return the sizes in which words of a row are set."""
    return {span.style.size for span in row.spans if len(span.text.strip()) > 1}


def _mixed(passage: Passage) -> bool:
    """Whether bold and other words stand side by side in one line."""
    spans = [span for row in passage.rows for span in row.spans if span.text.strip()]
    return len({span.style.bold for span in spans}) > 1


def _own_leading(passage: Passage, otherwise: float) -> float:
    """Return the widest distance of a passage's lines on one page, of their size."""
    steps = [
        (row.at - before.at) / max(row.size, before.size)
        for before, row in pairwise(passage.rows)
        if before.page == row.page and row.at > before.at
    ]
    return max(steps, default=otherwise)
