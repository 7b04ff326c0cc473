# SPDX-License-Identifier: AGPL-3.0-or-later
"""Fonts by how they say which characters they have (ISO 32000-2, 9.6 to 9.10).

All are set in glyphs one em wide for Korean and half an em for everything else, so that
tests can say where each glyph stands.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

from tests.pdf_writer.objects import ObjectFile

_MOMENT = 3_786_912_000
"""Seconds since 1904."""


def width_of(character: str) -> float:
    """Return the advance in ems."""
    return 1.0 if character >= "\u1100" else 0.5


@dataclass
class Font:
    """A composite font, Identity-H, whose glyphs are numbered in the order of use."""

    name: str = "Batang"
    to_unicode: bool = True
    korean_order: bool = False
    """Encoded by the predefined CMap UniKS-UTF16-H instead, as Hancom's old drivers did."""
    vertical: bool = False
    wrong: dict[str, str] = field(default_factory=dict)
    """What the ToUnicode map says falsely of a character, in hexadecimal digits."""
    telling: bool = False
    """Whether the embedded font has a character map of its own, or names its glyphs by it."""
    shift: int = 0
    """What its CIDToGIDMap takes off each CID; without one both are the same."""
    glyphs: dict[str, int] = field(default_factory=dict)

    def encode(self, text: str) -> str:
        """Return the hexadecimal string that shows ``text``."""
        if self.korean_order:
            return f"<{text.encode('utf-16-be').hex()}>"
        for character in text:
            self.glyphs.setdefault(character, len(self.glyphs) + 1)
        return "<" + "".join(f"{self.glyphs[c] + self.shift:04x}" for c in text) + ">"

    def write(self, file: ObjectFile) -> int:
        """Return the number of the font's dictionary."""
        ordering = "Korea1" if self.korean_order else "Identity"
        program = ""
        if not self.korean_order:
            data = _program(self.glyphs, telling=self.telling)
            program = f" /FontFile2 {file.stream(data, f'/Length1 {len(data)}')} 0 R"
        descriptor = file.add(
            f"<< /Type /FontDescriptor /FontName /{self.name} /Flags 4 /FontBBox [0 -120 1000 880]"
            f" /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80{program} >>"
        )
        widths = " ".join(
            f"{number + self.shift} [{round(1000 * width_of(c))}]"
            for c, number in self.glyphs.items()
        )
        glyph_map = "/Identity"
        if self.shift:
            table = bytes(2 * self.shift) + b"".join(
                number.to_bytes(2, "big") for number in (0, *self.glyphs.values())
            )
            glyph_map = f"{file.stream(table)} 0 R"
        if self.korean_order:
            widths = "1 95 500"
        descendant = file.add(
            f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{self.name} /CIDSystemInfo"
            f" << /Registry (Adobe) /Ordering ({ordering}) /Supplement 0 >>"
            f" /FontDescriptor {descriptor} 0 R /DW 1000 /W [{widths}] /CIDToGIDMap {glyph_map} >>"
        )
        direction = "V" if self.vertical else "H"
        encoding = f"UniKS-UTF16-{direction}" if self.korean_order else f"Identity-{direction}"
        mapped = ""
        if self.to_unicode and not self.korean_order:
            mapped = f" /ToUnicode {file.stream(self._map())} 0 R"
        return file.add(
            f"<< /Type /Font /Subtype /Type0 /BaseFont /{self.name} /Encoding /{encoding}"
            f" /DescendantFonts [{descendant} 0 R]{mapped} >>"
        )

    def _map(self, digits: int = 4) -> bytes:
        texts = {number + self.shift: c for c, number in self.glyphs.items()}
        return to_unicode(texts, digits, self.wrong)


def to_unicode(texts: dict[int, str], digits: int, wrong: dict[str, str] | None = None) -> bytes:
    """Return a ToUnicode map (9.10.3).

    Args:
        texts: by code.
        digits: hexadecimal, of each code.
        wrong: what it says falsely of a character, in hexadecimal digits.
    """
    lines = [
        f"<{code:0{digits}x}> <{(wrong or {}).get(text, text.encode('utf-16-be').hex())}>"
        for code, text in texts.items()
    ]
    blocks = [
        f"{len(lines[at : at + 100])} beginbfchar\n"
        + "\n".join(lines[at : at + 100])
        + "\nendbfchar\n"
        for at in range(0, len(lines), 100)
    ]
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
        f"1 begincodespacerange\n<{'0' * digits}> <{'f' * digits}>\nendcodespacerange\n"
        + "".join(blocks)
        + "endcmap\nend\nend\n"
    ).encode()


def _program(glyphs: dict[str, int], *, telling: bool, by_code: bool = False) -> bytes:
    """Return a TrueType font in which every glyph but those of blanks is a box.

    Args:
        glyphs: their numbers by character.
        telling: whether it says which characters they are.
        by_code: whether its character map is for the codes of a simple font, so that only
            the names of glyphs can tell.
    """
    named = telling and by_code
    names = [
        ".notdef",
        *(f"uni{ord(c):04X}" if named else f"glyph{n:05d}" for c, n in glyphs.items()),
    ]
    widths = [500, *(round(1000 * width_of(c)) for c in glyphs)]
    boxes = {}
    for name, width, text in zip(names, widths, (" ", *glyphs), strict=True):
        pen = TTGlyphPen(None)
        if text.strip():
            pen.moveTo((50, 0))
            for corner in ((50, 700), (width - 50, 700), (width - 50, 0)):
                pen.lineTo(corner)
            pen.closePath()
        boxes[name] = pen.glyph()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    told = telling and not by_code
    builder.setupCharacterMap({ord(c): names[n] for c, n in glyphs.items()} if told else {})
    builder.setupGlyf(boxes)
    builder.setupHorizontalMetrics(
        {name: (width, 50) for name, width in zip(names, widths, strict=True)}
    )
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupPost(keepGlyphNames=named)
    if by_code:
        table = CmapSubtable.newSubtable(6)
        table.platformID, table.platEncID, table.language = 1, 0, 0
        table.cmap = {number: names[number] for number in glyphs.values()}
        builder.font["cmap"].tables = [table]
    elif not telling:
        del builder.font["cmap"]
    # A fixed date: the same test writes the same file.
    builder.font["head"].created = builder.font["head"].modified = _MOMENT
    builder.font.recalcTimestamp = False
    out = io.BytesIO()
    builder.save(out)
    return out.getvalue()


@dataclass
class Named(Font):
    """One of the standard fonts, or any other simple font that is not embedded."""

    name: str = "Helvetica"

    def encode(self, text: str) -> str:
        return f"<{text.encode('cp1252').hex()}>"

    def write(self, file: ObjectFile) -> int:
        widths = " ".join("500" for _ in range(32, 256))
        descriptor = file.add(
            f"<< /Type /FontDescriptor /FontName /{self.name} /Flags 32 /FontBBox [0 -120 1000 880]"
            " /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >>"
        )
        return file.add(
            f"<< /Type /Font /Subtype /TrueType /BaseFont /{self.name} /Encoding /WinAnsiEncoding"
            f" /FirstChar 32 /LastChar 255 /Widths [{widths}] /FontDescriptor {descriptor} 0 R >>"
        )


@dataclass
class Drawn(Font):
    """A Type 3 font: each glyph is a drawing, and nothing names its character."""

    name: str = "Drawn"

    def encode(self, text: str) -> str:
        for character in text:
            self.glyphs.setdefault(character, len(self.glyphs) + 1)
        return "<" + "".join(f"{self.glyphs[c]:02x}" for c in text) + ">"

    def write(self, file: ObjectFile) -> int:
        names = [f"g{number}" for number in self.glyphs.values()]
        programs = " ".join(
            f"/{name} {file.stream(b'1000 0 0 0 900 900 d1 100 100 700 700 re f')} 0 R"
            for name in names
        )
        last = len(names)
        widths = " ".join(str(round(1000 * width_of(c))) for c in self.glyphs)
        mapped = f" /ToUnicode {file.stream(self._map(2))} 0 R" if self.to_unicode else ""
        return file.add(
            "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1000 1000] /FontMatrix [.001 0 0 .001 0 0]"
            f" /CharProcs << {programs} >> /Encoding << /Type /Encoding /Differences [1 "
            f"{' '.join('/' + name for name in names)}] >> /FirstChar 1 /LastChar {last}"
            f" /Widths [{widths}] /Resources << >>{mapped} >>"
        )


@dataclass
class Renumbered(Font):
    """A simple TrueType font whose codes count from 1, without an encoding or a ToUnicode map."""

    name: str = "ABCDEF+Batang"
    to_unicode: bool = False

    def encode(self, text: str) -> str:
        for character in text:
            self.glyphs.setdefault(character, len(self.glyphs) + 1)
        return "<" + "".join(f"{self.glyphs[c]:02x}" for c in text) + ">"

    def write(self, file: ObjectFile) -> int:
        data = _program(self.glyphs, telling=self.telling, by_code=True)
        program = file.stream(data, f"/Length1 {len(data)}")
        descriptor = file.add(
            f"<< /Type /FontDescriptor /FontName /{self.name} /Flags 4 /FontBBox [0 -120 1000 880]"
            " /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80"
            f" /FontFile2 {program} 0 R >>"
        )
        widths = " ".join(str(round(1000 * width_of(c))) for c in self.glyphs)
        return file.add(
            f"<< /Type /Font /Subtype /TrueType /BaseFont /{self.name} /FirstChar 1"
            f" /LastChar {len(self.glyphs)} /Widths [{widths}] /FontDescriptor {descriptor} 0 R >>"
        )
