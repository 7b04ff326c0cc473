# SPDX-License-Identifier: AGPL-3.0-or-later
"""DOCX package -> Document (ECMA-376 part 1, WordprocessingML)."""

from __future__ import annotations

from converters.document.nodes import Document, HiddenText, Paragraph, RunningText, Source, Text
from converters.document.notices import NoticeKind, NoticeLog
from converters.document.walk import has_content
from converters.errors import DamagedSource, ErrorCode, LimitExceeded
from converters.readers.docx.context import DocxContext
from converters.readers.docx.encryption import opened
from converters.readers.docx.flow import Flow
from converters.readers.docx.metadata import core_metadata
from converters.readers.docx.names import R, W, is_placeholder, text_of
from converters.readers.docx.notes import Notes
from converters.readers.docx.numbering import Numbering
from converters.readers.docx.package import Package
from converters.readers.docx.styles import Styles, settings_on
from converters.readers.docx.targets import targets_in
from converters.source.source_file import SourceFile
from converters.xhtml.markup import Element


def read_document(file: SourceFile, notices: NoticeLog) -> Document:
    """Return the Document of a DOCX file.

    Raises:
        ConversionError: it cannot be read; the code says why.
    """
    try:
        return _read(file, notices)
    except RecursionError as error:
        raise LimitExceeded(ErrorCode.TOO_DEEP, part="word/document.xml") from error


def _read(file: SourceFile, notices: NoticeLog) -> Document:
    package = Package(opened(file), file.limits)
    root = package.xml(package.main)
    body = _body(root, package.main)
    settings = _part(package, package.main, "settings", notices)
    theme = _part(package, package.main, "theme", notices)
    styles = Styles(_part(package, package.main, "styles", notices), theme)
    numbering = Numbering(_part(package, package.main, "numbering", notices), styles.numbering_of)
    context = DocxContext(package, body, styles, numbering, notices, file.limits)
    _keep_placeholders(context, body)
    notes = Notes(context, settings)
    context.targets = frozenset().union(*map(targets_in, (body, *notes.bodies())))
    blocks = Flow(context, notes, in_body=True).blocks(body)
    notes.keep_unreferred(lambda element: Flow(context, notes).blocks(element))
    notes.keep_comments(lambda element: Flow(context, notes).blocks(element))
    _running(context, notes, settings_on(settings, "evenAndOddHeaders"))
    _note_source(context)
    return Document(
        metadata=core_metadata(_part(package, "", "core-properties", notices)),
        blocks=blocks,
        notes=context.notes,
        comments=context.comments,
        hidden=tuple(context.hidden),
        running=tuple(context.running),
        resources=context.resources,
        source=Source(file.sha256, "docx", "", context.pages.count or None),
    )


def _body(root: Element, part: str) -> Element:
    """Return the body; what a second one holds follows the first."""
    bodies = root.findall(f"{W}body")
    if not bodies:
        raise DamagedSource(detail="no body", part=part)
    for further in bodies[1:]:
        bodies[0].extend(list(further))
    return bodies[0]


def _keep_placeholders(context: DocxContext, body: Element) -> None:
    """Keep apart what content controls ask for: a book has nothing to fill in."""
    for control in body.iter(f"{W}sdt"):
        if is_placeholder(control):
            text = text_of(control).strip()
            if text:
                context.hidden.append(HiddenText("placeholder", (Paragraph((Text(text),)),)))
            context.notice(NoticeKind.FORM_FIELD, text)


def _part(package: Package, owner: str, kind: str, notices: NoticeLog) -> Element | None:
    """Return the root of a related part; None where there is none, or only a damaged one."""
    name = package.related(owner, kind)
    if name is None:
        return None
    try:
        return package.xml(name)
    except DamagedSource:
        notices.add(NoticeKind.DAMAGED_PART, detail=name)
        return None


def _running(context: DocxContext, notes: Notes, even_and_odd: bool) -> None:
    """Keep the headers and footers of all sections, equal ones once (17.10)."""
    pages = {"default": "odd" if even_and_odd else "all", "even": "even", "first": "first"}
    seen: set[str] = set()
    for section in context.pages.sections:
        for kind in ("header", "footer"):
            for reference in section.element.iterfind(f"{W}{kind}Reference"):
                relation = context.relation(reference.get(f"{R}id", ""))
                if relation is None or relation.external or relation.target in seen:
                    continue
                seen.add(relation.target)
                _keep(context, notes, kind, pages.get(reference.get(f"{W}type", ""), "all"),
                      relation.target)  # fmt: skip


def _keep(context: DocxContext, notes: Notes, kind: str, pages: str, part: str) -> None:
    try:
        root = context.package.xml(part)
    except DamagedSource:
        context.notice(NoticeKind.DAMAGED_PART, part)
        return
    with context.within(part):
        blocks = Flow(context, notes).blocks(root)
    running = RunningText(kind, pages, blocks)
    if has_content(blocks) and running not in context.running:
        context.running.append(running)


def _note_source(context: DocxContext) -> None:
    """Count what the file carries and the book does not."""
    scripts = sum(
        name.lower().endswith(("vbaproject.bin", "vbadata.xml")) for name in context.package.names()
    )
    if scripts:
        context.notices.add(NoticeKind.SCRIPT)
    if context.comments:
        context.notices.add(NoticeKind.COMMENT, count=len(context.comments))
    if context.running:
        context.notices.add(NoticeKind.RUNNING_TEXT, count=len(context.running))
