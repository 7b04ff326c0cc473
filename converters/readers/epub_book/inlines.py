# SPDX-License-Identifier: AGPL-3.0-or-later
"""Inline elements of a page as inlines of a paragraph."""

from __future__ import annotations

import re
from collections.abc import Callable

from converters.document.nodes import (
    Inline,
    InlineImage,
    InlineMath,
    InlineUnsupported,
    LineBreak,
    Link,
    Math,
    PageMark,
    Paragraph,
    Ruby,
)
from converters.document.notices import NoticeKind
from converters.readers.epub_book.context import EpubContext
from converters.readers.epub_book.elements import (
    SKIPPED,
    classes_of,
    declarations_of,
    percent_of,
    types_of,
)
from converters.readers.epub_book.places import is_backlink
from converters.readers.epub_book.runs import RunCollector, Style, style_inside
from converters.source.mathematics.presentation import math_of
from converters.source.pictures import PictureUnreadable
from converters.source.svg import SvgRefused
from converters.source.xml import name_of, text_of
from converters.xhtml.links import external_href
from converters.xhtml.markup import Element, clean, one_line
from converters.xhtml.words import words_for

_XLINK_HREF = "{http://www.w3.org/1999/xlink}href"
_EM = re.compile(r"(\d+(?:\.\d+)?)em")
_WORDS = (words_for("ko"), words_for("en"))
# What our own books say of a picture that its author did not describe.
_NO_ALT = re.compile(
    "|".join(
        rf"{re.escape(words.picture)} \d+ \({re.escape(words.no_description)}\)" for words in _WORDS
    )
)
_PRESENTATION = frozenset({"presentation", "none"})
_MEDIA = frozenset({"audio", "video"})
_EMBEDDED = frozenset({"object", "embed", "iframe", "canvas"})
_FIELDS = frozenset({"input", "select", "textarea", "button"})
_DEEPEST = 60
_HTTP = ("http:", "https:", "mailto:", "tel:", "ftp:", "www.")


def read_inlines(
    element: Element,
    line: RunCollector,
    context: EpubContext,
    style: Style,
    passed: Element | None = None,
) -> None:
    """Append what stands inside ``element`` to ``line``, but for the child ``passed``."""
    line.text(element.text, style)
    for child in element:
        if child is not passed:
            read_inline(child, line, context, style)
        line.text(child.tail, style)


def read_inline(element: Element, line: RunCollector, context: EpubContext, style: Style) -> None:
    """Append ``element`` itself to ``line``."""
    name = name_of(element)
    if not name or name in SKIPPED or element in context.places.bodies:
        return
    if context.depth > context.limits.nesting + _DEEPEST:
        context.notice(NoticeKind.NESTING)
        line.text(text_of(element), style)
        return
    if context.hides(element):
        text = text_of(element)
        if text:
            context.hide((Paragraph((style.text(text),)),))
        return
    context.depth += 1
    try:
        _READERS.get(name, _read_plain)(element, line, context, style)
    finally:
        context.depth -= 1


def _read_plain(element: Element, line: RunCollector, context: EpubContext, style: Style) -> None:
    if "pagebreak" in types_of(element):
        label = page_label(element)
        if label:
            line.add(PageMark(label))
        return
    if is_backlink(element) and name_of(element) == "span":
        return
    names = classes_of(element)
    bare = not len(element) and not (element.text or "").strip()
    for anchor in context.anchors_at(element, always=bare):
        line.add(anchor)
    if "unsupported" in names:
        line.add(_unsupported(text_of(element)))
        return
    if "equation-script" in names:
        line.add(InlineMath(Math("", text_of(element), "text")))
        return
    read_inlines(element, line, context, style_inside(element, style, context.language))


def page_label(element: Element) -> str:
    """Return what is printed on the page that begins at ``element``."""
    said = element.get("aria-label") or element.get("title") or text_of(element)
    return one_line(said)


def _unsupported(text: str) -> InlineUnsupported:
    for words in _WORDS:
        if text == f"[{words.missing_picture}]":
            return InlineUnsupported("missing-image")
        for kind, thing in words.things.items():
            if text == f"[{thing}]":
                return InlineUnsupported(kind)
    return InlineUnsupported("unknown-object", text)


def _read_break(
    _element: Element, line: RunCollector, _context: EpubContext, _style: Style
) -> None:
    line.add(LineBreak())


def _read_script(
    _element: Element, _line: RunCollector, context: EpubContext, _style: Style
) -> None:
    context.notices.add(NoticeKind.SCRIPT, detail=context.part)


def _read_quoted(element: Element, line: RunCollector, context: EpubContext, style: Style) -> None:
    line.text("“", style)
    read_inlines(element, line, context, style)
    line.text("”", style)


# ---------------------------------------------------------------- links and notes


def _read_link(element: Element, line: RunCollector, context: EpubContext, style: Style) -> None:
    places = context.places
    body = places.noterefs.get(element)
    if body is not None:
        _read_note_ref(element, body, line, context, style)
        return
    if is_backlink(element) or element in places.backlinks:
        return
    for anchor in context.anchors_at(element, always=element.get("href") is None):
        line.add(anchor)
    inside = style_inside(element, style, context.language)
    href = element.get("href")
    if href is None:
        read_inlines(element, line, context, inside)
        return
    line.begin()
    read_inlines(element, line, context, inside)
    children = line.end()
    target = _target(element, href.strip(), context)
    if target is None:
        context.notices.add(NoticeKind.LINK_TARGET, detail=href[:200])
        line.put_back(children)
    elif children:
        line.add(Link(target, children, element.get("title") or None))


def _target(element: Element, href: str, context: EpubContext) -> str | None:
    place = context.places.links.get(element)
    if place is not None:
        return f"#{context.places.names[place]}" if place in context.places.names else None
    return href if href.lower().startswith(_HTTP) and external_href(href) else None


def _read_note_ref(
    element: Element, body: Element, line: RunCollector, context: EpubContext, style: Style
) -> None:
    # A mark that is a picture gets the number of its note.
    mark = one_line(text_of(element)) or str(len(context.note_ids) + 1)
    for anchor in context.anchors_at(element):
        line.add(anchor)
    found = context.note_ref(body, mark)
    if isinstance(found, str):
        # A second mark of one note is a link to it: a note is printed once.
        line.begin()
        line.text(mark, style)
        line.add(Link(f"#{found}", line.end()))
    else:
        line.add(found)


# ---------------------------------------------------------------- ruby and equations


def _read_ruby(element: Element, line: RunCollector, context: EpubContext, style: Style) -> None:
    """Append each base with the reading that follows it (HTML, 4.5.10)."""
    style = style_inside(element, style, context.language)
    below = "below" in classes_of(element)
    if next(element.iter("{*}rt", "rt"), None) is None:
        read_inlines(element, line, context, style)
        return
    line.begin()
    line.text(element.text, style)
    for child in element:
        name = name_of(child)
        if name in ("rt", "rtc"):
            line.add(Ruby(line.end(), one_line(text_of(child)), below))
            line.begin()
        elif name == "rb":
            read_inlines(child, line, context, style)
        elif name != "rp":
            read_inline(child, line, context, style)
        line.text(child.tail, style)
    line.put_back(line.end())


def _read_math(element: Element, line: RunCollector, _context: EpubContext, _style: Style) -> None:
    line.displayed = element.get("display") == "block"
    line.add(InlineMath(math_of(element)))


# ---------------------------------------------------------------- pictures and other things


def _read_image(element: Element, line: RunCollector, context: EpubContext, _style: Style) -> None:
    for anchor in context.anchors_at(element):
        line.add(anchor)
    href = element.get("src") or element.get(_XLINK_HREF) or element.get("href") or ""
    line.add(_picture(element, href, line, context))


def _picture(element: Element, href: str, line: RunCollector, context: EpubContext) -> Inline:
    alt, decorative = alt_of(element)
    try:
        key = context.pictures.load(href, context.part)
    except PictureUnreadable as error:
        context.notice(error.kind, href[:80])
        return InlineUnsupported(error.kind.value, alt)
    if not alt and not decorative:
        context.notice(NoticeKind.ALT_TEXT_MISSING)
    declared = declarations_of(element)
    height = _EM.fullmatch(declared.get("height", ""))
    if "inline" not in classes_of(element):
        line.free_images += 1
    return InlineImage(
        key,
        alt,
        decorative,
        percent_of(declared.get("width") or element.get("width")),
        float(height[1]) if height else None,
    )


def alt_of(element: Element) -> tuple[str, bool]:
    """Return what is said of a picture, and whether it is there for looks only.

    An empty alternative text says the latter (HTML, 4.8.4.4.3); none at all says nothing.
    """
    alt = element.get("alt")
    said = one_line(alt or element.get("aria-label") or "")
    if element.get("role") in _PRESENTATION or (alt is not None and not said):
        return "", True
    return ("" if _NO_ALT.fullmatch(said) else said), False


def _read_svg(element: Element, line: RunCollector, context: EpubContext, style: Style) -> None:
    inner = [e for e in element.iter() if name_of(e) not in ("", "svg", "g", "title", "desc")]
    if len(inner) == 1 and name_of(inner[0]) == "image":
        # A picture in a frame of SVG, as covers and whole pages often are.
        _read_image(inner[0], line, context, style)
        return
    try:
        key, title = context.pictures.keep_svg(element, context.part)
    except SvgRefused as error:
        context.notice(NoticeKind.UNREADABLE_IMAGE, context.part)
        line.add(InlineUnsupported(NoticeKind.UNREADABLE_IMAGE.value, clean(error.text)))
        return
    if not title:
        context.notice(NoticeKind.ALT_TEXT_MISSING)
    line.free_images += 1
    line.add(InlineImage(key, one_line(title), element.get("aria-hidden") == "true"))


def _read_media(element: Element, line: RunCollector, context: EpubContext, _style: Style) -> None:
    context.notice(NoticeKind.VIDEO)
    line.add(InlineUnsupported(NoticeKind.VIDEO.value, text_of(element)))


def _read_embedded(
    element: Element, line: RunCollector, context: EpubContext, style: Style
) -> None:
    source = element.get("data") or ""
    if element.get("type", "").startswith("image/") and source:
        line.add(_picture(element, source, line, context))
        return
    if any(name_of(inner) == "img" for inner in element.iter()):
        read_inlines(element, line, context, style)
        return
    context.notice(NoticeKind.UNKNOWN_OBJECT, name_of(element))
    line.add(InlineUnsupported(NoticeKind.UNKNOWN_OBJECT.value, text_of(element)))


def _read_field(element: Element, line: RunCollector, context: EpubContext, style: Style) -> None:
    kind = element.get("type", "").lower()
    if kind == "hidden":
        return
    if kind in ("checkbox", "radio"):
        line.text("☑" if element.get("checked") is not None else "☐", style)
        return
    context.notice(NoticeKind.FORM_FIELD)
    said = element.get("value") or text_of(element)
    line.add(InlineUnsupported(NoticeKind.FORM_FIELD.value, one_line(said)))


def _read_switch(element: Element, line: RunCollector, context: EpubContext, style: Style) -> None:
    """Append the case with an equation, else what everyone can show (EPUB 3.0.1, 2.3.3)."""
    cases = [
        e for e in element if name_of(e) == "case" and any("Math" in str(i.tag) for i in e.iter())
    ]
    for chosen in [*cases, *(e for e in element if name_of(e) == "default")][:1]:
        read_inlines(chosen, line, context, style)


_READERS: dict[str, Callable[[Element, RunCollector, EpubContext, Style], None]] = {
    "a": _read_link,
    "br": _read_break,
    "script": _read_script,
    "q": _read_quoted,
    "ruby": _read_ruby,
    "math": _read_math,
    "img": _read_image,
    "image": _read_image,
    "svg": _read_svg,
    "switch": _read_switch,
    **dict.fromkeys(_MEDIA, _read_media),
    **dict.fromkeys(_EMBEDDED, _read_embedded),
    **dict.fromkeys(_FIELDS, _read_field),
}
