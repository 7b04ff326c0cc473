# SPDX-License-Identifier: AGPL-3.0-or-later
"""A DOCX file in the making: python-docx keeps the package, the parts are written here.

The same calls give the same bytes: dates of the archive are fixed.
"""

from __future__ import annotations

import datetime
import io
import re
import zipfile

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.package import OpcPackage
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from tests.docx_writer import styles
from tests.docx_writer.blocks import para, section
from tests.docx_writer.markup import Markup, part, quoted
from tests.docx_writer.numbering import Numbering
from tests.docx_writer.runs import Piece, bare, line, run, styled

_MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
_VBA = ("application/vnd.ms-office.vbaProject", "http://schemas.microsoft.com/office/2006/relationships/vbaProject")  # fmt: skip
_DAY = datetime.datetime(2026, 3, 2, 9, 0, 0)  # noqa: DTZ001 - python-docx wants it without a zone
_STAMP = (2026, 3, 2, 9, 0, 0)
_IMAGE_TYPES = {"png": "image/png", "jpeg": "image/jpeg", "emf": "image/x-emf", "wmf": "image/x-wmf"}  # fmt: skip
_TRANSITIONAL = re.compile(
    rb"http://schemas\.openxmlformats\.org/(officeDocument|wordprocessingml|drawingml)/2006/"
)
_SEPARATORS = "".join(
    f'<w:{{0}} w:type="{kind}" w:id="{number}">{para(run(f"<w:{kind}/>"))}</w:{{0}}>'
    for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
)


class Word:
    """A document; blocks are added one after the other.

    Args:
        title: title of its properties.
        author: who wrote it.
        language: language of its properties; empty for none.
    """

    def __init__(self, title: str = "", author: str = "한지시", language: str = "ko-KR") -> None:
        self._package = OpcPackage()
        core = self._package.core_properties
        core.title, core.author, core.language = title, author, language
        core.created = core.modified = _DAY
        core.last_modified_by = author
        self._main = self._part("word/document.xml", CT.WML_DOCUMENT_MAIN, b"")
        self._package.relate_to(self._main, RT.OFFICE_DOCUMENT)
        self.numbering = Numbering()
        self.style_numbers: dict[str, tuple[int, int]] = {}
        self.more_styles = ""
        self.settings = ""
        self.last_section = {"kind": "nextPage"}
        self._blocks: list[str] = []
        self._notes: dict[str, list[str]] = {"footnote": [], "endnote": []}
        self._note_parts: dict[str, Part] = {}
        self._comments: list[str] = []
        self._running = ""
        self._charts = self._pictures = self._running_parts = 0

    # ------------------------------------------------------------ the body

    def add(self, *blocks: str) -> None:
        """Append finished blocks."""
        self._blocks += blocks

    def p(self, *pieces: Piece, **given: object) -> None:
        """Append a paragraph; what may be given is what ``para`` takes."""
        self.add(para(*pieces, **given))  # type: ignore[arg-type]

    def heading(self, level: int, *pieces: Piece, **given: object) -> None:
        """Append a heading."""
        self.p(*pieces, style=styles.HEADINGS[level - 1], **given)

    def title(self, *pieces: Piece) -> None:
        """Append the title."""
        self.p(*pieces, style=styles.TITLE)

    def caption(self, label: str, number: int, words: str) -> None:
        """Append a caption with its number as a field, as Word's own command writes it."""
        shown = f"{label} "
        sequence = line(
            run('<w:fldChar w:fldCharType="begin"/>'),
            run(f'<w:instrText xml:space="preserve"> SEQ {label} \\* ARABIC </w:instrText>'),
            run('<w:fldChar w:fldCharType="separate"/>'),
            bare(str(number), "<w:noProof/>"),
            run('<w:fldChar w:fldCharType="end"/>'),
        )
        self.p(shown, sequence, f" {words}", style=styles.CAPTION)

    def section(self, *, columns: int = 1, kind: str = "nextPage", start: int = 0, form: str = "") -> None:  # fmt: skip
        """End a section here; what is given holds for what came before it."""
        own = section(columns=columns, kind=kind, start=start, form=form, refs=self._running)
        self._running = ""
        self.add(para(more=own))

    # ------------------------------------------------------------ beside the body

    def footnote(self, *pieces: Piece) -> Markup:
        """Return the reference of a new footnote."""
        return self._note("footnote", styles.FOOTNOTE, styles.FOOTNOTE_MARK, pieces)

    def endnote(self, *pieces: Piece) -> Markup:
        """Return the reference of a new endnote."""
        return self._note("endnote", styles.ENDNOTE, styles.ENDNOTE_MARK, pieces)

    def _note(self, kind: str, style: str, mark: str, pieces: tuple[Piece, ...]) -> Markup:
        number = len(self._notes[kind]) + 1
        look = f'<w:rStyle w:val="{mark}"/>'
        body = para(run(f"<w:{kind}Ref/>", look), bare(" "), *pieces, style=style)
        self._notes[kind].append(f'<w:{kind} w:id="{number}">{body}</w:{kind}>')
        return run(f'<w:{kind}Reference w:id="{number}"/>', look)

    def comment(self, words: str, author: str = "박팀장") -> int:
        """Add a comment and return its id."""
        number = len(self._comments)
        body = para(run("<w:annotationRef/>"), words, style=styles.COMMENT)
        self._comments.append(
            f'<w:comment w:id="{number}" w:author={quoted(author)} w:date="2026-03-02T09:00:00Z" w:initials="박">{body}</w:comment>'
        )
        return number

    def running(self, kind: str, *pieces: Piece, pages: str = "default") -> None:
        """Give the current section a header or footer.

        Args:
            kind: "header" or "footer".
            *pieces: its one paragraph.
            pages: "default", "first" or "even".
        """
        self._running_parts += 1
        style = styles.HEADER if kind == "header" else styles.FOOTER
        blob = part("w:hdr" if kind == "header" else "w:ftr", para(*pieces, style=style))
        types = (CT.WML_HEADER, RT.HEADER) if kind == "header" else (CT.WML_FOOTER, RT.FOOTER)
        made = self._part(f"word/{kind}{self._running_parts}.xml", types[0], blob)
        key = self._main.relate_to(made, types[1])
        self._running += f'<w:{kind}Reference w:type="{pages}" r:id="{key}"/>'

    def link(self, address: str, *pieces: Piece, within: str = "") -> Markup:
        """Return a hyperlink to an address; ``within`` is "footnote" or "endnote" for one in a note."""
        owner = self._note_part(within) if within else self._main
        key = owner.relate_to(address, RT.HYPERLINK, is_external=True)
        inner = line(*(styled(p, styles.HYPERLINK) if not isinstance(p, Markup) else p for p in pieces))  # fmt: skip
        return Markup(f'<w:hyperlink r:id="{key}" w:history="1">{inner}</w:hyperlink>')

    def picture(self, data: bytes, kind: str = "png") -> str:
        """Add a picture part and return its relationship; ``kind`` is its extension."""
        self._pictures += 1
        name = f"word/media/image{self._pictures}.{kind}"
        return self._main.relate_to(self._part(name, _IMAGE_TYPES[kind], data), RT.IMAGE)

    def linked_picture(self, address: str) -> str:
        """Return the relationship of a picture that lies outside the file."""
        return self._main.relate_to(address, RT.IMAGE, is_external=True)

    def chart(self, data: bytes) -> str:
        """Add a chart part and return its relationship."""
        self._charts += 1
        made = self._part(f"word/charts/chart{self._charts}.xml", CT.DML_CHART, data)
        return self._main.relate_to(made, RT.CHART)

    # ------------------------------------------------------------ the file

    def _part(self, name: str, kind: str, data: bytes) -> Part:
        return Part(PackURI(f"/{name}"), kind, data, self._package)

    def _note_part(self, kind: str) -> Part:
        if kind not in self._note_parts:
            types = (CT.WML_FOOTNOTES, RT.FOOTNOTES) if kind == "footnote" else (CT.WML_ENDNOTES, RT.ENDNOTES)  # fmt: skip
            made = self._note_parts[kind] = self._part(f"word/{kind}s.xml", types[0], b"")
            self._main.relate_to(made, types[1])
        return self._note_parts[kind]

    def _finish(self, macros: bool) -> None:
        main, relate = self._main, self._main.relate_to
        own = section(refs=self._running, **self.last_section)  # type: ignore[arg-type]
        body = "".join(self._blocks) + own
        main._blob = part("w:document", f"<w:body>{body}</w:body>")
        fixed = (
            ("styles", CT.WML_STYLES, RT.STYLES, styles.styles_part(self.style_numbers, self.more_styles)),
            ("settings", CT.WML_SETTINGS, RT.SETTINGS, styles.settings_part(self.settings)),
            ("fontTable", CT.WML_FONT_TABLE, RT.FONT_TABLE, styles.fonts_part()),
            ("theme/theme1", CT.OFC_THEME, RT.THEME, styles.theme_part()),
        )  # fmt: skip
        for name, kind, relation, data in fixed:
            relate(self._part(f"word/{name}.xml", kind, data), relation)
        if self.numbering.numbers:
            relate(
                self._part("word/numbering.xml", CT.WML_NUMBERING, self.numbering.to_bytes()),
                RT.NUMBERING,
            )
        for note, bodies in self._notes.items():
            if bodies:
                inner = _SEPARATORS.format(note) + "".join(bodies)
                self._note_part(note)._blob = part(f"w:{note}s", inner)
        if self._comments:
            inner = "".join(self._comments)
            relate(
                self._part("word/comments.xml", CT.WML_COMMENTS, part("w:comments", inner)),
                RT.COMMENTS,
            )
        if macros:
            main._content_type = _MACROS
            relate(self._part("word/vbaProject.bin", _VBA[0], b"macros"), _VBA[1])

    def to_bytes(self, *, strict: bool = False, macros: bool = False) -> bytes:
        """Return the file; a document is written once.

        Args:
            strict: in the namespaces of ISO/IEC 29500 Strict.
            macros: as .docm, with a project of macros.
        """
        self._finish(macros)
        saved, done = io.BytesIO(), io.BytesIO()
        self._package.save(saved)
        with zipfile.ZipFile(saved) as made, zipfile.ZipFile(done, "w") as file:
            for name in made.namelist():
                data = made.read(name)
                if strict and name.endswith((".xml", ".rels")):
                    data = _strict(data)
                info = zipfile.ZipInfo(name, _STAMP)
                info.compress_type = zipfile.ZIP_DEFLATED
                file.writestr(info, data)
        return done.getvalue()


def _strict(data: bytes) -> bytes:
    """Return a part in the strict notation (ISO/IEC 29500-4, annex A)."""
    data = _TRANSITIONAL.sub(rb"http://purl.oclc.org/ooxml/\1/", data)
    data = data.replace(b"<w:document ", b'<w:document w:conformance="strict" ')
    data = re.sub(rb'(<w:jc w:val=)"(?:left|right)"', rb'\1"end"', data)
    return re.sub(rb'<w:ind w:left="(\d+)"', rb'<w:ind w:start="\1"', data)
