# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a file says about itself: metadata, outline, page labels, layers (ISO 32000-2, 7.7.2, 14.3).

PDFium answers what it can: it has the file open already and bounds everything. pypdf is asked
for what PDFium's interface lacks (the metadata stream and the layers), once a file, and only
where the file is small enough to be parsed twice; whatever it raises, the reader goes on without.
"""

from __future__ import annotations

import ctypes
import io
import logging
import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import pypdfium2.raw as pdfium
from lxml import etree

from converters.document.metadata import Metadata
from converters.readers.pdf.engine import Engine, address
from converters.source.properties import FileProperties, metadata_of

log = logging.getLogger(__name__)

_TEXT_BYTES = 8192
_MOST_BOOKMARKS = 20_000
_DEEPEST_BOOKMARK = 12
_MOST_LABELS = 20_000
_PYPDF_BYTES = 64 * 1024 * 1024
_XMP_BYTES = 4 * 1024 * 1024
_DATE = re.compile(
    r"D?:?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:([+\-Z])(?:(\d\d)'?(\d\d)?)?)?"
)
# Print drivers write the file's name as the title.
_FILE_NAME = re.compile(
    r"\.(?:hwpx?|docx?|pptx?|xlsx?|indd|ai|qxp|pdf|tmp|cdr)$|^Microsoft \w+ - ", re.IGNORECASE
)
# What libraries write where nobody said anything.
_NOTHING = re.compile(r"\(?(?:un(?:specified|titled|known)|anonymous)\)?", re.IGNORECASE)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DC = "{http://purl.org/dc/elements/1.1/}"


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the outline (12.3.3)."""

    title: str
    level: int
    """From 1."""
    page: int
    """From 0; -1 where it leads nowhere in this file."""
    y: float | None = None
    """Points from above, where the entry says so; None for all of the page."""


@dataclass(frozen=True, slots=True)
class Catalog:
    """What a file says about itself."""

    metadata: Metadata = field(default_factory=lambda: Metadata(language=""))
    """``language`` is empty where the file does not say."""
    outline: tuple[Bookmark, ...] = ()
    labels: tuple[str, ...] = ()
    """By page; empty where the file has none of its own."""
    attachments: int = 0
    scripts: int = 0
    hidden_layers: frozenset[str] = frozenset()
    """Names of the layers that are off when the file is opened."""


def read_catalog(engine: Engine, data: bytes, passwords: tuple[str, ...] = ()) -> Catalog:
    """Return what the file says about itself; nothing here raises for what it lacks.

    Args:
        engine: the open file.
        data: the same file, for pypdf.
        passwords: for pypdf, tried after the empty one.
    """
    file = engine.file.raw
    metadata = _info(file)
    hidden: frozenset[str] = frozenset()
    more = _by_pypdf(data, passwords)
    if more is not None:
        metadata = _with_xmp(metadata, more[0])
        hidden = more[1]
    language = _text(lambda buffer, size: pdfium.FPDFCatalog_GetLanguage(file, buffer, size))
    language = language.strip() or metadata.language
    if not _LANGUAGE.fullmatch(language):
        language = ""
    return Catalog(
        replace(metadata, language=language),
        tuple(_outline(engine)),
        _labels(engine),
        max(0, pdfium.FPDFDoc_GetAttachmentCount(file)),
        max(0, pdfium.FPDFDoc_GetJavaScriptActionCount(file)),
        hidden,
    )


def _text(ask: Callable[[Any, int], int]) -> str:
    """Return a text of PDFium's, which counts its bytes with the two zeros at the end."""
    buffer = ctypes.create_string_buffer(_TEXT_BYTES)
    length = ask(ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), _TEXT_BYTES)
    if not 2 < length <= _TEXT_BYTES:
        return ""
    return buffer.raw[: length - 2].decode("utf-16-le", "replace").replace("\0", "")


# ---------------------------------------------------------------- metadata


def _info(file: pdfium.FPDF_DOCUMENT) -> Metadata:
    def value(name: bytes) -> str:
        buffer = ctypes.create_string_buffer(_TEXT_BYTES)
        length = pdfium.FPDF_GetMetaText(file, name, buffer, _TEXT_BYTES)
        if not 2 < length <= _TEXT_BYTES:
            return ""
        text = buffer.raw[: length - 2].decode("utf-16-le", "replace").replace("\0", "")
        return "" if _NOTHING.fullmatch(text.strip()) else text

    found = metadata_of(
        FileProperties(
            title=_title(value(b"Title")),
            subject=value(b"Subject"),
            author=value(b"Author"),
            keywords=value(b"Keywords"),
            comments="",
            created=moment(value(b"CreationDate")),
            modified=moment(value(b"ModDate")),
        )
    )
    return replace(found, language="")


def _title(text: str) -> str:
    text = " ".join(text.split())
    return "" if _FILE_NAME.search(text) else text


def moment(text: str) -> str:
    """Return a date of PDF ("D:20240131093000+09'00'", 7.9.4) by ISO 8601; empty if it is none."""
    match = _DATE.match(text.strip())
    if match is None:
        return ""
    year, month, day, hour, minute, second, sign, off_hour, off_minute = match.groups()
    if not (1 <= int(month or 1) <= 12 and 1 <= int(day or 1) <= 31):
        return ""
    if int(hour or 0) > 23 or int(minute or 0) > 59 or int(second or 0) > 59:
        return ""
    date = f"{year}-{month or '01'}-{day or '01'}"
    time = f"T{hour or '00'}:{minute or '00'}:{second or '00'}"
    if sign in ("+", "-"):
        return f"{date}{time}{sign}{off_hour or '00'}:{off_minute or '00'}"
    return f"{date}{time}Z"


def _with_xmp(metadata: Metadata, xmp: bytes) -> Metadata:
    """Return ``metadata`` with what only the metadata stream says (14.3.2)."""
    if not xmp:
        return metadata
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    try:
        root = etree.fromstring(xmp, parser)
    except (etree.XMLSyntaxError, ValueError):
        return metadata
    if root is None:
        return metadata

    def values(name: str) -> list[str]:
        found = [
            " ".join(str(item.xpath("string()")).split())
            for element in root.iter(_DC + name)
            for item in element.iter(_RDF + "li")
        ]
        return [text for text in found if text]

    said = metadata_of(
        FileProperties(
            title=_title((values("title") or [""])[0]),
            subject=(values("description") or [""])[0],
            author=(values("creator") or [""])[0],
            keywords=",".join(values("subject")),
            comments="",
            created="",
            modified="",
        )
    )
    return replace(
        metadata,
        title=metadata.title or said.title,
        creators=metadata.creators or said.creators,
        publisher=(values("publisher") or [""])[0],
        description=metadata.description or said.description,
        subjects=metadata.subjects or said.subjects,
        rights=(values("rights") or [""])[0],
        language=(values("language") or [""])[0],
    )


# ---------------------------------------------------------------- outline and labels


def _outline(engine: Engine) -> list[Bookmark]:
    file = engine.file.raw
    found: list[Bookmark] = []
    seen: set[int] = set()
    # A stack instead of recursion: levels may go as deep as a hostile file likes.
    stack = [(pdfium.FPDFBookmark_GetFirstChild(file, None), 1)]
    while stack and len(found) < _MOST_BOOKMARKS:
        item, level = stack.pop()
        if not item or address(item) in seen:
            continue
        seen.add(address(item))
        title = _bookmark_title(item)
        page, y = _place(engine, item)
        if title:
            found.append(Bookmark(title, level, page, y))
        stack.append((pdfium.FPDFBookmark_GetNextSibling(file, item), level))
        if level < _DEEPEST_BOOKMARK:
            stack.append((pdfium.FPDFBookmark_GetFirstChild(file, item), level + 1))
    return found


def _bookmark_title(item: pdfium.FPDF_BOOKMARK) -> str:
    buffer = ctypes.create_string_buffer(_TEXT_BYTES)
    length = pdfium.FPDFBookmark_GetTitle(item, buffer, _TEXT_BYTES)
    if not 2 < length <= _TEXT_BYTES:
        return ""
    text = buffer.raw[: length - 2].decode("utf-16-le", "replace").replace("\0", "")
    return " ".join(text.split())


def _place(engine: Engine, item: pdfium.FPDF_BOOKMARK) -> tuple[int, float | None]:
    file = engine.file.raw
    destination = pdfium.FPDFBookmark_GetDest(file, item)
    if not destination:
        action = pdfium.FPDFBookmark_GetAction(item)
        if action and pdfium.FPDFAction_GetType(action) == pdfium.PDFACTION_GOTO:
            destination = pdfium.FPDFAction_GetDest(file, action)
    if not destination:
        return -1, None
    return engine.place(destination)


def _labels(engine: Engine) -> tuple[str, ...]:
    """Return the printed labels (12.4.2); empty where they only count from 1, as without any."""
    file = engine.file.raw
    labels: list[str] = []
    buffer = ctypes.create_string_buffer(256)
    for number in range(min(len(engine), _MOST_LABELS)):
        length = pdfium.FPDF_GetPageLabel(file, number, buffer, len(buffer))
        if not 2 < length <= len(buffer):
            labels.append("")
            continue
        labels.append(buffer.raw[: length - 2].decode("utf-16-le", "replace").replace("\0", ""))
    plain = all(label in ("", str(number + 1)) for number, label in enumerate(labels))
    return () if plain else tuple(labels)


# ---------------------------------------------------------------- what only pypdf knows


def _by_pypdf(data: bytes, passwords: tuple[str, ...]) -> tuple[bytes, frozenset[str]] | None:
    """Return the metadata stream and the names of hidden layers; None where pypdf fails."""
    if len(data) > _PYPDF_BYTES or not _is_worth_it(data):
        return None
    # Imported here: it is slow to load.
    import pypdf

    quiet = logging.getLogger("pypdf")
    quiet.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            file = pypdf.PdfReader(io.BytesIO(data), strict=False)
            if file.is_encrypted and not any(file.decrypt(word) for word in ("", *passwords)):
                return None
            root: Any = file.root_object
            return _stream_of(root.get("/Metadata")), _hidden_layers(root)
    except RecursionError:
        log.info("pypdf goes too deep; going on without")
    except (pypdf.errors.PyPdfError, *_ANYTHING) as error:
        log.info("pypdf: %s; going on without", error)
    return None


_ANYTHING = (
    ArithmeticError,
    AttributeError,
    LookupError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
    NotImplementedError,
)
"""What pypdf lets through on damaged files, besides errors of its own."""


def _is_worth_it(data: bytes) -> bool:
    """Whether the file can hold what only pypdf reads; object streams hide both names."""
    return b"/Metadata" in data or b"/OCProperties" in data or b"/ObjStm" in data


def _stream_of(value: Any) -> bytes:
    stream = value.get_object() if value is not None else None
    if stream is None or not hasattr(stream, "get_data"):
        return b""
    found: bytes = stream.get_data()
    return found if len(found) <= _XMP_BYTES else b""


def _hidden_layers(root: Any) -> frozenset[str]:
    """Return the names of optional content that is off (8.11.4)."""
    properties = root.get("/OCProperties")
    if properties is None:
        return frozenset()
    properties = properties.get_object()
    default = properties.get("/D", {}).get_object()
    every = [item.get_object() for item in properties.get("/OCGs", [])]
    off = [item.get_object() for item in default.get("/OFF", [])]
    if default.get("/BaseState") == "/OFF":
        on = [item.get_object() for item in default.get("/ON", [])]
        off = [item for item in every if not any(item is other for other in on)]
    hidden = {str(item.get("/Name", "")) for item in off}
    # A name that a shown layer has too says nothing.
    shown = {
        str(item.get("/Name", "")) for item in every if not any(item is other for other in off)
    }
    return frozenset(hidden - shown - {""})
