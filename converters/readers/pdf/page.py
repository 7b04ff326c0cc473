# SPDX-License-Identifier: AGPL-3.0-or-later
"""One page: what the engine gives becomes lines, rules, fills, pictures and links."""

from __future__ import annotations

import ctypes
import functools
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from math import ceil

import pypdfium2.raw as pdfium

from converters.readers.pdf.accents import with_accents
from converters.readers.pdf.annotations import mark_lines, written_glyphs
from converters.readers.pdf.drawings import Drawings, read_drawings
from converters.readers.pdf.drawn_bullets import with_bullets
from converters.readers.pdf.engine import Engine, EnginePage
from converters.readers.pdf.font_dictionaries import FontDictionaries
from converters.readers.pdf.glyphs import GlyphReader, Glyphs
from converters.readers.pdf.justified import justified
from converters.readers.pdf.lines import lines_of, printed_once, set_spans
from converters.readers.pdf.model import (
    Box,
    Fill,
    Glyph,
    LeftOut,
    Page,
    PageKind,
    PageLink,
    Placed,
    Rule,
    Style,
    TextLine,
    around,
)
from converters.readers.pdf.outlined import outlined_rows
from converters.readers.pdf.tagged.actual import with_actual_texts
from converters.readers.pdf.tagged.tree import read_tags
from converters.readers.pdf.text_layers import lacks_words, says_nothing
from converters.readers.pdf.vertical import laid, laid_line, parted, vertical_line, vertical_runs
from converters.source.source_file import Recogniser

_WHOLE_PAGE = 0.8
_FEW_GLYPHS = 50
_STRIPS, _GRID = 200, 20
"""Pictures of a page that may be strips of a scan; points across and down where they are asked."""
_GARBLED = 0.1
_INSIDE = 0.9
"""Of a path lies in a row of outlined letters: it is one of them."""
_PAPER = 0.93
"""Luminance above which letters are not seen on bare paper."""
_ON_GROUND, _BELOW_LETTERS = 0.15, 0.5
"""Of the place of pale letters: so much is dark where they stand on something; dark letters that
happen to lie over them are less than half."""
_ASKEW_REACH = 2.5
_STACKED_BLANK, _STACKED_PITCH = 1.45, 2.2
_TURNED_GAP, _TURNED_ASIDE, _TURNED_BLANK = 1.7, 0.5, 0.18
"""Of the size: what parts lines of turned text along them and across, and words."""
_CELL_REACH = 5.0
"""Of the size: as far as the edges of its cell stand from a turned line."""
_UNDER, _OVER = (-0.02, 0.32), (-0.45, -0.12)
"""Where underlines and strikes lie, from the baseline down, of the size."""
_URL_BYTES = 4096
_FOR_VERTICAL = 3
"""Quarters that lay columns from right to left as lines from top to bottom."""
_STANDING = 270
"""Degrees at which letters lie after that."""


class PageReader:
    """Reads the pages of one file.

    Args:
        engine: the open file.
        labels: printed labels by page, shorter where the file has none.
        hidden_layers: names of layers that are not shown.
        with_tags: whether the structure tree is read.
        recogniser: reads pages that are only pictures, or whose fonts say nothing.
        look: given each page while it is loaded and as it is stored.
    """

    def __init__(
        self,
        engine: Engine,
        labels: Sequence[str] = (),
        hidden_layers: frozenset[str] = frozenset(),
        *,
        with_tags: bool = True,
        recogniser: Recogniser | None = None,
        look: Callable[[EnginePage], None] | None = None,
    ) -> None:
        self._engine = engine
        self._look = look
        self._labels = labels
        self._with_tags = with_tags
        self._recogniser = recogniser
        self._glyphs = GlyphReader(FontDictionaries(engine), hidden_layers)

    def read(self, number: int, *, recognise: bool = True) -> Page:
        """Return a page.

        Args:
            number: from 0.
            recognise: False leaves pictures of pages alone, for a first look.

        Raises:
            DamagedSource: it cannot be loaded.
        """
        with self._engine.page(number) as page:
            if self._look is not None:
                self._look(page)
            return self._read(page, self._recogniser if recognise else None)

    def _read(self, source: EnginePage, recogniser: Recogniser | None) -> Page:
        glyphs = self._glyphs.read(source)
        turned = 0
        most = max(glyphs.turned, key=lambda d: len(glyphs.turned[d]), default=0)
        if most % 90 == 0 and len(glyphs.turned.get(most, ())) > len(glyphs.upright):
            turned = (360 - most) // 90
            source.turn(turned)
            glyphs = self._glyphs.read(source)
        runs = vertical_runs(glyphs.upright)
        lying: list[TextLine] = []
        again: list[Glyph] = []
        in_runs = {glyph.order for run in runs for glyph in run}
        vertical = 2 * len(in_runs) > len(glyphs.upright)
        if vertical:
            level = [glyph for glyph in glyphs.upright if glyph.order not in in_runs]
            lying = [laid_line(line, source) for line in lines_of(_once(level, again))]
            turned = (turned + _FOR_VERTICAL) % 4
            source.turn(_FOR_VERTICAL)
            glyphs = self._glyphs.read(source)
            stood = glyphs.turned.pop(_STANDING, [])
            glyphs.upright += laid([glyph for glyph in stood if glyph.order in in_runs])
        drawn = read_drawings(source)
        if runs and not vertical:
            runs = [part for run in runs for part in parted(run, drawn.rules)]
            in_runs = {glyph.order for run in runs for glyph in run}
            lying = [vertical_line(run) for run in runs]
            glyphs.upright = [g for g in glyphs.upright if g.order not in in_runs]
        tags = read_tags(source) if self._with_tags else []
        glyphs.upright = with_actual_texts(glyphs.upright, tags)
        sheet = Box(0.0, 0.0, source.width, source.height)
        shown, unseen = _seen(source, glyphs.upright, drawn.fills, drawn.placed)
        kind = _kind(glyphs, shown, drawn.placed, sheet)
        if kind in (PageKind.SCAN, PageKind.RECOGNISED):
            drawn.placed = _as_one_picture(drawn.placed, sheet)
        if kind is PageKind.RECOGNISED and len(glyphs.invisible) > len(shown):
            layer = glyphs.invisible
            if lacks_words(layer):
                # Imported here: NumPy comes with it, which few files need.
                from converters.readers.pdf.recognition import from_layer

                under = from_layer(source, layer)
                layer = under.glyphs
                drawn.rules += under.rules
            shown, unseen = [*shown, *layer], []
        else:
            unseen += glyphs.invisible
        by_machine, garbled = False, kind is PageKind.GARBLED
        outlines = outlined_rows(drawn.outlines, shown) if kind is PageKind.TEXT else []
        if outlines:
            kind = PageKind.OUTLINED
        doubts: list[str] = []
        if kind.is_unread and recogniser is not None:
            # Imported here: NumPy comes with it, which few files need.
            from converters.readers.pdf.recognition import recognised

            # Letters that are known to be false are no help.
            kept = [] if garbled else shown
            seen = recognised(source, recogniser, kept, outlines)
            if seen.glyphs:
                if seen.turned:
                    turned = (turned + seen.turned) % 4
                    drawn = read_drawings(source)
                    sheet = Box(0.0, 0.0, source.width, source.height)
                    drawn.placed = _as_one_picture(drawn.placed, sheet)
                doubts = seen.doubts
                shown = [*kept, *seen.glyphs]
                if outlines:
                    _take_outlines(drawn, outlines)
                else:
                    drawn.rules += seen.rules
                if not kept:
                    lying = []
                kind, by_machine = PageKind.RECOGNISED, True
        shown = with_accents(_once(shown, again))
        shown += written_glyphs(source, self._engine, shown)
        aside = list(_aside(glyphs, again))
        in_cells = [line for why, line in aside if why == "turned" and _in_cell(line, drawn.rules)]
        for line in in_cells:
            line.vertical = True
        aside = [(why, line) for why, line in aside if not line.vertical]
        laid_out = lines_of(shown)
        if kind is PageKind.RECOGNISED:
            _level_out(laid_out)
        ordered = sorted([*laid_out, *lying, *in_cells], key=_from_above)
        lines = with_bullets(justified(ordered, drawn.rules), drawn.placed, drawn.rules)
        links = _links(source, self._engine)
        rules = _take_underlines(lines, drawn.rules)
        _take_links(lines, links)
        mark_lines(source, lines)
        label = self._labels[source.number] if source.number < len(self._labels) else ""
        return Page(
            source.number,
            label,
            source.width,
            source.height,
            kind,
            lines,
            rules,
            drawn.fills,
            drawn.placed,
            links,
            [line for _, line in aside],
            [
                *(LeftOut("hidden", line.text) for line in lines_of(_once(unseen, []))),
                *(LeftOut(why, line.text) for why, line in aside),
                *([LeftOut("double-print", "".join(g.text for g in again))] if again else []),
            ],
            sum(glyph.doubtful for glyph in shown),
            turned,
            tags,
            vertical,
            by_machine,
            garbled,
            doubts,
        )


def _take_outlines(drawn: Drawings, rows: list[Box]) -> None:
    """Take the paths off that were letters and are text now."""

    def is_letter(box: Box) -> bool:
        return any(row.grown(1.0).share_of(box) > _INSIDE for row in rows)

    kept: list[Placed] = []
    for item in drawn.placed:
        parts = [part for part in item.parts if not is_letter(part)]
        if len(parts) == len(item.parts):
            kept.append(item)
        elif parts:
            kept.append(Placed(around(parts), item.kind, item.index, len(parts), tuple(parts)))
    drawn.placed = kept
    drawn.fills = [fill for fill in drawn.fills if not is_letter(fill.box)]
    drawn.rules = [
        rule
        for rule in drawn.rules
        if not is_letter(Box(rule.x0, rule.y0, rule.x1, rule.y1).grown(0.1))
    ]


def _once(glyphs: list[Glyph], again: list[Glyph]) -> list[Glyph]:
    """Return glyphs without those that print others again, which are added to ``again``."""
    once, more = printed_once(glyphs)
    again += more
    return once


def _aside(glyphs: Glyphs, again: list[Glyph]) -> Iterator[tuple[str, TextLine]]:
    """Yield the lines at another angle than the page's text, each with why no flow has it."""
    for degrees, turned in glyphs.turned.items():
        for line in _turned_lines(_once(turned, again), degrees):
            yield "watermark" if degrees % 90 else "turned", line


def _level_out(lines: list[TextLine]) -> None:
    """Take no letter for raised: recognition guesses sizes and heights word by word."""
    for line in lines:
        if any(glyph.raised for glyph in line.glyphs):
            for glyph in line.glyphs:
                glyph.raised = None
            set_spans(line)


def _in_cell(line: TextLine, rules: list[Rule]) -> bool:
    """Whether rules run closely around a line on all four sides: the cell of a table."""
    box, reach = line.box, _CELL_REACH * line.size
    x, y = box.middle
    sides = [
        [x - rule.x0 for rule in rules if not rule.is_across and rule.y0 <= y <= rule.y1],
        [y - rule.y0 for rule in rules if rule.is_across and rule.x0 <= x <= rule.x1],
    ]
    halves = (box.width / 2, max(box.height / 2, reach))
    return all(
        any(0 < gap <= half + reach for gap in gaps)
        and any(0 < -gap <= half + reach for gap in gaps)
        for gaps, half in zip(sides, halves, strict=True)
    )


def _from_above(line: TextLine) -> tuple[float, float]:
    return round(line.baseline, 1), line.box.x0


def _kind(glyphs: Glyphs, shown: list[Glyph], placed: list[Placed], sheet: Box) -> PageKind:
    if len(shown) < _FEW_GLYPHS and _is_pictured(placed, sheet):
        known = len(glyphs.invisible) >= _FEW_GLYPHS and not says_nothing(glyphs.invisible)
        return PageKind.RECOGNISED if known else PageKind.SCAN
    if not shown and not placed:
        return PageKind.EMPTY
    if shown and sum(glyph.doubtful for glyph in shown) > _GARBLED * len(shown):
        return PageKind.GARBLED
    return PageKind.TEXT


def _is_pictured(placed: list[Placed], sheet: Box) -> bool:
    """Whether pictures cover a page: one, or the strips that some scanners make of it."""
    boxes = [item.box for item in placed if item.kind == "picture"]
    if any(box.share_of(sheet) > _WHOLE_PAGE for box in boxes):
        return True
    if not 2 <= len(boxes) <= _STRIPS or not any(_is_strip(box, sheet) for box in boxes):
        return False
    steps = [(at + 0.5) / _GRID for at in range(_GRID)]
    points = [(sheet.width * x, sheet.height * y) for x in steps for y in steps]
    covered = sum(any(box.holds(x, y) for box in boxes) for x, y in points)
    return covered > _WHOLE_PAGE * len(points)


def _as_one_picture(placed: list[Placed], sheet: Box) -> list[Placed]:
    """Return what is placed on a scan, its strips put together as the page that they are."""
    pictures = [item for item in placed if item.kind == "picture"]
    if len(pictures) < 2 or any(item.box.share_of(sheet) > _WHOLE_PAGE for item in pictures):
        return placed
    rest = [item for item in placed if item.kind != "picture"]
    return [*rest, Placed(around([item.box for item in pictures]), "picture")]


def _is_strip(box: Box, sheet: Box) -> bool:
    return max(box.width / sheet.width, box.height / sheet.height) > _WHOLE_PAGE


def _seen(
    page: EnginePage, glyphs: list[Glyph], fills: list[Fill], placed: list[Placed]
) -> tuple[list[Glyph], list[Glyph]]:
    """Part glyphs that a reader sees from those off the page or in the colour of the paper."""
    shown: list[Glyph] = []
    unseen: list[Glyph] = []
    pale: list[Glyph] = []
    sheet = Box(0.0, 0.0, page.width, page.height)
    grounds = [fill.box for fill in fills] + [item.box for item in placed]
    for glyph in glyphs:
        x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
        if not sheet.holds(x, y):
            unseen.append(glyph)
        elif _luminance(glyph.style.color) < _PAPER or any(box.holds(x, y) for box in grounds):
            shown.append(glyph)
        else:
            pale.append(glyph)
    if pale:
        # PDFium calls shadings and patterns white: only a picture of the page tells what is there.
        found = _on_grounds(page, pale, shown)
        unseen += [glyph for glyph in pale if id(glyph) not in found]
        if found:
            seen = {id(glyph) for glyph in shown} | found
            shown = [glyph for glyph in glyphs if id(glyph) in seen]
    return shown, unseen


def _on_grounds(page: EnginePage, glyphs: list[Glyph], others: list[Glyph]) -> set[int]:
    """Return the ids of the pale glyphs whose line stands on something dark.

    Args:
        page: that has them.
        glyphs: all pale ones.
        others: those that are seen; pale ones may hide below them.
    """
    grey = page.picture(1.0).convert("L")
    lines: dict[tuple[Style, float], list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        lines[glyph.style, glyph.baseline].append(glyph)
    found: set[int] = set()
    for line in lines.values():
        dark = pixels = 0
        for glyph in line:
            box = (int(glyph.x0), int(glyph.top), ceil(glyph.x1), ceil(glyph.bottom))
            counts = grey.crop(box).histogram()
            dark += sum(counts[: int(255 * _PAPER)])
            pixels += sum(counts)
        place = around([Box(g.x0, g.top, g.x1, g.bottom) for g in line])
        below = any(place.holds((g.x0 + g.x1) / 2, (g.top + g.bottom) / 2) for g in others)
        if pixels and dark >= (_BELOW_LETTERS if below else _ON_GROUND) * pixels:
            found.update(map(id, line))
    return found


@functools.lru_cache(maxsize=1024)
def _luminance(color: str) -> float:
    red, green, blue = (int(color[at : at + 2], 16) for at in (1, 3, 5))
    return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255


def _turned_lines(glyphs: list[Glyph], degrees: int) -> list[TextLine]:
    """Return text at another angle as one line for each run in the stream."""
    runs: list[list[Glyph]] = []
    for glyph in glyphs:
        last = runs[-1][-1] if runs else None
        if last is not None and _goes_on(last, glyph, degrees):
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    lines: list[TextLine] = []
    for run in runs:
        box = Box(
            min(g.x0 for g in run),
            min(g.top for g in run),
            max(g.x1 for g in run),
            max(g.bottom for g in run),
        )
        line = TextLine(box, run[0].baseline, run[0].style.size, [], run, order=run[0].order)
        # Gaps across mean nothing here.
        line.tracking = box.width
        set_spans(line)
        for span in line.spans:
            span.box = box
        lines.append(line)
    return lines


def _goes_on(before: Glyph, glyph: Glyph, degrees: int) -> bool:
    """Whether a turned glyph follows another on its line; a gap between them is a blank."""
    size = glyph.style.size
    if degrees % 90:
        reach = _ASKEW_REACH * size
        return abs(glyph.x0 - before.x0) < reach and abs(glyph.baseline - before.baseline) < reach
    if degrees == 180 and abs(glyph.x0 - before.x0) < _TURNED_ASIDE * size:
        # A vertical line that stands on its head.
        pitch = before.top - glyph.top
        before.space_after = before.space_after or pitch > _STACKED_BLANK * size
        return 0 < pitch <= _STACKED_PITCH * size
    gap, aside = {
        90: (glyph.top - before.bottom, glyph.x0 - before.x0),
        180: (before.x0 - glyph.x1, glyph.top - before.top),
        270: (before.top - glyph.bottom, glyph.x0 - before.x0),
    }[degrees]
    if abs(aside) > _TURNED_ASIDE * size or not -size < gap <= _TURNED_GAP * size:
        return False
    before.space_after = before.space_after or gap > _TURNED_BLANK * size
    return True


# ---------------------------------------------------------------- underlines and links


def _take_underlines(lines: list[TextLine], rules: list[Rule]) -> list[Rule]:
    """Mark letters that a rule underlines or strikes out; return the other rules."""
    rows: dict[int, list[TextLine]] = defaultdict(list)
    for line in lines:
        for row in {int(line.box.y0 // 10), int(line.baseline // 10), int(line.box.y1 // 10)}:
            rows[row].append(line)
    return [
        rule
        for rule in rules
        if not (rule.is_across and any(_mark(rule, line) for line in rows[int(rule.y0 // 10)]))
    ]


def _mark(rule: Rule, line: TextLine) -> bool:
    place = (rule.y0 - line.baseline) / line.size
    under, over = _UNDER[0] <= place <= _UNDER[1], _OVER[0] <= place <= _OVER[1]
    slack = 0.25 * line.size
    inside = rule.x0 >= line.box.x0 - slack and rule.x1 <= line.box.x1 + slack
    if not (inside and (under or over) and rule.length >= 0.5 * line.size):
        return False
    for glyph in line.glyphs:
        if rule.x0 - slack <= glyph.x0 and glyph.x1 <= rule.x1 + slack:
            glyph.underline = glyph.underline or under
            glyph.strike = glyph.strike or over
    set_spans(line)
    return True


def _take_links(lines: list[TextLine], links: list[PageLink]) -> None:
    for link in links:
        for line in lines:
            if link.box.down(line.box) < 0.4 * line.box.height or link.box.across(line.box) <= 0:
                continue
            for glyph in line.glyphs:
                if link.box.x0 - 1 <= (glyph.x0 + glyph.x1) / 2 <= link.box.x1 + 1:
                    glyph.link = link.target
            set_spans(line)


def _links(page: EnginePage, engine: Engine) -> list[PageLink]:
    """Return the links of a page (12.5.6.5); actions that run something are left out."""
    found: list[PageLink] = []
    at = ctypes.c_int(0)
    link = pdfium.FPDF_LINK()
    while pdfium.FPDFLink_Enumerate(page.raw, at, link):
        rect = pdfium.FS_RECTF()
        if not pdfium.FPDFLink_GetAnnotRect(link, rect):
            continue
        target = _target(engine, link)
        if target:
            box = Box(*page.corners(rect.left, rect.bottom, rect.right, rect.top))
            found.append(PageLink(box, target))
    return found


def _target(engine: Engine, link: pdfium.FPDF_LINK) -> str:
    file = engine.file.raw
    destination = pdfium.FPDFLink_GetDest(file, link)
    action = pdfium.FPDFLink_GetAction(link)
    if not destination and action:
        kind = pdfium.FPDFAction_GetType(action)
        if kind == pdfium.PDFACTION_URI:
            buffer = ctypes.create_string_buffer(_URL_BYTES)
            length = pdfium.FPDFAction_GetURIPath(file, action, buffer, _URL_BYTES)
            return buffer.raw[: max(0, min(length, _URL_BYTES) - 1)].decode("utf-8", "replace")
        if kind == pdfium.PDFACTION_GOTO:
            destination = pdfium.FPDFAction_GetDest(file, action)
    if not destination:
        return ""
    number, y = engine.place(destination)
    if number < 0:
        return ""
    return f"#page={number}" if y is None else f"#page={number},y={y:.1f}"
