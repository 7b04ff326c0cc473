# SPDX-License-Identifier: AGPL-3.0-or-later
"""Books of other makers: EPUB 2 and 3, old and careless, protected and hostile."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from PIL import Image

from converters.document.nodes import (
    CodeBlock,
    Document,
    EquationBlock,
    Figure,
    Heading,
    Link,
    ListBlock,
    Mark,
    NoteKind,
    NoteRef,
    PageBreak,
    PageMark,
    Paragraph,
    Quote,
    Ruby,
    Scope,
    Table,
    Text,
    Unsupported,
)
from converters.document.notices import NoticeKind, NoticeLog
from converters.document.rules import broken_rules
from converters.document.walk import every_flow, inlines_of, iter_blocks, plain_text
from converters.epub.writer import write_book
from converters.errors import ConversionError, ErrorCode, UnsafeSource
from converters.limits import DEFAULT_LIMITS, Limits
from converters.readers.epub_book.reader import read_document
from converters.source import markup_parts
from converters.source.source_file import SourceFile
from tests.checkers import epubcheck

CONTAINER = (
    '<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">'
    '<rootfiles><rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/>'
    "</rootfiles></container>"
)
HTML = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
DOCTYPE = '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd">'
METADATA = (
    '<dc:title>견본</dc:title><dc:language>ko</dc:language><dc:identifier id="i">x</dc:identifier>'
)
MEDIA_TYPES = {
    "xhtml": "application/xhtml+xml",
    "png": "image/png",
    "svg": "image/svg+xml",
    "ncx": "application/x-dtbncx+xml",
    "css": "text/css",
}


def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "PNG")
    return out.getvalue()


def page(body: str, doctype: str = "<!DOCTYPE html>", extra: str = "") -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{doctype}\n<html {HTML}><head><title>t</title></head><body{extra}>{body}</body></html>'


def book(
    *pages: str,
    metadata: str = METADATA,
    version: str = "3.0",
    guide: str = "",
    properties: Mapping[str, str] | None = None,
    parts: Mapping[str, str | bytes] | None = None,
) -> bytes:
    files = {f"c{n}.xhtml": content for n, content in enumerate(pages, start=1)}
    others = {
        name.removeprefix("OEBPS/"): data
        for name, data in (parts or {}).items()
        if not name.startswith("META-INF/")
    }
    given = properties or {}
    items = "".join(
        f'<item id="{name}" href="{name}" media-type="{MEDIA_TYPES[name.rpartition(".")[2]]}"'
        + (f' properties="{given[name]}"' if name in given else "")
        + "/>"
        for name in [*files, *others]
    )
    spine = "".join(f'<itemref idref="{name}"/>' for name in files)
    toc = ' toc="toc.ncx"' if "toc.ncx" in others else ""
    opf = (
        f'<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="{version}" '
        'unique-identifier="i" xmlns:opf="http://www.idpf.org/2007/opf"><metadata '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/">{metadata}</metadata>'
        f"<manifest>{items}</manifest><spine{toc}>{spine}</spine>{guide}</package>"
    )
    everything: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OEBPS/content.opf": opf,
        **{f"OEBPS/{name}": content for name, content in files.items()},
        **{
            (name if name.startswith(("META-INF/", "OEBPS/", "..")) else f"OEBPS/{name}"): data
            for name, data in (parts or {}).items()
        },
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in everything.items():
            archive.writestr(name, data)
    return out.getvalue()


def read(
    data: bytes, notices: NoticeLog | None = None, limits: Limits = DEFAULT_LIMITS
) -> Document:
    source = SourceFile(Path("book.epub"), data, hashlib.sha256(data).hexdigest(), limits)
    document = read_document(source, notices or NoticeLog())
    assert list(broken_rules(document)) == []
    write_book(document)
    return document


def body(inner: str, **given: object) -> Document:
    return read(book(page(inner), **given))  # type: ignore[arg-type]


def kinds(notices: NoticeLog) -> set[NoticeKind]:
    return {notice.kind for notice in notices.notices()}


def text(document: Document) -> str:
    return "|".join(
        plain_text(inlines_of(block))
        for flow in every_flow(document)
        for block in iter_blocks(flow)
        if inlines_of(block)
    )


# ---------------------------------------------------------------- metadata


def test_metadata_of_epub_3() -> None:
    found = body(
        "<p>가</p>",
        metadata='<dc:title id="t">계획</dc:title><meta refines="#t" property="title-type">main</meta>'
        '<dc:title id="s">부제</dc:title><meta refines="#s" property="title-type">subtitle</meta>'
        "<dc:creator>서울특별시</dc:creator><dc:creator>정책과</dc:creator><dc:publisher>서울</dc:publisher>"
        "<dc:language>ko-KR</dc:language><dc:date>2026-11-22</dc:date>"
        "<dc:identifier>urn:isbn:9791165990008</dc:identifier><dc:identifier>51-6110000-000123-01</dc:identifier>"
        "<dc:rights>누구나 / 공공누리 제1유형: 출처표시</dc:rights><dc:subject>도시</dc:subject>"
        '<meta property="dcterms:modified">2026-11-22T10:11:12Z</meta>',
    ).metadata
    assert (found.title, found.subtitle, found.creators) == (
        "계획",
        "부제",
        ("서울특별시", "정책과"),
    )
    assert (found.publisher, found.language, found.date) == ("서울", "ko-KR", "2026-11-22")
    assert (found.isbn, found.publication_number) == ("9791165990008", "51-6110000-000123-01")
    assert (found.rights, found.kogl_type, found.subjects) == ("누구나", 1, ("도시",))
    assert found.modified == "2026-11-22T10:11:12Z"


def test_metadata_of_epub_2() -> None:
    found = body(
        "<p>가</p>",
        version="2.0",
        metadata='<dc:title>옛 책</dc:title><dc:date opf:event="creation">2001</dc:date>'
        '<dc:date opf:event="publication">2003-05</dc:date><dc:language>ko</dc:language>'
        '<dc:identifier opf:scheme="ISBN">89-1234-567-8</dc:identifier>',
    ).metadata
    assert (found.date, found.isbn) == ("2003-05", "89-1234-567-8")


# ---------------------------------------------------------------- old books


def test_named_entities_and_the_doctype_of_xhtml_1_1() -> None:
    notices = NoticeLog()
    found = read(book(page("<p>가&nbsp;나&hellip; A&amp;B &unknown;</p>", DOCTYPE)), notices)
    assert text(found) == "가\u00a0나… A&B &unknown;"
    assert not notices.notices()


def test_entities_of_the_books_own_are_not_expanded() -> None:
    doctype = '<!DOCTYPE html [<!ENTITY a "aaaa &amp; b"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
    assert text(read(book(page("<p>&a;&c;</p>", doctype)))) == "&a;&c;"


def test_entities_made_of_entities_are_refused() -> None:
    doctype = '<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    with pytest.raises(UnsafeSource):
        read(book(page("<p>&b;</p>", doctype)))


def test_malformed_chapters_are_repaired_and_counted() -> None:
    notices = NoticeLog()
    data = book(page("<p>첫째<p>둘째 <b>굵게</p><br>끝 & 처음"), page("<p>온전</p>"))
    found = read(data, notices)
    assert "첫째|둘째 굵게" in text(found)
    assert "끝 & 처음" in text(found)
    assert [n.detail for n in notices.notices()] == ["OEBPS/c1.xhtml"]
    assert kinds(notices) == {NoticeKind.DAMAGED_PART}


def test_a_malformed_chapter_that_nobody_could_read_is_left_out_by_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(markup_parts, "_MOST_REPAIRED", 2000)
    notices = NoticeLog()
    long = "낱말 " * 2000
    found = read(book(page(f"<p>{long}<p>"), page("<p>온전</p>"), page(f"<p>{long}</p>")), notices)
    assert text(found) == f"온전|{long.strip()}"
    assert [n.detail for n in notices.notices()] == ["OEBPS/c1.xhtml"]


def test_chapters_in_a_korean_encoding() -> None:
    data = page("<p>한글</p>").replace("UTF-8", "euc-kr").encode("euc-kr")
    assert text(read(book(page(""), parts={"OEBPS/c1.xhtml": data}))) == "한글"


NCX = (
    '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"><navMap>'
    '<navPoint><navLabel><text>첫 장</text></navLabel><content src="c1.xhtml"/>'
    '<navPoint><navLabel><text>첫 절</text></navLabel><content src="c1.xhtml#s1"/></navPoint></navPoint>'
    '<navPoint><navLabel><text>둘째 장</text></navLabel><content src="c2.xhtml"/></navPoint></navMap></ncx>'
)


def test_headings_come_from_the_ncx_where_pages_have_none() -> None:
    found = read(
        book(
            page('<p>첫 장</p><p>가</p><p><a id="s1"></a>나</p>'),
            page("<p>다</p>"),
            version="2.0",
            parts={"toc.ncx": NCX},
        )
    )
    shown = [
        (b.level, plain_text(b.inlines)) if isinstance(b, Heading) else plain_text(inlines_of(b))
        for b in found.blocks
    ]
    assert shown == [(1, "첫 장"), "가", (2, "첫 절"), "나", (1, "둘째 장"), "다"]


def test_the_ncx_is_not_used_where_pages_have_headings() -> None:
    found = read(book(page("<h2>가</h2>"), page("<p>나</p>"), parts={"toc.ncx": NCX}))
    assert [plain_text(b.inlines) for b in found.blocks if isinstance(b, Heading)] == ["가"]


def test_notes_that_are_only_links_both_ways() -> None:
    found = read(
        book(
            page('<p>본문<a id="r1" href="c2.xhtml#n1"><sup>[1]</sup></a> 끝</p>'),
            page('<h1>주</h1><p id="n1"><a href="c1.xhtml#r1">[1]</a> 설명</p><p>아님</p>'),
            version="2.0",
        )
    )
    assert [(n.kind, n.mark, text_of_note(n)) for n in found.notes.values()] == [
        (NoteKind.ENDNOTE, "[1]", "설명")
    ]
    assert any(isinstance(i, NoteRef) for i in inlines_of(found.blocks[0]))
    assert "아님" in text(found)


def text_of_note(note: object) -> str:
    return "".join(plain_text(inlines_of(block)) for block in note.blocks)  # type: ignore[attr-defined]


def test_links_between_contents_and_headings_are_no_notes() -> None:
    found = body('<p><a id="t1" href="#h1">1</a></p><h1 id="h1"><a href="#t1">가</a></h1>')
    assert not found.notes
    links = [i for b in found.blocks for i in inlines_of(b) if isinstance(i, Link)]
    assert {link.target for link in links} == {"#h1", "#t1"}


def test_notes_as_pandoc_writes_them() -> None:
    found = body(
        '<p>글<a href="#fn1" class="footnote-ref" id="fnref1" epub:type="noteref">1</a></p>'
        '<section id="footnotes" class="footnotes" epub:type="footnotes"><hr/><ol><li id="fn1">'
        '<p>각주 <em>말</em>.<a href="#fnref1" class="footnote-back" role="doc-backlink">↩︎</a></p>'
        "</li></ol></section>"
    )
    assert [type(block) for block in found.blocks] == [Paragraph]
    (note,) = found.notes.values()
    assert (note.kind, note.mark, text_of_note(note)) == (NoteKind.FOOTNOTE, "1", "각주 말.")


def test_a_second_mark_of_a_note_is_a_link_to_it() -> None:
    found = body(
        '<p><a epub:type="noteref" href="#n">1</a> <a epub:type="noteref" href="#n">1</a></p>'
        '<aside epub:type="footnote" id="n"><p>주</p></aside>'
    )
    first, second = (i for i in found.blocks[0].inlines if not isinstance(i, Text))  # type: ignore[union-attr]
    assert isinstance(first, NoteRef)
    assert isinstance(second, Link)
    assert not write_book(found).broken_links


# ---------------------------------------------------------------- blocks and inlines


def test_nested_lists_get_their_markers_as_text() -> None:
    found = body(
        '<ol start="3" type="a"><li>가<ul><li>나<ul><li>다</li></ul></li></ul></li>'
        '<li value="9">라</li></ol><ol style="list-style-type: hangul"><li>마</li><li>바</li></ol>'
        '<ul style="list-style:none"><li>사</li></ul><ol type="I"><li><p>아</p></li></ol>'
    )
    shown = [
        [item.marker for item in block.items]
        for block in iter_blocks(found.blocks)
        if isinstance(block, ListBlock)
    ]
    assert shown == [["c.", "i."], ["•"], ["◦"], ["가.", "나."], [""], ["I."]]


def test_check_boxes() -> None:
    found = body('<ul><li><input type="checkbox" checked="checked"/> 함</li></ul>')
    (block,) = found.blocks
    assert isinstance(block, ListBlock)
    assert (block.items[0].checked, block.items[0].marker) == (True, "")
    assert text(found) == "함"


def test_tables() -> None:
    found = body(
        "<table><caption>표 제목</caption><colgroup><col style='width:25%'/><col width='75%'/></colgroup>"
        "<thead><tr><th>가</th><th align='right'>나</th></tr></thead>"
        "<tfoot><tr><td colspan='2'>합</td></tr></tfoot>"
        "<tbody><tr><th rowspan='9'>다</th><td>라<table><tr><td>안</td></tr></table></td></tr>"
        "<tr><td>마</td></tr></tbody></table>"
    )
    table = found.blocks[0]
    assert isinstance(table, Table)
    assert table.column_percents == (25.0, 75.0)
    assert table.head_rows == 1
    assert [cell.scope for cell in table.rows[0].cells] == [Scope.COLUMN, Scope.COLUMN]
    assert [(c.rowspan, c.scope) for c in table.rows[1].cells] == [(2, Scope.ROW), (1, None)]
    assert table.rows[3].cells[0].colspan == 2
    assert any(isinstance(b, Table) for b in table.rows[1].cells[1].blocks)


@pytest.mark.parametrize(
    "rows",
    [
        "<tr><td rowspan='3'>a</td></tr><tr><td>b</td><td>c</td></tr>",
        "<tr><td>a</td><td rowspan='2'>b</td></tr><tr><td colspan='5'>c</td></tr>",
        "<tr/><tr><td rowspan='0' colspan='x'>a</td></tr><tr><td>b</td></tr>",
        "<tr><td colspan='99999999'>a</td></tr>",
    ],
)
def test_irregular_tables_become_regular(rows: str) -> None:
    assert isinstance(body(f"<table>{rows}</table>").blocks[0], Table)


def test_figures_pictures_and_their_words() -> None:
    notices = NoticeLog()
    data = book(
        page(
            '<figure><img src="a.png" alt="탑"/><figcaption>그림 1</figcaption></figure>'
            '<p>앞 <img src="a.png" alt=""/> 뒤</p><p><img src="a.png"/></p>'
            '<p><img src="none.png" alt="없음"/><img src="http://x.kr/a.png"/></p>'
        ),
        parts={"a.png": png()},
    )
    found = read(data, notices)
    figure = found.blocks[0]
    assert isinstance(figure, Figure)
    assert (figure.alt, text(found).split("|")[0]) == ("탑", "그림 1")
    assert isinstance(found.blocks[2], Figure)
    assert len(found.resources) == 1
    assert kinds(notices) == {
        NoticeKind.ALT_TEXT_MISSING,
        NoticeKind.MISSING_IMAGE,
        NoticeKind.LINKED_IMAGE,
    }


def test_inlines() -> None:
    found = body(
        '<p><b>굵</b><i>기</i><u>밑</u><del>줄</del>H<sub>2</sub><span lang="en">Seoul</span>'
        '<span style="color:#F00;font-weight:bold">붉</span><br/>다음  줄\n끝</p>'
    )
    runs = [i for i in inlines_of(found.blocks[0]) if isinstance(i, Text)]
    assert [run.marks for run in runs[:4]] == [
        {Mark.STRONG},
        {Mark.EMPHASIS},
        {Mark.UNDERLINE},
        {Mark.STRIKE},
    ]
    assert next(r for r in runs if r.value == "Seoul").lang == "en"
    assert next(r for r in runs if r.value == "붉").color == "#ff0000"
    assert runs[-1].value == "다음 줄 끝"


def test_ruby_pages_equations_and_code() -> None:
    found = body(
        "<p><ruby>漢<rp>(</rp><rt>한</rt><rp>)</rp>字<rt>자</rt></ruby>"
        '<span epub:type="pagebreak" title="7"/>글</p><div role="doc-pagebreak" aria-label="8"/>'
        '<math xmlns="http://www.w3.org/1998/Math/MathML" display="block"><semantics><mi>x</mi>'
        '<annotation encoding="application/x-tex">x</annotation></semantics></math>'
        '<pre><code class="language-py">a  b\n c</code></pre><blockquote><p>말</p></blockquote>'
    )
    inlines = inlines_of(found.blocks[0])
    assert [i.annotation for i in inlines if isinstance(i, Ruby)] == ["한", "자"]
    assert [i.label for i in inlines if isinstance(i, PageMark)] == ["7"]
    assert found.blocks[1] == PageBreak("8")
    equation, code, quote = found.blocks[2:]
    assert isinstance(equation, EquationBlock)
    assert (equation.math.script, equation.math.notation) == ("x", "latex")
    assert code == CodeBlock("a  b\n c", "py")
    assert isinstance(quote, Quote)
    assert found.source is not None
    assert found.source.pages == 2


def test_links_across_files_and_out_of_the_book() -> None:
    notices = NoticeLog()
    data = book(
        page(
            '<p><a href="c2.xhtml">장</a> <a href="./c2.xhtml#x%20y">곳</a> <a href="#gone">없음</a>'
            ' <a href="https://seoul.go.kr/">밖</a> <a href="javascript:alert(1)">나쁨</a></p>'
        ),
        page('<h1 id="x y">둘</h1><p id="x">가</p>'),
    )
    found = read(data, notices)
    targets = [i.target for i in inlines_of(found.blocks[0]) if isinstance(i, Link)]
    assert targets == ["#c2", "#x y", "https://seoul.go.kr/"]
    assert not write_book(found).broken_links
    assert text(found).startswith("장 곳 없음 밖 나쁨")
    assert sum(n.count for n in notices.notices() if n.kind is NoticeKind.LINK_TARGET) == 2


def test_hidden_text_and_other_media_are_said() -> None:
    notices = NoticeLog()
    data = book(
        page(
            '<p hidden="">숨음</p><video>영상 설명</video><p onclick="x()">가</p><script>x</script>'
        )
    )
    found = read(data, notices)
    assert len(found.hidden) == 1
    assert {NoticeKind.HIDDEN_TEXT, NoticeKind.VIDEO, NoticeKind.SCRIPT} <= kinds(notices)
    assert Unsupported("video", "영상 설명") in found.blocks


# ---------------------------------------------------------------- covers and drawings

SVG = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def test_a_cover_in_svg_and_the_contents_page_stay_out_of_the_flow() -> None:
    notices = NoticeLog()
    data = book(
        page(f'<div><svg {SVG}><image xlink:href="a.png" width="8" height="8"/></svg></div>'),
        page('<nav epub:type="toc"><ol><li><a href="c3.xhtml">가</a></li></ol></nav>'),
        page("<h1>가</h1>"),
        guide='<guide><reference type="cover" href="c1.xhtml"/></guide>',
        properties={"c2.xhtml": "nav"},
        parts={"a.png": png()},
    )
    assert text(read(data, notices)) == "가"
    assert kinds(notices) == {NoticeKind.BACKGROUND_IMAGE}


def test_drawings_lose_scripts_and_nothing_else() -> None:
    notices = NoticeLog()
    inner = '<title>원</title><script>x()</script><circle r="3" onclick="x()" fill="url(#a)"/>'
    found = read(book(page(f"<p><svg {SVG} viewBox='0 0 9 9'>{inner}</svg></p>")), notices)
    (resource,) = found.resources.values()
    assert b"circle" in resource.data
    assert b'viewBox="0 0 9 9"' in resource.data
    assert b"script" not in resource.data
    assert b"onclick" not in resource.data
    assert kinds(notices) == {NoticeKind.SCRIPT}


@pytest.fixture
def book_with_odd_ids() -> Document:
    """A book whose drawing has ids that are none, twice or nowhere."""
    inner = (
        '<title id="t">원</title><desc id="t">같은 이름</desc><circle id="1 2" r="3"/>'
        '<g id="ok"><rect width="2" height="2"/></g><g aria-labelledby="t nobody"/>'
        '<use xlink:href="#ok"/><use xlink:href="#nowhere"/><use xlink:href="#1 2"/>'
        '<rect width="3" height="3" fill="url(#gone)" style="stroke: url( \'#gone\' )"/>'
    )
    return read(
        book(
            page('<p><img src="a.svg" alt="그림"/></p>'),
            parts={"a.svg": f'<svg {SVG} viewBox="0 0 9 9">{inner}</svg>'},
        )
    )


def test_ids_of_drawings_are_ids_and_named_ones_are_there(book_with_odd_ids: Document) -> None:
    (resource,) = book_with_odd_ids.resources.values()
    drawn = resource.data.decode()
    assert drawn.count('id="t"') == 1
    assert '"#ok"' in drawn
    for gone in ("nowhere", "1 2", "nobody", "gone"):
        assert gone not in drawn


@pytest.mark.epubcheck
def test_a_book_whose_drawing_had_odd_ids_is_valid(
    book_with_odd_ids: Document, tmp_path: Path
) -> None:
    assert epubcheck.check(write_book(book_with_odd_ids).data, tmp_path) == []


@pytest.mark.parametrize(
    "inner",
    [
        '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">글</p></foreignObject>',
        '<image xlink:href="http://x.kr/a.png"/>',
        '<use href="file:///etc/passwd#a"/>',
        '<rect style="fill:url(http://x.kr/)"/>',
        "<style>@import 'http://x.kr/a.css';</style>",
        "<unheard/>",
    ],
)
def test_drawings_that_reach_out_are_refused(inner: str) -> None:
    for data in (
        book(page(f"<p><svg {SVG}>{inner}<text>글자</text></svg></p>")),
        book(
            page('<p><img src="a.svg" alt="그림"/></p>'),
            parts={"a.svg": f"<svg {SVG}>{inner}</svg>"},
        ),
    ):
        notices = NoticeLog()
        assert not read(data, notices).resources
        assert kinds(notices) == {NoticeKind.UNREADABLE_IMAGE}


# ---------------------------------------------------------------- hostile and protected


def test_names_that_lead_out_of_the_archive_are_only_names(tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(png())
    data = book(
        page(f'<p>가<img src="../../..{secret}" alt="x"/><img src="file://{secret}" alt="y"/></p>'),
        parts={"../../evil.xhtml": page("<p>나</p>")},
    )
    found = read(data)
    assert not found.resources
    assert text(found) == "가"


ENCRYPTION = (
    '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" xmlns:e="http://www.w3.org/2001/04/xmlenc#">'
    '<e:EncryptedData><e:EncryptionMethod Algorithm="{}"/></e:EncryptedData></encryption>'
)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        (
            "META-INF/encryption.xml",
            ENCRYPTION.format("http://www.w3.org/2001/04/xmlenc#aes128-cbc"),
        ),
        ("META-INF/encryption.xml", "<broken"),
        ("META-INF/rights.xml", '<rights xmlns="http://ns.adobe.com/adept"/>'),
        ("META-INF/license.lcpl", "{}"),
    ],
)
def test_protected_books_are_refused(name: str, data: str) -> None:
    with pytest.raises(ConversionError) as caught:
        body("<p>가</p>", parts={name: data})
    assert caught.value.code is ErrorCode.DRM


def test_obfuscated_fonts_protect_nothing() -> None:
    parts = {"META-INF/encryption.xml": ENCRYPTION.format("http://www.idpf.org/2008/embedding")}
    assert text(body("<p>가</p>", parts=parts)) == "가"


def test_bombs_and_empty_books_are_refused() -> None:
    with pytest.raises(ConversionError) as caught:
        read(book(page("<p>" + "가" * 100_000 + "</p>")), limits=Limits(stream_bytes=10_000))
    assert caught.value.code is ErrorCode.TOO_LARGE
    with pytest.raises(ConversionError) as caught:
        read(book())
    assert caught.value.code is ErrorCode.DAMAGED


@pytest.mark.parametrize("name", ["div", "ul><li", "blockquote", "span"])
def test_deep_nesting_keeps_the_text(name: str) -> None:
    notices = NoticeLog()
    first = name.partition(">")[0]
    closing = "</li></ul>" if first == "ul" else f"</{first}>"
    depth = 110
    data = book(page(f"<{name}>" * depth + "깊다" + closing * depth))
    assert "깊다" in text(read(data, notices))
    assert NoticeKind.NESTING in kinds(notices)
