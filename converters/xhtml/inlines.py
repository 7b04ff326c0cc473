# SPDX-License-Identifier: AGPL-3.0-or-later
"""Inlines of a paragraph as XHTML."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from converters.document.nodes import (
    Anchor,
    CommentRef,
    Inline,
    InlineImage,
    InlineMath,
    Inlines,
    InlineUnsupported,
    LineBreak,
    Link,
    Mark,
    NoteRef,
    PageMark,
    Ruby,
    Text,
)
from converters.document.walk import iter_inlines
from converters.xhtml.equations import (
    SHORT,
    SHORTEST,
    equation_element,
    least_width_of,
    let_break,
)
from converters.xhtml.flow import Flow
from converters.xhtml.links import external_href
from converters.xhtml.long_words import add_words
from converters.xhtml.markup import (
    EPUB_TYPE,
    XML_LANG,
    Element,
    add_class,
    add_text,
    classes_of,
    clean,
    local_name,
    one_line,
    sub,
    valid_language,
)
from converters.xhtml.pictures import add_picture

# Outermost first; underline and the rest are classes.
_MARK_ELEMENTS = (
    (Mark.HIGHLIGHT, "mark"),
    (Mark.STRONG, "strong"),
    (Mark.EMPHASIS, "em"),
    (Mark.STRIKE, "s"),
    (Mark.SUPERSCRIPT, "sup"),
    (Mark.SUBSCRIPT, "sub"),
)
_BLOCKS = frozenset({"p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6"})
_FONTS = frozenset({"serif", "sans-serif", "monospace", "cursive"})


def is_visible(inline: Inline) -> bool:
    """Return whether a reader sees something of ``inline``."""
    if isinstance(inline, Text):
        return bool(inline.value.strip())
    if isinstance(inline, Link):
        return any(map(is_visible, inline.children))
    return not isinstance(inline, Anchor | CommentRef | PageMark | LineBreak)


def write_inlines(flow: Flow, parent: Element, inlines: Iterable[Inline]) -> None:
    """Append ``inlines`` to ``parent``."""
    for inline in inlines:
        if type(inline) is Text:
            _write_text(flow, parent, inline)
        else:
            _WRITERS[type(inline)](flow, parent, inline)


def _write_text(flow: Flow, parent: Element, text: Text) -> None:
    value = clean(text.value)
    if not value:
        return
    if not (text.marks or text.color or text.size or text.lang or text.font):
        add_words(parent, value)
        return
    attributes = _text_attributes(flow, text)
    names = [name for mark, name in _MARK_ELEMENTS if mark in text.marks]
    if not names:
        if not attributes:
            add_words(parent, value)
            return
        names = ["span"]
    for name in names:
        parent = sub(parent, name, attributes)
        attributes = {}
    add_words(parent, value)


def _text_attributes(flow: Flow, text: Text) -> dict[str, str]:
    classes = []
    if Mark.UNDERLINE in text.marks:
        classes.append("u")
    if Mark.DOTS in text.marks:
        classes.append("dots")
    classes += [mark.value for mark in (Mark.CAPS, Mark.SMALL_CAPS) if mark in text.marks]
    if text.size:
        classes.append(f"s-{text.size.value}")
    if text.font in _FONTS:
        classes.append(f"f-{text.font}")
    colour = flow.colours.class_of(text.color) if text.color else None
    if colour:
        classes.append(colour)
    attributes = {"class": " ".join(classes)} if classes else {}
    language = valid_language(text.lang)
    if language and language != flow.language:
        flow.facts.languages.add(language)
        attributes |= {"lang": language, XML_LANG: language}
    return attributes


def _write_break(_flow: Flow, parent: Element, _inline: LineBreak) -> None:
    sub(parent, "br")


def _write_link(flow: Flow, parent: Element, link: Link) -> None:
    """Append a link; links and notes inside it stand on their own, as links do not nest."""
    run: list[Inline] = []
    for child in link.children:
        if any(isinstance(inner, Link | NoteRef) for inner in iter_inlines((child,))):
            _write_plain_link(flow, parent, link, run)
            run = []
            write_inlines(flow, parent, (child,))
        else:
            run.append(child)
    _write_plain_link(flow, parent, link, run)


def _write_plain_link(flow: Flow, parent: Element, link: Link, children: list[Inline]) -> None:
    # A link that shows nothing cannot be followed, and is an error for screen readers.
    if not any(map(is_visible, children)):
        write_inlines(flow, parent, children)
        return
    attributes = {"title": one_line(link.title)} if link.title else {}
    if link.target.startswith("#"):
        element = sub(parent, "a", attributes)
        flow.add_link(element, link.target[1:])
    else:
        href = external_href(link.target)
        if href is None:
            flow.lost_links[link.target] = None
            write_inlines(flow, parent, children)
            return
        element = sub(parent, "a", {"href": href, **attributes})
    write_inlines(flow, element, children)


def _write_anchor(flow: Flow, parent: Element, anchor: Anchor) -> None:
    identifier = flow.add_anchor(anchor.name)
    if identifier:
        sub(parent, "span", {"id": identifier})


def _write_note_ref(flow: Flow, parent: Element, ref: NoteRef) -> None:
    note = flow.notes.get(ref.note_id)
    if note is None:
        flow.lost_links[f"#{ref.note_id}"] = None
        return
    element = sub(parent, "a", {EPUB_TYPE: "noteref", "role": "doc-noteref", "class": "noteref"})
    flow.add_note_ref(element, ref.note_id)
    element.text = one_line(note.mark) or str(flow.note_numbers[ref.note_id])


def _write_comment_ref(_flow: Flow, _parent: Element, _inline: CommentRef) -> None:
    """Comments are for editors; a book does not print them."""


def _write_ruby(flow: Flow, parent: Element, ruby: Ruby) -> None:
    flow.facts.ruby += 1
    # Inside the base of another ruby only text may stand (HTML, 4.5.10).
    if any(isinstance(inner, Ruby) for inner in iter_inlines(ruby.base)):
        write_inlines(flow, parent, ruby.base)
        add_text(parent, f"({ruby.annotation})")
        return
    element = sub(parent, "ruby", {"class": "below"} if ruby.below else None)
    write_inlines(flow, element, ruby.base)
    sub(element, "rp").text = "("
    sub(element, "rt").text = clean(ruby.annotation)
    sub(element, "rp").text = ")"


def _write_math(flow: Flow, parent: Element, inline: InlineMath) -> None:
    written = equation_element(inline.math, display=False)
    line = _line_around(parent)
    if let_break(written, SHORT if line is None else SHORTEST):
        if least_width_of(written) > SHORT:
            # Even in parts too wide for a phone: in a line of its own, whose width is known.
            add_class(written, flow.fits.equation_class(written))
            parent = sub(parent, "span", {"class": "equation"})
        else:
            measured = line is not None
            add_class(written, flow.fits.inline_equation_class(written, measured=measured))
            if line is not None and "measured" not in classes_of(line):
                add_class(line, "measured")
    flow.add_equation(parent, written)


def _line_around(parent: Element) -> Element | None:
    """Return the block whose width tells whether an equation in it fits.

    In a cell there is none: a cell that its content does not widen would have no width.
    """
    line = None
    for element in (parent, *parent.iterancestors()):
        name = local_name(element)
        if name in ("td", "th"):
            return None
        if line is None and name in _BLOCKS:
            line = element
    return line


_WIDEST_IN_CELL = 8.0


def _write_image(flow: Flow, parent: Element, image: InlineImage) -> None:
    styles = []
    in_cell = any(local_name(e) in ("td", "th") for e in (parent, *parent.iterancestors()))
    if in_cell and image.width_em is not None and 0 < image.width_em <= _WIDEST_IN_CELL:
        # Of its width the column is told (``fitting``); the height follows from it.
        styles.append(f"width:{image.width_em:.2f}em")
    elif image.height_em is not None and image.height_em > 0:
        styles.append(f"height:{min(image.height_em, 40):.2f}em")
    elif image.width_percent is not None and image.width_percent > 0:
        styles.append(f"width:{min(image.width_percent, 100):.0f}%")
    add_picture(
        flow,
        parent,
        image.resource,
        image.alt,
        decorative=image.decorative,
        style=";".join(styles),
        inline=True,
    )


def write_page_mark(flow: Flow, parent: Element, label: str) -> None:
    """Append the start of the printed page ``label``."""
    label = one_line(label)
    if not label:
        return
    identifier = flow.add_page(label)
    sub(
        parent,
        "span",
        {EPUB_TYPE: "pagebreak", "role": "doc-pagebreak", "id": identifier, "aria-label": label},
    )


def _write_page_mark(flow: Flow, parent: Element, mark: PageMark) -> None:
    write_page_mark(flow, parent, mark.label)


def _write_unsupported(flow: Flow, parent: Element, inline: InlineUnsupported) -> None:
    element = sub(parent, "span", {"class": "unsupported"})
    thing = flow.words.things.get(inline.what, flow.words.unsupported)
    element.text = clean(inline.text) or f"[{thing}]"


_WRITERS: dict[type, Callable[[Flow, Element, Any], None]] = {
    Text: _write_text,
    LineBreak: _write_break,
    Link: _write_link,
    Anchor: _write_anchor,
    NoteRef: _write_note_ref,
    CommentRef: _write_comment_ref,
    Ruby: _write_ruby,
    InlineMath: _write_math,
    InlineImage: _write_image,
    PageMark: _write_page_mark,
    InlineUnsupported: _write_unsupported,
}


def visible_inlines(inlines: Inlines) -> bool:
    """Return whether a reader sees anything of ``inlines``."""
    return any(map(is_visible, inlines))
