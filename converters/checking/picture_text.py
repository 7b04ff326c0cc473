# SPDX-License-Identifier: AGPL-3.0-or-later
"""Personal data in the text that stands on pictures, where there is what recognises it.

A scan of a form, a photograph of a certificate, a screenshot of a list: their text is in no passage.
Recognising errs, so nothing found here is more than a warning, which a person looks at and decides.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from PIL import Image

from converters.checking.passages import Passage
from converters.checking.personal.finding import find_personal_data
from converters.document.findings import Finding, FindingKind, Grade, Place, Where
from converters.document.nodes import Document, Figure, Heading, InlineImage, Origin, Resource
from converters.document.walk import every_flow, inlines_of, iter_blocks, iter_inlines, plain_text
from converters.source.source_file import Recogniser

if TYPE_CHECKING:
    from converters.readers.pdf.engine import EnginePage
    from converters.readers.pdf.model import Glyph

logger = logging.getLogger(__name__)
Tell = Callable[[int, int], object]
_TYPES = frozenset({"image/png", "image/jpeg", "image/gif"})
_LEAST_WIDTH, _LEAST_HEIGHT = 120, 24
"""Pixels: smaller pictures are signs and marks."""
_MOST_PIXELS = 12_000_000
"""Of one picture, as the recogniser is shown it."""
MOST_PIXELS = 160_000_000
"""Of all pictures of a document: some minutes of work."""
_DOTS = 300
_SHOWN_DOTS = 110
"""Per inch: about what pictures of pages and screens have, whose type is that of a page."""
_TORN_NUMBER = re.compile(
    r"(?<![\d-])\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\s?-\s?[1-8]?\d{5,6}(?![\d-])"
)
"""A resident number of which the recogniser saw all but a stroke: a 1 beside a hyphen is lost easily."""
_LABELS = 3
"""Lines above that may say what a number is."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """A picture where it stands first."""

    key: str
    resource: Resource
    chapter: str
    origin: Origin | None


def find_in_pictures(
    document: Document, recogniser: Recogniser, tell: Tell = lambda _done, _total: None
) -> Iterator[Finding]:
    """Yield personal data on the pictures of a document; at last how many were not looked at.

    Args:
        document: with its pictures.
        recogniser: of their text.
        tell: told how many pictures are done, of so many.
    """
    left, passed_over = MOST_PIXELS, 0
    pictures = list(_pictures(document))
    for done, shown in enumerate(pictures):
        tell(done, len(pictures))
        page = _page(shown)
        if page is None:
            continue
        if page.pixels > left:
            passed_over += 1
            continue
        left -= page.pixels
        yield from _in_picture(shown, page, recogniser)
    if passed_over:
        place = Place(where=Where.PICTURE)
        yield Finding(FindingKind.PICTURES_UNREAD, Grade.NOTE, f"{passed_over:,}", place)


def _in_picture(shown: _Shown, page: _PicturePage, recogniser: Recogniser) -> Iterator[Finding]:
    # What looks for lines is loaded with the first picture.
    from converters.readers.pdf.recognition import recognised

    found = recognised(cast("EnginePage", page), recogniser)
    above: tuple[str, ...] = ()
    known: set[tuple[FindingKind, str]] = set()
    for line in _lines(found.glyphs):
        passage = Passage(
            line, above, chapter=shown.chapter, origin=shown.origin, where=Where.PICTURE
        )
        for finding in _personal(passage):
            if (finding.kind, finding.text) not in known:
                known.add((finding.kind, finding.text))
                weak = finding.grade is Grade.ERROR
                yield replace(finding, grade=Grade.WARNING) if weak else finding
        above = (line, *above)[:_LABELS]


def _personal(passage: Passage) -> Iterator[Finding]:
    found = list(find_personal_data(passage))
    yield from found
    numbers = {FindingKind.RESIDENT_NUMBER, FindingKind.FOREIGNER_NUMBER}
    if not any(one.kind in numbers for one in found):
        for match in _TORN_NUMBER.finditer(passage.text):
            place = passage.place(*match.span())
            yield Finding(FindingKind.RESIDENT_NUMBER, Grade.WARNING, match.group(), place)


def _lines(glyphs: list[Glyph]) -> Iterator[str]:
    """Yield the text of each line."""
    words: list[str] = []
    baseline: float | None = None
    for glyph in glyphs:
        if baseline is not None and abs(glyph.baseline - baseline) > 0.1:
            yield "".join(words).strip()
            words = []
        baseline = glyph.baseline
        words.append(glyph.text + (" " if glyph.space_after else ""))
    if words:
        yield "".join(words).strip()


# ---------------------------------------------------------------- pictures


def _pictures(document: Document) -> Iterator[_Shown]:
    seen: set[str] = set()
    for flow in every_flow(document):
        chapter = ""
        origin: Origin | None = None
        for block in iter_blocks(flow):
            origin = getattr(block, "origin", None) or origin
            if isinstance(block, Heading):
                text = plain_text(block.inlines).strip()
                chapter = " ".join(filter(None, (block.number, text)))
            keys = [block.resource] if isinstance(block, Figure) else []
            keys += [
                i.resource for i in iter_inlines(inlines_of(block)) if isinstance(i, InlineImage)
            ]
            for key in keys:
                resource = document.resources.get(key)
                if key not in seen and resource is not None and resource.media_type in _TYPES:
                    seen.add(key)
                    yield _Shown(key, resource, chapter, origin)


def _page(shown: _Shown) -> _PicturePage | None:
    """Return a picture as a page; None where it is too small for text, flat, or none."""
    try:
        with Image.open(io.BytesIO(shown.resource.data)) as opened:
            if opened.width < _LEAST_WIDTH or opened.height < _LEAST_HEIGHT:
                return None
            if opened.width * opened.height > _MOST_PIXELS:
                opened.draft("L", (4000, 4000))
            image = _on_white(opened)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        logger.debug("%s: not looked at: %s", shown.key, error)
        return None
    darkest, lightest = cast("tuple[int, int]", image.getextrema())
    if darkest == lightest:
        return None
    return _PicturePage(image)


def _on_white(opened: Image.Image) -> Image.Image:
    """Return a picture in levels of grey; what is transparent is paper."""
    if opened.mode not in ("RGBA", "LA", "PA") and "transparency" not in opened.info:
        return opened.convert("L")
    image = opened.convert("RGBA")
    paper = Image.new("RGBA", image.size, (255, 255, 255, 255))
    return Image.alpha_composite(paper, image).convert("L")


class _PicturePage:
    """A picture in the place of a page: what is asked of one to be recognised.

    Args:
        image: of grey levels.

    Attributes:
        width: in points.
        height: in points.
    """

    def __init__(self, image: Image.Image) -> None:
        self._image = image
        self.width, self.height = (72 * side / _SHOWN_DOTS for side in image.size)
        grown = (_DOTS / _SHOWN_DOTS) ** 2 * image.width * image.height
        # Large pictures are scans already: they are shown as they are.
        self._dots = _DOTS if grown <= _MOST_PIXELS else _SHOWN_DOTS

    @property
    def pixels(self) -> int:
        """How many the recogniser is shown."""
        return round(self.width * self.height * (self._dots / 72) ** 2)

    def picture(self, _scale: float) -> Image.Image:
        """Return the picture as large as the recogniser likes it."""
        factor = self._dots / _SHOWN_DOTS
        if factor == 1:
            return self._image
        size = round(self._image.width * factor), round(self._image.height * factor)
        return self._image.resize(size, Image.Resampling.LANCZOS)

    def turn(self, quarters: int) -> None:
        """Turn the picture clockwise."""
        self._image = self._image.rotate(-90 * quarters, expand=True)
        if quarters % 2:
            self.width, self.height = self.height, self.width
