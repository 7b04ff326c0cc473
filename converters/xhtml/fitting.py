# SPDX-License-Identifier: AGPL-3.0-or-later
"""How tables fit pages of any width: what they ask for, and what of them stays in one piece.

A reading system that turns pages cannot scroll a table sideways. So each written
table is measured, in em of its own text: what must not break (a figure, a date, a
telephone number) and how little a column of words may have. The style sheet gives
the columns that much, makes the text smaller down to a limit, and below it stacks
the cells of each row, each under the words of its column's head. Only style rules
do so, as queries of the width around the table: the book holds one table, whole,
and without them it wraps its words as before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain

from converters.xhtml.fits import CELL_PADDING, Fits, column_width
from converters.xhtml.long_words import pieces_of
from converters.xhtml.markup import Element, add_class, classes_of, local_name, new
from converters.xhtml.stacking import prepare_stack
from converters.xhtml.table_grid import CellContent, GridCell, WrittenGrid, grid_of
from converters.xhtml.text_width import text_width

# Up to this width in em a table fits a phone's page at 200 % text.
_ALWAYS_FITS = 11
# How much narrower it is there inside of lists, by the class of their hang, of boxes and quotes.
_INDENTS = {"m1": 1.3, "m2": 1.7, "m3": 2.2, "m4": 3.2, "m5": 4.2, "box": 2.0}
_QUOTE_INDENT = 1.5
# Up to this width a phone shows it at 100 % text: then words of up to this length stay whole.
_FITS_PHONES = 29
_WHOLE_WORDS = 4.5
# Words of Latin letters (names of programs' parts, English) have no place to break at: they stay
# whole as far as a phone shows the table at all. Those of Hangul do while its text is hardly smaller.
_WHOLE_LATIN = 11.0
_BROKEN_LATIN = 6.0
_STACKS_FOR_LATIN = 36
_NAMES = 8.0
_WHOLE_WORDS_UP_TO = (
    (_WHOLE_LATIN, 8.0, 25),
    (8.0, 8.0, 21),
    (_WHOLE_LATIN, 6.0, 27),
    (_WHOLE_LATIN, _WHOLE_WORDS, _FITS_PHONES),
    # Wider ones are read more easily as a stack of cells with whole words than as a table of pieces.
    (_WHOLE_LATIN, _WHOLE_WORDS, _STACKS_FOR_LATIN),
    (6.0, 6.0, 25),
    (_WHOLE_WORDS, _WHOLE_WORDS, _FITS_PHONES),
    # In two pieces rather than in three.
    (3.6, 3.6, _FITS_PHONES),
)
# The least widths in em of columns of words: in a table with a head, which can be
# stacked in its place, in one without, and of the words of a head itself.
_WORDS = 4.0
_BARE_WORDS = 2.5
_HEAD_WORDS = 2.2
_EMPTY = 0.8
# Cells with frames: a line of a pixel for each column, in em of the smallest text.
_NAMES_OF_FRAMED = frozenset({"form", "grid"})
_FRAME = 0.1
# A longer figure may break after its signs after all.
_LONGEST_FIGURE = 8.0
# From this many letters or lines in a cell its row may break between pages.
_TALL_TEXT = 160
_TALL_LINES = 8
# A text no wider than this stays in one line.
_SHORT = 3.2
_FIGURE = re.compile(
    r"[(\[<△▲▽▼+\-\u2212–~≒±₩$€¥]*\d[\d.,:/\-–~%‰+()\[\]<>\s]*[A-Za-z℃㎡㎢㎥㎞㎝㎜㎏%]{0,3}"
    r"[가-힣]?[)\]>.]*"
)
_AMOUNT = re.compile(r"[(△▲▽▼+\-\u2212₩$€¥\s]*\d{1,3}(?:,\d{3})*(?:\.\d+)?\s*[%)]*|\d+(?:\.\d+)?%?")
_TELLING_AMOUNT = re.compile(r"\d[,.]\d")
_DIGITS = re.compile(r"\d[\d,.]*")
_NOTHING = frozenset({"", "-", "–", "—", "−", "·", "…", "x", "X", "0"})


def fit_table(fits: Fits, table: Element, *, nested: bool) -> Element:
    """Give a written table what it needs to fit pages of any width.

    Args:
        fits: the classes of the book.
        table: a ``table`` with all its cells.
        nested: True inside another table.

    Returns:
        the table, or the box whose width decides on the table's form.
    """
    grid = grid_of(table)
    presentational = table.get("role") == "presentation"
    if not presentational:
        _mark_figures(grid)
        if "bare" not in classes_of(table) and _is_form(grid):
            add_class(table, "form")
    _let_tall_rows_break(grid)
    least = _least_widths(grid)
    _mark_columns(fits, grid, least)
    need = _need(least)
    if not _NAMES_OF_FRAMED.isdisjoint(classes_of(table)):
        need += _FRAME * len(least)
    if need <= _ALWAYS_FITS and (nested or need <= _ALWAYS_FITS - _indent_around(table)):
        return table
    add_class(table, fits.table_class(need, nested=nested))
    if grid.head and not presentational:
        add_class(table, "records")
        prepare_stack(grid)
    if nested:
        return table
    box = new("div", {"class": "fit"})
    table.addprevious(box)
    box.append(table)
    return box


def _indent_around(table: Element) -> float:
    """Return about how far what holds the table is set in, in em."""
    indent = 0.0
    for element in table.iterancestors():
        if element.tag.endswith("blockquote"):
            indent += _QUOTE_INDENT
        indent += max((_INDENTS.get(name, 0.0) for name in classes_of(element)), default=0.0)
    return indent


# ---------------------------------------------------------------- widths


def _least_widths(grid: WrittenGrid) -> list[float]:
    """Return the least width of each column in em, without the space around its text."""
    asked = [_asked_by(cell.content) for cell in grid.cells]
    # Stacked, a form of empty cells would be nothing but the words of its heads.
    is_form = "form" in classes_of(grid.table)
    stacks = grid.head > 0 and not is_form and any(one.breaks_latin() for one in asked)
    for latin, hangul, most in _WHOLE_WORDS_UP_TO:
        if most == _STACKS_FOR_LATIN and not stacks:
            continue
        widths = _widths_with(grid, asked, _Whole(latin, hangul), _Whole(latin, hangul))
        if _need(widths) <= most:
            return widths
    words = _WORDS if grid.head else _BARE_WORDS
    widths = _widths_with(grid, asked, _Whole(words, words), _Whole(_HEAD_WORDS, _HEAD_WORDS))
    if grid.head:
        # What names the rows is read first: its words are broken last.
        names = (
            wanted.width(_Whole(_NAMES, words))
            for cell, wanted in zip(grid.cells, asked, strict=True)
            if cell.column == 0 and cell.columns == 1 and not cell.in_head
        )
        widths[0] = max(widths[0], *names, _EMPTY)
    return widths


def _need(widths: list[float]) -> float:
    return sum(map(column_width, widths)) + CELL_PADDING * len(widths)


def _widths_with(
    grid: WrittenGrid, asked: list[_Asked], words: _Whole, head_words: _Whole
) -> list[float]:
    least = [_EMPTY] * grid.columns
    spanning = []
    for cell, wanted in zip(grid.cells, asked, strict=True):
        width = wanted.width(head_words if cell.in_head else words)
        if cell.columns == 1:
            least[cell.column] = max(least[cell.column], width)
        else:
            spanning.append((cell, width))
    for cell, width in spanning:
        inside = least[cell.column : cell.column + cell.columns]
        missing = width - sum(inside) - CELL_PADDING * (len(inside) - 1)
        if missing > 0:
            for column in range(cell.column, cell.column + cell.columns):
                least[column] += missing / cell.columns
    return least


@dataclass(frozen=True, slots=True)
class _Whole:
    """Up to which width, in em, words stay whole."""

    latin: float
    hangul: float


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a cell asks of the width of its column, in em."""

    whole: float
    """For what stays in one piece in any case: figures, short lines, pictures."""
    words: list[tuple[float, float, float, bool]]
    """Of each longer word: its width, that of the longest number in it, the indent, and whether it
    is one of Latin letters, which nobody breaks without a hyphen."""
    scale: float

    def breaks_latin(self) -> bool:
        """Whether a word of Latin letters is broken unless its column is made wide for it."""
        return any(
            latin and _BROKEN_LATIN * self.scale < own <= _WHOLE_LATIN * self.scale
            for own, _, _, latin in self.words
        )

    def width(self, words: _Whole) -> float:
        """Return what it asks where words of up to these widths stay whole."""
        width = self.whole
        scale = self.scale
        for own, inside, indent, latin in self.words:
            # What must break after all asks for no more than any word does.
            most = words.latin if latin else words.hangul
            kept = most if own <= most * scale else min(most, _WHOLE_WORDS)
            width = max(width, min(own, max(kept * scale, inside)) + indent)
        return width


def _asked_by(content: CellContent) -> _Asked:
    whole = max([_EMPTY, *content.things])
    scale = content.scale
    words = []
    for line, indent in content.lines:
        own = text_width(line) * scale
        if own <= _SHORT or _is_figure(line):
            whole = max(whole, own + indent)
            continue
        for word in chain.from_iterable(map(pieces_of, line.split())):
            own = text_width(word) * scale
            # Nobody asks for less than the words of heads.
            if own <= _HEAD_WORDS * scale:
                whole = max(whole, own + indent)
            elif _FIGURE.fullmatch(word):
                whole = max(whole, min(own, _LONGEST_FIGURE) + indent)
            else:
                inside = max((text_width(n) * scale for n in _DIGITS.findall(word)), default=0.0)
                words.append((own, min(inside, _LONGEST_FIGURE), indent, word.isascii()))
    return _Asked(whole, words, scale)


def is_amount(line: str) -> bool:
    """Whether the line is one amount: figures with their sign, nothing else."""
    return bool(_AMOUNT.fullmatch(line))


def _is_figure(line: str) -> bool:
    """Whether the line is one figure, date or number that must stay in one piece."""
    return bool(_FIGURE.fullmatch(line)) and text_width(line) <= _LONGEST_FIGURE


def _mark_columns(fits: Fits, grid: WrittenGrid, least: list[float]) -> None:
    group = next((e for e in grid.table if local_name(e) == "colgroup"), None)
    if group is None:
        if grid.columns < 2:
            return
        group = new("colgroup")
        # A caption comes first (HTML, 4.9.1).
        first = len(grid.table) and local_name(grid.table[0]) == "caption"
        grid.table.insert(1 if first else 0, group)
    while len(group) < len(least):
        group.append(new("col"))
    for column, width in zip(group, least, strict=False):
        add_class(column, fits.column_class(width))


# ---------------------------------------------------------------- rows, figures and forms


def _let_tall_rows_break(grid: WrittenGrid) -> None:
    """Mark rows that may be taller than a page: kept whole, they would leave one empty."""
    for cell in grid.cells:
        row = grid.rows[cell.row]
        if "tall" in classes_of(row):
            continue
        content = cell.content
        if content.nested or len(content.text()) > _TALL_TEXT or len(content.lines) > _TALL_LINES:
            add_class(row, "tall")


def _mark_figures(grid: WrittenGrid) -> None:
    """Mark cells whose text must stay in one line, and those of columns of amounts."""
    body: dict[int, list[GridCell]] = {}
    texts: dict[int, str] = {}
    for cell in grid.cells:
        content = cell.content
        text = content.text() if len(content.lines) == 1 and not content.things else ""
        texts[id(cell)] = "-" if content.is_empty() else text
        if text and _is_figure(text):
            add_class(cell.element, "fig")
        if not cell.in_head and cell.columns == 1 and local_name(cell.element) == "td":
            body.setdefault(cell.column, []).append(cell)
    for cells in body.values():
        said = [texts[id(cell)] for cell in cells if texts[id(cell)] not in _NOTHING]
        amounts = [text for text in said if _AMOUNT.fullmatch(text)]
        if len(amounts) < 2 or len(amounts) < 0.8 * len(said):
            continue
        if not any(map(_TELLING_AMOUNT.search, amounts)):
            continue
        for cell in cells:
            if texts[id(cell)] in _NOTHING or _AMOUNT.fullmatch(texts[id(cell)]):
                add_class(cell.element, "amount")


def _is_form(grid: WrittenGrid) -> bool:
    """Whether the table has cells to be filled in: their frames are all there is to see."""
    body = [cell for cell in grid.cells if not cell.in_head]
    empty = sum(cell.content.is_empty() and "bare" not in classes_of(cell.element) for cell in body)
    return empty * (3 if grid.head else 8) >= len(body) and empty > 0
