# SPDX-License-Identifier: AGPL-3.0-or-later
"""The HWPX report: the same content as the PDF, in the form that agencies edit and file."""

from __future__ import annotations

from app.i18n import Language, mark, tr
from app.services.costing.report_content import SIGNED, ReportTable, report_content, said
from app.services.costing.report_pictures import emblem_picture, qr_picture
from app.services.costing.report_request import Report
from converters.exports.hwpx.header import CharacterLook, ParagraphLook
from converters.exports.hwpx.writer import MM, Cell, HwpxDocument

_QR = int(26 * MM)
_EMBLEM = int(18 * MM)
_SIGNATURE = int(16 * MM)


def to_hwpx(report: Report, language: Language) -> bytes:
    """Return the report; the same statement and cover give the same bytes."""
    made, cover, example = report.statement, report.options.cover, report.example
    content = report_content(made, language, environment=report.options.environment)
    document = HwpxDocument(f"{content.title} · {content.scope}", cover.line, language.value)
    if cover.emblem:
        emblem = emblem_picture(cover.emblem)
        width = _EMBLEM * emblem.pixels[0] // emblem.pixels[1]
        document.picture(emblem.png, emblem.pixels, width, tr(mark("Emblem"), language))
    document.heading(content.title, title=True)
    document.paragraph(content.scope)
    if cover.line:
        document.paragraph(cover.line)
    if example:
        document.paragraph(tr(mark("example data, made up"), language), CharacterLook.WARNING)
    look = CharacterLook.PLAIN if content.is_confirmed else CharacterLook.WARNING
    document.paragraph(content.state, look)
    document.table(
        [
            [Cell(tr(word, language), ParagraphLook.CENTER, head=True) for word in SIGNED],
            [Cell("", height=_SIGNATURE) for _ in SIGNED],
        ],
        [1] * len(SIGNED),
    )
    for table in content.tables:
        _add(document, table)
        if table.name == "figures":
            for line in content.warnings:
                document.paragraph(f"※ {line}", CharacterLook.NOTE)
    document.heading(tr(mark("How the figures were found"), language))
    for line in content.method:
        document.paragraph(f"· {line}", CharacterLook.NOTE)
    document.heading(tr(mark("Proof that the ledger is unchanged"), language))
    symbol = qr_picture(content.code)
    document.picture(symbol.png, symbol.pixels, _QR, content.code)
    document.paragraph(content.code, CharacterLook.HEADING, ParagraphLook.LEFT)
    for line in (content.anchor, *(f"· {line}" for line in content.proof)):
        document.paragraph(line, CharacterLook.NOTE)
    return document.to_bytes()


def _add(document: HwpxDocument, table: ReportTable) -> None:
    if table.heading:
        document.heading(table.heading)
    heads = [Cell(head, ParagraphLook.CENTER, head=True) for head in table.heads]
    looks = [ParagraphLook.RIGHT if right else ParagraphLook.LEFT for right in table.right]
    rows = [
        [Cell(said(cell), look) for cell, look in zip(row, looks, strict=True)]
        for row in table.rows
    ]
    document.table([heads, *rows], table.widths)
    if table.note:
        document.paragraph(f"※ {table.note}", CharacterLook.NOTE)
