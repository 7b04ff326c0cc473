# SPDX-License-Identifier: AGPL-3.0-or-later
"""From shapes and styles to what the Document says of text: marks, sizes, layout, heading levels."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from converters.document.nodes import PLAIN, Align, Layout, Mark, SizeClass
from converters.source.appearance import family_of, size_class, visible_color
from converters.source.hangul.model import CharShape, Para, ParaShape, Run, Shapes, Style

_OUTLINE_STYLE = re.compile(r"^(?:개요|outline)\s*(\d{1,2})$", re.IGNORECASE)
_HEADING_STYLE = re.compile(r"^(?:제목|heading)\s*(\d)$", re.IGNORECASE)
# Names that templates of cities and ministries give to their headings.
_NAMED_HEADINGS = {
    "큰제목": 1, "대제목": 1, "장제목": 1, "장": 1, "편": 1,
    "중제목": 2, "절제목": 2, "절": 2,
    "소제목": 3, "본문제목": 3, "항": 3,
}  # fmt: skip
_TITLE_STYLES = frozenset({"제목", "문서제목", "표제", "title"})
_SUBTITLE_STYLES = frozenset({"부제", "부제목", "subtitle"})
_ALIGN = {"center": Align.CENTER, "right": Align.END, "left": Align.START}


class Looks:
    """What each character shape means in one document, worked out once.

    Args:
        shapes: the document's shapes.
        paras: all its body paragraphs; they tell what the body text looks like.
    """

    def __init__(self, shapes: Shapes, paras: Iterable[Para]) -> None:
        self._shapes = shapes
        used: Counter[int] = Counter()
        for para in paras:
            for piece in para.content:
                if isinstance(piece, Run):
                    used[piece.char_shape] += len(piece.text)
        sizes: Counter[float] = Counter()
        families: Counter[str | None] = Counter()
        for shape_id, length in used.items():
            shape = self._char_shape(shape_id)
            sizes[_height(shape)] += length
            families[self._family(shape)] += length
        self.body_pt = sizes.most_common(1)[0][0] if sizes else 10.0
        self._body_family = families.most_common(1)[0][0] if families else None
        self._known: dict[
            int, tuple[frozenset[Mark], str | None, SizeClass | None, str | None]
        ] = {}

    def of(self, shape_id: int) -> tuple[frozenset[Mark], str | None, SizeClass | None, str | None]:
        """Return marks, colour, size class and font family of a character shape."""
        found = self._known.get(shape_id)
        if found is None:
            found = self._known[shape_id] = self._work_out(self._char_shape(shape_id))
        return found

    def _char_shape(self, shape_id: int) -> CharShape:
        shapes = self._shapes.char_shapes
        return shapes[shape_id] if 0 <= shape_id < len(shapes) else CharShape()

    def _family(self, shape: CharShape) -> str | None:
        fonts = self._shapes.fonts
        return family_of(fonts[shape.face]) if 0 <= shape.face < len(fonts) else None

    def _work_out(
        self, shape: CharShape
    ) -> tuple[frozenset[Mark], str | None, SizeClass | None, str | None]:
        family = self._family(shape)
        return (
            _marks(shape),
            visible_color(shape.color) if shape.color else None,
            size_class(_height(shape) / self.body_pt if self.body_pt else 1.0),
            family if family != self._body_family else None,
        )


def _height(shape: CharShape) -> float:
    return shape.height_pt * shape.size_percent / 100


def _marks(shape: CharShape) -> frozenset[Mark]:
    marks = (
        (shape.bold, Mark.STRONG),
        (shape.italic, Mark.EMPHASIS),
        (shape.underline, Mark.UNDERLINE),
        (shape.strike, Mark.STRIKE),
        (shape.superscript, Mark.SUPERSCRIPT),
        (shape.subscript, Mark.SUBSCRIPT),
        (shape.dots, Mark.DOTS),
    )
    return frozenset(mark for is_set, mark in marks if is_set)


class ParaLooks:
    """What paragraph shapes and styles mean in one document, worked out once each.

    Args:
        shapes: the document's shapes.
    """

    def __init__(self, shapes: Shapes) -> None:
        self._layouts = [layout_of(shape) for shape in shapes.para_shapes]
        self._levels = [heading_level(style) for style in shapes.styles]
        self._named = [
            level is not None and not _is_outline(style)
            for level, style in zip(self._levels, shapes.styles, strict=True)
        ]
        self._roles = [role_of(style) for style in shapes.styles]

    def layout(self, para_shape: int) -> Layout:
        """Return the layout of a paragraph shape; plain for an id that does not exist."""
        return self._layouts[para_shape] if 0 <= para_shape < len(self._layouts) else PLAIN

    def level(self, style: int) -> int | None:
        """Return the heading level that a style tells."""
        return self._levels[style] if 0 <= style < len(self._levels) else None

    def is_for_headings(self, style: int) -> bool:
        """Whether a style is made for headings; those of the outline number any text."""
        return 0 <= style < len(self._named) and self._named[style]

    def role(self, style: int) -> str | None:
        """Return the paragraph role that a style tells."""
        return self._roles[style] if 0 <= style < len(self._roles) else None


def layout_of(shape: ParaShape) -> Layout:
    """Return a paragraph shape's alignment and distances; justified is the body's own way."""
    align = _ALIGN.get(shape.align)
    if align is Align.START:
        align = None
    layout = Layout(
        align=align,
        indent_pt=round(shape.indent_pt, 1),
        margin_start_pt=round(shape.left_pt, 1),
        margin_end_pt=round(shape.right_pt, 1),
        space_before_pt=round(shape.before_pt, 1),
        space_after_pt=round(shape.after_pt, 1),
    )
    return PLAIN if layout == PLAIN else layout


def heading_level(style: Style | None) -> int | None:
    """Return the heading level (from 1) that a style's name tells; None if it tells none."""
    if style is None or style.is_character:
        return None
    for name in (style.name, style.english_name):
        match = _OUTLINE_STYLE.match(name) or _HEADING_STYLE.match(name)
        if match:
            return min(max(int(match[1]), 1), LOWEST_HEADING)
    return _NAMED_HEADINGS.get(style.name.replace(" ", ""))


def _is_outline(style: Style) -> bool:
    return any(_OUTLINE_STYLE.match(name) for name in (style.name, style.english_name))


LOWEST_HEADING = 6


def role_of(style: Style | None) -> str | None:
    """Return the paragraph role that a style's name tells ("title", "subtitle", "toc-entry")."""
    if style is None:
        return None
    name = style.name.replace(" ", "").lower()
    if name in _TITLE_STYLES:
        return "title"
    if name in _SUBTITLE_STYLES:
        return "subtitle"
    if name.startswith("차례") and name != "차례제목":
        return "toc-entry"
    return None
