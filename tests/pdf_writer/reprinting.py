# SPDX-License-Identifier: AGPL-3.0-or-later
"""Prints what ``rewriting`` took apart, with fonts that say more or less of their characters."""

from __future__ import annotations

import io
from enum import StrEnum

from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont

from tests.pdf_writer.fonts import to_unicode
from tests.pdf_writer.objects import ObjectFile
from tests.pdf_writer.rewriting import Print, PrintedFont, Run

_APART = 7
"""What a font with a map of glyphs adds to each code: no code is its glyph's number."""
_ASCII = range(0x20, 0x7F)


class Says(StrEnum):
    """How a font says which characters it has."""

    PLAIN = "simple font, ToUnicode"
    PLAIN_NAMES = "simple font, glyph names only"
    PLAIN_NOTHING = "simple font, nothing"
    COMPOSITE = "CID font, ToUnicode"
    CHARACTER_MAP = "CID font, its character map only"
    NAMES = "CID font, its glyph names only"
    GLYPH_MAP = "CID font, character map behind a CIDToGIDMap"
    NOTHING = "CID font, nothing"
    KOREAN_UNICODE = "UniKS-UTF16-H, not embedded"
    KOREAN_UHC = "KSCms-UHC-H, not embedded"
    DRAWN = "Type 3, ToUnicode"
    DRAWN_NOTHING = "Type 3, nothing"


_PREDEFINED = {Says.KOREAN_UNICODE: "UniKS-UTF16-H", Says.KOREAN_UHC: "KSCms-UHC-H"}
_SIMPLE = {Says.PLAIN, Says.PLAIN_NAMES, Says.PLAIN_NOTHING, Says.DRAWN, Says.DRAWN_NOTHING}


def reprinted(printed: Print, says: Says, *, rotate: int = 0, upright: bool = False) -> bytes:
    """Return the file.

    Args:
        printed: pages and fonts.
        says: what all its fonts tell.
        rotate: of each page, in degrees.
        upright: whether its content is turned back, so that a reader sees nothing of it.
    """
    out = ObjectFile()
    tree = out.reserve()
    fonts = {key: _font(out, font, says) for key, font in printed.fonts.items()}
    named = " ".join(f"/{key} {number} 0 R" for key, number in fonts.items())
    pages: list[int] = []
    for page in printed.pages:
        shown = [_shown(printed, run, says) for run in page.runs]
        content = page.drawn + b"\n" + "\n".join(shown).encode()
        width, height = page.width, page.height
        if upright:
            turn = {
                90: f"0 1 -1 0 {height} 0",
                180: f"-1 0 0 -1 {width} {height}",
                270: f"0 -1 1 0 0 {width}",
            }[rotate]
            content = f"{turn} cm\n".encode() + content
            width, height = (height, width) if rotate % 180 else (width, height)
        stream = out.stream(content)
        pages.append(
            out.add(
                f"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 {width} {height}]"
                f" /Rotate {rotate} /Contents {stream} 0 R /Resources << /Font << {named} >> >> >>"
            )
        )
    kids = " ".join(f"{number} 0 R" for number in pages)
    out.set(tree, f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>")
    return out.file(out.add(f"<< /Type /Catalog /Pages {tree} 0 R >>"))


def _shown(printed: Print, run: Run, says: Says) -> str:
    """Return a text object of its own for ``run``, with all that it needs (9.4)."""
    font = printed.fonts[run.font]
    head = f"BT /{run.font} {run.size:g} Tf {run.color} 1 0 0 1 {run.x:.3f} {run.y:.3f} Tm"
    # Word spacing is for one-byte codes (9.3.3).
    loose = says in _SIMPLE and not run.kerned and not run.without_blanks
    if loose or not (run.between_words or run.between_letters or run.without_blanks):
        digits = "".join(_code(font, code, says) for code in run.codes)
        return (
            f"{head} {run.between_letters:.4f} Tc {run.between_words:.4f} Tw <{digits}> Tj"
            " 0 Tc 0 Tw ET"
        )
    parts: list[str] = []
    for code in run.codes:
        width = font.widths[code] * run.size / 1000
        beyond = printed.advance(run, code) - width
        if run.without_blanks and font.texts.get(code) == " ":
            parts.append(f"{-1000 * (width + beyond) / run.size:.2f}")
        else:
            parts.append(f"<{_code(font, code, says)}> {-1000 * beyond / run.size:.2f}")
    return f"{head} [{' '.join(parts)}] TJ ET"


def _code(font: PrintedFont, code: int, says: Says) -> str:
    if says in _SIMPLE:
        return f"{code:02x}"
    if says is Says.KOREAN_UNICODE:
        return font.texts[code].encode("utf-16-be").hex()
    if says is Says.KOREAN_UHC:
        return font.texts[code].encode("cp949", "replace").hex()
    if says is Says.GLYPH_MAP:
        return f"{code + _APART:04x}"
    return f"{font.glyphs.get(code, 0):04x}"


def _program(font: PrintedFont, says: Says) -> bytes:
    """Return the TrueType program with what it is to tell."""
    if says in (Says.PLAIN, Says.PLAIN_NOTHING, Says.COMPOSITE):
        return font.program
    program = TTFont(io.BytesIO(font.program), recalcTimestamp=False)
    order = program.getGlyphOrder()
    # Lazily read tables would look for the old names.
    for table in ("glyf", "hmtx", "cmap", "loca"):
        _ = program[table]
    by_name = {
        order[number]: font.texts[code]
        for code, number in font.glyphs.items()
        if number and ord(font.texts[code])
    }
    tables = program["cmap"].tables
    if says in (Says.CHARACTER_MAP, Says.GLYPH_MAP):
        windows = tables[0].newSubtable(4)
        windows.platformID, windows.platEncID, windows.language = 3, 1, 0
        windows.cmap = {ord(text): name for name, text in by_name.items()}
        program["cmap"].tables = [windows]
    elif says in (Says.NAMES, Says.PLAIN_NAMES):
        renamed = {name: f"uni{ord(text):04X}" for name, text in by_name.items()}
        _rename(program, order, renamed)
        if says is Says.NAMES:
            del program["cmap"]
    else:
        del program["cmap"]
    out = io.BytesIO()
    program.save(out)
    return out.getvalue()


def _rename(program: TTFont, order: list[str], renamed: dict[str, str]) -> None:
    names = [renamed.get(name, name) for name in order]
    glyphs, metrics = program["glyf"], program["hmtx"]
    glyphs.glyphs = {renamed.get(n, n): g for n, g in glyphs.glyphs.items()}
    metrics.metrics = {renamed.get(n, n): m for n, m in metrics.metrics.items()}
    for glyph in glyphs.glyphs.values():
        glyph.expand(glyphs)
        for part in getattr(glyph, "components", ()):
            part.glyphName = renamed.get(part.glyphName, part.glyphName)
    for table in program["cmap"].tables:
        table.cmap = {code: renamed.get(n, n) for code, n in table.cmap.items()}
    program.setGlyphOrder(names)
    glyphs.glyphOrder = names
    post = program["post"]
    post.formatType, post.extraNames, post.mapping = 2.0, [], {}
    post.glyphOrder = names


# ---------------------------------------------------------------- dictionaries


def _font(out: ObjectFile, font: PrintedFont, says: Says) -> int:
    if says in (Says.DRAWN, Says.DRAWN_NOTHING):
        return _drawn(out, font, mapped=says is Says.DRAWN)
    program = ""
    if says not in _PREDEFINED:
        data = _program(font, says)
        program = f" /FontFile2 {out.stream(data, f'/Length1 {len(data)}')} 0 R"
    bold = 1 << 18 if "Bold" in font.name else 0
    descriptor = out.add(
        f"<< /Type /FontDescriptor /FontName /{font.name} /Flags {4 + bold} /Ascent 850"
        " /FontBBox [-45 -287 1000 838] /ItalicAngle 0 /Descent -300 /CapHeight 700 /StemV 87"
        f"{program} >>"
    )
    mapped = ""
    if says in (Says.PLAIN, Says.COMPOSITE):
        plain = says is Says.PLAIN
        texts = font.texts if plain else {n: font.texts[c] for c, n in font.glyphs.items()}
        mapped = f" /ToUnicode {out.stream(to_unicode(texts, 2 if plain else 4))} 0 R"
    if says in _SIMPLE:
        last = max(font.widths)
        widths = " ".join(f"{font.widths.get(code, 0):g}" for code in range(last + 1))
        return out.add(
            f"<< /Type /Font /Subtype /TrueType /BaseFont /{font.name} /FirstChar 0 /LastChar {last}"
            f" /Widths [{widths}] /FontDescriptor {descriptor} 0 R{mapped} >>"
        )
    ordering = "Korea1" if says in _PREDEFINED else "Identity"
    descendant = out.add(
        f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{font.name} /CIDSystemInfo"
        f" << /Registry (Adobe) /Ordering ({ordering}) /Supplement 1 >> {_widths(font, says)}"
        f" /FontDescriptor {descriptor} 0 R{_glyph_map(out, font, says)} >>"
    )
    return out.add(
        f"<< /Type /Font /Subtype /Type0 /BaseFont /{font.name}"
        f" /Encoding /{_PREDEFINED.get(says, 'Identity-H')}"
        f" /DescendantFonts [{descendant} 0 R]{mapped} >>"
    )


def _glyph_map(out: ObjectFile, font: PrintedFont, says: Says) -> str:
    if says in _PREDEFINED:
        return ""
    if says is not Says.GLYPH_MAP:
        return " /CIDToGIDMap /Identity"
    table = bytearray(2 * (_APART + max(font.texts) + 1))
    for code, glyph in font.glyphs.items():
        table[2 * (_APART + code) : 2 * (_APART + code) + 2] = glyph.to_bytes(2, "big")
    return f" /CIDToGIDMap {out.stream(bytes(table))} 0 R"


def _widths(font: PrintedFont, says: Says) -> str:
    if says in _PREDEFINED:
        # Adobe-Korea1 counts ASCII from 1; all Hangul of a font is of one width.
        by_text = {text: font.widths[code] for code, text in font.texts.items()}
        hangul = [width for text, width in by_text.items() if text >= "\uac00"]
        latin = " ".join(f"{by_text.get(chr(code), 500):g}" for code in _ASCII)
        return f"/DW {max(hangul, default=1000):g} /W [1 [{latin}]]"
    mapped = says is Says.GLYPH_MAP
    widths = " ".join(
        f"{code + _APART if mapped else glyph} [{font.widths[code]:g}]"
        for code, glyph in font.glyphs.items()
    )
    return f"/DW 1000 /W [{widths}]"


class _Operators(BasePen):
    """A glyph's outline as the path operators of a content stream."""

    def __init__(self, glyphs: object) -> None:
        super().__init__(glyphs)
        self.parts: list[str] = []

    def _moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self.parts.append(f"{point[0]:g} {point[1]:g} m")

    def _lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self.parts.append(f"{point[0]:g} {point[1]:g} l")

    def _curveToOne(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self.parts.append(" ".join(f"{x:.0f} {y:.0f}" for x, y in points) + " c")

    def _closePath(self) -> None:  # noqa: N802
        self.parts.append("h")


def _drawn(out: ObjectFile, font: PrintedFont, *, mapped: bool) -> int:
    """Return a Type 3 font of the same outlines (9.6.4)."""
    program = TTFont(io.BytesIO(font.program))
    glyphs, order = program.getGlyphSet(), program.getGlyphOrder()
    procedures: list[str] = []
    for code, number in font.glyphs.items():
        pen = _Operators(glyphs)
        glyphs[order[number]].draw(pen)
        path = " ".join(pen.parts)
        data = f"{font.widths[code]:g} 0 -50 -300 1050 900 d1 {path} f".encode()
        procedures.append(f"/g{code} {out.stream(data)} 0 R")
    names = " ".join(f"{code} /g{code}" for code in font.texts)
    last = max(font.widths)
    widths = " ".join(f"{font.widths.get(code, 0):g}" for code in range(last + 1))
    map_ = f" /ToUnicode {out.stream(to_unicode(font.texts, 2))} 0 R" if mapped else ""
    unit = 1 / program["head"].unitsPerEm
    return out.add(
        f"<< /Type /Font /Subtype /Type3 /FontBBox [-50 -300 1050 900] /FontMatrix [{unit:g} 0 0"
        f" {unit:g} 0 0] /CharProcs << {' '.join(procedures)} >> /Encoding << /Type /Encoding"
        f" /Differences [{names}] >> /FirstChar 0 /LastChar {last} /Widths [{widths}]"
        f" /Resources << >>{map_} >>"
    )
