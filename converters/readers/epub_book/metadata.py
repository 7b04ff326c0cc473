# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a book says about itself (EPUB 3.3, 5.5; OPF 2.0.1, 2.2)."""

from __future__ import annotations

import re

from converters.document.metadata import Metadata
from converters.source.xml import name_of, text_of
from converters.xhtml.markup import Element, clean, valid_language

# 1.0 is what books of the OEB age say.
_DC = "{http://purl.org/dc/elements/1."
_OPF = "{http://www.idpf.org/2007/opf}"
_PUBLICATION_NUMBER = re.compile(r"\d{2}-[0-9A-Za-z]{7}-\d{6}-\d{2}")
_ISBN = re.compile(r"(?:97[89][0-9]{10}|[0-9]{9}[0-9Xx])")
_KOGL = re.compile(r"공공누리\s*제?\s*([0-4])\s*유형")
_KOGL_AI = re.compile(r"공공누리\s*AI\s*유형")
_OWN_LICENCE = re.compile(r"(?:^| / )공공누리 (?:제[0-4]|AI)유형: [가-힣 ,]+(?=$| / )")
_UNTITLED = frozenset({"제목 없음", "Untitled"})
_DEFAULT_LANGUAGE = "ko"


class PackageMetadata:
    """The elements of ``metadata`` by name, with what refines them.

    Args:
        root: the package element.
    """

    def __init__(self, root: Element) -> None:
        self._dublin: dict[str, list[Element]] = {}
        self._properties: dict[str, str] = {}
        self._refining: dict[tuple[str, str], str] = {}
        for metadata in root.iter("{*}metadata"):
            for element in metadata.iter():
                self._add(element)

    def _add(self, element: Element) -> None:
        tag = str(element.tag)
        if tag.startswith(_DC):
            self._dublin.setdefault(name_of(element), []).append(element)
        elif name_of(element) == "meta":
            prop, refines = element.get("property", ""), element.get("refines", "").lstrip("#")
            if refines:
                self._refining.setdefault((refines, prop), _text(element))
            elif prop:
                self._properties.setdefault(prop, _text(element))

    def read(self) -> Metadata:
        """Return the facts as our own Metadata."""
        title, subtitle = self._titles()
        rights = " / ".join(self._values("rights"))
        licence = _KOGL.search(rights.replace("\u00a0", " "))
        isbn, number = self._identifiers()
        return Metadata(
            title=title,
            subtitle=subtitle,
            creators=tuple(self._values("creator")),
            publisher=next(iter(self._values("publisher")), ""),
            language=self._language(),
            date=self._date(),
            modified=self._properties.get("dcterms:modified", ""),
            description=next(iter(self._values("description")), ""),
            subjects=tuple(self._values("subject")),
            rights=_OWN_LICENCE.sub("", rights),
            kogl_type=int(licence[1]) if licence else None,
            kogl_ai=_KOGL_AI.search(rights.replace("\u00a0", " ")) is not None,
            publication_number=number,
            isbn=isbn,
        )

    def _elements(self, name: str) -> list[Element]:
        return self._dublin.get(name, [])

    def _values(self, name: str) -> list[str]:
        return [text for text in map(_text, self._elements(name)) if text]

    def _titles(self) -> tuple[str, str]:
        main = subtitle = ""
        for element in self._elements("title"):
            kind = self._refining.get((element.get("id", ""), "title-type"), "")
            if kind == "subtitle":
                subtitle = subtitle or _text(element)
            elif not main or kind == "main":
                main = _text(element)
        return ("" if main in _UNTITLED else main), subtitle

    def _language(self) -> str:
        for value in self._values("language"):
            language = valid_language(value.replace("_", "-"))
            if language:
                return language
        return _DEFAULT_LANGUAGE

    def _date(self) -> str:
        dates = {e.get(f"{_OPF}event", ""): _text(e) for e in reversed(self._elements("date"))}
        for event in ("publication", "", "original-publication", "creation"):
            if dates.get(event):
                return dates[event]
        return ""

    def _identifiers(self) -> tuple[str, str]:
        isbn = number = ""
        for element in self._elements("identifier"):
            value = _text(element)
            bare = re.sub(r"^(urn:)?isbn:", "", value, flags=re.IGNORECASE)
            digits = re.sub(r"[\s\-]", "", bare)
            scheme = element.get(f"{_OPF}scheme", "").lower()
            if _ISBN.fullmatch(digits) and (bare != value or scheme == "isbn" or len(digits) == 13):
                isbn = isbn or bare
            elif element.get("id") == "publication-number" or _PUBLICATION_NUMBER.fullmatch(value):
                number = number or value
        return isbn, number


def _text(element: Element) -> str:
    return clean(text_of(element))
