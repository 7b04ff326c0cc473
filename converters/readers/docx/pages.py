# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sections and printed pages (ECMA-376 part 1, 17.6; 17.3.3.13 lastRenderedPageBreak).

Word leaves a mark where each page began when it was last laid out. Files of
programs that lay nothing out have breaks set by hand only.
"""

from __future__ import annotations

from dataclasses import dataclass

from converters.readers.docx.names import W, points, val, whole
from converters.readers.docx.number_formats import formatted
from converters.xhtml.markup import Element

_A4_WIDTH_PT, _MARGIN_PT = 595.3, 72.0
_LEAST_WIDTH_PT = 20.0


@dataclass(frozen=True, slots=True)
class Section:
    """What holds for a section's pages."""

    breaks: bool
    """Whether it begins a page."""
    start: int | None
    form: str
    text_width_pt: float
    element: Element


class Pages:
    """Follows sections and pages through the body.

    Args:
        body: the body; its section properties are read ahead.
    """

    def __init__(self, body: Element) -> None:
        self.sections = [_section(e) for e in body.iter(f"{W}sectPr") if _is_current(e)]
        self.rendered = next(body.iter(f"{W}lastRenderedPageBreak"), None) is not None
        self.marked = self.rendered or self._any_break(body)
        self.current: int | None = 1 if self.marked else None
        self.count = 1 if self.marked else 0
        self._at = 0
        self._number = 1
        self._fresh = True
        self._begun = False
        first = self.section
        if first is not None and first.start is not None:
            self._number = first.start

    @property
    def section(self) -> Section | None:
        """The section that the current paragraph stands in."""
        return self.sections[self._at] if self._at < len(self.sections) else None

    @property
    def text_width_pt(self) -> float:
        """Width of the text of the current section."""
        section = self.section
        return section.text_width_pt if section else _A4_WIDTH_PT - 2 * _MARGIN_PT

    def opening(self) -> str | None:
        """Return the label of the first page, once; None where no pages are known."""
        if self._begun or not self.marked:
            return None
        self._begun = True
        return self._label()

    def text(self) -> None:
        """Something was printed on the current page."""
        self._fresh = False

    def rendered_break(self) -> str | None:
        """Return the label of the page that Word began here; None where it was begun already."""
        if self._fresh:
            return None
        return self._turn()

    def hard_break(self) -> str | None:
        """Return the label of the page that begins after a break set by hand."""
        return self._turn()

    def next_section(self) -> str | None:
        """A section ends here; return the label of the page that the next one begins."""
        self._at += 1
        section = self.section
        if section is None:
            return None
        label = None
        if section.start is not None:
            self._number = section.start - 1
        if section.breaks and not (self._fresh and section.start is None):
            label = self._turn()
        elif section.start is not None:
            self._number = section.start
        return label

    def _turn(self) -> str | None:
        if not self.marked:
            return None
        self._fresh = True
        self._number += 1
        self.count += 1
        self.current = self.count
        return self._label()

    def _label(self) -> str:
        section = self.section
        return formatted(self._number, section.form if section else "decimal") or str(self._number)

    def _any_break(self, body: Element) -> bool:
        if len(self.sections) > 1 and any(section.breaks for section in self.sections[1:]):
            return True
        return any(br.get(f"{W}type") == "page" for br in body.iter(f"{W}br"))


def _is_current(element: Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag != f"{W}sectPrChange"


def _section(element: Element) -> Section:
    numbers = element.find(f"{W}pgNumType")
    start = numbers.get(f"{W}start") if numbers is not None else None
    size, margins = element.find(f"{W}pgSz"), element.find(f"{W}pgMar")
    width = points(size.get(f"{W}w")) if size is not None else None
    sides = [points(margins.get(W + n)) if margins is not None else None for n in ("left", "right")]
    left, right = (_MARGIN_PT if side is None else side for side in sides)
    return Section(
        breaks=val(element, "type") not in ("continuous", "nextColumn"),
        start=whole(start, 1) if start else None,
        form=(numbers.get(f"{W}fmt") if numbers is not None else None) or "decimal",
        text_width_pt=max((width or _A4_WIDTH_PT) - left - right, _LEAST_WIDTH_PT),
        element=element,
    )
