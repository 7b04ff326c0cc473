# SPDX-License-Identifier: AGPL-3.0-or-later
"""Symbols that Hangul documents keep in private use areas, as Unicode characters.

Two areas are met. U+F021 to U+F0FF are the glyphs of Wingdings whatever the run's
font; their Unicode equivalents are those that Unicode 7.0 was given for that font
(L2/12-368), the older and better covered character where two would do. Plane 15
(U+F0000 to U+F0FFF) is Hancom's own: only code points whose glyph somebody has seen
in a print by Hancom are here, never a guess from neighbours, save where a run
of numbers leaves no doubt.
"""

from __future__ import annotations

_WINGDINGS_ROWS = {
    0x21: "✎✂✁👓🔔📖🕯☎✆✉🖃📪📫📬📭",
    0x30: "📁📂📄🗏🗐🗄⌛⌨🖰🖲💻🖴💾🖬✇✍",
    0x40: "✎✌👌👍👎☜☞☝☟✋☺😐☹💣☠⚐",
    0x50: "🏱✈☼💧❄🕆✞🕈✠✡☪☯ॐ☸♈♉",
    0x60: "♊♋♌♍♎♏♐♑♒♓🙰🙵●❍■□",
    0x70: "□❑❒⬧⧫◆❖⬥⌧⮹⌘❀✿“”",
    0x80: "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹",
    0x90: "❺❻❼❽❾❿🙢🙠🙡🙣🙞🙜🙝🙟·•",
    0xA0: "▪○⭕◯◉◎🔿▪◻▲✦★✶✴✹✵",
    0xB0: "⯐⌖⟡⌑⯑✪✰🕐🕑🕒🕓🕔🕕🕖🕗🕘",
    0xC0: "🕙🕚🕛⮰⮱⮲⮳⮴⮵⮶⮷🙪🙫🙕🙔🙗",
    0xD0: "🙖🙐🙑🙒🙓⌫⌦⮘➢⮙⮛⮈⮊⮉⮋←",
    0xE0: "→↑↓↖↗↙↘⬅➔⬆⬇⬉⬈⬋⬊⇦",
    0xF0: "⇨⇧⇩⬄⇳⬀⬁⬃⬂▫▫✗✓☒☑",
}

_SEEN_IN_PRINTS = {
    0x003B: "↓",
    0x0090: "✺",
    0x00DA: "▸",
    0x00E1: "(인)",
    0x012B: "(인)",
    0x02C5: "⑫",
    0x02EA: "□",
    0x02EC: "◇",
    0x02EF: "·",
    0x02FB: "▸",
    0x02FC: "►",
    0x031C: "■",
    0x03A0: "↵",
    0x03A7: "⊟",
    0x03A8: "⊞",
    0x03C5: "□",
    0x03DA: "□",
    0x03EF: "한",
    0x03F0: "글",
    0x03F1: "과",
    0x03F2: "컴",
    0x03F3: "퓨",
    0x03F4: "터",
    0x03FF: "□",
    0x0806: "┌",
    0x0807: "┬",
    0x0808: "┐",
    0x080C: "└",
    0x080E: "┘",
    0x080F: "━",
    0x0810: "│",
    0x0811: "┌",
    0x0817: "└",
    0x081A: "─",
    0x081C: "┈",
    0x0827: "■",
    0x0832: "═",
    0x0848: "━",
    # Quotation marks around running text; the closing ones are seen, each after its pair.
    0x0850: "‘",
    0x0851: "’",
    0x0852: "“",
    0x0853: "”",
    0x0854: "《",
    0x0855: "》",
}

# First code point and the characters of a run of numbers: digits in circles, in
# boxes (Unicode has none: the circle keeps the number) and in black boxes.
_NUMBER_RUNS = (
    (0x0288, "⓪①②③④⑤⑥⑦⑧⑨"),
    (0x02B1, "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
    (0x02CE, "❶❷❸❹❺❻❼❽❾❿⓫⓬⓭⓮⓯⓰⓱⓲⓳⓴"),
)

WINGDINGS = {
    0xF000 + first + offset: sign
    for first, signs in _WINGDINGS_ROWS.items()
    for offset, sign in enumerate(signs)
}
"""Code point in U+F021 to U+F0FE -> Unicode."""

PLANE_15 = {0xF0000 + code: text for code, text in _SEEN_IN_PRINTS.items()} | {
    0xF0000 + first + offset: sign
    for first, signs in _NUMBER_RUNS
    for offset, sign in enumerate(signs)
}
"""Code point in Hancom's own area -> Unicode."""

# HWP 5 files made by older versions fold plane 15 into one 16-bit unit: U+F012B stands
# there as U+A12B. Those units are Yi and Syloti Nagri letters otherwise, so only known
# symbols are unfolded.
FOLDED = {0xA000 + (code & 0xFFF): text for code, text in PLANE_15.items()}
"""16-bit unit in which HWP 5 folds a symbol of PLANE_15 -> Unicode."""
