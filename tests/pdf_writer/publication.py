# SPDX-License-Identifier: AGPL-3.0-or-later
"""A file of pages with text at places, rules, pictures, links, an outline and tags."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.pdf_writer.fonts import Font, width_of
from tests.pdf_writer.objects import ObjectFile, text_string
from tests.pdf_writer.structure import Tag, write_tree

BODY = Font()
A4 = (595.0, 842.0)


@dataclass
class Shown:
    """A picture of a page: its file's bytes and what its dictionary says."""

    data: bytes
    entries: str


@dataclass
class Sheet:
    """A page; all places are in points from its upper left corner, y at the baseline."""

    size: tuple[float, float] = A4
    rotate: int = 0
    parts: list[str] = field(default_factory=list)
    fonts: list[Font] = field(default_factory=list)
    pictures: list[Shown] = field(default_factory=list)
    links: list[tuple[tuple[float, float, float, float], str]] = field(default_factory=list)
    layers: list[str] = field(default_factory=list)
    marked: int = 0
    """How many pieces of marked content it has."""
    more: str = ""
    """Further entries of its dictionary."""
    resources: str = ""
    """Further entries of its resources."""
    annotations: list[str] = field(default_factory=list)
    """Besides its links: dictionaries."""

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float = 10.0,
        font: Font = BODY,
        *,
        mode: int = 0,
        tracking: float = 0.0,
        color: str = "0 0 0",
        degrees: int = 0,
        tag: Tag | None = None,
        layer: str = "",
    ) -> Sheet:
        """Show ``text``; ``degrees`` turn it counter-clockwise around where it starts."""
        if not any(known is font for known in self.fonts):
            self.fonts.append(font)
        name = next(at for at, known in enumerate(self.fonts) if known is font)
        a, b = {0: (1, 0), 90: (0, 1), 180: (-1, 0), 270: (0, -1)}[degrees]
        shown = (
            f"BT /F{name} {size} Tf {mode} Tr {tracking} Tc {color} rg "
            f"{a} {b} {-b} {a} {x} {self.size[1] - y} Tm {font.encode(text)} Tj ET"
        )
        if tag is not None:
            tag.hang(self, self.marked)
            shown = f"/{tag.role} << /MCID {self.marked} >> BDC\n{shown}\nEMC"
            self.marked += 1
        if layer:
            if layer not in self.layers:
                self.layers.append(layer)
            shown = f"/OC /L{self.layers.index(layer)} BDC\n{shown}\nEMC"
        self.parts.append(shown)
        return self

    def words(self, x: float, y: float, words: list[str], gap: float, size: float = 10.0) -> Sheet:
        """Show words in one text object, ``gap`` points apart, without blanks."""
        self.text(x, y, words[0], size)
        shown = f" {-1000 * gap / size} ".join(BODY.encode(word) for word in words)
        self.parts[-1] = self.parts[-1].replace(f"{BODY.encode(words[0])} Tj", f"[{shown}] TJ")
        return self

    def justified(
        self, x: float, y: float, text: str, width: float, size: float = 10.0, font: Font = BODY
    ) -> Sheet:
        """Show a line glyph by glyph, its blanks and letters stretched to ``width``, without blanks."""
        natural = sum(width_of(c) * size for c in text)
        blanks = text.count(" ")
        share = (width - natural) / (len(text) - 1 + 3 * blanks)
        at = x
        for character in text:
            if character != " ":
                self.text(at, y, character, size, font)
            at += width_of(character) * size + share * (4 if character == " " else 1)
        return self

    def rule(self, x0: float, y0: float, x1: float, y1: float, width: float = 0.5) -> Sheet:
        """Draw a straight line."""
        high = self.size[1]
        self.parts.append(f"{width} w {x0} {high - y0} m {x1} {high - y1} l S")
        return self

    def fill(self, x0: float, y0: float, x1: float, y1: float, color: str = "0.9 0.9 0.9") -> Sheet:
        """Fill a rectangle."""
        self.parts.append(f"{color} rg {x0} {self.size[1] - y1} {x1 - x0} {y1 - y0} re f")
        return self

    def drawing(self, operators: str) -> Sheet:
        """Add operators as they are."""
        self.parts.append(operators)
        return self

    def picture(
        self, x0: float, y0: float, x1: float, y1: float, shown: Shown, clip: str = ""
    ) -> Sheet:
        """Place a picture."""
        self.pictures.append(shown)
        name = len(self.pictures) - 1
        self.parts.append(
            f"q {clip} {x1 - x0} 0 0 {y1 - y0} {x0} {self.size[1] - y1} cm /P{name} Do Q"
        )
        return self

    def link(self, x0: float, y0: float, x1: float, y1: float, target: str) -> Sheet:
        """Lay a link to an address, or to "#2" for the third page."""
        high = self.size[1]
        self.links.append(((x0, high - y1, x1, high - y0), target))
        return self


@dataclass
class Publication:
    """A file."""

    sheets: list[Sheet] = field(default_factory=list)
    title: str = ""
    language: str = ""
    outline: list[tuple[str, int, int, float]] = field(default_factory=list)
    """(title, level from 1, page from 0, y from above)."""
    labels: str = ""
    """Of the page label tree ("0 << /S /r >> 2 << /S /D >>")."""
    xmp: str = ""
    tags: list[Tag] = field(default_factory=list)
    roles: dict[str, str] = field(default_factory=dict)
    hidden_layers: tuple[str, ...] = ()
    catalog: str = ""
    """Further entries of the catalogue."""

    def page(self, size: tuple[float, float] = A4, rotate: int = 0) -> Sheet:
        """Return a new page at the end."""
        self.sheets.append(Sheet(size, rotate))
        return self.sheets[-1]

    def file(self) -> bytes:
        """Return the whole file."""
        out = ObjectFile()
        root, tree = out.reserve(), out.reserve()
        pages = [out.reserve() for _ in self.sheets]
        layers = {
            name: out.add(f"<< /Type /OCG /Name {text_string(name)} >>")
            for sheet in self.sheets
            for name in sheet.layers
        }
        fonts: dict[int, int] = {}
        for sheet in self.sheets:
            for font in sheet.fonts:
                if id(font) not in fonts:
                    fonts[id(font)] = font.write(out)
        for at, (sheet, number) in enumerate(zip(self.sheets, pages, strict=True)):
            out.set(number, self._page(out, sheet, at, tree, pages, fonts, layers))
        kids = " ".join(f"{number} 0 R" for number in pages)
        out.set(tree, f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>")
        out.set(root, f"<< /Type /Catalog /Pages {tree} 0 R {self._about(out, pages, layers)} >>")
        info = out.add(f"<< /Title {text_string(self.title)} >>") if self.title else 0
        return out.file(root, info)

    def _page(
        self,
        out: ObjectFile,
        sheet: Sheet,
        at: int,
        tree: int,
        pages: list[int],
        fonts: dict[int, int],
        layers: dict[str, int],
    ) -> str:
        content = out.stream("\n".join(sheet.parts).encode("latin-1"))
        named = " ".join(f"/F{i} {fonts[id(font)]} 0 R" for i, font in enumerate(sheet.fonts))
        shown = " ".join(
            f"/P{i} {out.stream(p.data, '/Type /XObject /Subtype /Image ' + p.entries, deflate=False)} 0 R"
            for i, p in enumerate(sheet.pictures)
        )
        optional = " ".join(f"/L{i} {layers[name]} 0 R" for i, name in enumerate(sheet.layers))
        notes = " ".join(
            f"{out.add(note)} 0 R"
            for note in (*(_link(box, to, pages) for box, to in sheet.links), *sheet.annotations)
        )
        return (
            f"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 {sheet.size[0]} {sheet.size[1]}]"
            f" /Rotate {sheet.rotate} /Contents {content} 0 R /StructParents {at} {sheet.more}"
            f" /Resources << /Font << {named} >> /XObject << {shown} >> /Properties << {optional} >>"
            f" {sheet.resources} >>"
            f" /Annots [{notes}] >>"
        )

    def _about(self, out: ObjectFile, pages: list[int], layers: dict[str, int]) -> str:
        about = self.catalog
        if self.language:
            about += f" /Lang ({self.language})"
        if self.labels:
            about += f" /PageLabels << /Nums [{self.labels}] >>"
        if self.xmp:
            stream = out.stream(self.xmp.encode(), "/Type /Metadata /Subtype /XML", deflate=False)
            about += f" /Metadata {stream} 0 R"
        if self.outline:
            about += f" /Outlines {_outline(out, self, pages)} 0 R"
        if layers:
            every = " ".join(f"{number} 0 R" for number in layers.values())
            off = " ".join(f"{layers[name]} 0 R" for name in self.hidden_layers)
            about += f" /OCProperties << /OCGs [{every}] /D << /OFF [{off}] >> >>"
        if self.tags:
            tree = write_tree(out, self.tags, self.roles, self.sheets, pages)
            about += f" /StructTreeRoot {tree} 0 R /MarkInfo << /Marked true >>"
        return about


def _link(box: tuple[float, float, float, float], target: str, pages: list[int]) -> str:
    place = " ".join(str(edge) for edge in box)
    if target.startswith("#"):
        where = f"/Dest [{pages[int(target[1:])]} 0 R /XYZ 0 700 0]"
    else:
        where = f"/A << /S /URI /URI ({target}) >>"
    return f"<< /Type /Annot /Subtype /Link /Rect [{place}] /Border [0 0 0] {where} >>"


def _outline(out: ObjectFile, publication: Publication, pages: list[int]) -> int:
    entries = publication.outline
    root = out.reserve()
    numbers = [out.reserve() for _ in entries]
    parents: list[int] = []
    open_at: dict[int, int] = {0: root}
    for number, (_, level, _, _) in zip(numbers, entries, strict=True):
        parents.append(open_at[level - 1])
        open_at[level] = number
    for at, (title, _, page, y) in enumerate(entries):
        brothers = [n for n, parent in zip(numbers, parents, strict=True) if parent == parents[at]]
        children = [n for n, parent in zip(numbers, parents, strict=True) if parent == numbers[at]]
        place = brothers.index(numbers[at])
        more = ""
        if place + 1 < len(brothers):
            more += f" /Next {brothers[place + 1]} 0 R"
        if place:
            more += f" /Prev {brothers[place - 1]} 0 R"
        if children:
            more += f" /First {children[0]} 0 R /Last {children[-1]} 0 R /Count {len(children)}"
        high = publication.sheets[page].size[1]
        out.set(
            numbers[at],
            f"<< /Title {text_string(title)} /Parent {parents[at]} 0 R"
            f" /Dest [{pages[page]} 0 R /XYZ 0 {high - y} 0]{more} >>",
        )
    top = [n for n, parent in zip(numbers, parents, strict=True) if parent == root]
    out.set(
        root, f"<< /Type /Outlines /First {top[0]} 0 R /Last {top[-1]} 0 R /Count {len(top)} >>"
    )
    return root
