# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tagged PDF: pages whose content says what it is, with the tree that a screen reader goes through.

fpdf2 draws the pages and marks each stretch of content with a number; its own tree is flat and
knows no tables, so pypdf adds the tree (ISO 32000-1, 14.7 and 14.8) to the finished file.
Conformance with PDF/UA is not claimed: no checker of it was there.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from fpdf import FPDF
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    TextStringObject,
)


@dataclass(slots=True)
class Tag:
    """An element of the tree: marked stretches of content, or elements below it."""

    kind: str
    """A standard type: Document, H1, P, Table, TR, TH, TD, Figure."""
    alternative: str = ""
    below: list[Tag] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)
    """Page from 0 on, and number of the stretch on it."""
    scope: str = ""
    """Of a TH: Column or Row."""


class TaggedPage(FPDF):
    """Pages that are drawn in stretches, each belonging to a tag or to none."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.root = Tag("Document")
        self._numbers: dict[int, int] = {}

    @contextmanager
    def marked(self, tag: Tag) -> Iterator[None]:
        """Draw content of a tag; it must not go over a page's end."""
        page = self.page - 1
        number = self._numbers.get(page, 0)
        self._numbers[page] = number + 1
        tag.marks.append((page, number))
        self._out(f"/{tag.kind} <</MCID {number}>> BDC")
        yield
        self._out("EMC")

    @contextmanager
    def decoration(self) -> Iterator[None]:
        """Draw what a reader need not be told: rules, shades, feet of pages."""
        self._out("/Artifact BMC")
        yield
        self._out("EMC")

    def add(self, kind: str, parent: Tag | None = None, alternative: str = "") -> Tag:
        """Return a new tag at the end of another one, or of the document."""
        made = Tag(kind, alternative)
        (parent or self.root).below.append(made)
        return made

    def tagged_bytes(self) -> bytes:
        """Return the file with its tree."""
        writer = PdfWriter(clone_from=io.BytesIO(bytes(self.output())))
        pages = [page.indirect_reference for page in writer.pages]
        tree = _Tree(writer, [page for page in pages if page is not None])
        top = tree.build(self.root)
        root = writer.root_object
        root[NameObject("/StructTreeRoot")] = top
        marked = {NameObject("/Marked"): BooleanObject(True)}
        root[NameObject("/MarkInfo")] = DictionaryObject(marked)
        shown = {NameObject("/DisplayDocTitle"): BooleanObject(True)}
        root[NameObject("/ViewerPreferences")] = DictionaryObject(shown)
        out = io.BytesIO()
        writer.write(out)
        return out.getvalue()


class _Tree:
    def __init__(self, writer: PdfWriter, pages: list[IndirectObject]) -> None:
        self._writer, self._pages = writer, pages
        self._holders: list[dict[int, IndirectObject]] = [{} for _ in pages]

    def build(self, document: Tag) -> IndirectObject:
        """Add the tree's root and all below it."""
        root = DictionaryObject({NameObject("/Type"): NameObject("/StructTreeRoot")})
        at = self._writer._add_object(root)  # noqa: SLF001 - pypdf has no other way
        root[NameObject("/K")] = ArrayObject([self._element(document, at)])
        numbers = ArrayObject()
        for page, held in enumerate(self._holders):
            ordered = ArrayObject([held[number] for number in sorted(held)])
            numbers += [NumberObject(page), ordered]
            shown = self._writer.pages[page]
            shown[NameObject("/StructParents")] = NumberObject(page)
            shown[NameObject("/Tabs")] = NameObject("/S")
        root[NameObject("/ParentTree")] = DictionaryObject({NameObject("/Nums"): numbers})
        root[NameObject("/ParentTreeNextKey")] = NumberObject(len(self._holders))
        return at

    def _element(self, tag: Tag, parent: IndirectObject) -> IndirectObject:
        element = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/StructElem"),
                NameObject("/S"): NameObject(f"/{tag.kind}"),
                NameObject("/P"): parent,
            }
        )
        at = self._writer._add_object(element)  # noqa: SLF001
        if tag.alternative:
            element[NameObject("/Alt")] = TextStringObject(tag.alternative)
        if tag.scope:
            said = {
                NameObject("/O"): NameObject("/Table"),
                NameObject("/Scope"): NameObject(f"/{tag.scope}"),
            }
            element[NameObject("/A")] = DictionaryObject(said)
        kids = ArrayObject()
        for page, number in tag.marks:
            self._holders[page][number] = at
            kids.append(
                DictionaryObject(
                    {
                        NameObject("/Type"): NameObject("/MCR"),
                        NameObject("/Pg"): self._pages[page],
                        NameObject("/MCID"): NumberObject(number),
                    }
                )
            )
        kids += [self._element(below, at) for below in tag.below]
        element[NameObject("/K")] = kids
        return at
