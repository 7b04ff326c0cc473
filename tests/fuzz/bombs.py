# SPDX-License-Identifier: AGPL-3.0-or-later
"""Bombs: small files that ask for more memory, time or depth than any machine has.

``python -m tests.fuzz.bombs [--keep DIR] [NAME ...]`` builds each and converts it with
``hanji convert``; it prints the seconds, the code of the refusal or the notices of the book,
and the sentence that a person reads. The exit status is 1 where one took longer than ten
seconds.
"""

from __future__ import annotations

import argparse
import functools
import io
import json
import struct
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.app.command import REPOSITORY, hanji
from tests.fuzz.packages import Entry, Package, packed
from tests.fuzz.source import Source
from tests.hwp5_writer import HwpWriter, Para, Table
from tests.hwp5_writer.compound import SECTOR
from tests.hwp5_writer.document import deflated
from tests.hwp5_writer.objects import Picture
from tests.pdf_writer.objects import ObjectFile

SAMPLES = REPOSITORY / "assets" / "samples"
_SIDE = 60_000
_DEEP = 10_000
_INFLATED = 300 << 20
_LAUGHS = 9
"""Entities of ten times the one before: a thousand million words."""
_HWP_LEVELS = 1023
"""What the ten bits of a record's header can count; tables beyond stay at that level."""
_CYCLE = 40
"""Sectors from the beginning of a chain to where it turns back."""
_SECONDS = 10.0


# ---------------------------------------------------------------- parts


def _sample(suffix: str) -> bytes:
    return next(SAMPLES.glob(f"*.{suffix}")).read_bytes()


def _main_part(package: Package) -> int:
    mains = ("word/document.xml", "Contents/section0.xml", "OEBPS/chapter.xhtml")
    return next(at for at, entry in enumerate(package.entries) if entry.name in mains)


def _book(chapter: str, *more: Entry) -> bytes:
    """Return a small EPUB book of one chapter."""
    container = (
        '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
        '<rootfiles><rootfile full-path="OEBPS/p.opf" media-type="application/oebps-package+xml"/>'
        "</rootfiles></container>"
    )
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="i">i</dc:identifier>'
        "<dc:title>책</dc:title><dc:language>ko</dc:language></metadata>"
        '<manifest><item id="c" href="chapter.xhtml" media-type="application/xhtml+xml"/>'
        '<item id="g" href="g.png" media-type="image/png"/></manifest>'
        '<spine><itemref idref="c"/></spine></package>'
    )
    return packed(
        [
            Entry("mimetype", b"application/epub+zip", stored=True),
            Entry("META-INF/container.xml", container.encode()),
            Entry("OEBPS/p.opf", package.encode()),
            Entry("OEBPS/chapter.xhtml", chapter.encode()),
            *more,
        ]
    )


def _page(body: str, doctype: str = "") -> str:
    return (
        f'{doctype}<html xmlns="http://www.w3.org/1999/xhtml"><head><title>장</title></head>'
        f"<body><p>첫 문단</p>{body}</body></html>"
    )


@functools.cache
def png(width: int, height: int) -> bytes:
    """Return a black picture; its size in memory is another matter than its size on disk."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    packer = zlib.compressobj(9)
    rows = bytes((1 + (width + 7) // 8) * 100)
    data = b"".join(packer.compress(rows) for _ in range(height // 100)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def _with_pictures(suffix: str) -> bytes:
    """Return a sample whose pictures are the huge one."""
    package = Package.of(_sample(suffix))
    huge = png(_SIDE, _SIDE)
    entries = [
        Entry(entry.name, huge if entry.name.endswith(".png") else entry.data, entry.stored)
        for entry in package.entries
    ]
    return packed(entries)


# ---------------------------------------------------------------- zip bombs


def _zip_bomb(suffix: str) -> bytes:
    package = Package.of(_sample(suffix))
    at = _main_part(package)
    head, root, rest = package.entries[at].data.partition(b"<w:body>")
    if not root:
        head, root, rest = package.entries[at].data.partition(b"<hp:p ")
    return package.with_data(at, head + b" " * _INFLATED + root + rest)


def _zip_bomb_epub() -> bytes:
    return _book(_page(" " * _INFLATED))


def _inflating_hwp() -> bytes:
    source = Source.of(_sample("hwp"))
    return source.with_stream("BodyText/Section0", deflated(bytes(_INFLATED)))


def _archive_of_archives() -> bytes:
    inner = packed([Entry("a.bin", bytes(1 << 20))])
    return packed([Entry(f"{number}.zip", inner) for number in range(1000)])


def _many_entries() -> bytes:
    out = io.BytesIO(_sample("docx"))
    with zipfile.ZipFile(out, "a") as archive:
        for number in range(60_000):
            archive.writestr(f"word/more/{number}.xml", b"")
    return out.getvalue()


# ---------------------------------------------------------------- XML bombs


def laughs(root: str, *, levels: int = _LAUGHS) -> str:
    """Return a document type whose entity ``&lol;`` is a thousand million words long."""
    lines = ['<!ENTITY l0 "하">']
    lines += [f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' for level in range(1, levels + 1)]
    return f'<!DOCTYPE {root} [{"".join(lines)}<!ENTITY lol "&l{levels};">]>'


def _xml_bomb(suffix: str, root: str, text: bytes) -> bytes:
    """Return a sample whose text names the entity."""
    package = Package.of(_sample(suffix))
    at = _main_part(package)
    head, declared, rest = package.entries[at].data.partition(b"?>")
    rest = rest.replace(text, text + b"&lol;", 1)
    return package.with_data(at, head + declared + laughs(root).encode() + rest)


def _quadratic() -> bytes:
    package = Package.of(_sample("docx"))
    at = _main_part(package)
    head, declared, rest = package.entries[at].data.partition(b"?>")
    doctype = f'<!DOCTYPE w:document [<!ENTITY a "{"a" * 50_000}">]>'.encode()
    rest = rest.replace(b"<w:t>", b"<w:t>" + b"&a;" * 50_000, 1)
    return package.with_data(at, head + declared + doctype + rest)


def _outside() -> bytes:
    """Return a document that asks for a file of the machine by an outside entity."""
    package = Package.of(_sample("docx"))
    at = _main_part(package)
    head, declared, rest = package.entries[at].data.partition(b"?>")
    doctype = b'<!DOCTYPE w:document [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    return package.with_data(at, head + declared + doctype + rest.replace(b"<w:t>", b"<w:t>&a;"))


def _xml_bomb_hml() -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        + laughs("HWPML")
        + '<HWPML Version="2.8"><HEAD SecCnt="1"/><BODY><SECTION Id="0"><P><TEXT><CHAR>&lol;</CHAR>'
        "</TEXT></P></SECTION></BODY><TAIL/></HWPML>"
    ).encode()


# ---------------------------------------------------------------- depth


def _deep_docx() -> bytes:
    package = Package.of(_sample("docx"))
    at = _main_part(package)
    table = "<w:tbl><w:tr><w:tc>"
    nested = table * _DEEP + "<w:p><w:r><w:t>속</w:t></w:r></w:p>"
    nested += "</w:tc></w:tr></w:tbl>" * _DEEP
    data = package.entries[at].data.replace(b"<w:body>", b"<w:body>" + nested.encode(), 1)
    return package.with_data(at, data)


def _deep_hwpx() -> bytes:
    package = Package.of(_sample("hwpx"))
    at = _main_part(package)
    opened = (
        '<hp:p id="0" paraPrIDRef="0" styleIDRef="0"><hp:run charPrIDRef="0"><hp:tbl rowCnt="1" '
        'colCnt="1"><hp:tr><hp:tc><hp:subList>'
    )
    closed = "</hp:subList></hp:tc></hp:tr></hp:tbl></hp:run></hp:p>"
    inner = '<hp:p id="0" paraPrIDRef="0"><hp:run charPrIDRef="0"><hp:t>속</hp:t></hp:run></hp:p>'
    nested = (opened * _DEEP + inner + closed * _DEEP).encode()
    data = package.entries[at].data.replace(b"</hs:sec>", nested + b"</hs:sec>", 1)
    return package.with_data(at, data)


def _deep_hwp() -> bytes:
    hwp = HwpWriter()
    hwp.add("첫 문단", Para(Table([["속"]])))
    source = Source.of(hwp.to_bytes())
    records = source.records["BodyText/Section0"]
    start = max(at for at, record in enumerate(records) if record.level == 0)
    table, depth = records[start:], max(record.level for record in records[start:])
    nested = [
        type(record)(record.tag, min(record.level + level * (depth - 1), _HWP_LEVELS), record.data)
        for level in range(_DEEP)
        for record in table
    ]
    return source.with_records("BodyText/Section0", [*records[:start], *nested])


def _deep_epub() -> bytes:
    table = "<table><tbody><tr><td>"
    return _book(_page(table * _DEEP + "속" + "</td></tr></tbody></table>" * _DEEP))


# ---------------------------------------------------------------- pictures


def _picture_hwp() -> bytes:
    hwp = HwpWriter()
    hwp.add("첫 문단")
    picture = Picture(data=_small_png(), description="그림")
    hwp.add(Para(picture))
    source = Source.of(hwp.to_bytes())
    name = next(name for name in source.streams if name.startswith("BinData/"))
    return source.with_stream(name, deflated(png(_SIDE, _SIDE)))


def _small_png() -> bytes:
    return png(100, 100)


def _picture_epub() -> bytes:
    return _book(
        _page('<p><img src="g.png" alt="그림"/></p>'), Entry("OEBPS/g.png", png(_SIDE, _SIDE))
    )


def _picture_pdf(side: int) -> bytes:
    """Return a page of ``side`` points whose picture fills it."""
    out = ObjectFile()
    packer = zlib.compressobj(9)
    head = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    # After a full flush the same rows deflate to the same bytes: no need to do it 3,600 times.
    rows = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    data = head + rows * (_SIDE * _SIDE >> 20) + packer.flush()
    picture = out.stream(
        data,
        f"/Type /XObject /Subtype /Image /Width {_SIDE} /Height {_SIDE} /BitsPerComponent 8 "
        "/ColorSpace /DeviceGray /Filter /FlateDecode",
        deflate=False,
    )
    shown = f"q {side - 100} 0 0 {side - 100} 50 50 cm /I Do Q\n"
    resources = f"/XObject << /I {picture} 0 R >>"
    return _pdf(out, resources, shown.encode(), (side, side + 200))


# ---------------------------------------------------------------- circles


def _pdf(
    out: ObjectFile, resources: str = "", more: bytes = b"", size: tuple[int, int] = (595, 842)
) -> bytes:
    font = out.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    words = b"BT /F 12 Tf 60 700 Td (The first page of a small document) Tj ET\n"
    content = out.stream(words + more)
    pages = out.reserve()
    page = out.add(
        f"<< /Type /Page /Parent {pages} 0 R /MediaBox [0 0 {size[0]} {size[1]}] /Contents {content} 0 R "
        f"/Resources << /Font << /F {font} 0 R >> {resources} >> >>"
    )
    out.set(pages, f"<< /Type /Pages /Kids [{page} 0 R] /Count 1 >>")
    return out.file(out.add(f"<< /Type /Catalog /Pages {pages} 0 R >>"))


def _xref_loop() -> bytes:
    """Return a file whose tables of objects name each other as the one before."""
    data = _pdf(ObjectFile())
    first = data.rindex(b"\nxref") + 1
    body, trailer, rest = data.rpartition(b"trailer\n<< ")
    second = len(data) + 40
    looped = body + trailer + f"/Prev {second:010d} ".encode() + rest
    second_table = b"xref\n0 1\n0000000000 65535 f \ntrailer\n"
    end = b"<< /Size 9 /Root 6 0 R /Prev %010d >>\nstartxref\n%d\n%%%%EOF\n" % (first, second)
    return looped.ljust(second, b"\n") + second_table + end


def _xref_stream_loop() -> bytes:
    """Return a file whose cross-reference stream names itself as the one before."""
    data = _pdf(ObjectFile())
    at = len(data)
    head = f"<< /Type /XRef /Size 9 /W [1 4 1] /Root 6 0 R /Prev {at} /Length 54 >>\nstream\n"
    stream = b"9 0 obj\n" + head.encode() + bytes(54) + b"\nendstream\nendobj\n"
    return data + stream + b"startxref\n%d\n%%%%EOF\n" % at


def _page_tree_loop() -> bytes:
    """Return a file whose page tree is its own child."""
    out = ObjectFile()
    pages = out.reserve()
    out.set(pages, f"<< /Type /Pages /Kids [{pages} 0 R {pages} 0 R] /Count 1000000 >>")
    return out.file(out.add(f"<< /Type /Catalog /Pages {pages} 0 R >>"))


def _cycle(where: Callable[[bytes], int]) -> bytes:
    """Return a document in which a chain of sectors leads back to its beginning."""
    hwp = HwpWriter(compressed=False)
    hwp.add(*(f"문단 {number}: 시정 백서의 본문입니다." * 4 for number in range(300)))
    data = bytearray(hwp.to_bytes())
    fat = _fat(data)
    start = where(bytes(data))
    chain = [start]
    while len(chain) < _CYCLE and fat[chain[-1]] < len(fat):
        chain.append(fat[chain[-1]])
    table, entry = divmod(chain[-1], SECTOR // 4)
    (sector,) = struct.unpack_from("<I", data, 76 + 4 * table)
    struct.pack_into("<I", data, (sector + 1) * SECTOR + 4 * entry, start)
    return bytes(data)


def _fat(data: bytearray) -> list[int]:
    (count,) = struct.unpack_from("<I", data, 44)
    found: list[int] = []
    for sector in struct.unpack_from(f"<{count}I", data, 76):
        found += struct.unpack_from(f"<{SECTOR // 4}I", data, (sector + 1) * SECTOR)
    return found


def _of_body(data: bytes) -> int:
    entry = data.index("Section0".encode("utf-16-le"))
    return int(struct.unpack_from("<I", data, entry + 116)[0])


def _of_directory(data: bytes) -> int:
    return int(struct.unpack_from("<I", data, 48)[0])


def _difat_cycle() -> bytes:
    """Return a file whose list of tables leads back to itself."""
    data = bytearray(_sample("hwp"))
    sectors = len(data) // SECTOR - 1
    struct.pack_into("<II", data, 68, sectors, 0x7FFFFFFF)
    data[len(data) // SECTOR * SECTOR :] = b""
    return bytes(data) + struct.pack("<128I", *[0] * 127, sectors)


BOMBS: dict[str, Callable[[], bytes]] = {
    "zip-bomb.docx": lambda: _zip_bomb("docx"),
    "zip-bomb.hwpx": lambda: _zip_bomb("hwpx"),
    "zip-bomb.epub": _zip_bomb_epub,
    "zip-bomb.hwp": _inflating_hwp,
    "zip-of-zips.zip": _archive_of_archives,
    "zip-entries.docx": _many_entries,
    "xml-bomb.docx": lambda: _xml_bomb("docx", "w:document", b"<w:t>"),
    "xml-bomb.hwpx": lambda: _xml_bomb("hwpx", "hs:sec", b"<hp:t>"),
    "xml-bomb.hml": _xml_bomb_hml,
    "xml-bomb.epub": lambda: _book(_page("<p>&lol;</p>", laughs("html"))),
    "xml-quadratic.docx": _quadratic,
    "xml-outside.docx": _outside,
    "picture.docx": lambda: _with_pictures("docx"),
    "picture.hwpx": lambda: _with_pictures("hwpx"),
    "picture.hwp": _picture_hwp,
    "picture.epub": _picture_epub,
    "picture.pdf": lambda: _picture_pdf(500),
    "picture-poster.pdf": lambda: _picture_pdf(19_000),
    "picture.png": lambda: png(_SIDE, _SIDE),
    "deep.docx": _deep_docx,
    "deep.hwpx": _deep_hwpx,
    "deep.hwp": _deep_hwp,
    "deep.epub": _deep_epub,
    "cycle-body.hwp": lambda: _cycle(_of_body),
    "cycle-directory.hwp": lambda: _cycle(_of_directory),
    "cycle-difat.hwp": _difat_cycle,
    "xref-loop.pdf": _xref_loop,
    "xref-stream-loop.pdf": _xref_stream_loop,
    "page-tree-loop.pdf": _page_tree_loop,
}
"""By the name of the file, each built when it is asked for."""


def convert(path: Path, out: Path) -> tuple[dict[str, Any], float]:
    """Convert one file with the command; returns its item of the report and the seconds."""
    begun = time.monotonic()
    done = hanji("convert", path, "-o", out, "--report", "-", HANJI_DATA_DIR=str(out / "data"))
    seconds = time.monotonic() - begun
    item: dict[str, Any] = json.loads(done.out)["items"][0]
    return item, seconds


def said(item: dict[str, Any]) -> str:
    """Return what a person reads."""
    if item["error"]:
        return f"{item['error']['code']}: {item['error']['en']} | {item['error']['ko']}"
    return "book: " + "; ".join(
        f"{notice['kind']} {notice['count']} {notice['detail']}"
        for notice in (*item["losses"], *item["notices"])
    )


def main() -> int:
    """Build, convert and print; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="all without")
    parser.add_argument("--keep", type=Path, help="store the bombs here")
    given = parser.parse_args()
    slow = 0
    with tempfile.TemporaryDirectory(prefix="hanji-bombs-") as name:
        place = given.keep or Path(name)
        place.mkdir(parents=True, exist_ok=True)
        for bomb in given.names or BOMBS:
            path = place / bomb
            path.write_bytes(BOMBS[bomb]())
            item, seconds = convert(path, Path(name) / f"out-{bomb}")
            slow += seconds > _SECONDS
            line = f"{seconds:5.1f} s {path.stat().st_size:>9} bytes  {bomb}: {said(item)}\n"
            sys.stdout.write(line)
            sys.stdout.flush()
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
