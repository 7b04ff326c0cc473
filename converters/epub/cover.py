# SPDX-License-Identifier: AGPL-3.0-or-later
"""A typeset cover from what a publication says about itself.

Hanji is Korean paper: the cover is a sheet of it with a window lattice (창살) at
its foot, one ink and one seal colour. It is drawn in the numbers of a palette of
16 colours, which costs a tenth of drawing and packing true colours.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import as_file, files

from PIL import Image, ImageDraw, ImageFont

from converters.document.metadata import Metadata
from converters.epub.emblems import with_emblem
from converters.epub.flat_png import flat_png
from converters.theme import PLAIN, Design, Theme
from converters.xhtml.markup import one_line

WIDTH, HEIGHT = 1200, 1920
"""Pixels: the proportion 1 : 1.6 that stores and devices expect."""
_MARGIN = 112
_COLUMN = WIDTH - 2 * _MARGIN
_TITLE_SIZES = (124, 112, 100, 90, 80, 70, 62, 54)
_TITLE_TOP = 420
_TITLE_HEIGHT = 720
_TITLE_LINES = 5
_LEADING = 1.32
# Where an emblem stands: between title and publisher, whose names may take all of a line.
_EMBLEM = (WIDTH - _MARGIN - 340, 1165, WIDTH - _MARGIN, 1315)
_LATTICE_TOP = 1540
_BALANCE_STEPS = 5
_NO_CHARACTER = "\uffff"
# Points that Korean texts set between words; their compatible forms would be full stops.
_ALIKE = dict.fromkeys("\u2024\u2027\u2219\u22c5\u30fb", "·")
_BOLD, _REGULAR = "NanumSquareB.ttf", "NanumSquareR.ttf"
# Grey levels of the drawing; ink blends smoothly from paper (0) to full (_INK).
_LEVELS = 12
_INK = 11
_ACCENT = 12
_LATTICE = 13
_PANEL = 14


@dataclass(frozen=True, slots=True)
class _Scheme:
    """Colours of a cover."""

    ink: tuple[int, int, int]
    accent: tuple[int, int, int]
    panel: tuple[int, int, int]
    lattice: tuple[int, int, int]


_PAPER = (248, 246, 240)
_SCHEMES = (
    _Scheme((28, 39, 54), (38, 84, 124), (38, 84, 124), (84, 127, 162)),
    _Scheme((34, 40, 37), (46, 98, 82), (46, 98, 82), (96, 142, 126)),
    _Scheme((43, 34, 34), (143, 58, 48), (143, 58, 48), (186, 112, 101)),
    _Scheme((37, 35, 46), (84, 74, 125), (84, 74, 125), (131, 122, 168)),
    _Scheme((40, 37, 32), (122, 90, 46), (122, 90, 46), (167, 137, 96)),
)


def colour_of(metadata: Metadata, theme: Theme = PLAIN) -> str:
    """Return the colour of a book, "#rrggbb": the theme's, else one by the organisation's name."""
    if theme.colour:
        return theme.colour
    return "#" + bytes(_scheme_of(_organisation(metadata)).accent).hex()


def _organisation(metadata: Metadata) -> str:
    return _drawable(one_line(metadata.publisher or ", ".join(metadata.creators)))


def _scheme_of(organisation: str) -> _Scheme:
    return _SCHEMES[zlib.crc32(organisation.encode("utf-8", "replace")) % len(_SCHEMES)]


def _scheme_in(colour: str) -> _Scheme:
    """Return the scheme of one colour: its bars are half way to white, or to black where it is light."""
    red, green, blue = bytes.fromhex(colour[1:])
    toward = 255 if red + green + blue < 3 * 160 else 0
    bars = [round(0.7 * part + 0.3 * toward) for part in (red, green, blue)]
    own = (red, green, blue)
    return _Scheme(_SCHEMES[0].ink, own, own, (bars[0], bars[1], bars[2]))


def cover_picture(
    metadata: Metadata, title: str, emblem: bytes = b"", theme: Theme = PLAIN
) -> bytes:
    """Return the cover as a PNG of ``WIDTH`` x ``HEIGHT`` pixels; equal input gives equal bytes.

    Args:
        metadata: publisher, date and publication number, each left out if empty.
        title: what the cover calls the book.
        emblem: a picture of the organisation's emblem; empty for none.
        theme: its colour and its kind of foot.

    Raises:
        EmblemUnreadable: the emblem is no picture.
    """
    organisation = _drawn(_organisation(metadata))
    scheme = _scheme_in(theme.colour) if theme.colour else _scheme_of(organisation)
    sheet = _Sheet()
    sheet.picture(_LATTICE_TOP, _foot(theme.design))
    if one_line(metadata.publication_number):
        sheet.usual_line(96, f"발간등록번호 {one_line(metadata.publication_number)}", _REGULAR, 30)
    bottom = _draw_title(sheet, _drawn(_drawable(title)))
    if one_line(metadata.subtitle):
        lines = _lines(_drawn(_drawable(one_line(metadata.subtitle))), _font(_REGULAR, 44), 2)
        for line in lines:
            sheet.line(bottom, line, _REGULAR, 44)
            bottom += 62
    sheet.usual_line(1330, _date_shown(metadata.date), _REGULAR, 40)
    sheet.usual_line(1392, _fitted(organisation, _font(_BOLD, 52)), _BOLD, 52)
    if emblem:
        return with_emblem(sheet.image, _palette(scheme), emblem, _EMBLEM)
    return flat_png(sheet.image, _palette(scheme), sheet.drawn)


def lines_not_drawn(metadata: Metadata, title: str) -> list[str]:
    """Return what of title, subtitle and organisation the cover's fonts have no letters for.

    The picture leaves these out; the cover's page says them as text, for which a reading system
    has fonts of its own (Arabic, Thai, simplified Chinese ...).
    """
    said = (one_line(title), one_line(metadata.subtitle), _organisation(metadata))
    return [line for line in said if line and not _drawn(_drawable(line))]


# ---------------------------------------------------------------- drawing


class _Sheet:
    """A cover while it is drawn, in numbers of its palette.

    Attributes:
        image: the drawing, of mode "P".
        drawn: rows of pixels that hold more than paper, as they were drawn.
    """

    def __init__(self) -> None:
        self.image = Image.new("P", (WIDTH, HEIGHT), 0)
        self.drawn: list[range] = []
        self._draw = ImageDraw.Draw(self.image)
        # Smooth edges blend numbers of the palette, whose colours blend alike.
        self._draw.fontmode = "L"

    def picture(self, top: int, picture: Image.Image) -> None:
        """Put a picture of the cover's width and palette in place."""
        self.image.paste(picture, (0, top))
        self._mark(top, top + picture.height)

    def rectangle(self, left: int, top: int, right: int, bottom: int, colour: int) -> None:
        """Fill a rectangle, both of its corners with it."""
        self._draw.rectangle((left, top, right, bottom), colour)
        self._mark(top, bottom + 1)

    def line(self, top: int, text: str, font_name: str, size: int) -> None:
        """Draw a line of text at the left margin."""
        if text:
            font = _font(font_name, size)
            self._draw.text((_MARGIN, top), text, _INK, font)
            _, upper, _, lower = font.getbbox(text)
            self._mark(top + int(upper), top + int(lower))

    def usual_line(self, top: int, text: str, font_name: str, size: int) -> None:
        """Draw a line that many books of a batch have: a publisher, a month."""
        if text:
            picture, left, upper = _line_picture(text, font_name, size)
            self._draw.bitmap((_MARGIN + left, top + upper), picture, _INK)
            self._mark(top + upper, top + upper + picture.height)

    def _mark(self, top: int, bottom: int) -> None:
        rows = range(max(top, 0), min(bottom, HEIGHT))
        if rows:
            self.drawn.append(rows)


@lru_cache(maxsize=16)
def _line_picture(text: str, font_name: str, size: int) -> tuple[Image.Image, int, int]:
    """Return a line of text as grey levels, and where its corner lies from the line's own."""
    font = _font(font_name, size)
    left, upper, right, lower = map(int, font.getbbox(text))
    picture = Image.new("L", (max(right - left, 1), max(lower - upper, 1)), 0)
    ImageDraw.Draw(picture).text((-left, -upper), text, 255, font)
    return picture, left, upper


@cache
def _foot(design: Design) -> Image.Image:
    """Return the panel at the foot of a cover, with the pattern of its design."""
    foot = Image.new("P", (WIDTH, HEIGHT - _LATTICE_TOP), _PANEL)
    _PATTERNS[design](ImageDraw.Draw(foot), foot.height)
    return foot


def _lattice(draw: ImageDraw.ImageDraw, height: int) -> None:
    """Draw the bars of a 띠살 window."""
    bar, step = 6, 80
    for x in range(step // 2, WIDTH, step):
        draw.rectangle((x - bar // 2, 0, x + bar // 2 - 1, height), _LATTICE)
    for middle in (52, 190, 328):
        for y in (middle - 28, middle, middle + 28):
            draw.rectangle((0, y - bar // 2, WIDTH, y + bar // 2 - 1), _LATTICE)


def _waves(draw: ImageDraw.ImageDraw, height: int) -> None:
    """Draw rows of arches, as on roofs of tiles."""
    radius = 75
    for row, y in enumerate(range(radius, height + 2 * radius, radius)):
        for x in range(-(row % 2) * radius, WIDTH + radius, 2 * radius):
            for inner in (radius, radius * 2 // 3, radius // 3):
                box = (x - inner, y - inner, x + inner, y + inner)
                draw.ellipse(box, _PANEL, _LATTICE, 6)


def _slants(draw: ImageDraw.ImageDraw, height: int) -> None:
    """Draw broad slanting stripes."""
    for x in range(-height, WIDTH, 120):
        draw.polygon(
            ((x, height), (x + height, 0), (x + height + 40, 0), (x + 40, height)), _LATTICE
        )


def _plain(_draw: ImageDraw.ImageDraw, _height: int) -> None:
    """Draw nothing: who sees little is not helped by patterns."""


_PATTERNS = {
    Design.PLAIN: _lattice,
    Design.REPORT: _lattice,
    Design.GUIDEBOOK: _waves,
    Design.MAGAZINE: _slants,
    Design.LARGE_PRINT: _plain,
}


def _draw_title(sheet: _Sheet, title: str) -> int:
    """Draw the title below its bar; return the pixel row under it where text may go on."""
    sheet.rectangle(_MARGIN, _TITLE_TOP - 84, _MARGIN + 96, _TITLE_TOP - 73, _ACCENT)
    size, lines = _title_lines(title)
    top = float(_TITLE_TOP)
    for line in lines:
        sheet.line(round(top), line, _BOLD, size)
        top += size * _LEADING
    return round(top) + 28


def _title_lines(title: str) -> tuple[int, list[str]]:
    """Return the largest size at which the title fits without breaking a word, and its lines."""
    words = title.split()
    for size in _TITLE_SIZES:
        font = _font(_BOLD, size)
        most = min(int(_TITLE_HEIGHT / (size * _LEADING)), _TITLE_LINES)
        if max((_width(font, word) for word in words), default=0) > _COLUMN:
            continue
        lines = _lines(title, font, most + 1)
        if len(lines) <= most:
            return size, _balanced(title, font, lines)
    size = _TITLE_SIZES[-1]
    return size, _lines(title, _font(_BOLD, size), int(_TITLE_HEIGHT / (size * _LEADING)))


def _balanced(title: str, font: ImageFont.FreeTypeFont, lines: list[str]) -> list[str]:
    """Return as many lines in the narrowest column that holds them: no word is left alone."""
    if len(lines) < 2:
        return lines
    words = title.split()
    widths = [_width(font, word) for word in words]
    space = _width(font, " ")
    narrow, wide = max(widths), float(_COLUMN)
    for _ in range(_BALANCE_STEPS):
        middle = (narrow + wide) / 2
        starts = _line_starts(widths, space, middle)
        if len(starts) > len(lines):
            narrow = middle
        else:
            wide = middle
            ends = [*starts[1:], len(words)]
            lines = [" ".join(words[i:j]) for i, j in zip(starts, ends, strict=True)]
    return lines


def _line_starts(widths: list[float], space: float, column: float) -> list[int]:
    """Return the index of the first word of each line, for words of these widths."""
    starts, used = [0], widths[0]
    for index, width in enumerate(widths[1:], start=1):
        if used + space + width > column:
            starts.append(index)
            used = width
        else:
            used += space + width
    return starts


_PART_OF_SYLLABLE = re.compile("^HANGUL (?:CHOSEONG|JUNGSEONG|JONGSEONG) ")


@cache
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    with as_file(files("assets") / "fonts" / name) as path:
        # The basic layout needs no shaping library, so that all machines draw the same.
        return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)


def _drawable(text: str) -> str:
    """Return ``text`` with characters that the fonts lack as the nearest ones that they have."""
    return "".join(map(_nearest, text))


def _drawn(text: str) -> str:
    """Return a text whose letters the fonts have, else ""."""
    return text if all(map(_has_glyph, filter(str.isalnum, text))) else ""


@cache
def _nearest(character: str) -> str:
    """Return a character, its full-width or plain form, or its letter without the accent.

    A part of a syllable of old Hangul becomes the letter that stands alone: ㅎㆍㄴ.
    """
    decomposed = unicodedata.normalize("NFD", character)
    alike = _ALIKE.get(character, character)
    plain = unicodedata.normalize("NFKC", character)
    for form in (character, alike, plain, _letter_alone(character), decomposed[:1]):
        if all(map(_has_glyph, form)):
            return form
    return character


def _letter_alone(jamo: str) -> str:
    """Return the compatibility jamo of a conjoining one (Unicode, 18.6); the character if none."""
    name = unicodedata.name(jamo, "")
    try:
        return unicodedata.lookup(f"HANGUL LETTER {_PART_OF_SYLLABLE.sub('', name)}")
    except KeyError:
        return jamo


@lru_cache(maxsize=4096)
def _has_glyph(character: str) -> bool:
    if character.isascii() or "가" <= character <= "힣":
        return True
    font = _font(_BOLD, _TITLE_SIZES[-1])
    drawn, missing = (bytes(font.getmask(each)) for each in (character, _NO_CHARACTER))
    return drawn != missing


def _lines(text: str, font: ImageFont.FreeTypeFont, most: int) -> list[str]:
    """Return ``text`` broken between words; inside a word only where it is wider than the column.

    At most ``most`` lines are looked for: the rest is left out.
    """
    lines: list[str] = []
    line, used = "", 0.0
    for word in text.split():
        width = _width(font, word)
        if line:
            width += used + _width(font, " ")
        if width <= _COLUMN:
            line, used = f"{line} {word}" if line else word, width
            continue
        if line:
            lines.append(line)
        if len(lines) >= most:
            return lines
        pieces = _pieces(word, font)
        lines.extend(pieces[:-1])
        line, used = pieces[-1], _width(font, pieces[-1])
    if line:
        lines.append(line)
    return lines[:most]


@lru_cache(maxsize=4096)
def _width(font: ImageFont.FreeTypeFont, text: str) -> float:
    """Return how wide a word is drawn; each is asked for at several sizes and lines."""
    return font.getlength(text)


def _pieces(word: str, font: ImageFont.FreeTypeFont) -> list[str]:
    pieces = [""]
    # A word that fills more than a cover is cut off by its caller anyway.
    for character in word[:400]:
        if pieces[-1] and font.getlength(pieces[-1] + character) > _COLUMN:
            pieces.append("")
        pieces[-1] += character
    return pieces


def _fitted(text: str, font: ImageFont.FreeTypeFont) -> str:
    lines = _lines(text, font, 1)
    return lines[0] if lines else ""


def _date_shown(date: str) -> str:
    """Return an ISO date as Korean covers print it: "2026. 11."."""
    parts = date.strip()[:7].split("-")
    if not (len(parts[0]) == 4 and parts[0].isdecimal()):
        return ""
    if len(parts) > 1 and parts[1].isdecimal():
        return f"{parts[0]}. {int(parts[1])}."
    return f"{parts[0]}."


def _palette(scheme: _Scheme) -> bytes:
    """Return the 16 colours of a cover, three bytes each."""
    palette: list[int] = []
    for level in range(_LEVELS):
        share = level / _INK
        palette += [
            round(paper + (ink - paper) * share)
            for paper, ink in zip(_PAPER, scheme.ink, strict=True)
        ]
    palette += [*scheme.accent, *scheme.lattice, *scheme.panel, *_PAPER]
    return bytes(palette)
