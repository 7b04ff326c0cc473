# SPDX-License-Identifier: AGPL-3.0-or-later
"""What books say by classes, pictures and style sheets instead of elements made for it."""

from __future__ import annotations

import io
import zipfile

import pytest

from converters.document.nodes import Document, Figure, Heading, InlineMath, NoteRef
from converters.document.notices import NoticeKind, NoticeLog
from converters.document.walk import inlines_of, iter_blocks, plain_text
from converters.readers.epub_book.hiding import hidden_elements
from converters.source.markup_parts import parse_page
from tests.converters.readers.epub_book.test_foreign_books import body, book, page, png, read, text

NAV = page(
    '<nav epub:type="toc"><ol><li><a href="c1.xhtml">제1장 처음</a>'
    '<ol><li><a href="c1.xhtml#s">첫 절</a></li></ol></li>'
    '<li><a href="c2.xhtml">제2장 다음</a></li><li><a href="c3.xhtml">판권</a></li></ol></nav>'
)


def headings(document: Document) -> list[tuple[int, str]]:
    return [
        (b.level, plain_text(b.inlines))
        for b in iter_blocks(document.blocks)
        if isinstance(b, Heading)
    ]


def with_contents(*pages: str) -> Document:
    return read(book(*pages, parts={"nav.xhtml": NAV}, properties={"nav.xhtml": "nav"}))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ('<p class="h">제1장 처음</p>', '<p class="h">제2장 다음</p>'),
        ("<div>제1장</div><div>처음</div>", "<p><span>제2장</span> <b>다음</b></p>"),
        ('<p><img src="a.png" alt=""/></p>', "<div><section><p>다음</p></section></div>"),
    ],
)
def test_contents_keep_their_lines_where_one_page_has_a_real_heading(first, second):
    found = with_contents(
        page(f'{first}<p>본문</p><p id="s">첫 절</p><p>본문</p>'),
        page(f"{second}<p>본문</p>"),
        page("<h3>판권</h3><p>펴낸 곳</p>"),
    )
    assert headings(found) == [(1, "제1장 처음"), (2, "첫 절"), (1, "제2장 다음"), (1, "판권")]


def test_pages_that_begin_otherwise_get_no_heading():
    found = with_contents(
        page("<h1>처음</h1><p>본문</p>"), page("<p>옛날 어느 마을에</p>"), page("<h1>판권</h1>")
    )
    assert headings(found) == [(1, "처음"), (1, "판권")]


@pytest.mark.parametrize("words", ["A heading of a section that is quite long " * 9, "끝나는가?"])
@pytest.mark.parametrize(
    "around", ["{}", "<section><header>{}</header></section>", "<div><div>{}</div></div>"]
)
def test_headings_of_any_length_stay_headings(words, around):
    found = body(around.format(f"<h2>{words}</h2>") + "<p>글</p>" + f"<h3>{words}</h3>")
    assert [level for level, _ in headings(found)] == [2, 3]


# ---------------------------------------------------------------- notes


@pytest.mark.parametrize(
    ("mark", "note"),
    [
        (
            '<a class="duokan-footnote" href="#f" id="r"><img alt="주" src="a.png"/></a>',
            '<ol class="duokan-footnote-content"><li class="duokan-footnote-item" id="f">'
            '<p><a href="#r">◎</a> 첫 주</p></li></ol>',
        ),
        (
            '<a epub:type="noteref" href="#f" id="r"><img alt="" src="a.png"/></a>',
            '<aside epub:type="footnote" id="f"><p>첫 주</p></aside>',
        ),
        (
            '<sup><a href="#f" id="r"><img src="a.png" alt="note"/></a></sup>',
            '<ul><li id="f"><a href="#r">^</a> 첫 주</li></ul>',
        ),
        (
            '<a href="#f" id="r"><img src="a.png" alt="note"/></a>',
            '<aside epub:type="footnote" id="f"><a href="#r">^</a> 첫 주</aside>',
        ),
    ],
)
def test_marks_of_notes_that_are_pictures(mark, note):
    real = '<a epub:type="noteref" href="#g">[9]</a>'
    found = body(
        f'<p>본문{mark} 뒤{real}</p>{note}<aside epub:type="footnote" id="g">둘째 주</aside>',
        parts={"a.png": png()},
    )
    notes = [
        "".join(plain_text(inlines_of(b)) for b in iter_blocks(n.blocks)).strip()
        for n in found.notes.values()
    ]
    assert notes == ["첫 주", "둘째 주"]
    assert sum(isinstance(i, NoteRef) for i in inlines_of(found.blocks[0])) == 2
    assert len(found.blocks) == 1


def test_a_picture_that_leads_to_a_page_is_no_mark():
    found = body(
        '<p><a href="#t" id="r"><img src="a.png" alt="그림"/></a></p><p id="t">큰 그림</p>',
        parts={"a.png": png()},
    )
    assert not found.notes


# ---------------------------------------------------------------- pictures as pages


@pytest.mark.parametrize("fallback", ["nav.xhtml", "f.xhtml"])
def test_pictures_in_the_spine_are_pages(fallback):
    made = book(
        page("<p>끝</p>"),
        parts={"a.png": png(), "b.png": png(), "nav.xhtml": NAV, "f.xhtml": page("<p>대신</p>")},
        properties={"nav.xhtml": "nav"},
    )
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename.endswith(".opf"):
                data = data.replace(
                    b'media-type="image/png"',
                    b'media-type="image/png" fallback="%s"' % fallback.encode(),
                )
                data = data.replace(
                    b"<spine>", b'<spine><itemref idref="a.png"/><itemref idref="b.png"/>'
                )
            new.writestr(entry, data)
    found = read(out.getvalue())
    assert [type(b) for b in found.blocks[:2]] == [Figure, Figure]
    assert "끝" in text(found)


# ---------------------------------------------------------------- style sheets


@pytest.mark.parametrize(
    "sheet",
    [
        ".hide{display:none}",
        "p.hide { color: red; DISPLAY : none !important }",
        "/* .x{} */ @import 'a.css'; .a, .hide {display:none;}",
        "@media screen { .hide {display:none} }",
        "#it{display:none}",
        ".hide.two{display:none} .hide{display:block}",
    ],
)
@pytest.mark.parametrize("tag", ["p", "span"])
def test_what_style_sheets_hide_is_kept_apart(sheet, tag):
    notices = NoticeLog()
    inner = f'<{tag} class="hide two" id="it">안 보이는 글</{tag}>'
    if tag == "span":
        inner = f"<p>보임 {inner}</p>"
        sheet = sheet.replace("p.hide", "span.hide")
    found = read(
        book(
            page(inner + "<p>글</p>").replace(
                "</head>", '<link rel="stylesheet" href="s.css"/></head>'
            ),
            parts={"s.css": sheet},
        ),
        notices,
    )
    shown = "".join(plain_text(inlines_of(b)) for b in found.blocks)
    assert "안 보이는" not in shown
    assert "글" in shown
    assert len(found.hidden) == 1
    assert NoticeKind.HIDDEN_TEXT in {n.kind for n in notices.notices()}


@pytest.mark.parametrize(
    "sheet",
    [
        ".hide{display:none} .hide{display:block}",
        "@media print {.hide{display:none}}",
        ".other .hide{display:none}",
        ".hide:hover{display:none}",
        ".hide{display:block !important} #it{display:none}",
        "{{{.hide{display:none",
    ],
)
def test_what_a_page_shows_stays(sheet):
    root, _ = parse_page(page('<p class="hide" id="it">글</p>').encode(), "a")
    assert not hidden_elements(root, [sheet])


# ---------------------------------------------------------------- equations


@pytest.mark.parametrize(
    "math",
    [
        '<math><mi xlink:href="#a">x</mi></math>',
        '<math><mi x:y="1" 1a="2">x</mi></math>',
        '<math xlink:href="#a"><maction actiontype="t" onclick="x()"><mi>x</mi></maction></math>',
    ],
)
def test_equations_in_a_chapter_that_is_no_xml(math):
    broken = page(f"<p>식 {math}<br></p>")
    found = read(book(broken))
    (equation,) = [
        i for b in iter_blocks(found.blocks) for i in inlines_of(b) if isinstance(i, InlineMath)
    ]
    assert ">x<" in equation.math.mathml
    assert "href" not in equation.math.mathml
    assert "onclick" not in equation.math.mathml
