# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which elements and attributes container, package document and NCX have, and where.

Tables after the schemas of OCF 3.3 (3.5.2), EPUB 3.3 (5.3 to 5.7, D.1) and the NCX of 2005
(ANSI/NISO Z39.86-2005, 8): so a part that lacks something, has it twice, or has something
that nobody knows, is told without a schema processor.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from converters.checking.epub_rules.breaches import Breach, line_of
from converters.xhtml.markup import Element

_MANY = 1 << 30
_XML = "{http://www.w3.org/XML/1998/namespace}"
_NAME = re.compile(r"[^\W\d][\w.\-·]*")
_SOME = re.compile(r".*\S.*", re.DOTALL)
_NUMBER = re.compile(r"\s*\+?\d+\s*")
_LINEAR, _DIRECTION = re.compile("yes|no"), re.compile("ltr|rtl|auto|default")


@dataclass(frozen=True, slots=True)
class _Shape:
    """What an element may have."""

    children: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """How often each, at least and at most, by its local name."""
    needs: tuple[str, ...] = ()
    """Attributes that it must have."""
    may: tuple[str, ...] = ()
    """Attributes that it may have besides."""
    values: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    text: bool = False
    """Whether it may have text of its own."""
    ordered: bool = False
    """Whether its children come in the order of ``children``."""
    foreign: bool = False
    """Whether elements of other namespaces may stand in it."""


_ONE, _SOME_OF, _ANY, _MAYBE = (1, 1), (1, _MANY), (0, _MANY), (0, 1)
_CONTAINER_SHAPES = {
    "container": _Shape(
        {"rootfiles": _ONE, "links": _MAYBE}, ("version",), values={"version": re.compile("1.0")}
    ),
    "rootfiles": _Shape({"rootfile": _SOME_OF}),
    "rootfile": _Shape(
        needs=("full-path", "media-type"),
        values={"media-type": re.compile("application/oebps-package\\+xml")},
    ),
    "links": _Shape({"link": _SOME_OF}),
    "link": _Shape(needs=("href", "rel"), may=("media-type",)),
}
_LABELLED = {"navLabel": _SOME_OF}
_NCX_TEXT = {"text": _ONE, "audio": _MAYBE, "img": _MAYBE}
_NCX_SHAPES = {
    "ncx": _Shape(
        {
            "head": _ONE,
            "docTitle": _ONE,
            "docAuthor": _ANY,
            "navMap": _ONE,
            "pageList": _MAYBE,
            "navList": _ANY,
        },
        ("version",),
        (f"{_XML}lang", "dir"),
        {"version": re.compile("2005-1")},
        ordered=True,
    ),
    "head": _Shape({"meta": _SOME_OF, "smilCustomTest": _ANY}),
    "meta": _Shape(needs=("name", "content"), may=("scheme",)),
    "docTitle": _Shape(_NCX_TEXT, may=("id",)),
    "docAuthor": _Shape(_NCX_TEXT, may=("id",)),
    "navMap": _Shape(
        {"navInfo": _ANY, "navLabel": _ANY, "navPoint": _SOME_OF}, may=("id",), ordered=True
    ),
    "navPoint": _Shape(
        {**_LABELLED, "content": _ONE, "navPoint": _ANY},
        ("id",),
        ("class", "playOrder"),
        {"playOrder": _NUMBER},
        ordered=True,
    ),
    "navLabel": _Shape(_NCX_TEXT, may=(f"{_XML}lang", "dir")),
    "navInfo": _Shape(_NCX_TEXT, may=(f"{_XML}lang", "dir")),
    "text": _Shape(may=("id", "class"), text=True),
    "content": _Shape(needs=("src",), may=("id",), values={"src": _SOME}),
    "pageList": _Shape(
        {"navInfo": _ANY, "navLabel": _ANY, "pageTarget": _SOME_OF},
        may=("id", "class"),
        ordered=True,
    ),
    "pageTarget": _Shape(
        {**_LABELLED, "content": _ONE},
        ("type",),
        ("id", "class", "value", "playOrder"),
        {"type": re.compile("front|normal|special"), "playOrder": _NUMBER, "value": _NUMBER},
        ordered=True,
    ),
    "navList": _Shape(
        {"navInfo": _ANY, "navLabel": _SOME_OF, "navTarget": _SOME_OF}, may=("id", "class")
    ),
    "navTarget": _Shape(
        {**_LABELLED, "content": _ONE}, ("id",), ("class", "value", "playOrder"), ordered=True
    ),
}
_SAID = ("id", "dir", f"{_XML}lang")
_PACKAGE_SHAPES = {
    "package": _Shape(
        {
            "metadata": _ONE,
            "manifest": _ONE,
            "spine": _ONE,
            "guide": _MAYBE,
            "bindings": _MAYBE,
            "collection": _ANY,
        },
        ("version", "unique-identifier"),
        ("prefix", *_SAID),
        {"unique-identifier": _NAME},
        ordered=True,
    ),
    "metadata": _Shape({"meta": _SOME_OF, "link": _ANY}, foreign=True),
    "link": _Shape(
        needs=("href", "rel"),
        may=("id", "media-type", "properties", "refines", "hreflang"),
        values={"rel": _SOME},
    ),
    "manifest": _Shape({"item": _SOME_OF}, may=("id",)),
    "item": _Shape(
        needs=("id", "href", "media-type"), may=("fallback", "media-overlay", "properties")
    ),
    "spine": _Shape(
        {"itemref": _SOME_OF},
        may=("id", "toc", "page-progression-direction"),
        values={"page-progression-direction": _DIRECTION},
    ),
    "itemref": _Shape(
        needs=("idref",), may=("id", "linear", "properties"), values={"linear": _LINEAR}
    ),
    "guide": _Shape({"reference": _SOME_OF}),
    "reference": _Shape(needs=("type", "href"), may=("title",)),
}
_META = _Shape(
    needs=("property",),
    may=("refines", "scheme", *_SAID),
    values={"property": _SOME},
    text=True,
)
_OLD_META = _Shape(needs=("name", "content"), may=("scheme", *_SAID))
_DUBLIN_CORE = _Shape(may=_SAID, text=True)
_DC = "{http://purl.org/dc/elements/1.1/}"
_DC_NAMES = frozenset(
    {
        *("title", "creator", "subject", "description", "publisher", "contributor", "date"),
        *("type", "format", "identifier", "source", "language", "relation", "coverage", "rights"),
    }
)


def container_structure(root: Element, part: str) -> Iterator[Breach]:
    """Yield what of the container's own document is not as its schema says."""
    yield from _Checked(root, "container", _CONTAINER_SHAPES, part).breaches()


def ncx_structure(root: Element, part: str) -> Iterator[Breach]:
    """Yield what of an NCX is not as its schema says."""
    yield from _Checked(root, "ncx", _NCX_SHAPES, part).breaches()


def package_structure(root: Element, part: str) -> Iterator[Breach]:
    """Yield what of a package document of EPUB 3 is not as its schema says."""
    yield from _Checked(root, "package", _PACKAGE_SHAPES, part).breaches()


class _Checked:
    """A document that is held against the shapes of its elements."""

    def __init__(self, root: Element, name: str, shapes: Mapping[str, _Shape], part: str) -> None:
        self._root, self._name, self._shapes, self._part = root, name, shapes, part
        self._space = str(root.tag).rpartition("}")[0] + "}" if "}" in str(root.tag) else ""

    def breaches(self) -> Iterator[Breach]:
        if self._local(self._root) != self._name:
            yield self._breach(self._root, f"begins with no “{self._name}”")
            return
        yield from self._element(self._root, self._name)

    def _breach(self, element: Element, said: str) -> Breach:
        return Breach("RSC-005", said, self._part, line_of(element))

    def _local(self, element: Element) -> str:
        tag = element.tag
        if not isinstance(tag, str) or not tag.startswith(self._space):
            return ""
        return tag[len(self._space) :]

    def _element(self, element: Element, name: str) -> Iterator[Breach]:
        shape = self._shape_of(element, name)
        if shape is None:
            return
        yield from self._attributes(element, name, shape)
        texts = [element.text, *(child.tail for child in element)]
        if not shape.text and any(text and text.strip() for text in texts):
            yield self._breach(element, f"text in “{name}”")
        yield from self._children(element, name, shape)

    def _shape_of(self, element: Element, name: str) -> _Shape | None:
        if name == "meta" and self._name == "package":
            is_old = "name" in element.attrib and "property" not in element.attrib
            return _OLD_META if is_old else _META
        return self._shapes.get(name)

    def _attributes(self, element: Element, name: str, shape: _Shape) -> Iterator[Breach]:
        for needed in shape.needs:
            if needed not in element.attrib:
                yield self._breach(element, f"“{name}” without “{needed}”")
        for key, value in element.attrib.items():
            key, value = str(key), str(value)
            if key not in shape.needs and key not in shape.may:
                yield self._breach(element, f"“{name}” has no attribute “{key}”")
            elif key == "id" and not _NAME.fullmatch(value.strip()):
                yield self._breach(element, f"“{value}” is no id")
            elif key in shape.values and not shape.values[key].fullmatch(value):
                yield self._breach(element, f"“{key}” of “{name}” is not “{value}”")

    def _children(self, element: Element, name: str, shape: _Shape) -> Iterator[Breach]:
        found: Counter[str] = Counter()
        order = list(shape.children)
        last = 0
        for child in element:
            if not isinstance(child.tag, str):
                continue
            local = self._local(child)
            if local in shape.children:
                found[local] += 1
                if shape.ordered and order.index(local) < last:
                    yield self._breach(child, f"“{local}” in the wrong place")
                last = max(last, order.index(local))
                yield from self._element(child, local)
            elif shape.foreign and child.tag.startswith(_DC):
                yield from self._dublin_core(child)
            elif local or not shape.foreign:
                yield self._breach(child, f"“{local or child.tag}” in “{name}”")
        for wanted, (least, most) in shape.children.items():
            if found[wanted] < least:
                yield self._breach(element, f"“{name}” without “{wanted}”")
            elif found[wanted] > most:
                yield self._breach(element, f"“{wanted}” more than once in “{name}”")

    def _dublin_core(self, element: Element) -> Iterator[Breach]:
        name = str(element.tag)[len(_DC) :]
        if name not in _DC_NAMES:
            yield self._breach(element, f"there is no “{name}” in Dublin Core")
        elif len(element):
            yield self._breach(element, f"elements in “{name}”")
        else:
            yield from self._attributes(element, name, _DUBLIN_CORE)
