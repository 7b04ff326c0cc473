# SPDX-License-Identifier: AGPL-3.0-or-later
"""A book, and the pages of its original, as a preview takes them.

A preview shows the first chapter while the last is still being read: each is written as soon as it
is there, as the JSON of a small Document with its pictures (``docs/formats/preview.md``).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from converters.checking.checks import check_file
from converters.checking.checks import check_pictures as pictures_checked
from converters.conversion import Conversion, ConversionRequest
from converters.document import codec
from converters.document.counts import count
from converters.document.findings import Finding
from converters.document.metadata import Metadata
from converters.document.nodes import (
    Anchor,
    Blocks,
    Document,
    Figure,
    Heading,
    InlineImage,
    PageBreak,
    PageMark,
    Resource,
    Unsupported,
)
from converters.document.notices import NoticeLog
from converters.document.walk import inlines_of, iter_blocks, iter_inlines, plain_text
from converters.errors import DamagedSource, ErrorCode, LimitExceeded
from converters.exports.resources import file_names
from converters.files import read_ordinary
from converters.passes import PASSES
from converters.sniff import sniff
from converters.source.format_spec import Sniffed
from converters.source.page_pictures import shown_picture
from converters.source.source_file import Recogniser, SourceFile
from converters.viewing_files import (
    CONTENTS_FILE,
    NOTES_FILE,
    OUTLINE_FILE,
    PAGE_FILE,
    PICTURES_FOLDER,
    chapter_file,
)
from converters.xhtml.markup import one_line

if TYPE_CHECKING:
    from converters.readers.epub_book.navigation import Entry
    from converters.readers.epub_book.reader import BookChapter

Progress = Callable[[str, int, int], None]
"""Called with (stage, done, total); stage is "chapters", "checks" or "pictures"."""

_PAGE_WIDTH = 1100
_MOST_PX = 1400
"""Of a picture in a preview."""
_AROUND = 160
"""Letters of the text beside a heading or a picture that a person sees."""


def read_book(request: ConversionRequest, progress: Progress) -> Conversion:
    """Write a book chapter by chapter into the folder ``target``, and check it.

    Raises:
        ConversionError: it cannot be read, or is no book.
        OSError: it cannot be opened, or a file not be written.
    """
    from converters.readers.epub_book.reader import read_document

    file, sniffed = _opened(request)
    if sniffed.format.id != "epub":
        raise DamagedSource(detail="no book", part=request.source.name)
    notices = NoticeLog()
    folder = _Folder(request.target, progress)
    document = read_document(file, notices, folder)
    folder.notes(document)
    progress("checks", 0, 1)
    for change in PASSES:
        document = change(document, notices, file.path.stem)
    source = document.source
    assert source is not None
    return Conversion(
        outputs=(),
        sha256=file.sha256,
        format=source.format,
        format_version=source.format_version,
        pages=source.pages,
        title=document.metadata.title,
        language=document.metadata.language,
        counts=count(document),
        notices=notices.notices(),
        findings=check_file(sniffed.format.id, file.data, document, notices, request.limits),
    )


def check_pictures(
    request: ConversionRequest, recogniser: Recogniser | None, progress: Progress
) -> Conversion:
    """Return the personal data that stands on the pictures of a book as findings.

    Args:
        request: of the book.
        recogniser: of text; without one nothing is found.
        progress: told of the stage "pictures".

    Raises:
        ConversionError: it cannot be read, or is no book.
        OSError: it cannot be opened.
    """
    from converters.readers.epub_book.reader import read_document

    file, sniffed = _opened(request)
    if sniffed.format.id != "epub":
        raise DamagedSource(detail="no book", part=request.source.name)
    document = read_document(file, NoticeLog())
    found: tuple[Finding, ...] = ()
    if recogniser is not None:
        found = pictures_checked(document, recogniser, partial(progress, "pictures"))
    return Conversion(
        (), file.sha256, sniffed.format.id, "", None, title="", language="", counts={},
        findings=found,
    )  # fmt: skip


def draw_page(request: ConversionRequest, page: int) -> Conversion:
    """Draw a page of a document into the folder ``target``; no output where there is no picture.

    Raises:
        ConversionError: the document cannot be opened.
        OSError: it cannot be read, or the picture not be written.
    """
    file, sniffed = _opened(request)
    load = sniffed.format.load_page_picture
    picture = load()(file, page, _PAGE_WIDTH) if load is not None else None
    outputs: tuple[Path, ...] = ()
    if picture is not None:
        outputs = (request.target / PAGE_FILE,)
        outputs[0].write_bytes(picture.to_ppm())
    return Conversion(
        outputs, file.sha256, sniffed.format.id, "", None, title="", language="", counts={}
    )


def _opened(request: ConversionRequest) -> tuple[SourceFile, Sniffed]:
    if request.source.stat().st_size > request.limits.input_bytes:
        raise LimitExceeded(ErrorCode.TOO_LARGE, part="file")
    data = read_ordinary(request.source)
    digest = hashlib.sha256(data).hexdigest()
    return SourceFile(request.source, data, digest, request.limits, request.passwords), sniff(data)


class _Folder:
    """The files of a preview; told of the book while it is read."""

    def __init__(self, folder: Path, progress: Progress) -> None:
        self._folder = folder
        self._progress = progress
        self._metadata = Metadata()
        self._outline = _Outline()
        self._written: set[str] = set()

    def contents(
        self,
        metadata: Metadata,
        entries: Sequence[Entry],
        parts: Sequence[str],
        cover: Resource | None,
    ) -> None:
        """Write what the book says of itself."""
        self._metadata = metadata
        cover_file = ""
        if cover is not None:
            key = hashlib.sha256(cover.data).hexdigest()
            names = self._pictures(Document(metadata, (), resources={key: cover}))
            cover_file = names[key]
        lines = [{"level": one.level, "label": one.label, "part": one.place[0]} for one in entries]
        self._write(
            CONTENTS_FILE,
            {
                "metadata": asdict(metadata),
                "contents": lines,
                "parts": list(parts),
                "cover": cover_file,
            },
        )

    def chapter(self, chapter: BookChapter) -> None:
        """Write a chapter."""
        document = Document(
            self._metadata, chapter.blocks, resources=_used(chapter.blocks, chapter.resources)
        )
        self._outline.add(chapter)
        self._write(chapter_file(chapter.number), codec.encode(document, self._pictures(document)))
        self._progress("chapters", chapter.number + 1, chapter.count)

    def notes(self, document: Document) -> None:
        """Write what is known only at the end: the notes, and the outline of the whole book."""
        blocks = tuple(block for note in document.notes.values() for block in note.blocks)
        notes = replace(
            document,
            blocks=(),
            comments={},
            hidden=(),
            running=(),
            resources=_used(blocks, document.resources),
        )
        self._write(NOTES_FILE, codec.encode(notes, self._pictures(notes)))
        self._write(OUTLINE_FILE, self._outline.tree)

    def _pictures(self, document: Document) -> dict[str, str]:
        names = {key: f"{PICTURES_FOLDER}/{name}" for key, name in file_names(document).items()}
        for key, name in names.items():
            if name not in self._written:
                self._written.add(name)
                path = self._folder / name
                path.parent.mkdir(exist_ok=True)
                resource = document.resources[key]
                data = resource.data
                if resource.media_type != "image/svg+xml":
                    data = shown_picture(data, _MOST_PX)
                path.write_bytes(data)
        return names

    def _write(self, name: str, tree: dict[str, Any]) -> None:
        # Nobody reads a file before its chapter is told, and nothing of it outlives the program.
        text = json.dumps(tree, ensure_ascii=False, separators=(",", ":"))
        (self._folder / name).write_bytes(text.encode("utf-8", "replace"))


def _used(blocks: Blocks, resources: Mapping[str, Resource]) -> dict[str, Resource]:
    """Return the pictures that ``blocks`` show."""
    names: dict[str, None] = {}
    for block in iter_blocks(blocks):
        if isinstance(block, Figure | Unsupported) and block.resource:
            names[block.resource] = None
        for inline in iter_inlines(inlines_of(block)):
            if isinstance(inline, InlineImage):
                names[inline.resource] = None
    return {key: resources[key] for key in names if key in resources}


class _Outline:
    """Printed pages, headings, pictures and anchors of a book, each with its chapter and block.

    Blocks are counted in the order of ``iter_blocks``.
    """

    def __init__(self) -> None:
        self.tree: dict[str, Any] = {"pages": [], "headings": [], "pictures": [], "anchors": {}}

    def add(self, chapter: BookChapter) -> None:
        """Take a chapter."""
        labels: list[dict[str, Any]] = []
        before = ""
        waiting: dict[str, Any] | None = None
        for at, block in enumerate(iter_blocks(chapter.blocks)):
            place = {"chapter": chapter.number, "block": at}
            if isinstance(block, PageBreak):
                labels.append({"label": block.label, **place})
            inlines = inlines_of(block)
            for one in iter_inlines(inlines):
                if isinstance(one, PageMark):
                    labels.append({"label": one.label, **place})
                elif isinstance(one, Anchor):
                    self.tree["anchors"][one.name] = [chapter.number, at]
                elif isinstance(one, InlineImage):
                    self._picture(one, before, place)
            text = one_line(plain_text(inlines))
            if isinstance(block, Heading):
                number = f"{block.number} " if block.number else ""
                waiting = {"level": block.level, "text": number + text, "after": "", **place}
                self.tree["headings"].append(waiting)
            elif text and waiting is not None:
                waiting["after"] = text[:_AROUND]
                waiting = None
            if isinstance(block, Figure):
                self._picture(block, before, place)
            before = text[:_AROUND] or before
        self.tree["pages"] += labels

    def _picture(self, shown: Figure | InlineImage, before: str, place: dict[str, int]) -> None:
        self.tree["pictures"].append(
            {
                "key": shown.resource,
                "alt": shown.alt,
                "decorative": shown.decorative,
                "around": before,
                **place,
            }
        )
