# SPDX-License-Identifier: AGPL-3.0-or-later
"""How much of a DOCX file's own words its book holds; shares no code with the reader.

    python -m tests.acceptance.docx_recall FOLDER

Words are what blanks, tabs, breaks and ends of paragraphs divide, over all ``w:t`` and
``a:t`` of the body and of the notes that it refers to. Text boxes count once (the choice
of alternate content), what was deleted or moved away does not, equations do not. Hidden
text is counted apart, since a book leaves it out. Headers, footers and comments are aside.
"""

from __future__ import annotations

import io
import posixpath
import re
import sys
import tempfile
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from converters.conversion import ConversionRequest
from converters.errors import ConversionError
from converters.pipeline import convert

Element = etree._Element
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_X = "{http://www.w3.org/1999/xhtml}"
_EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
_OFF = ("0", "false", "off")
_LEFT_OUT = {f"{_W}del", f"{_W}moveFrom", f"{_W}rPr", f"{_W}pPr"}
# What stands for itself: words before and after it are two.
_APART = {
    *(_W + name for name in ("p", "tab", "br", "cr", "ptab", "sym", "rt", "rubyBase", "drawing", "pict",
                             "object", "footnoteReference", "endnoteReference")),
    f"{_A}p", f"{_M}oMath",
}  # fmt: skip
_PRINTED_BY_BOOK = {"noteref", "backlink"}
_SILENT = {0xAD: None, 0x200B: None}
_INLINE = {_X + name for name in ("a", "b", "em", "i", "mark", "rb", "s", "span", "strong", "sub", "sup", "u",
                                  "del", "ruby", "img", "wbr")}  # fmt: skip


@dataclass
class Words:
    """The words of one file."""

    printed: Counter[str] = field(default_factory=Counter)
    prompts: Counter[str] = field(default_factory=Counter)
    """Those of ``printed`` that stand in content controls which show their prompt."""
    hidden: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Recall:
    """What one book holds of its file, in characters."""

    found: int
    total: int
    missing: tuple[str, ...]

    @property
    def share(self) -> float:
        """From 0 to 1; a file without words has lost none."""
        return self.found / self.total if self.total else 1.0


def source_words(data: bytes) -> Words:
    """Return the words of a DOCX file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        package = _Parts(archive)
        main = package.main()
        body = package.root(main)
        hidden = _hidden_styles(package.related(main, "styles"))
        words = Words()
        roots = list(body.iterfind(f"{_W}body"))
        for kind in ("footnote", "endnote"):
            notes = package.related(main, f"{kind}s")
            wanted = {e.get(f"{_W}id") for e in body.iter(f"{_W}{kind}Reference")}
            if notes is not None:
                roots += [e for e in notes.iterfind(_W + kind) if e.get(f"{_W}id") in wanted]
        for root in roots:
            for is_hidden, text in _texts(root, hidden, _default_style(package, main)):
                (words.hidden if is_hidden else words.printed).update(text.split())
            for control in root.iter(f"{_W}sdt"):
                if _shows_prompt(control):
                    for _, text in _texts(control, hidden, ""):
                        words.prompts.update(text.split())
    return words


def _shows_prompt(control: Element) -> bool:
    mark = control.find(f"{_W}sdtPr/{_W}showingPlcHdr")
    return mark is not None and mark.get(f"{_W}val", "1") not in _OFF


class _Parts:
    """Parts of a package by name, whatever their capitals."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names = {name.lower().lstrip("/"): name for name in archive.namelist()}

    def root(self, name: str) -> Element:
        data = self._archive.read(self._names[name.lower()])
        data = _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/", data)
        return etree.fromstring(data, etree.XMLParser(recover=True, huge_tree=True))

    def main(self) -> str:
        return self._target("", "officeDocument") or "word/document.xml"

    def related(self, part: str, kind: str) -> Element | None:
        name = self._target(part, kind)
        return self.root(name) if name and name.lower() in self._names else None

    def _target(self, part: str, kind: str) -> str | None:
        folder, _, base = part.rpartition("/")
        name = posixpath.join(folder, "_rels", f"{base}.rels")
        if name.lower() not in self._names:
            return None
        for relation in self.root(name):
            if relation.get("Type", "").rpartition("/")[2] == kind:
                target = relation.get("Target", "")
                return posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
        return None


def _default_style(package: _Parts, main: str) -> str:
    root = package.related(main, "styles")
    for style in root.iterfind(f"{_W}style") if root is not None else ():
        if style.get(f"{_W}type") == "paragraph" and style.get(f"{_W}default") not in (None, *_OFF):
            return style.get(f"{_W}styleId", "")
    return ""


def _hidden_styles(root: Element | None) -> dict[str, bool]:
    """Return whether each style hides its text, through what it is based on."""
    known = {s.get(f"{_W}styleId", ""): s for s in root.iterfind(f"{_W}style")} if root is not None else {}  # fmt: skip

    def hides(key: str, left: int = 20) -> bool:
        style = known.get(key)
        if style is None or not left:
            return False
        own = _vanishes(style.find(f"{_W}rPr"))
        based = style.find(f"{_W}basedOn")
        if own is not None:
            return own
        return based is not None and hides(based.get(f"{_W}val", ""), left - 1)

    return {key: hides(key) for key in known}


def _vanishes(properties: Element | None) -> bool | None:
    mark = properties.find(f"{_W}vanish") if properties is not None else None
    return None if mark is None else mark.get(f"{_W}val", "1") not in _OFF


def _texts(root: Element, hidden: dict[str, bool], default: str) -> Iterator[tuple[bool, str]]:
    """Yield pieces of text that no word goes beyond, and whether they are hidden."""
    pending = {True: "", False: ""}
    for is_hidden, text in _pieces(root, hidden, False, hidden.get(default, False)):
        if text is None:
            yield from pending.items()
            pending = {True: "", False: ""}
        else:
            pending[is_hidden] += text
    yield from pending.items()


def _pieces(
    parent: Element, hidden: dict[str, bool], is_hidden: bool, para_hides: bool
) -> Iterator[tuple[bool, str | None]]:
    for child in parent:
        tag = child.tag
        if not isinstance(tag, str) or tag in _LEFT_OUT or _is_deleted_row(child):
            continue
        if tag == f"{_MC}Fallback" and parent.find(f"{_MC}Choice") is not None:
            continue
        if tag in (f"{_W}t", f"{_A}t"):
            yield is_hidden, _normal(child.text or "")
        elif tag == f"{_W}noBreakHyphen":
            yield is_hidden, "\u2011"
        elif tag == f"{_W}r":
            yield from _pieces(child, hidden, _run_hides(child, hidden, para_hides), para_hides)
        elif tag == f"{_M}oMath":
            yield is_hidden, None
        else:
            if tag in _APART:
                yield False, None
            style = child.find(f"{_W}pPr/{_W}pStyle") if tag == f"{_W}p" else None
            inner = (
                hidden.get(style.get(f"{_W}val", ""), False) if style is not None else para_hides
            )
            yield from _pieces(child, hidden, is_hidden, inner)
            if tag in _APART:
                yield False, None


def _is_deleted_row(element: Element) -> bool:
    return element.tag == f"{_W}tr" and element.find(f"{_W}trPr/{_W}del") is not None


def _run_hides(run: Element, hidden: dict[str, bool], para_hides: bool) -> bool:
    properties = run.find(f"{_W}rPr")
    own = _vanishes(properties)
    if own is not None:
        return own
    style = properties.find(f"{_W}rStyle") if properties is not None else None
    by_style = hidden.get(style.get(f"{_W}val", ""), False) if style is not None else False
    return by_style != para_hides


def _normal(text: str) -> str:
    return unicodedata.normalize("NFC", text).translate(_SILENT)


def book_words(book: bytes) -> Counter[str]:
    """Return the words of a book's chapters, without marks of notes.

    Markers of items stay: documents type many of them by hand.
    """
    words: Counter[str] = Counter()
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        for name in archive.namelist():
            if name.endswith(".xhtml") and Path(name).name not in ("cover.xhtml", "nav.xhtml"):
                body = etree.fromstring(archive.read(name)).find(f"{_X}body")
                if body is not None:
                    words.update(_normal("".join(_printed(body))).split())
    return words


def _printed(element: Element) -> Iterator[str]:
    apart = element.tag not in _INLINE
    if apart:
        yield " "
    if _is_text_of_source(element):
        yield element.text or ""
        for child in element:
            if isinstance(child.tag, str):
                yield from _printed(child)
            yield child.tail or ""
    if apart or element.get(_EPUB_TYPE) == "noteref":
        yield " "


def _is_text_of_source(element: Element) -> bool:
    if element.tag in (f"{_X}rp", "{http://www.w3.org/1998/Math/MathML}math"):
        return False
    return not _PRINTED_BY_BOOK & set(element.get("class", "").split())


def compare(words: Counter[str], book: Counter[str]) -> Recall:
    """Return how much of ``words`` stands in ``book``, each as often as in the file.

    A word that is there only inside a longer one is found, too: drop caps and
    paragraphs whose end was deleted go together in a book. What was found is used up.
    """
    left = book - words
    found = sum(len(word) * count for word, count in (words & book).items())
    missing: list[str] = []
    for word in sorted((words - book).elements(), key=len, reverse=True):
        longer = next((other for other in left if word in other), None)
        if longer is None:
            missing.append(word)
            continue
        found += len(word)
        left -= Counter([longer])
        left.update(filter(None, longer.split(word, 1)))
    return Recall(found, sum(len(word) * count for word, count in words.items()), tuple(missing))


def recall_of(path: Path) -> Recall:
    """Convert a file and return what its book holds.

    Raises:
        ConversionError: no book can come of it.
    """
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, "book.epub")
        convert(ConversionRequest(path, target))
        return compare(source_words(path.read_bytes()).printed, book_words(target.read_bytes()))


def main(folder: Path) -> None:
    """Print what is missing, file by file, and the total."""
    found = total = 0
    for path in sorted(folder.rglob("*.docx")):
        try:
            recall = recall_of(path)
        except ConversionError as error:
            sys.stdout.write(f"{error.code.value}\t{path.relative_to(folder)}\n")
            continue
        found, total = found + recall.found, total + recall.total
        if recall.missing:
            shown = " ".join(recall.missing[:12])
            sys.stdout.write(f"{recall.share:.4f}\t{path.relative_to(folder)}\t{shown}\n")
    sys.stdout.write(f"{found / max(total, 1):.6f}\t{found} of {total} characters\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
