# SPDX-License-Identifier: AGPL-3.0-or-later
"""Paragraphs and runs (KS X 6101, 10)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tests.hwpx_writer.header import Header, Look, ParaLook
from tests.hwpx_writer.markup import element, words

Inner = Callable[[Header], str]


@dataclass(frozen=True)
class Piece:
    """What stands in a run: its markup once the ids are known, and the run's look."""

    xml: Inner
    look: Look | None = None


def text(value: str, look: Look | None = None) -> Piece:
    """Return words in a look of their own."""
    return Piece(lambda _header: element("hp:t", words(value)), look)


def raw(markup: str) -> Piece:
    """Return markup as it is."""
    return Piece(lambda _header: markup)


class Para:
    """A paragraph.

    Args:
        pieces: strings are plain text.
        look: the paragraph's shape; that of its style where there is none.
        style: name of a style of the header.
        chars: look of pieces without their own.
        lines: the layout cache, (first unit of the line, its place from the page's top).
    """

    def __init__(
        self,
        *pieces: str | Piece,
        look: ParaLook | None = None,
        style: str = "바탕글",
        chars: Look | None = None,
        page_break: bool = False,
        lines: Iterable[tuple[int, int]] = (),
    ) -> None:
        self.pieces = [text(piece) if isinstance(piece, str) else piece for piece in pieces]
        self.look, self.style, self.chars = look, style, chars
        self.page_break = page_break
        self.lines = tuple(lines)

    def xml(self, header: Header, first: str = "") -> str:
        """Return the paragraph; ``first`` is markup of a run before all others."""
        style, para, char = header.style(self.style)
        if self.look is not None:
            para = header.para(self.look)
        if self.chars is not None:
            char = header.char(self.chars)
        runs = [element("hp:run", first, charPrIDRef=0)] if first else []
        for piece in self.pieces:
            shape = char if piece.look is None else header.char(piece.look)
            runs.append(element("hp:run", piece.xml(header), charPrIDRef=shape))
        cache = [
            element("hp:lineseg", textpos=at, vertpos=place, vertsize=1000, horzsize=42520)
            for at, place in self.lines
        ]
        if cache:
            runs.append(element("hp:linesegarray", *cache))
        return element(
            "hp:p",
            *runs,
            id=0,
            paraPrIDRef=para,
            styleIDRef=style,
            pageBreak=self.page_break,
            columnBreak=0,
            merged=0,
        )


def sub_list(header: Header, paras: Iterable[str | Para]) -> str:
    """Return the list that cells, notes and boxes hold."""
    inner = ((Para(para) if isinstance(para, str) else para).xml(header) for para in paras)
    return element("hp:subList", *inner, id="", textDirection="HORIZONTAL", vertAlign="TOP")
