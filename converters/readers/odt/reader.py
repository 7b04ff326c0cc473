# SPDX-License-Identifier: AGPL-3.0-or-later
"""OpenDocument text -> Document."""

from __future__ import annotations

from converters.document.nodes import Document, RunningText, Source
from converters.document.notices import NoticeKind, NoticeLog
from converters.document.walk import has_content
from converters.errors import ErrorCode, LimitExceeded
from converters.readers.odt.context import OdtContext
from converters.readers.odt.flow import Flow
from converters.readers.odt.lists import ListStyles
from converters.readers.odt.metadata import document_metadata, page_count
from converters.readers.odt.names import OFFICE, STYLE, TEXT
from converters.readers.odt.package import CONTENT, META, STYLES, Package, body_of
from converters.readers.odt.styles import Styles
from converters.source.source_file import SourceFile
from converters.xhtml.markup import Element

_RUNNING = {
    "header": ("header", "all"),
    "header-left": ("header", "even"),
    "header-first": ("header", "first"),
    "footer": ("footer", "all"),
    "footer-left": ("footer", "even"),
    "footer-first": ("footer", "first"),
}


def read_document(file: SourceFile, notices: NoticeLog) -> Document:
    """Return the Document of an OpenDocument text.

    Raises:
        ConversionError: it cannot be read; the code says why.
    """
    try:
        return _read(file, notices)
    except RecursionError as error:
        raise LimitExceeded(ErrorCode.TOO_DEEP, part=CONTENT) from error


def _read(file: SourceFile, notices: NoticeLog) -> Document:
    package = Package(file)
    body = body_of(package.content)
    common, meta = package.part(STYLES), package.part(META)
    roots = [package.content] if common is None else [package.content, common]
    context = OdtContext(
        package, body, Styles(roots, body), ListStyles(roots), notices, file.limits
    )
    if body.find(f".//{TEXT}soft-page-break") is not None:
        context.page = 1
    blocks = Flow(context, in_body=True).blocks(body)
    _keep_running(context, common if common is not None else package.content)
    _note_source(context)
    return Document(
        metadata=document_metadata(meta),
        blocks=blocks,
        notes=context.notes,
        comments=context.comments,
        hidden=tuple(context.hidden),
        running=tuple(context.running),
        resources=context.resources,
        source=Source(
            file.sha256, "odt", package.content.get(f"{OFFICE}version", ""), page_count(meta)
        ),
    )


def _keep_running(context: OdtContext, root: Element) -> None:
    """Keep the headers and footers of all master pages, equal ones once (16.9 to 16.14)."""
    context.part = STYLES
    for master in root.iterfind(f"{OFFICE}master-styles/{STYLE}master-page"):
        for name, (kind, pages) in _RUNNING.items():
            element = master.find(STYLE + name)
            if element is None or element.get(f"{STYLE}display") == "false":
                continue
            blocks = Flow(context).blocks(element)
            running = RunningText(kind, pages, blocks)
            if has_content(blocks) and running not in context.running:
                context.running.append(running)


def _note_source(context: OdtContext) -> None:
    """Count what the file carries and the book does not."""
    notices, package = context.notices, context.package
    scripts = sum(
        name.startswith(("Basic/", "Scripts/")) and not name.endswith(("/", "-lc.xml", "-lb.xml"))
        for name in package.names()
    )
    if scripts:
        notices.add(NoticeKind.SCRIPT, count=scripts)
    for name in package.damaged:
        notices.add(NoticeKind.DAMAGED_PART, detail=name)
    if context.comments:
        notices.add(NoticeKind.COMMENT, count=len(context.comments))
    if context.running:
        notices.add(NoticeKind.RUNNING_TEXT, count=len(context.running))
