# SPDX-License-Identifier: AGPL-3.0-or-later
"""The package: parts in the order and the ways in which Hangul stores them."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field

from tests.hwpx_writer.header import Header
from tests.hwpx_writer.markup import DECLARATION, NAMESPACES, element, words
from tests.hwpx_writer.paragraphs import Para

_DATE = (1980, 1, 1, 0, 0, 0)
_MEDIA_TYPES = {"png": "image/png", "jpg": "image/jpg", "bmp": "image/bmp"}
_STORED = ("mimetype", "version.xml", "Preview/PrvImage.png")
_CONTAINER = "urn:oasis:names:tc:opendocument:xmlns:container"
_MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"


@dataclass
class HwpxWriter:
    """A HWPX document that grows paragraph by paragraph.

    Attributes:
        metadata: ``title`` and the names of content.hpf's metas ("creator", "CreatedDate", ...).
        outline: id of the numbering of outline heads; 0 for none.
        parts: parts beside those of the document, or instead of them; None leaves one out.
        spine: order in which sections are read; as they were added where None.
        landscape: the page is turned.
    """

    metadata: dict[str, str] = field(default_factory=lambda: {"title": "견본"})
    outline: int = 0
    parts: dict[str, bytes | str | None] = field(default_factory=dict)
    spine: tuple[int, ...] | None = None
    landscape: bool = False
    preview: str = ""
    header: Header = field(default_factory=Header)
    _sections: list[list[Para]] = field(default_factory=lambda: [[]])
    _binaries: dict[str, tuple[str, bytes]] = field(default_factory=dict)

    def add(self, *paras: str | Para) -> None:
        """Append paragraphs to the last section."""
        self._sections[-1] += [Para(para) if isinstance(para, str) else para for para in paras]

    def new_section(self) -> None:
        """Begin another section."""
        self._sections.append([])

    def binary(self, data: bytes, extension: str) -> str:
        """Keep a picture; returns the id by which it is named."""
        key = f"image{len(self._binaries) + 1}"
        self._binaries[key] = (f"BinData/{key}.{extension}", data)
        return key

    def to_bytes(self) -> bytes:
        """Return the package; the same bytes every time."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for name, content in (self._all() | self.parts).items():
                if content is None:
                    continue
                info = zipfile.ZipInfo(name, _DATE)
                # The same bytes on every system.
                info.create_system = 0
                stored = name in _STORED
                info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
                archive.writestr(info, content)
        return out.getvalue()

    def _all(self) -> dict[str, bytes | str | None]:
        # Sections first: their paragraphs bring the shapes that the header lists.
        sections = {
            f"Contents/section{at}.xml": self._section(paras)
            for at, paras in enumerate(self._sections)
        }
        return {
            "mimetype": "application/hwp+zip",
            "version.xml": DECLARATION + _VERSION,
            "Contents/header.xml": self.header.xml(len(sections)),
            **dict(self._binaries.values()),
            **sections,
            "Preview/PrvText.txt": self.preview,
            "settings.xml": DECLARATION + _SETTINGS,
            "META-INF/container.rdf": DECLARATION + _rdf(["Contents/header.xml", *sections]),
            "Contents/content.hpf": self._package(list(sections)),
            "META-INF/container.xml": DECLARATION + _ROOT_FILES,
            "META-INF/manifest.xml": f'{DECLARATION}<odf:manifest xmlns:odf="{_MANIFEST}"/>',
        }

    def _section(self, paras: list[Para]) -> str:
        first, *rest = paras or [Para()]
        start = element("hp:ctrl", element("hp:colPr", id="", type="NEWSPAPER", colCount=1))
        inner = first.xml(self.header, self._properties() + start)
        inner += "".join(para.xml(self.header) for para in rest)
        return f"{DECLARATION}<hs:sec {NAMESPACES}>{inner}</hs:sec>"

    def _properties(self) -> str:
        margin = element(
            "hp:margin", header=4252, footer=4252, gutter=0, left=8504, right=8504, top=5668
        )
        page = element(
            "hp:pagePr",
            margin,
            landscape="NARROWLY" if self.landscape else "WIDELY",
            width=59528,
            height=84186,
            gutterType="LEFT_ONLY",
        )
        return element(
            "hp:secPr",
            element("hp:startNum", pageStartsOn="BOTH", page=0, pic=0, tbl=0, equation=0),
            page,
            _note_shape("hp:footNotePr"),
            _note_shape("hp:endNotePr"),
            id="",
            textDirection="HORIZONTAL",
            outlineShapeIDRef=self.outline,
            masterPageCnt=0,
        )

    def _package(self, sections: list[str]) -> str:
        places = {"header": "Contents/header.xml"}
        places |= {f"section{at}": name for at, name in enumerate(sections)}
        items = [
            element("opf:item", id=key, href=name, media_type="application/xml")
            for key, name in places.items()
        ]
        items += [
            element(
                "opf:item",
                id=key,
                href=name,
                media_type=_MEDIA_TYPES.get(name.rpartition(".")[2], "application/octet-stream"),
                isEmbeded=1,
            )
            for key, (name, _) in self._binaries.items()
        ]
        order = self.spine if self.spine is not None else range(len(sections))
        refs = [element("opf:itemref", idref="header", linear="yes")]
        refs += [element("opf:itemref", idref=f"section{at}", linear="yes") for at in order]
        metas = [
            element("opf:meta", words(value), name=name, content="text")
            for name, value in self.metadata.items()
            if name != "title"
        ]
        title = element("opf:title", words(self.metadata.get("title", "")))
        inner = element("opf:metadata", title, element("opf:language", "ko"), *metas)
        inner += element("opf:manifest", *items) + element("opf:spine", *refs)
        package = f'{DECLARATION}<opf:package {NAMESPACES} version="" id="">{inner}</opf:package>'
        return package.replace("media_type=", "media-type=")


_VERSION = (
    '<hv:HCFVersion xmlns:hv="http://www.hancom.co.kr/hwpml/2011/version" '
    'tagetApplication="WORDPROCESSOR" major="5" minor="1" micro="1" buildNumber="0" os="1" '
    'xmlVersion="1.5" application="Hanji test writer" appVersion="1"/>'
)
_SETTINGS = (
    f"<ha:HWPApplicationSetting {NAMESPACES}>"
    '<ha:CaretPosition listIDRef="0" paraIDRef="0" pos="0"/></ha:HWPApplicationSetting>'
)
_ROOT_FILES = (
    f'<ocf:container xmlns:ocf="{_CONTAINER}"><ocf:rootfiles>'
    '<ocf:rootfile full-path="Contents/content.hpf" media-type="application/hwpml-package+xml"/>'
    '<ocf:rootfile full-path="Preview/PrvText.txt" media-type="text/plain"/>'
    "</ocf:rootfiles></ocf:container>"
)


def _rdf(parts: list[str]) -> str:
    inner = "".join(
        '<rdf:Description rdf:about=""><pkg:hasPart rdf:resource="' + name + '"/></rdf:Description>'
        for name in parts
    )
    return (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        f'xmlns:pkg="http://www.hancom.co.kr/hwpml/2016/meta/pkg#">{inner}</rdf:RDF>'
    )


def _note_shape(name: str) -> str:
    look = element(
        "hp:autoNumFormat", type="DIGIT", userChar="", prefixChar="", suffixChar=")", supscript=0
    )
    return element(name, look, element("hp:numbering", type="CONTINUOUS", newNum=1))
