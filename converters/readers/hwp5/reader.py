# SPDX-License-Identifier: AGPL-3.0-or-later
"""HWP 5 file -> format-shaped document: the three steps on one screen."""

from __future__ import annotations

from converters.document.nodes import Document
from converters.document.notices import NoticeLog
from converters.errors import DamagedSource
from converters.limits import Limits
from converters.readers.hwp5.container import Container, opened
from converters.readers.hwp5.docinfo import parse_doc_info
from converters.readers.hwp5.records import cut
from converters.readers.hwp5.section import SectionParser
from converters.readers.hwp5.summary import parse_summary
from converters.source.hangul.lower import lower
from converters.source.hangul.model import HangulDocument, Section
from converters.source.source_file import SourceFile


def _read(container: Container, limits: Limits) -> HangulDocument:
    try:
        return _parsed(container, limits)
    except DamagedSource as error:
        if container.looped:
            error.params["why"] = "chain-loop"
        raise


def _parsed(container: Container, limits: Limits) -> HangulDocument:
    doc_info = cut(container.doc_info(), limits.records)
    shapes = parse_doc_info(doc_info, container.binary)
    names = container.section_names()
    if not names:
        raise DamagedSource(detail="no section", part="BodyText")

    parser = SectionParser(limits)
    sections: list[Section] = []
    damaged: list[tuple[str, str]] = []
    for name in names:
        try:
            records = cut(container.section(name), limits.records)
        except DamagedSource as error:
            if len(names) == 1 or container.header.distribution:
                raise
            damaged.append((name, str(error)))
            continue
        paras, pages = parser.section(records)
        sections.append(Section(name, paras, pages))
    if not sections or not any(section.paras for section in sections):
        raise DamagedSource(detail="no paragraph", part=names[0])
    return HangulDocument(
        shapes=shapes,
        sections=sections,
        properties=parse_summary(container.summary()),
        format="hwp5",
        format_version=container.header.version_text,
        scripts=container.script_count() if container.header.scripts else 0,
        memos=parser.memos,
        masters=parser.masters,
        damaged_parts=damaged,
        too_deep=parser.too_deep,
        recovered=container.recovered,
        looped=container.looped,
    )


def read_document(file: SourceFile, notices: NoticeLog) -> Document:
    """Return the Document of an HWP 5 file.

    Raises:
        ConversionError: it cannot be read; the code says why.
    """
    parsed = _read(opened(file), file.limits)
    return lower(parsed, file.sha256, notices, file.limits)
