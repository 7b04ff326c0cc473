# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whether the headings that an author marked are headings in the book; shares no code with the readers.

    python -m tests.acceptance.marked_headings FOLDER...

Marked is, with text in it: in DOCX a paragraph with an outline level (17.3.1.20) of its own or of its
style, or a style called "heading 1" to "heading 9"; in EPUB an ``h1`` to ``h6``; in HWPX a paragraph
whose shape has an outline head, or whose style is called "개요 1", "제목 1" or "heading 1". What stands
in tables, boxes and notes is told apart: those are no headings of the text.
"""

from __future__ import annotations

import io
import posixpath
import re
import sys
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from lxml import etree, html

from converters.document.nodes import Document, Heading
from converters.document.notices import NoticeLog
from converters.document.walk import iter_blocks, plain_text
from converters.errors import ConversionError
from converters.limits import DEFAULT_LIMITS
from converters.pipeline import read_document

Element = etree._Element
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_OFF = ("0", "false", "off")
_HEADING_NAME = re.compile(r"(?:heading|제목|개요|outline)\s*([1-9])", re.IGNORECASE)
_TAGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_ENOUGH_LETTERS = 30
_SUFFIXES = frozenset({".docx", ".hwpx", ".epub"})


@dataclass(frozen=True)
class Marked:
    """A heading that the author marked."""

    text: str
    place: str
    """"body", or what it stands in: "cell", "box", "note", "contents", "hidden", "deleted", or "bullet": a
    style of the outline on what a bullet marks as a point (❍, -)."""


def marked_headings(path: Path) -> list[Marked]:
    """Return the headings marked in a DOCX, HWPX or EPUB file, in their order."""
    counters = {".docx": _docx, ".hwpx": _hwpx, ".epub": _epub}
    with zipfile.ZipFile(path) as archive:
        found = counters[path.suffix.lower()](_Parts(archive))
        return [marked for marked in found if _letters(marked.text)]


def headings_of(document: Document) -> list[str]:
    """Return the headings of a Document as they are printed: number and text."""
    blocks = [*document.blocks, *(b for note in document.notes.values() for b in note.blocks)]
    return [
        f"{block.number or ''} {plain_text(block.inlines)}"
        for block in iter_blocks(tuple(blocks))
        if isinstance(block, Heading)
    ]


def vanished(marked: list[Marked], printed: list[str]) -> list[Marked]:
    """Return which of ``marked`` are no headings in the book; each heading stands for one.

    Only letters and digits count. A printed heading may have a number before the
    text, and may lack what a heading cannot hold.
    """
    left = Counter(map(_letters, printed))
    missing = []
    for heading in sorted(marked, key=lambda m: -len(m.text)):
        wanted = _letters(heading.text)
        same = wanted if left[wanted] > 0 else next(
            (t for t, n in left.items() if n > 0 and _is_same(wanted, t)), None
        )  # fmt: skip
        if same is None:
            missing.append(heading)
        else:
            left[same] -= 1
    return missing


def _is_same(wanted: str, shown: str) -> bool:
    if not shown or not wanted:
        return False
    if shown.endswith(wanted) or shown.startswith(wanted):
        return True
    # What stands in the midst of a heading, a picture or a chart, divides it.
    return shown in wanted and len(shown) > min(len(wanted) / 2, _ENOUGH_LETTERS)


def _letters(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isalnum()).casefold()


class _Parts:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.names = {
            name.replace("\\", "/").lower().lstrip("/"): name for name in archive.namelist()
        }

    def root(self, name: str) -> Element | None:
        stored = self.names.get(unquote(name).lower().lstrip("/"))
        if stored is None:
            return None
        data = _STRICT.sub(
            rb"http://schemas.openxmlformats.org/\1/2006/", self._archive.read(stored)
        )
        parser = etree.XMLParser(recover=True, huge_tree=True, resolve_entities=False)
        return etree.parse(io.BytesIO(data), parser).getroot() if data.strip() else None

    def page(self, name: str) -> Element | None:
        stored = self.names.get(unquote(name).lower().lstrip("/"))
        if stored is None:
            return None
        data = self._archive.read(stored)
        try:
            return etree.fromstring(data, etree.XMLParser(huge_tree=True, load_dtd=False))
        except etree.XMLSyntaxError:
            return html.document_fromstring(data) if data.strip() else None


# ---------------------------------------------------------------- DOCX


def _related(parts: _Parts, part: str, kind: str) -> str | None:
    folder, _, base = part.rpartition("/")
    root = parts.root(posixpath.join(folder, "_rels", f"{base}.rels"))
    for relation in root if root is not None else ():
        if relation.get("Type", "").rpartition("/")[2] == kind:
            target = relation.get("Target", "")
            return posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
    return None


def _docx(parts: _Parts) -> Iterator[Marked]:
    main = _related(parts, "", "officeDocument") or "word/document.xml"
    root = parts.root(main)
    if root is None:
        return
    styles = parts.root(_related(parts, main, "styles") or "")
    levels = _style_levels(styles)
    default = next(
        (
            key.get(f"{_W}styleId", "")
            for key in (styles.iterfind(f"{_W}style") if styles is not None else ())
            if key.get(f"{_W}default") not in (None, *_OFF) and key.get(f"{_W}type") == "paragraph"
        ),
        "",
    )
    instructions: list[str] = []
    for element in root.iter():
        if element.tag == f"{_W}fldChar":
            kind = element.get(f"{_W}fldCharType")
            if kind == "begin":
                instructions.append("")
            elif kind == "end" and instructions:
                instructions.pop()
        elif element.tag == f"{_W}instrText" and instructions:
            instructions[-1] += element.text or ""
        elif element.tag == f"{_W}p":
            style = element.find(f"{_W}pPr/{_W}pStyle")
            key = style.get(f"{_W}val", "") if style is not None else default
            level = levels.get(key)
            own = element.find(f"{_W}pPr/{_W}outlineLvl")
            if own is not None and (own.get(f"{_W}val") or "").isdigit():
                level = int(own.get(f"{_W}val", "9"))
            if level is not None and level < 9:
                contents = any(i.split()[:1] == ["TOC"] for i in instructions)
                place = "contents" if contents else _place(element)
                text = "".join(_docx_text(element))
                if text.strip():
                    yield Marked(text, place)


def _style_levels(root: Element | None) -> dict[str, int]:
    known = {s.get(f"{_W}styleId", ""): s for s in root.iterfind(f"{_W}style")} if root is not None else {}  # fmt: skip
    found: dict[str, int] = {}
    for key in known:
        at = key
        for _ in range(20):
            style = known.get(at)
            if style is None:
                break
            own = style.find(f"{_W}pPr/{_W}outlineLvl")
            name = style.find(f"{_W}name")
            match = _HEADING_NAME.fullmatch(
                (name.get(f"{_W}val", "") if name is not None else "").strip()
            )
            if own is not None or match:
                value = own.get(f"{_W}val", "9") if own is not None else ""
                found[key] = int(value) if value.isdigit() else int(match[1]) - 1 if match else 9
                break
            based = style.find(f"{_W}basedOn")
            at = based.get(f"{_W}val", "") if based is not None else ""
    return found


def _place(element: Element) -> str:
    for parent in element.iterancestors():
        if parent.tag == f"{_W}tc":
            return "cell"
        if parent.tag == f"{_W}txbxContent":
            return "box"
        if parent.tag == f"{_MC}Fallback":
            return "fallback"
        if parent.tag in (f"{_W}del", f"{_W}moveFrom"):
            return "deleted"
    return "body"


def _docx_text(element: Element) -> Iterator[str]:
    for child in element:
        if child.tag in (f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", f"{_W}txbxContent",
                         f"{_MC}Fallback", f"{_W}rPr"):  # fmt: skip
            continue
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag == f"{_W}r":
            hidden = child.find(f"{_W}rPr/{_W}vanish")
            if hidden is None or hidden.get(f"{_W}val", "1") in _OFF:
                yield from _docx_text(child)
        elif isinstance(child.tag, str):
            yield from _docx_text(child)


# ---------------------------------------------------------------- HWPX


def _local(element: Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _hwpx(parts: _Parts) -> Iterator[Marked]:
    head = parts.root("contents/header.xml")
    shapes: set[str] = set()
    bullets: set[str] = set()
    styles: set[str] = set()
    for element in head.iter() if head is not None else ():
        if _local(element) == "heading" and element.get("type") in ("OUTLINE", "BULLET"):
            parent = element.getparent()
            found = shapes if element.get("type") == "OUTLINE" else bullets
            found.add(parent.get("id", "") if parent is not None else "")
        elif _local(element) == "style" and element.get("type") != "CHAR":
            names = (element.get("name", ""), element.get("engName", ""))
            if any(_HEADING_NAME.fullmatch(name.strip()) for name in names):
                styles.add(element.get("id", ""))
    for name in sorted(parts.names):
        if not re.fullmatch(r"contents/section\d+\.xml", name):
            continue
        root = parts.root(name)
        for para in root.iter() if root is not None else ():
            if _local(para) != "p":
                continue
            if para.get("paraPrIDRef") in shapes or para.get("styleIDRef") in styles:
                text = "".join(_hwpx_text(para))
                place = _hwpx_place(para)
                if place == "body" and para.get("paraPrIDRef") in bullets:
                    place = "bullet"
                if text.strip():
                    yield Marked(text, place)


def _hwpx_place(para: Element) -> str:
    for parent in para.iterancestors():
        name = _local(parent)
        if name == "tc":
            return "cell"
        if name in ("drawText", "caption"):
            return "box"
        if name in ("footNote", "endNote", "header", "footer", "hiddenComment", "memo"):
            return "note"
    return "body"


def _hwpx_text(para: Element) -> Iterator[str]:
    for run in para:
        if _local(run) != "run":
            continue
        for piece in run:
            if _local(piece) == "t":
                yield "".join(piece.itertext())


# ---------------------------------------------------------------- EPUB


def _epub(parts: _Parts) -> Iterator[Marked]:
    container = parts.root("meta-inf/container.xml")
    if container is None:
        return
    path = next((e.get("full-path", "") for e in container.iter() if _local(e) == "rootfile"), "")
    package = parts.root(path)
    if package is None:
        return
    items = {e.get("id"): e for e in package.iter() if _local(e) == "item"}
    for reference in package.iter():
        if _local(reference) != "itemref":
            continue
        item = items.get(reference.get("idref"))
        if item is None or "nav" in item.get("properties", "").split():
            continue
        folder = posixpath.dirname(path)
        page = parts.page(posixpath.normpath(posixpath.join(folder, item.get("href", ""))))
        for element in page.iter() if page is not None else ():
            if _local(element) in _TAGS:
                text = "".join(element.itertext())
                if text.strip():
                    yield Marked(text, _epub_place(element))


def _epub_place(element: Element) -> str:
    for parent in (element, *element.iterancestors()):
        if parent.get("hidden") is not None or "display:none" in parent.get("style", "").replace(
            " ", ""
        ):
            return "hidden"
        if _local(parent) in ("td", "th", "figcaption"):
            return "cell"
        words = " ".join((parent.get("{http://www.idpf.org/2007/ops}type", ""),
                          parent.get("role", "")))  # fmt: skip
        if "note" in words:
            return "note"
    return "body"


# ---------------------------------------------------------------- command


def main(folders: list[Path]) -> None:
    """Print which marked headings are none in the book, file by file, and the totals."""
    total: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    for folder in folders:
        paths = [folder] if folder.is_file() else sorted(folder.rglob("*"))
        for path in paths:
            if path.suffix.lower() not in _SUFFIXES or not path.is_file():
                continue
            try:
                marked = marked_headings(path)
                notices = NoticeLog()
                document = read_document(path, (), DEFAULT_LIMITS, notices)
            except (ConversionError, zipfile.BadZipFile, etree.XMLSyntaxError):
                continue
            missing = vanished(marked, headings_of(document))
            kind = path.suffix.lower()
            total.update(f"{kind} {m.place}" for m in marked)
            lost.update(f"{kind} {m.place}" for m in missing)
            for heading in missing:
                sys.stdout.write(
                    f"{heading.place}\t{path}\t{' '.join(heading.text.split())[:70]}\n"
                )
    for key in sorted(total):
        sys.stdout.write(f"{key}: {lost[key]} of {total[key]} are no headings\n")


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
