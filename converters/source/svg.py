# SPDX-License-Identifier: AGPL-3.0-or-later
"""SVG pictures without anything that acts or reaches out of the picture."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from converters.source.xml import text_of
from converters.xhtml.markup import Element

_SVG = "http://www.w3.org/2000/svg"
_PREFIX = f"{{{_SVG}}}"
_XLINK_HREF = "{http://www.w3.org/1999/xlink}href"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_KEPT_XML = frozenset({f"{_XML}lang", f"{_XML}space"})
"""``xml:base`` would let every reference lead out."""
_ELEMENTS = frozenset(
    [
        "svg",
        "g",
        "defs",
        "symbol",
        "use",
        "title",
        "desc",
        "path",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
        "polygon",
        "text",
        "tspan",
        "textPath",
        "linearGradient",
        "radialGradient",
        "stop",
        "clipPath",
        "mask",
        "pattern",
        "marker",
        "image",
        "switch",
        "style",
        "view",
        "filter",
        "feBlend",
        "feColorMatrix",
        "feComponentTransfer",
        "feComposite",
        "feConvolveMatrix",
        "feDiffuseLighting",
        "feDisplacementMap",
        "feDistantLight",
        "feDropShadow",
        "feFlood",
        "feFuncA",
        "feFuncB",
        "feFuncG",
        "feFuncR",
        "feGaussianBlur",
        "feMerge",
        "feMergeNode",
        "feMorphology",
        "feOffset",
        "fePointLight",
        "feSpecularLighting",
        "feSpotLight",
        "feTile",
        "feTurbulence",
    ]
)
_UNWRAPPED = frozenset({"a"})
_SILENT = frozenset({"metadata", "animate", "animateMotion", "animateTransform", "set", "cursor"})
_DATA_PICTURE = re.compile(r"data:image/(png|jpeg|gif);base64,[A-Za-z0-9+/=\s]*")
_OUTSIDE = re.compile(
    r"url\(\s*+[\"']?+\s*+(?!#)|@import|expression\(|javascript:|image(-set)?\(|src\(|\\",
    re.IGNORECASE,
)
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9\-]*")
_ID = re.compile(r"[^\W\d][\w.\-]*")
_PAINT = re.compile(r"url\(\s*[\"']?\s*#([^\"')]*)[\"']?\s*\)")
_MOST_DRAWN = 200_000
_LABELS = frozenset({"aria-labelledby", "aria-describedby"})


class SvgRefused(ValueError):
    """The picture needs what a book of ours may not hold; ``text`` is what it says."""

    def __init__(self, text: str) -> None:
        super().__init__("not a self-contained picture")
        self.text = text


@dataclass(frozen=True, slots=True)
class CleanSvg:
    """A picture that stands alone."""

    data: bytes
    title: str
    scripts: int
    """Scripts and event attributes that were taken out."""
    changed: bool
    """Whether anything at all was taken out."""


def sanitise(source: Element) -> CleanSvg:
    """Return ``source`` (an ``svg`` element) with allowed elements and attributes only.

    Raises:
        SvgRefused: it holds HTML, a reference to another file, or an unknown element.
    """
    if _drawn_by_reference(source) > _MOST_DRAWN:
        raise SvgRefused("")
    cleaner = _Cleaner(source)
    namespaces = {None: _SVG, "xlink": "http://www.w3.org/1999/xlink"}
    root = etree.Element(f"{_PREFIX}svg", nsmap=namespaces)  # type: ignore[arg-type]  # default namespace
    cleaner.copy_into(source, root)
    titles = [text_of(e) for e in source if _local(e) == "title"]
    label = source.get("aria-label") or next(iter(titles), "")
    return CleanSvg(etree.tostring(root, encoding="utf-8"), label, cleaner.scripts, cleaner.changed)


def _drawn_by_reference(source: Element) -> int:
    """Return how many elements are drawn once every ``use`` is followed; beyond all bounds in a circle.

    Ten groups that use each other ten times are ten thousand million elements.
    """
    ids = {e.get("id", ""): e for e in source.iter() if isinstance(e.tag, str)}
    drawn: dict[Element, int] = {}
    # Children before parents; what a use leads to may come later, so it takes rounds.
    elements = [e for e in source.iter() if isinstance(e.tag, str)][::-1]
    uses = [e for e in elements if _local(e) == "use"]
    for _ in range(len(uses) + 2):
        before = dict(drawn)
        for element in elements:
            count = 1 + sum(drawn.get(child, 0) for child in element)
            if _local(element) == "use":
                target = (element.get("href") or element.get(_XLINK_HREF) or "").strip()
                followed = ids.get(target[1:]) if target.startswith("#") else None
                count += drawn.get(followed, 0) if followed is not None else 0
            drawn[element] = count
            if count > _MOST_DRAWN:
                return count
        if drawn == before:
            break
    else:
        return _MOST_DRAWN + 1
    return drawn.get(source, 0)


class _Cleaner:
    def __init__(self, source: Element) -> None:
        self._source = source
        self._places = {e.get("id", "") for e in source.iter() if _local(e) in _ELEMENTS}
        self._used: set[str] = set()
        self.scripts = 0
        self.changed = False

    def _refuse(self) -> SvgRefused:
        shown = [text_of(e) for e in self._source.iter() if _local(e) in ("text", "foreignObject")]
        return SvgRefused("\n".join(filter(None, shown)))

    def copy_into(self, source: Element, copied: Element) -> None:
        self._attributes(source, copied)
        _append_text(copied, source.text)
        for child in source:
            name = _local(child)
            if name == "script":
                self.scripts += 1
                self.changed = True
            elif name in _UNWRAPPED:
                self.changed = True
                self.copy_into(child, etree.SubElement(copied, f"{_PREFIX}g"))
            elif name in _ELEMENTS:
                if name == "style" and _OUTSIDE.search(child.text or ""):
                    raise self._refuse()
                self.copy_into(child, etree.SubElement(copied, _PREFIX + name))
            elif name and name not in _SILENT and str(child.tag).startswith(_PREFIX):
                raise self._refuse()
            else:
                self.changed = True
            _append_text(copied, child.tail)

    def _attributes(self, source: Element, copied: Element) -> None:
        for key, value in source.attrib.items():
            name, text = str(key), str(value)
            if name.lower().startswith("on"):
                self.scripts += 1
                self.changed = True
            elif name in (_XLINK_HREF, "href"):
                self._reference(source, copied, name, text.strip())
            elif name == "id":
                self._id(copied, text)
            elif name in _LABELS and not self._places.issuperset(text.split()):
                self.changed = True
            elif name in _KEPT_XML:
                copied.set(name, text)
            elif _NAME.fullmatch(name):
                if _OUTSIDE.search(text):
                    raise self._refuse()
                # Paints, clips and filters that are not there count as none (SVG 2, 13.2).
                kept = _PAINT.sub(self._paint, text)
                self.changed |= kept != text
                copied.set(name, kept)
            else:
                self.changed = True

    def _id(self, copied: Element, text: str) -> None:
        """Keep an id that is one, the first time that it comes."""
        if _ID.fullmatch(text) and text not in self._used:
            self._used.add(text)
            copied.set("id", text)
        else:
            self.changed = True

    def _paint(self, match: re.Match[str]) -> str:
        return match[0] if self._is_place(match[1].strip()) else "none"

    def _reference(self, source: Element, copied: Element, name: str, target: str) -> None:
        if _local(source) in _UNWRAPPED:
            return
        if not target.startswith("#") and not _DATA_PICTURE.fullmatch(target):
            raise self._refuse()
        if target.startswith("#") and not self._is_place(target[1:]):
            self.changed = True
            return
        copied.set(name, target)

    def _is_place(self, name: str) -> bool:
        return name in self._places and _ID.fullmatch(name) is not None


def _append_text(parent: Element, text: str | None) -> None:
    if not text:
        return
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def _local(element: Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
