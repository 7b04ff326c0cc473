# SPDX-License-Identifier: AGPL-3.0-or-later
"""Lists: markers that a page leaves to the style sheet become text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from converters.document.nodes import (
    Blocks,
    ListBlock,
    ListItem,
    Paragraph,
    Text,
)
from converters.readers.epub_book.context import EpubContext
from converters.readers.epub_book.elements import classes_of, declarations_of
from converters.readers.epub_book.runs import Style
from converters.source.xml import name_of, text_of
from converters.xhtml.markup import Element, one_line

ReadBlocks = Callable[[Element, EpubContext, Style], Blocks]

_BULLETS = ("•", "◦", "▪")
_STYLES = {"1": "decimal", "a": "lower-alpha", "i": "lower-roman"}
_UPPER = {"A": "upper-alpha", "I": "upper-roman"}
_SYLLABLES = "가나다라마바사아자차카타파하"
_CONSONANTS = "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_SEQUENCES = {
    "hangul": _SYLLABLES,
    "korean-syllable": _SYLLABLES,
    "hangul-consonant": _CONSONANTS,
    "korean-consonant": _CONSONANTS,
    "circled-decimal": _CIRCLED,
}
_NAMED_BULLETS = {"disc": "•", "circle": "◦", "square": "▪"}
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_MOST_ROMAN = 3999
_BOXES = {"☑": True, "☐": False}
# The classes by which our own style sheet hangs a marker; such lists bring theirs as text.
_OWN = frozenset({"m0", "m1", "m2", "m3", "m4", "m5"})


def read_list(
    element: Element, context: EpubContext, style: Style, read_blocks: ReadBlocks
) -> ListBlock | None:
    """Return a list (HTML, 4.4.5 to 4.4.8), None where nothing is left of it."""
    ordered = name_of(element) == "ol"
    own = not _OWN.isdisjoint(classes_of(element))
    entries = [child for child in element if child not in context.places.bodies]
    entries = [child for child in entries if name_of(child) not in ("", "script", "template")]
    number, step = _numbering(element, len(entries))
    items: list[ListItem] = []
    for child in entries:
        if name_of(child) in ("ol", "ul") and items:
            # A list directly in a list belongs to the item before it, as pages show it.
            inner = read_list(child, context, style, read_blocks)
            if inner is not None:
                items[-1] = replace(items[-1], blocks=(*items[-1].blocks, inner))
            continue
        number = _integer(child.get("value"), number)
        marker = "" if own else _marker(element, child, number, ordered)
        items.append(_item(child, marker, context, style, read_blocks))
        number += step
    return ListBlock(ordered, tuple(items), context.origin()) if items else None


def _item(
    element: Element, marker: str, context: EpubContext, style: Style, read_blocks: ReadBlocks
) -> ListItem:
    lead = _lead(element)
    if lead is None:
        blocks = read_blocks(element, context, style)
        return _checked(marker, blocks)
    marker = one_line(text_of(lead))
    blocks = read_blocks(element, context, style)
    if marker in _BOXES:
        return ListItem("", blocks, _BOXES[marker])
    return ListItem(marker, blocks)


def _lead(element: Element) -> Element | None:
    """Return the marker that an item of our own books begins with."""
    # The start of a printed page may stand before it.
    first = next((child for child in element if name_of(child) != "span"), None)
    if first is None or "lead" not in classes_of(first):
        return None
    span = next(iter(first), None)
    if span is None or "marker" not in classes_of(span) or (first.text or "").strip():
        return None
    return span


def _checked(marker: str, blocks: Blocks) -> ListItem:
    """Return an item; one that begins with a check box has it as its marker."""
    first = blocks[0] if blocks else None
    if isinstance(first, Paragraph) and first.inlines and isinstance(first.inlines[0], Text):
        run = first.inlines[0]
        state = _BOXES.get(run.value[:1])
        if state is not None:
            value = run.value[1:].lstrip(" ")
            rest = ((replace(run, value=value),) if value else ()) + first.inlines[1:]
            return ListItem("", (replace(first, inlines=rest), *blocks[1:]), state)
    return ListItem(marker, blocks)


# ---------------------------------------------------------------- numbers


def _numbering(element: Element, length: int) -> tuple[int, int]:
    if element.get("reversed") is not None:
        return _integer(element.get("start"), length), -1
    return _integer(element.get("start"), 1), 1


def _integer(text: str | None, default: int) -> int:
    try:
        return int((text or "").strip()[:9])
    except ValueError:
        return default


def _marker(parent: Element, item: Element, number: int, ordered: bool) -> str:
    kind = _kind(item) or _kind(parent)
    if kind == "none":
        return ""
    if kind.startswith(('"', "'")):
        return one_line(kind.strip("\"'"))
    if not ordered or kind in _NAMED_BULLETS:
        return _NAMED_BULLETS.get(kind) or _BULLETS[min(_depth(parent), len(_BULLETS) - 1)]
    shown = _numeral(kind, number)
    return shown if kind == "circled-decimal" else f"{shown}."


def _kind(element: Element) -> str:
    declared = declarations_of(element)
    for name in ("list-style-type", "list-style"):
        for word in declared.get(name, "").split():
            if word not in ("inside", "outside") and not word.startswith("url("):
                return word
    said = element.get("type", "").strip()
    return _STYLES.get(said) or _UPPER.get(said) or said.lower()


def _numeral(kind: str, number: int) -> str:
    """Return ``number`` in a counter style (CSS Counter Styles 3, 6)."""
    sequence = _SEQUENCES.get(kind, "")
    if 0 < number <= len(sequence):
        return sequence[number - 1]
    if kind == "decimal-leading-zero":
        return f"{number:02d}"
    if kind in ("lower-alpha", "lower-latin", "upper-alpha", "upper-latin") and number > 0:
        letters = _letters(number)
        return letters.upper() if kind.startswith("upper") else letters
    if kind in ("lower-roman", "upper-roman") and 0 < number <= _MOST_ROMAN:
        roman = _roman(number)
        return roman.upper() if kind.startswith("upper") else roman
    return str(number)


def _letters(number: int) -> str:
    shown = ""
    while number > 0:
        number, letter = divmod(number - 1, 26)
        shown = chr(ord("a") + letter) + shown
    return shown


def _roman(number: int) -> str:
    shown = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        shown += letters * count
    return shown


def _depth(element: Element) -> int:
    return sum(name_of(parent) == "ul" for parent in element.iterancestors())
