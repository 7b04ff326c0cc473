# SPDX-License-Identifier: AGPL-3.0-or-later
"""Names, switches and lengths of WordprocessingML (ECMA-376 part 1, 17.17 and 22.9)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy

from converters.xhtml.markup import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DGM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
WPG = "{http://schemas.microsoft.com/office/word/2010/wordprocessingGroup}"
WPC = "{http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas}"
V = "{urn:schemas-microsoft-com:vml}"
O = "{urn:schemas-microsoft-com:office:office}"  # noqa: E741 - the prefix of every file
DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"

VAL = f"{W}val"
# Extensions that we read; anything else asks for its fallback (ECMA-376 part 3, 9.3).
_UNDERSTOOD = (
    "http://schemas.microsoft.com/office/word/",
    "http://schemas.openxmlformats.org/",
    "http://schemas.microsoft.com/office/drawing/2010/main",
    "http://purl.oclc.org/",
)
OFF = frozenset({"0", "false", "off", "none"})
_LENGTH = re.compile(r"^(-?[\d.]+)(pt|in|cm|mm|pc|pi)$")
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 7.2 / 2.54, "pc": 12.0, "pi": 12.0}
_PROMPT = re.compile(
    r"^(?:\[[^\]]*\]|(?:click|tap|choose|select|enter|type|pick)\b.{0,80}|.{0,60}(?:클릭|입력|선택)하(?:세요|십시오|여).{0,40})$",
    re.IGNORECASE,
)
EMU_PER_PT = 12_700
_LONGEST_NUMBER = 12


def val(parent: Element | None, name: str) -> str:
    """Return the ``w:val`` of the child ``w:name``; empty where there is none."""
    if parent is None:
        return ""
    child = parent.find(W + name)
    return "" if child is None else child.get(VAL, "")


def is_on(element: Element | None, default: bool = False) -> bool:
    """Return an on/off property (17.17.4): present without a value means on."""
    if element is None:
        return default
    return element.get(VAL, "1") not in OFF


def whole(text: str | None, default: int = 0) -> int:
    """Return a whole number; ``default`` where ``text`` is none."""
    if text is None:
        return default
    bare = text.strip()
    if len(bare) > _LONGEST_NUMBER:
        return default
    try:
        return int(bare)
    except ValueError:
        return default


def points(text: str | None, per_pt: float = 20.0) -> float | None:
    """Return a length in points: twentieths as a bare number, or a number with its unit.

    None where it says none.
    """
    if not text or len(text) > _LONGEST_NUMBER:
        return None
    match = _LENGTH.match(text)
    try:
        length = float(match[1]) * _POINTS[match[2]] if match else float(text) / per_pt
    except ValueError:
        return None
    return length if abs(length) < 10_000 else None


def chosen(alternate: Element) -> Element | None:
    """Return the one branch of mc:AlternateContent that counts (ECMA-376 part 3, 9.3)."""
    choices = alternate.findall(f"{MC}Choice")
    for choice in choices:
        wanted = (choice.get("Requires") or "").split()
        spaces = [choice.nsmap.get(prefix) or "" for prefix in wanted]
        if spaces and all(space.startswith(_UNDERSTOOD) for space in spaces):
            return choice
    fallback = alternate.find(f"{MC}Fallback")
    if fallback is not None:
        return fallback
    return choices[0] if choices else None


_TRANSPARENT = frozenset(
    {W + name for name in ("customXml", "smartTag", "ins", "moveTo", "sdtContent", "dir", "bdo")}
)


def content(parent: Element) -> Iterator[Element]:
    """Yield what ``parent`` holds, without what only wraps it.

    Content controls (17.5.2), custom XML, smart tags, insertions and the branches of
    alternate content are opened; a control that shows its placeholder is left out,
    as a book has nothing to fill in.
    """
    for child in parent:
        tag = child.tag
        if tag == f"{W}sdt":
            inner = child.find(f"{W}sdtContent")
            if inner is not None and not is_placeholder(child):
                yield from content(inner)
        elif tag == f"{MC}AlternateContent":
            branch = chosen(child)
            if branch is not None:
                yield from content(branch)
        elif tag in _TRANSPARENT:
            yield from content(child)
        else:
            yield child


def is_placeholder(control: Element) -> bool:
    """Whether a content control shows nothing but the prompt to fill it in (17.5.2.39).

    Programs and templates set the mark on real text, too: what does not read
    like a prompt, or is not styled as one, stays in the book.
    """
    properties = control.find(f"{W}sdtPr")
    if properties is None or not is_on(properties.find(f"{W}showingPlcHdr")):
        return False
    inner = control.find(f"{W}sdtContent")
    if inner is None:
        return True
    text = " ".join("".join(part.text or "" for part in inner.iter(f"{W}t")).split())
    if not text or _PROMPT.match(text):
        return True
    styles = {style.get(VAL, "").lower() for style in inner.iter(f"{W}rStyle")}
    return any("placeholder" in style for style in styles)


def text_of(element: Element) -> str:
    """Return all text below ``element``, deleted text too."""
    return "".join(
        part.text or "" for part in element.iter(f"{W}t", f"{W}delText", f"{M}t", f"{A}t")
    )


BLOCKS = frozenset({f"{W}p", f"{W}tbl", f"{W}altChunk"})
"""What stands in a flow of its own right."""


def holding(name: str, element: Element) -> Element:
    """Return a new element ``w:name`` around a copy of ``element``: a place that it lacks."""
    wrapper = element.makeelement(W + name)
    wrapper.append(deepcopy(element))
    return wrapper
