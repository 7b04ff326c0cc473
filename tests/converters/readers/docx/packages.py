# SPDX-License-Identifier: AGPL-3.0-or-later
"""Small DOCX packages, written part by part."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from PIL import Image

from converters.document.nodes import Blocks, Document, Inline
from converters.document.notices import NoticeKind, NoticeLog
from converters.document.rules import broken_rules
from converters.document.walk import inlines_of, iter_blocks, iter_inlines, plain_text
from converters.limits import DEFAULT_LIMITS, Limits
from converters.readers.docx.reader import read_document
from converters.source.source_file import SourceFile

OFFICE = "http://schemas.openxmlformats.org/"
NAMES = {
    "w": f"{OFFICE}wordprocessingml/2006/main",
    "r": f"{OFFICE}officeDocument/2006/relationships",
    "m": f"{OFFICE}officeDocument/2006/math",
    "a": f"{OFFICE}drawingml/2006/main",
    "wp": f"{OFFICE}drawingml/2006/wordprocessingDrawing",
    "pic": f"{OFFICE}drawingml/2006/picture",
    "c": f"{OFFICE}drawingml/2006/chart",
    "dgm": f"{OFFICE}drawingml/2006/diagram",
    "mc": f"{OFFICE}markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}
XMLNS = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in NAMES.items())
KINDS = {
    "styles": "word/styles.xml",
    "numbering": "word/numbering.xml",
    "footnotes": "word/footnotes.xml",
    "endnotes": "word/endnotes.xml",
    "comments": "word/comments.xml",
    "settings": "word/settings.xml",
}
ROOTS = {"footnotes": "footnotes", "endnotes": "endnotes", "comments": "comments"}


def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 20), "red").save(out, "PNG")
    return out.getvalue()


def t(text: str) -> str:
    return f'<w:t xml:space="preserve">{text}</w:t>'


def r(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr>{t(text)}</w:r>"


def p(inner: str, properties: str = "") -> str:
    if not inner.startswith("<"):
        inner = r(inner)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def style(key: str, name: str, inner: str = "", kind: str = "paragraph", extra: str = "") -> str:
    return f'<w:style w:type="{kind}" w:styleId="{key}" {extra}><w:name w:val="{name}"/>{inner}</w:style>'


def package(
    body: str,
    *,
    relations: str = "",
    parts: dict[str, bytes | str] | None = None,
    replace: tuple[str, str] | None = None,
    **known: str,
) -> bytes:
    """Return a package; ``known`` holds the inner XML of styles, numbering, notes and so on."""
    links = f"{OFFICE}officeDocument/2006/relationships"
    rels = "".join(
        f'<Relationship Id="k{kind}" Type="{links}/{kind}" Target="/{KINDS[kind]}"/>'
        for kind in known
    )
    head = f'<Relationships xmlns="{OFFICE}package/2006/relationships">'
    files: dict[str, bytes | str] = {
        "_rels/.rels": f'{head}<Relationship Id="r1" Type="{links}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="r2" Type="{OFFICE}package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
        "</Relationships>",
        "docProps/core.xml": '<cp:coreProperties xmlns:cp="x" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<dc:title>견본 시정백서</dc:title><dc:creator>김주무관</dc:creator></cp:coreProperties>",
        "word/document.xml": f"<w:document {XMLNS}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f"{head}{rels}{relations}"
        f'<Relationship Id="pic1" Type="{links}/image" Target="media/a.png"/>'
        f'<Relationship Id="far" Type="{links}/image" Target="http://a.kr/x.png" TargetMode="External"/>'
        f'<Relationship Id="web" Type="{links}/hyperlink" Target="https://www.seoul.go.kr/" TargetMode="External"/>'
        "</Relationships>",
        "word/media/a.png": png(),
    }
    for kind, inner in known.items():
        files[KINDS[kind]] = f"<w:{kind} {XMLNS}>{inner}</w:{kind}>"
    files.update(parts or {})
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            if replace is not None and isinstance(content, str):
                content = content.replace(*replace)
            archive.writestr(name, content)
    return out.getvalue()


def read(data: bytes, limits: Limits = DEFAULT_LIMITS) -> tuple[Document, set[NoticeKind]]:
    log = NoticeLog()
    found = read_document(SourceFile(Path("a.docx"), data, "0" * 64, limits), log)
    assert not list(broken_rules(found))
    return found, {notice.kind for notice in log.notices()}


def body(inner: str, **known: str) -> Document:
    return read(package(inner, **known))[0]


def lines(blocks: Blocks) -> list[str]:
    texts = [plain_text(inlines_of(block)) for block in iter_blocks(blocks)]
    return [text for text in texts if text]


def inlines(blocks: Blocks) -> list[Inline]:
    return [i for block in iter_blocks(blocks) for i in iter_inlines(inlines_of(block))]
