# SPDX-License-Identifier: AGPL-3.0-or-later
"""Runs, styles, fields, marks and pages of DOCX."""

import pytest

from converters.document.nodes import (
    Align,
    Anchor,
    CodeBlock,
    Heading,
    LineBreak,
    Link,
    Mark,
    PageMark,
    Paragraph,
    Quote,
    Ruby,
    SizeClass,
    Text,
)
from converters.document.notices import NoticeKind
from converters.document.walk import plain_text
from tests.converters.readers.docx.packages import (
    body,
    inlines,
    lines,
    p,
    package,
    r,
    read,
    style,
    t,
)

STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="20"/><w:lang w:val="en-US" w:eastAsia="ko-KR"/></w:rPr>'
    "</w:rPrDefault></w:docDefaults>"
    + style("a", "Normal", extra='w:default="1"')
    + style("1", "제목 1", '<w:basedOn w:val="a"/><w:rPr><w:b/></w:rPr>')
    + style("jang", "장제목", '<w:basedOn w:val="1"/>')
    + style("jeol", "절", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>')
    + style("nolevel", "본문처럼", '<w:basedOn w:val="1"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr>')
    + style("Title", "Title")
    + style("Quote", "Quote")
    + style("Code", "Source Code")
    + style("strong", "strong", "<w:rPr><w:b/></w:rPr>", "character")
)


def texts(found: object) -> list[Text]:
    return [i for i in inlines(found.blocks) if isinstance(i, Text)]  # type: ignore[attr-defined]


def test_marks_colour_and_size() -> None:
    found = body(
        p("본문 글자가 더 많다. 그래서 기준이 된다.")
        + p(r("굵게", "<w:b/>") + r("기울임", "<w:i w:val='1'/>") + r("아님", "<w:b w:val='0'/>"))
        + p(r("밑줄", '<w:u w:val="single"/>') + r("지움", "<w:dstrike/>"))
        + p(r("2", '<w:vertAlign w:val="superscript"/>') + r("점", '<w:em w:val="dot"/>'))
        + p(r("형광", '<w:highlight w:val="yellow"/>') + r("흰색", '<w:highlight w:val="white"/>'))
        + p(r("빨강", '<w:color w:val="FF0000"/>') + r("큰 글", '<w:sz w:val="40"/>')),
        styles=STYLES,
    )
    by_text = {text.value: text for text in texts(found)}
    assert by_text["굵게"].marks == {Mark.STRONG}
    assert by_text["기울임"].marks == {Mark.EMPHASIS}
    assert not by_text["아님"].marks
    assert by_text["밑줄"].marks == {Mark.UNDERLINE}
    assert by_text["지움"].marks == {Mark.STRIKE}
    assert by_text["2"].marks == {Mark.SUPERSCRIPT}
    assert by_text["점"].marks == {Mark.DOTS}
    assert by_text["형광"].marks == {Mark.HIGHLIGHT}
    assert not by_text["흰색"].marks
    assert by_text["빨강"].color == "#ff0000"
    assert by_text["큰 글"].size is SizeClass.LARGER


def test_toggles_of_two_styles_exclude_each_other() -> None:
    found = body(p(r("둘", '<w:rStyle w:val="strong"/>'), '<w:pStyle w:val="1"/>'), styles=STYLES)
    assert not texts(found)[0].marks


def test_languages_where_they_differ() -> None:
    found = body(p(r("Bonjour", '<w:lang w:val="fr-FR"/>') + r(" 안녕")), styles=STYLES)
    assert [text.lang for text in texts(found)] == ["fr-FR", None]


def test_headings_by_name_and_outline_level_through_their_styles() -> None:
    found = body(
        p("장", '<w:pStyle w:val="jang"/>')
        + p("절", '<w:pStyle w:val="jeol"/>')
        + p("직접", '<w:outlineLvl w:val="2"/>')
        + p("본문", '<w:pStyle w:val="nolevel"/>'),
        styles=STYLES,
    )
    headings = [(b.level, plain_text(b.inlines)) for b in found.blocks if isinstance(b, Heading)]
    assert headings == [(1, "장"), (2, "절"), (3, "직접")]


def test_roles_quotations_and_code() -> None:
    found = body(
        p("제목이다", '<w:pStyle w:val="Title"/>')
        + p("따온 글", '<w:pStyle w:val="Quote"/>') * 2
        + p("x = 1", '<w:pStyle w:val="Code"/>'),
        styles=STYLES,
    )
    title, quote, code = found.blocks
    assert isinstance(title, Paragraph)
    assert title.role == "title"
    assert isinstance(quote, Quote)
    assert len(quote.blocks) == 2
    assert isinstance(code, CodeBlock)
    assert code.text == "x = 1"


def test_alignment_and_indents() -> None:
    found = body(
        p("가", '<w:jc w:val="center"/>') + p("나", '<w:ind w:left="400" w:hanging="200"/>')
    )
    first, second = (b.layout for b in found.blocks if isinstance(b, Paragraph))
    assert first.align is Align.CENTER
    assert (second.margin_start_pt, second.indent_pt) == (20, -10)


def test_tabs_breaks_hyphens_and_symbols() -> None:
    inner = (
        f"<w:r>{t('가')}<w:tab/>{t('나')}<w:br/>{t('다')}<w:noBreakHyphen/>{t('라')}"
        '<w:sym w:font="Symbol" w:char="F061"/><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'
    )
    found = body(p(inner))
    assert plain_text(found.blocks[0].inlines) == "가\t나 다‑라α✓"  # type: ignore[union-attr]
    assert any(isinstance(i, LineBreak) for i in inlines(found.blocks))


FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'


def field(instruction: str, result: str) -> str:
    return (
        FIELD.format("begin")
        + f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        + FIELD.format("separate")
        + r(result)
        + FIELD.format("end")
    )


def test_fields_print_their_result_and_lead_where_they_say() -> None:
    found = body(
        p('<w:bookmarkStart w:id="0" w:name="_Ref1"/>' + r("목표") + '<w:bookmarkEnd w:id="0"/>')
        + p(field(" REF _Ref1 \\h ", "표 1") + field(' HYPERLINK "http://a.kr/가" ', "누리집"))
        + p('<w:fldSimple w:instr=" SEQ 표 ">' + r("3") + "</w:fldSimple>")
        + p('<w:hyperlink r:id="web">' + r("서울") + "</w:hyperlink>")
        + p('<w:hyperlink w:anchor="_Ref1">' + r("위") + "</w:hyperlink>")
    )
    links = {plain_text(i.children): i.target for i in inlines(found.blocks) if isinstance(i, Link)}
    assert links == {
        "표 1": "#bookmark:_Ref1",
        "누리집": "http://a.kr/%EA%B0%80",
        "서울": "https://www.seoul.go.kr/",
        "위": "#bookmark:_Ref1",
    }
    assert lines(found.blocks)[2] == "3"
    assert Anchor("bookmark:_Ref1") in inlines(found.blocks)


def test_hidden_bookmarks_stand_only_where_something_leads() -> None:
    mark = '<w:bookmarkStart w:id="0" w:name="{}"/>'
    found = body(p(mark.format("_GoBack") + mark.format("부록") + r("글") + mark.format("부록")))
    assert [i.name for i in inlines(found.blocks) if isinstance(i, Anchor)] == ["bookmark:부록"]


def test_a_table_of_contents_over_several_paragraphs() -> None:
    opening = FIELD.format("begin") + "<w:r><w:instrText>TOC \\o</w:instrText></w:r>"
    found = body(
        p(opening + FIELD.format("separate") + r("제1장\t1"))
        + p("제2장\t5", '<w:pStyle w:val="1"/>')
        + p(FIELD.format("end"))
        + p("본문"),
        styles=STYLES,
    )
    roles = [b.role for b in found.blocks if isinstance(b, Paragraph)]
    assert roles == ["toc-entry", "toc-entry", None, None]


def test_ruby_of_both_kinds() -> None:
    ruby = (
        "<w:r><w:ruby><w:rubyPr/><w:rt>" + r("한지") + "</w:rt><w:rubyBase>" + r("韓紙")
        + "</w:rubyBase></w:ruby></w:r>"
    )  # fmt: skip
    equation = (
        FIELD.format("begin")
        + "<w:r><w:instrText>EQ \\* jc2 \\* hps10 \\o\\ad(\\s\\up 9(시청),市廳)</w:instrText></w:r>"
        + FIELD.format("end")
    )
    found = body(p(ruby + equation))
    rubies = [i for i in inlines(found.blocks) if isinstance(i, Ruby)]
    assert [(plain_text(i.base), i.annotation) for i in rubies] == [
        ("韓紙", "한지"),
        ("市廳", "시청"),
    ]


def test_tracked_changes_are_read_in_their_final_state() -> None:
    found, notices = read(
        package(
            p(r("남은 ") + "<w:ins>" + r("새 ") + "</w:ins><w:del><w:r><w:delText>헌 </w:delText></w:r></w:del>"
              + "<w:moveFrom>" + r("옮긴 ") + "</w:moveFrom>" + r("글"))
            + p("앞", "<w:rPr><w:del/></w:rPr>") + p("뒤")
        )
    )  # fmt: skip
    assert lines(found.blocks) == ["남은 새 글", "앞뒤"]
    assert [h.why for h in found.hidden] == ["deleted", "deleted"]
    assert NoticeKind.DELETED_TEXT in notices


def test_hidden_text_is_kept_apart() -> None:
    found, notices = read(package(p(r("보임") + r("숨김", "<w:vanish/>"))))
    assert lines(found.blocks) == ["보임"]
    assert found.hidden[0].why == "hidden"
    assert NoticeKind.HIDDEN_TEXT in notices


def test_content_controls_are_opened() -> None:
    control = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    box = '<w14:checkbox><w14:checked w14:val="{}"/></w14:checkbox>'
    found = body(
        control.format("", control.format("", p("블록")))
        + p(control.format("", r("줄")) + control.format(box.format(1), r("x")))
        + p(r("값: ") + control.format("<w:showingPlcHdr/>", r("Click here to enter text.")))
        + p(control.format("<w:showingPlcHdr/>", r("진짜 글이다")))
    )
    assert lines(found.blocks) == ["블록", "줄☑", "값: ", "진짜 글이다"]
    assert [h.why for h in found.hidden] == ["placeholder"]


def test_pages_begin_where_word_began_them() -> None:
    found = body(
        p("첫 쪽")
        + p(r("둘") + "<w:r><w:lastRenderedPageBreak/>" + t("째") + "</w:r>")
        + p('<w:r><w:br w:type="page"/></w:r>')
        + p("<w:r><w:lastRenderedPageBreak/>" + t("셋째") + "</w:r>")
        + p("", '<w:sectPr><w:pgSz w:w="11906"/></w:sectPr>')
        + p("가")
        + '<w:sectPr><w:pgNumType w:fmt="upperRoman" w:start="5"/></w:sectPr>'
    )
    labels = [i.label for i in inlines(found.blocks) if isinstance(i, PageMark)]
    assert labels == ["1", "2", "3", "V"]
    assert found.source is not None
    assert found.source.pages == 4


def test_dropped_capitals_go_with_their_word() -> None:
    found = body(p("대", '<w:framePr w:dropCap="drop"/>') + p("한민국"))
    assert lines(found.blocks) == ["대한민국"]


@pytest.mark.parametrize(("name", "shown"), [("w14", "새 것"), ("cx9", "옛 것")])
def test_alternate_content_speaks_once(name: str, shown: str) -> None:
    switch = (
        f'<mc:AlternateContent xmlns:cx9="urn:none"><mc:Choice Requires="{name}">{r("새 것")}</mc:Choice>'
        f"<mc:Fallback>{r('옛 것')}</mc:Fallback></mc:AlternateContent>"
    )
    assert lines(body(p(switch)).blocks) == [shown]


def test_only_a_body_is_a_creator() -> None:
    found = body(p("글"))
    assert found.metadata.title == "견본 시정백서"
    assert found.metadata.creators == ()


def test_an_instruction_spread_over_runs_and_one_in_a_note_lead_to_their_places() -> None:
    words = (f"<w:instrText>{word}</w:instrText>" for word in (" REF ", "_Ref", "7 \\h "))
    field = "".join(f"<w:r>{part}</w:r>" for part in (_mark("begin"), *words, _mark("separate")))
    field += r("앞의 곳") + f"<w:r>{_mark('end')}</w:r>"
    place = '<w:bookmarkStart w:id="1" w:name="{}"/>'
    note = f'<w:footnote w:id="2">{p(field.replace("7", "8"))}</w:footnote>'
    found = body(
        p(place.format("_Ref7") + r("가"))
        + p(place.format("_Ref8") + r("나"))
        + p(field + '<w:r><w:footnoteReference w:id="2"/></w:r>'),
        footnotes=note,
    )
    assert [i.name for i in inlines(found.blocks) if isinstance(i, Anchor)] == [
        "bookmark:_Ref7",
        "bookmark:_Ref8",
    ]
    assert [i.target for i in inlines(found.blocks) if isinstance(i, Link)] == ["#bookmark:_Ref7"]
    assert [i.target for i in inlines(found.notes["footnote-2"].blocks) if isinstance(i, Link)] == [
        "#bookmark:_Ref8"
    ]


def _mark(kind: str) -> str:
    return f'<w:fldChar w:fldCharType="{kind}"/>'


def test_right_to_left_text_has_its_language_even_where_it_is_the_default() -> None:
    styles = '<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-US" w:eastAsia="ko-KR" w:bidi="ar-SA"/></w:rPr></w:rPrDefault></w:docDefaults>'
    hebrew = '<w:lang w:bidi="he-IL"/>'
    found = (
        body(p(r("مرحبا")), styles=styles),
        body(p(r("שלום")), styles=styles),
        body(p(r("שלום", hebrew)), styles=styles),
    )
    langs = [[i.lang for i in inlines(d.blocks) if isinstance(i, Text)] for d in found]
    assert langs == [["ar-SA"], [None], ["he-IL"]]


def test_capitals_are_marked_and_the_letters_stay() -> None:
    styles = style("big", "Big", "<w:rPr><w:caps/></w:rPr>", kind="character")
    found = body(
        p(
            r("seoul city", "<w:caps/>")
            + r("seoul", "<w:smallCaps/>")
            + r("of style", '<w:rStyle w:val="big"/>')
            + r("off", '<w:rStyle w:val="big"/><w:caps w:val="0"/>')
            + r("both", "<w:caps/><w:smallCaps/>")
        ),
        styles=styles,
    )
    texts = {i.value: i.marks for i in inlines(found.blocks) if isinstance(i, Text)}
    assert texts["seoul city"] == texts["of style"] == texts["both"] == {Mark.CAPS}
    assert texts["seoul"] == {Mark.SMALL_CAPS}
    assert texts["off"] == frozenset()
