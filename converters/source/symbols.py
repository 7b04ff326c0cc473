# SPDX-License-Identifier: AGPL-3.0-or-later
"""Characters of symbol fonts as Unicode (w:sym, bullets and runs; ECMA-376 part 1, 17.3.3.30)."""

from __future__ import annotations

from converters.source.hancom_symbols import WINGDINGS
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
_NO_GLYPH = "·"
# The Unicode equivalents that Unicode 7.0 was given for these fonts (L2/12-368); arrows and
# triangles as the older, better covered characters, as in the table of Wingdings.
_WINGDINGS_2_ROWS = {
    0x20: " 🖊🖋🖌🖍✄✀🕾🕽🗅🗆🗇🗈🗉🗊🗋",
    0x30: "🗌🗍📋🗑🗔🖵🖶🖷🖸🖭🖯🖱🖒🖓🖘🖙",
    0x40: "🖚🖛👈👉🖜🖝🖞🖟🖠🖡👆👇🖢🖣🖑✗",
    0x50: "✓☒☑⮽☒⮾⮿🛇⦸🙱🙴🙲🙳‽🙹🙺",
    0x60: "🙻🙦🙤🙥🙧🙚🙘🙙🙛⓪①②③④⑤⑥",
    0x70: "⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿",
    0x80: "☉🌕☽☾⸿✝🕇🕜🕝🕞🕟🕠🕡🕢🕣🕤",
    0x90: "🕥🕦🕧🙨🙩⋅●⦁●○○○🞉⊙⦿🞌",
    0xA0: "▪▪■□□□□🞔▣🞕🞖🞗🞘⬩⬥◇",
    0xB0: "🞚◈🞛🞜🞝🞞⬪⬧◊🞠◖◗⯊⯋⯀⯁",
    0xC0: "⬟⯂⬣⬢⯃⯄🞡🞢🞣🞤🞥🞦🞧🞨🞩🞪",
    0xD0: "🞫🞬🞭🞮🞯🞰🞱🞲🞳🞴🞵🞶🞷🞸🞹🞺",
    0xE0: "🞻🞼🞽🞾🞿🟀🟂🟄🟆🟉🟊✶🟌🟎🟐🟒",
    0xF0: "✹🟃🟇✯🟍🟔⯌⯍※⁂",
}
_WINGDINGS_3_ROWS = {
    0x20: " ←→↑↓↖↗↙↘⭰⭲⭱⭳⭶⭸⭻",
    0x30: "⭽↔↕⭪⭬⭫⭭⭍⮠⮡⮢⮣⮤⮥⮦⮧",
    0x40: "⮐⮑⮒⮓⮀⮃⭾⭿⮄⮆⮅⮇⮏⮍⮎⮌",
    0x50: "⭮⭯⎋⌤⌃⌥␣⍽⇪⮸←→←→←→",
    0x60: "←→←→←→←→↑↓↖↗↙↘↔↕",
    0x70: "▲▼△▽◀▶◁▷◣◢◤◥◂▸▴",
    0x80: "▾▲▼◀▶⮜⮞⮝⮟←→↑↓←→↑",
    0x90: "↓←→↑↓←→↑↓←→↑↓←→↑",
    0xA0: "↓←→↑↓←→←→←→←🢜🢝🢞🢟",
    0xB0: "→←→←→←→↑↓←→↑↓←→↑",
    0xC0: "↓←→↑↓←→↑↓⮨⮩⮪⮫⮬⮭⮮",
    0xD0: "⮯←→↑↓↖↗↙↘←→↑↓↖↗↙",
    0xE0: "↘←→↑↓↖↗↙↘←→↑↓←→↑",
    0xF0: "↓",
}
_WEBDINGS_ROWS = {
    0x20: " 🕷🕸🕲🕶🏆🎖🖇🗨🗩🗰🗱🌶🎗🙾🙼",
    0x30: "🗕🗖🗗◀▶▲▼⏪⏩⏮⏭⏸⏹⏺🗚🗳",
    0x40: "🛠🏗🏘🏙🏚🏜🏭🏛🏠🏖🏝🛣🔍🏔👁👂",
    0x50: "🏞🏕🛤🏟🛳🕬🕫🕨🔈🎔🎕🗬🙽🗭🗪🗫",
    0x60: "⮔✔🚲□🛡📦🛱■🚑🛈🛩🛰🟈🕴●🛥",
    0x70: "🚔🗘✗❓🛲🚇🚍⛳⦸⊖🚭🗮⏐🗯🗲",
    0x80: "🚹🚺🛉🛊🚼👽🏋⛷🏂🏌🏊🏄🏍🏎🚘🗠",
    0x90: "🛢💰🏷💳👪🗡🗢🗣✯🖄🖅🖃🖆🖹🖺🖻",
    0xA0: "🕵🕰🖽🖾📋🗒🗓🕮📚🗞🗟🗃🗂🖼🎭🎜",
    0xB0: "🎘🎙🎧💿🎞📷🎟🎬📽📹📾📻🎚🎛📺💻",
    0xC0: "🖥🖦🖧🕹🎮🕻🕼📟🖁🖀🖨🖩🖿🖪🗜🔒",
    0xD0: "🔓🗝📥📤🕳🌣🌤🌥🌦☁🌨🌧🌩🌪🌬🌫",
    0xE0: "🌜🌡🛋🛏🍽🍸🛎🛍Ⓟ♿🛆🖈🎓🗤🗥🗦",
    0xF0: "🗧🛪🐿🐦🐟🐕🐈🙬🙮🙭🙯🗺🌍🌏🌎🕊",
}


def _table(rows: dict[int, str], seen: dict[int, str] | None = None) -> dict[int, str]:
    found = {
        first + at: sign
        for first, row in rows.items()
        for at, sign in enumerate(row)
        if sign != _NO_GLYPH
    }
    return found | (seen or {})


_PRIVATE = range(0xF000, 0xF100)
_WINGDINGS = {code - _PRIVATE.start: sign for code, sign in WINGDINGS.items()}
_WINGDINGS_2 = _table(_WINGDINGS_2_ROWS, {0x53: "☒", 0x97: "●", 0xAE: "◆"})
_WINGDINGS_3 = _table(_WINGDINGS_3_ROWS, {0x7D: "▶"})
_TABLES = {
    "symbol": _table(_SYMBOL_ROWS),
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "wingdings2": _WINGDINGS_2,
    "wingdings 3": _WINGDINGS_3,
    "wingdings3": _WINGDINGS_3,
    "webdings": _table(_WEBDINGS_ROWS),
}
FONTS = frozenset(_TABLES)
"""Fonts whose characters mean something else than their code points, in small letters."""
DEFAULT_BULLET = "•"


def symbol(code: int, font: str) -> str:
    """Return the character ``code`` of a symbol font; empty where nobody knows its glyph."""
    name = font.lower().strip()
    low = code - _PRIVATE.start if code in _PRIVATE else code
    if name in _TABLES:
        return _TABLES[name].get(low, " " if low == 0x20 else "")
    if code in _PRIVATE:
        text, unknown = normalise(chr(code))
        return "" if unknown else text
    return chr(code) if 0x20 <= code < 0xD800 or 0xE000 <= code < 0x110000 else ""


def readable(text: str, font: str) -> tuple[str, int]:
    """Return the text of a run with private characters as Unicode, and how many stay private.

    Args:
        text: what the run holds.
        font: its font: in a symbol font U+0020 to U+00FF, and U+F020 to U+F0FF for the same,
            are its signs and no letters.
    """
    table = _TABLES.get(font.lower().strip()) if font else None
    if table is not None:
        return normalise("".join(_sign(char, table) for char in text))
    return (text, 0) if text.isascii() else normalise(text)


def _sign(char: str, table: dict[int, str]) -> str:
    code = ord(char)
    return table.get(code - _PRIVATE.start if code in _PRIVATE else code, char)


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
