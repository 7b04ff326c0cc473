# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules of pages, of the navigation document, of style sheets and of the NCX (EPUB 3.3, 6 and 7)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from converters.checking.epub_rules.breaches import Breach, line_of
from converters.checking.epub_rules.package_rules import Item, Manifest, resolved
from converters.checking.epub_rules.vocabulary import ATTRIBUTES, CHILDREN, GLOBAL, KNOWN
from converters.xhtml.markup import EPUB_TYPE, Element

_XHTML = "{http://www.w3.org/1999/xhtml}"
_MATHML, _SVG = "{http://www.w3.org/1998/Math/MathML}", "{http://www.w3.org/2000/svg}"
_NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
_XLINK = "{http://www.w3.org/1999/xlink}href"
_URL = re.compile(
    r"url\(\s*(?:\"([^\"]*)\"|'([^']*)'|([^\"')]*))\s*\)|@import\s+[\"']([^\"']+)[\"']"
)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RESOURCES = {
    "img": "src",
    "audio": "src",
    "video": "src",
    "source": "src",
    "embed": "src",
    "object": "data",
    "script": "src",
    "iframe": "src",
    "track": "src",
}
_MAY_BE_REMOTE = frozenset({"audio", "video", "source"})
_XML = "{http://www.w3.org/XML/1998/namespace}"
_VOID = frozenset(
    {
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source"),
        *("track", "wbr", "param"),
    }
)
_OF_HEADS = frozenset(("title", "meta", "link", "style", "script", "base", "noscript", "template"))
_NON_NEGATIVE = re.compile(r"\s*\d+\s*")


@dataclass(slots=True)
class Reference:
    """A reference from one file to a place of another."""

    part: str
    line: int
    href: str
    is_link: bool
    """Whether a person follows it; else the page shows it."""


@dataclass(slots=True)
class PageFacts:
    """What pages have and refer to."""

    ids: dict[str, set[str]] = field(default_factory=dict)
    references: list[Reference] = field(default_factory=list)


def page_breaches(root: Element, item: Item, facts: PageFacts) -> Iterator[Breach]:
    """Yield what is wrong inside a page; what it refers to goes into ``facts``."""
    part = item.name
    ids = facts.ids.setdefault(part, set())
    if root.tag != f"{_XHTML}html":
        yield Breach("RSC-005", "the root is not html", part)
        return
    if root.find(f"{_XHTML}body") is None:
        yield Breach("RSC-005", "no body", part)
    yield from _outline(root, part)
    uses: set[str] = set()
    for element in root.iter(etree.Element):
        line = line_of(element)
        identity = element.get("id")
        if identity is not None:
            if identity in ids:
                yield Breach("RSC-005", f"the id “{identity}” is there twice", part, line)
            if not identity or any(map(str.isspace, identity)):
                yield Breach("RSC-005", "no id", part, line)
            ids.add(identity)
        tag = str(element.tag)
        if tag.startswith(_XHTML):
            yield from _element(element, tag.removeprefix(_XHTML), part)
            uses |= _uses(element, tag.removeprefix(_XHTML))
        elif tag == f"{_MATHML}math":
            uses.add("mathml")
        elif tag == f"{_SVG}svg":
            uses.add("svg")
        _refer(element, tag, part, facts)
    for name in ("mathml", "svg", "scripted"):
        if name in uses and name not in item.properties:
            yield Breach("OPF-014", f"the manifest does not say “{name}”", part)
        if name in item.properties and name not in uses:
            yield Breach("OPF-015", f"the manifest says “{name}”, and there is none", part)
    if "nav" in item.properties:
        yield from _navigation(root, part)


def _outline(root: Element, part: str) -> Iterator[Breach]:
    """Yield what is wrong with the frame of a page: html, its head, its body."""
    names = [str(child.tag).removeprefix(_XHTML) for child in root.iterchildren(etree.Element)]
    if names != ["head", "body"]:
        yield Breach("RSC-005", "html holds a head and a body, and nothing else", part)
    if _has_text(root):
        yield Breach("RSC-005", "html may hold no text", part, line_of(root))
    language = root.get(f"{_XML}lang", "")
    if root.get("lang", language).lower() != language.lower() and language:
        yield Breach("RSC-005", "lang and xml:lang differ", part, line_of(root))
    head = root.find(f"{_XHTML}head")
    if head is None:
        return
    if _has_text(head):
        yield Breach("RSC-005", "head may hold no text", part, line_of(head))
    inside = [str(child.tag).removeprefix(_XHTML) for child in head.iterchildren(etree.Element)]
    if inside.count("title") > 1:
        yield Breach("RSC-005", "a page has one title, not more", part, line_of(head))
    for name in inside:
        if name in KNOWN and name not in _OF_HEADS:
            yield Breach("RSC-005", f"{name} may not stand in head", part, line_of(head))
    metas = list(head.iterchildren(f"{_XHTML}meta"))
    if sum("charset" in meta.attrib for meta in metas) > 1:
        yield Breach("RSC-005", "charset more than once", part, line_of(head))


def _void(element: Element, name: str, part: str) -> Iterator[Breach]:
    """Yield what is wrong with elements that have no content, and with those of a head."""
    line = line_of(element)
    if name in _VOID and (len(element) or (element.text or "").strip()):
        yield Breach("RSC-005", f"{name} may hold nothing", part, line)
    if name == "meta":
        if not any(key in element.attrib for key in ("charset", "name", "http-equiv", "property")):
            yield Breach("RSC-005", "meta says nothing", part, line)
        if element.get("charset", "utf-8").lower() != "utf-8":
            yield Breach("RSC-005", f"charset says “{element.get('charset')}”", part, line)
    if name == "link" and not (element.get("rel") and element.get("href") is not None):
        yield Breach("RSC-005", "link without rel or href", part, line)


def _uses(element: Element, name: str) -> set[str]:
    if name == "script" and element.get("type", "text/javascript") in (
        "text/javascript",
        "module",
        "",
    ):
        return {"scripted"}
    if name == "form" or any(str(key).startswith("on") for key in element.attrib):
        return {"scripted"}
    return set()


def _element(element: Element, name: str, part: str) -> Iterator[Breach]:
    line = line_of(element)
    if name not in KNOWN:
        yield Breach("RSC-005", f"no element of HTML: {name}", part, line)
        return
    allowed = CHILDREN.get(name)
    # What takes its parent's content: a link in a paragraph holds what a paragraph holds.
    above = element.getparent()
    while allowed is None and above is not None:
        allowed = CHILDREN.get(str(above.tag).removeprefix(_XHTML))
        above = above.getparent()
    for child in element.iterchildren(etree.Element):
        tag = str(child.tag)
        inner = tag.removeprefix(_XHTML) if tag.startswith(_XHTML) else tag.rsplit("}", 1)[-1]
        if (
            allowed is not None
            and inner not in allowed
            and (tag.startswith(_XHTML) or inner in ("math", "svg"))
            and inner in KNOWN
        ):
            yield Breach("RSC-005", f"{inner} may not stand in {name}", part, line_of(child))
    if name in (
        "ul",
        "ol",
        "table",
        "tr",
        "thead",
        "tbody",
        "tfoot",
        "dl",
        "colgroup",
    ) and _has_text(element):
        yield Breach("RSC-005", f"{name} may hold no text", part, line)
    if name == "a" and any(str(one.tag) == f"{_XHTML}a" for one in element.iterancestors()):
        yield Breach("RSC-005", "a link in a link", part, line)
    if name == "img" and element.get("src") is None and element.get("srcset") is None:
        yield Breach("RSC-005", "a picture without src", part, line)
    if name == "ruby" and not _is_whole_ruby(element):
        yield Breach("RSC-005", "ruby without its base or its reading", part, line)
    if name == "dl":
        yield from _terms(element, part)
    yield from _void(element, name, part)
    yield from _attributes(element, name, part)


def _terms(element: Element, part: str) -> Iterator[Breach]:
    names = [str(child.tag).removeprefix(_XHTML) for child in element.iterchildren(etree.Element)]
    names = [name for name in names if name in ("dt", "dd")]
    if names and (names[0] == "dd" or names[-1] == "dt"):
        yield Breach("RSC-005", "a term without its description", part, line_of(element))


def _is_whole_ruby(element: Element) -> bool:
    children = list(element.iterchildren(etree.Element))
    names = [str(child.tag).removeprefix(_XHTML) for child in children]
    based = bool((element.text or "").strip()) or (bool(names) and names[0] not in ("rt", "rp"))
    return based and "rt" in names


def _attributes(element: Element, name: str, part: str) -> Iterator[Breach]:
    own = ATTRIBUTES.get(name, frozenset())
    line = line_of(element)
    for key, value in element.attrib.items():
        key, value = str(key), str(value)
        if key.startswith("{") or key in GLOBAL or key in own:
            if key in ("colspan", "rowspan", "start") and not _NON_NEGATIVE.fullmatch(
                value.lstrip("-") if key == "start" else value
            ):
                yield Breach("RSC-005", f"{key} is no number: {value}", part, line)
            if (
                key in ("width", "height")
                and name in ("img", "video", "canvas", "iframe", "embed", "object")
                and not _NON_NEGATIVE.fullmatch(value)
            ):
                yield Breach("RSC-005", f"{key} is no number of pixels: {value}", part, line)
            if key == "scope" and value not in ("row", "col", "rowgroup", "colgroup"):
                yield Breach("RSC-005", f"scope says “{value}”", part, line)
            if key == "dir" and value not in ("ltr", "rtl", "auto"):
                yield Breach("RSC-005", f"dir says “{value}”", part, line)
            if key == "border" and value not in ("", "1"):
                yield Breach("RSC-005", f"border says “{value}”", part, line)
            continue
        if key.startswith(("aria-", "data-", "on")):
            continue
        yield Breach("RSC-005", f"{name} has no attribute {key}", part, line)


def _has_text(element: Element) -> bool:
    if (element.text or "").strip():
        return True
    return any((child.tail or "").strip() for child in element)


def _refer(element: Element, tag: str, part: str, facts: PageFacts) -> None:
    line = line_of(element)
    name = tag.removeprefix(_XHTML) if tag.startswith(_XHTML) else ""
    if name in ("a", "area"):
        href = element.get("href")
        if href is not None:
            facts.references.append(Reference(part, line, href, is_link=True))
    elif name == "link":
        if "stylesheet" in element.get("rel", "").split():
            facts.references.append(Reference(part, line, element.get("href", ""), is_link=False))
    elif name in _RESOURCES and element.get(_RESOURCES[name]):
        facts.references.append(
            Reference(part, line, element.get(_RESOURCES[name], ""), is_link=False)
        )
    elif tag == f"{_SVG}image":
        href = element.get(_XLINK) or element.get("href")
        if href:
            facts.references.append(Reference(part, line, href, is_link=False))
    elif tag == f"{_SVG}a" and element.get(_XLINK):
        facts.references.append(Reference(part, line, element.get(_XLINK, ""), is_link=True))


def _says_beside(element: Element) -> bool:
    """Tell whether an element has text of its own, beside what its elements say."""
    said = [element.text, *(child.tail for child in element.iterchildren())]
    return any(text and text.strip() for text in said)


def _is_entry(item: Element) -> bool:
    """Tell whether an entry is a link or a text, and after it one list at most."""
    tags = [child.tag for child in item.iterchildren(etree.Element)]
    return tags[1:] in ([], [f"{_XHTML}ol"])


def _navigation(root: Element, part: str) -> Iterator[Breach]:
    kinds = [e.get(EPUB_TYPE, "").split() for e in root.iter(f"{_XHTML}nav")]
    if sum("toc" in kind for kind in kinds) != 1:
        yield Breach("RSC-005", "not one table of contents", part)
    for name in ("page-list", "landmarks"):
        if sum(name in kind for kind in kinds) > 1:
            yield Breach("RSC-005", f"more than one {name}", part)
    for nav in root.iter(f"{_XHTML}nav"):
        kind = nav.get(EPUB_TYPE, "")
        if not kind:
            continue
        lists = nav.findall(f"{_XHTML}ol")
        if len(lists) != 1:
            yield Breach("RSC-005", f"{kind} has not one list", part, line_of(nav))
        for item in nav.iter(f"{_XHTML}li"):
            first = next(item.iterchildren(etree.Element), None)
            if first is None or first.tag not in (f"{_XHTML}a", f"{_XHTML}span"):
                yield Breach(
                    "RSC-005", "an entry is neither a link nor a text", part, line_of(item)
                )
            elif (
                not "".join(map(str, first.itertext())).strip()
                and first.find(f".//{_XHTML}img") is None
            ):
                yield Breach("RSC-005", "an entry says nothing", part, line_of(item))
            elif _says_beside(item) or not _is_entry(item):
                yield Breach(
                    "RSC-005", "an entry is more than a link and a list", part, line_of(item)
                )
        if _says_beside(nav):
            yield Breach("RSC-005", f"{kind} has text outside of its list", part, line_of(nav))
        for ordered in nav.iter(f"{_XHTML}ol"):
            if ordered.find(f"{_XHTML}li") is None:
                yield Breach("RSC-005", "an empty list", part, line_of(ordered))


def style_references(text: str, part: str) -> Iterator[Reference]:
    """Yield what a style sheet refers to."""
    for match in _URL.finditer(_COMMENT.sub("", text)):
        href = next(filter(None, match.groups()), "").strip()
        if href and not href.startswith(("data:", "#")):
            yield Reference(part, 0, href, is_link=False)


def ncx_breaches(root: Element, part: str, identifier: str, facts: PageFacts) -> Iterator[Breach]:
    """Yield what is wrong with an NCX (OPF 2.0.1, 2.4.1)."""
    said = [e.get("content", "") for e in root.iter(f"{_NCX}meta") if e.get("name") == "dtb:uid"]
    if said and said[0].strip() != identifier.strip():
        yield Breach("NCX-001", "its identifier is another one", part)
    for content in root.iter(f"{_NCX}content"):
        facts.references.append(
            Reference(part, line_of(content), content.get("src", ""), is_link=True)
        )


def reference_breaches(manifest: Manifest, facts: PageFacts, names: set[str]) -> Iterator[Breach]:
    """Yield references that lead nowhere or outside."""
    by_name = manifest.by_name
    spine = {manifest.items[one].name for one in manifest.spine}
    for reference in facts.references:
        part, line, href = reference.part, reference.line, reference.href
        lower = href.strip().lower()
        if lower.startswith("file:"):
            yield Breach("RSC-030", f"a file of some machine: {href}", part, line)
            continue
        if lower.startswith("data:"):
            if reference.is_link:
                yield Breach("RSC-029", "a link to data", part, line)
            continue
        place = resolved(href, part)
        if place is None:
            if not reference.is_link and lower.startswith(("http:", "https:")):
                yield Breach("RSC-006", f"a remote file: {href}", part, line)
            continue
        name, fragment = place
        if name not in by_name:
            rule = "RSC-008" if name in names else "RSC-007"
            yield Breach(rule, f"leads to no file of the book: {href}", part, line)
            continue
        target = by_name[name]
        if (
            reference.is_link
            and name not in spine
            and target.media_type in ("application/xhtml+xml", "image/svg+xml")
            and "nav" not in target.properties
        ):
            yield Breach("RSC-011", f"leads to a page outside the spine: {href}", part, line)
        if fragment and name in facts.ids and fragment not in facts.ids[name]:
            yield Breach("RSC-012", f"leads to no place of the page: {href}", part, line)
