# SPDX-License-Identifier: AGPL-3.0-or-later
"""Characters of symbol fonts as Unicode (w:sym, bullets and runs; ECMA-376 part 1, 17.3.3.30)."""

from __future__ import annotations

from converters.source.old_hangul import normalise

# The encoding of the font Symbol (Adobe, "Symbol Set and Encoding"); · marks no glyph at 0xF0.
_SYMBOL_ROWS = {
    0x20: " !∀#∃%&∋()∗+,−./0123456789:;<=>?",
    0x40: "≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_",
    0x60: "‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼",
    0xA0: "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵",
    0xC0: "ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓",
    0xE0: "◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪",
    0xF1: "〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭",
}
_SYMBOL = {first + at: char for first, row in _SYMBOL_ROWS.items() for at, char in enumerate(row)}
# The glyphs of these fonts that documents use: boxes, ticks, arrows (Unicode 7.0, L2/12-368).
_WINGDINGS_2 = {
    0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x97: "●", 0x98: "●",
    0x99: "○", 0xA1: "▪", 0xA2: "■", 0xA3: "□", 0xA4: "□", 0xAE: "◆",
}  # fmt: skip
_WINGDINGS_3 = {
    0x22: "↑", 0x23: "↓", 0x5B: "↻", 0x66: "←", 0x67: "→", 0x68: "↑", 0x69: "↓", 0x70: "▲",
    0x71: "▼", 0x74: "◀", 0x75: "▶", 0x7D: "▶", 0x84: "◀",
}  # fmt: skip
_WEBDINGS = {0x34: "▶", 0x3D: "■", 0x61: "✔", 0x63: "□", 0x67: "■", 0x72: "✗", 0x6E: "●"}
_TABLES = {
    "symbol": _SYMBOL,
    "wingdings 2": _WINGDINGS_2,
    "wingdings2": _WINGDINGS_2,
    "wingdings 3": _WINGDINGS_3,
    "wingdings3": _WINGDINGS_3,
    "webdings": _WEBDINGS,
}
FONTS = frozenset({*_TABLES, "wingdings"})
"""Fonts whose characters mean something else than their code points, in small letters."""
_PRIVATE = range(0xF000, 0xF100)
DEFAULT_BULLET = "•"


def symbol(code: int, font: str) -> str:
    """Return the character ``code`` of a symbol font; empty where nobody knows its glyph."""
    name = font.lower().strip()
    low = code - _PRIVATE.start if code in _PRIVATE else code
    if name in _TABLES:
        return _TABLES[name].get(low, "")
    if name == "wingdings" or code in _PRIVATE:
        char = chr(_PRIVATE.start + low) if 0 <= low < len(_PRIVATE) else chr(code)
        text, unknown = normalise(char)
        return "" if unknown else text
    return chr(code) if 0x20 <= code < 0xD800 or 0xE000 <= code < 0x110000 else ""


def readable(text: str, font: str) -> tuple[str, int]:
    """Return the text of a run with private characters as Unicode, and how many stay private.

    Args:
        text: what the run holds.
        font: its font, which tells what the characters U+F020 to U+F0FF are.
    """
    if text.isascii():
        return text, 0
    table = _TABLES.get(font.lower().strip())
    if table is not None:
        text = "".join(
            table.get(ord(char) - _PRIVATE.start, char) if ord(char) in _PRIVATE else char
            for char in text
        )
    return normalise(text)


def bullet(text: str, font: str) -> str:
    """Return what a bullet prints (17.9.11 with the level's font)."""
    name = font.lower().strip()
    if text == "o" and name.startswith("courier"):
        return "○"
    if name not in FONTS:
        shown, unknown = normalise(text)
        return DEFAULT_BULLET if unknown else shown.strip()
    shown = "".join(symbol(ord(char), name) for char in text).strip()
    return shown or DEFAULT_BULLET
