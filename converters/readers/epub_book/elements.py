# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reading elements that come from an XML parser or, repaired, from an HTML parser."""

from __future__ import annotations

import re

from converters.document.nodes import Align
from converters.xhtml.markup import EPUB_TYPE, XML_LANG, Element

BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "col",
        "colgroup",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "search",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
"""Elements that begin a new line (HTML, 15.3)."""
SKIPPED = frozenset(
    [
        "head",
        "style",
        "link",
        "meta",
        "base",
        "title",
        "template",
        "rp",
        "datalist",
        "param",
        "source",
        "track",
        "area",
        "trigger",
    ]
)
"""Elements of which a page shows nothing."""
_PERCENT = re.compile(r"\s*(\d+(?:\.\d+)?)\s*%\s*")
_ALIGNMENTS = {
    "center": Align.CENTER,
    "middle": Align.CENTER,
    "end": Align.END,
    "right": Align.END,
    "justify": Align.JUSTIFY,
    "left": Align.START,
    "start": Align.START,
}


_NOTHING: frozenset[str] = frozenset()


def types_of(element: Element) -> frozenset[str]:
    """Return what an element means: words of ``epub:type`` and of ``role`` without its "doc-".

    (EPUB 3.3, 6.4.1 and appendix of the Structural Semantics Vocabulary; DPUB-ARIA 1.1.)
    """
    if not element.keys():
        # Most of a book: a page of tables has thousands of bare cells.
        return _NOTHING
    words = (element.get(EPUB_TYPE) or element.get("epub:type") or "").split()
    words += [role.removeprefix("doc-") for role in element.get("role", "").split()]
    return frozenset(word.rpartition(":")[2] for word in words)


def classes_of(element: Element) -> list[str]:
    """Return the classes of an element."""
    return element.get("class", "").split()


def language_of(element: Element) -> str:
    """Return the language that an element itself names."""
    return (element.get(XML_LANG) or element.get("xml:lang") or element.get("lang") or "").strip()


def declarations_of(element: Element) -> dict[str, str]:
    """Return the properties of an element's ``style`` attribute, names and values in lower case."""
    found = {}
    for declaration in element.get("style", "").lower().split(";"):
        name, colon, value = declaration.partition(":")
        if colon:
            found[name.strip()] = value.replace("!important", "").strip()
    return found


def align_of(element: Element) -> Align | None:
    """Return the alignment that an element's class, style or attribute asks for."""
    for name in classes_of(element):
        if name in ("center", "end"):
            return _ALIGNMENTS[name]
    words = (declarations_of(element).get("text-align"), element.get("align", "").lower())
    return next((_ALIGNMENTS[word] for word in words if word in _ALIGNMENTS), None)


def percent_of(text: str | None) -> float | None:
    """Return the number in "40%", None where there is none."""
    match = _PERCENT.fullmatch(text or "")
    return float(match[1]) if match else None


def is_hidden(element: Element) -> bool:
    """Whether the page does not show an element."""
    return element.get("hidden") is not None or declarations_of(element).get("display") == "none"
