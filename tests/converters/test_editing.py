# SPDX-License-Identifier: AGPL-3.0-or-later
"""A person's edits find their places, again in a corrected original, and say where they do not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from converters.checking.epub_rules.rules import book_breaches
from converters.document.book_edits import BookEdit
from converters.document.edits import (
    Do,
    Edit,
    Edits,
    EditsUnreadable,
    PictureEdit,
    Spot,
    from_bytes,
    to_bytes,
)
from converters.document.metadata import Metadata
from converters.document.nodes import (
    Aside,
    Block,
    Cell,
    Document,
    Figure,
    Heading,
    Link,
    ListBlock,
    ListItem,
    Mark,
    Note,
    NoteKind,
    Paragraph,
    Resource,
    Row,
    Scope,
    Table,
    Text,
)
from converters.document.notices import NoticeKind, NoticeLog
from converters.document.walk import block_text, plain_text
from converters.editing import apply_edits, replaced, spot_of
from converters.epub.writer import write_book
from converters.theme import Design


def line(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def document(*blocks: Block) -> Document:
    return Document(Metadata("본디 제목", title_inferred=True), blocks)


def edited(made: Document, *edits: Edit, **given) -> tuple[Document, list[tuple[str, str]]]:
    notices = NoticeLog()
    after = apply_edits(made, Edits(edits=edits, **given), notices)
    return after, [(one.kind.value, one.detail) for one in notices.notices()]


def test_headings_and_paragraphs():
    made = document(line("첫째 장"), Heading(2, (Text("아니"),), number="1."), line("셋"))
    after, said = edited(
        made,
        Edit(Do.HEADING, Spot("첫째 장"), level=1),
        Edit(Do.PARAGRAPH, Spot("1. 아니")),
    )
    first, second, third = after.blocks
    assert isinstance(first, Heading)
    assert first.level == 1
    assert not first.inferred
    assert isinstance(second, Paragraph)
    assert plain_text(second.inlines) == "1. 아니"
    assert third is made.blocks[2]
    assert [kind for kind, _ in said] == ["edit-applied", "edit-applied"]


def test_leave_out_merge_and_move():
    made = document(
        line("가"), line("나"), line("다"), Aside("text-box", (line("상자"),)), line("라")
    )
    after, said = edited(
        made,
        Edit(Do.LEAVE_OUT, Spot("가")),
        Edit(Do.MERGE, Spot("나")),
        Edit(Do.MOVE, Spot("상자"), behind=Spot("라")),
    )
    assert [block_text(block) for block in after.blocks] == ["나 다", "라", "상자"]
    assert said[0] == ("left-out-by-person", "leave-out: 가")


def test_a_list_and_a_table_lose_no_shape_by_what_is_left_out():
    cells = Row((Cell((line("셀 하나"),)), Cell((line("셀 둘"),))))
    items = ListBlock(
        ordered=False,
        items=(ListItem("-", (line("항목 하나"),)), ListItem("-", (line("항목 둘"),))),
    )
    after, _ = edited(
        document(items, Table((cells,))),
        Edit(Do.LEAVE_OUT, Spot("항목 하나")),
        Edit(Do.LEAVE_OUT, Spot("셀 하나")),
    )
    listed, table = after.blocks
    assert isinstance(listed, ListBlock)
    assert [block_text(item.blocks[0]) for item in listed.items] == ["항목 둘"]
    assert isinstance(table, Table)
    assert [bool(block_text(cell.blocks[0])) for cell in table.rows[0].cells] == [False, True]


def test_head_cells_and_captions_of_tables():
    row = Row((Cell((line("구분"),)), Cell((line("금액"),))))
    other = Row((Cell((line("인쇄"),)), Cell((line("100"),))))
    after, _ = edited(
        document(Table((row, other), presentational=True)),
        Edit(Do.TABLE_HEADS, Spot("구분 금액"), rows=1, columns=1),
        Edit(Do.CAPTION, Spot("구분 금액"), text="표 1. 인쇄비"),
    )
    (table,) = after.blocks
    assert isinstance(table, Table)
    assert [[cell.scope for cell in row.cells] for row in table.rows] == [
        [Scope.COLUMN, Scope.COLUMN],
        [Scope.ROW, None],
    ]
    assert (table.head_rows, table.presentational) == (1, False)
    assert plain_text(table.caption[0].inlines) == "표 1. 인쇄비"


def test_pictures_are_known_by_their_bytes():
    made = replace(
        document(Figure("aa"), Figure("bb", alt="그림 2")),
        resources={"aa": Resource("image/png", b"1"), "bb": Resource("image/png", b"2")},
    )
    pictures = {"aa": PictureEdit("광장"), "bb": PictureEdit("", True), "cc": PictureEdit("없음")}
    after, said = edited(made, pictures=pictures)
    first, second = after.blocks
    assert (first.alt, second.alt, second.decorative) == ("광장", "", True)
    assert said[-1] == ("edit-unplaced", "picture: 없음")


def test_metadata_and_language():
    after, _ = edited(
        document(line("Seoul Plan")),
        Edit(Do.LANGUAGE, Spot("Seoul Plan"), language="en"),
        metadata={"title": "시정 백서", "creators": ["관광과", "총무과"]},
    )
    assert after.metadata.title == "시정 백서"
    assert after.metadata.creators == ("관광과", "총무과")
    assert not after.metadata.title_inferred
    assert after.blocks[0].inlines[0].lang == "en"


def test_replacing_goes_over_runs_and_into_links_and_notes():
    strong = frozenset({Mark.STRONG})
    runs = (Text("서울특"), Text("별시 시청", strong), Link("#a", (Text("서울특별시"),)))
    assert replaced(runs, "서울특별시", "서울시") == (
        Text("서울시"),
        Text(" 시청", strong),
        Link("#a", (Text("서울시"),)),
    )
    assert replaced(runs, "부산", "대구") is runs
    assert replaced((Text("가나가나"),), "가나", "다") == (Text("다다"),)
    made = replace(
        document(line("오타 하나")), notes={"n": Note(NoteKind.FOOTNOTE, "1)", (line("오타 둘"),))}
    )
    after, said = edited(made, Edit(Do.REPLACE, find="오타", text="정타"))
    assert block_text(after.blocks[0]) == "정타 하나"
    assert block_text(after.notes["n"].blocks[0]) == "정타 둘"
    assert said == [("edit-applied", "replace: 오타")]
    assert edited(made, Edit(Do.REPLACE, find="없는 말", text=""))[1][0][0] == "edit-unplaced"


def test_of_equal_texts_the_neighbours_tell():
    made = document(line("가"), line("계"), line("나"), line("계"), line("다"))
    after, _ = edited(made, Edit(Do.HEADING, Spot("계", before="나"), level=3))
    assert [isinstance(block, Heading) for block in after.blocks] == [False] * 3 + [True, False]
    after, _ = edited(made, Edit(Do.HEADING, Spot("계", nth=2), level=3))
    assert isinstance(after.blocks[3], Heading)


def test_what_may_be_one_of_two_is_not_guessed():
    made = document(line("2026년 시정 운영 방향 가"), line("2026년 시정 운영 방향 나"))
    _, said = edited(made, Edit(Do.LEAVE_OUT, Spot("2026년 시정 운영 방향 다")))
    assert said[0][0] == "edit-unplaced"


def test_an_edit_that_does_not_suit_its_place_is_said():
    made = document(line("문단"), Figure("aa"))
    for edit in (
        Edit(Do.TABLE_HEADS, Spot("문단"), rows=1),
        Edit(Do.MERGE, Spot("문단")),
        Edit(Do.MOVE, Spot("문단"), behind=Spot("없음")),
    ):
        assert edited(made, edit)[1][0][0] == "edit-unplaced"


def test_what_is_joined_in_a_row_keeps_every_word_and_its_own_edits():
    made = document(line("가"), line("나"), Heading(2, (Text("다"),), number="3."), line("라"))
    merges = (Edit(Do.MERGE, Spot("가")), Edit(Do.MERGE, Spot("나")))
    for edits in (merges, merges[::-1]):
        after, _ = edited(made, *edits, Edit(Do.REPLACE, Spot("나"), find="나", text="너"))
        assert [block_text(block) for block in after.blocks] == ["가 너 3. 다", "라"]
    after, _ = edited(made, *merges, Edit(Do.LEAVE_OUT, Spot("나")))
    assert [block_text(block) for block in after.blocks] == ["가 3. 다", "라"]


def test_nothing_is_lost_by_a_move_whose_place_is_gone():
    box = Aside("text-box", (line("상자 안"), line("상자 끝")))
    made = document(line("가"), box, line("나"))
    _, said = edited(made, Edit(Do.MOVE, Spot("상자 안 상자 끝"), behind=Spot("상자 끝")))
    assert said[0][0] == "edit-unplaced"
    after, said = edited(
        made,
        Edit(Do.MOVE, Spot("나"), behind=Spot("상자 안")),
        Edit(Do.LEAVE_OUT, Spot("상자 안 상자 끝")),
    )
    assert [block_text(block) for block in after.blocks] == ["가", "나"]
    assert ("edit-unplaced", "move: 나") in said
    other = document(box, Aside("text-box", (line("둘째 안"),)))
    after, _ = edited(
        other,
        Edit(Do.MOVE, Spot("상자 안 상자 끝"), behind=Spot("둘째 안")),
        Edit(Do.MOVE, Spot("둘째 안", nth=1), behind=Spot("상자 끝")),
    )
    words = " ".join(map(block_text, after.blocks)).split()
    assert sorted(words) == sorted(["상자", "안", "상자", "끝", "둘째", "안"])


def test_replacing_everywhere_reaches_metadata_and_alternative_texts_and_says_where_it_does_not():
    made = replace(
        document(Figure("aa", alt="오타 그림"), Paragraph((Text("오"), Link("#a", (Text("타"),))))),
        metadata=Metadata("오타 백서", creators=("오타 과",)),
    )
    after, said = edited(made, Edit(Do.REPLACE, find="오타", text="정타"))
    assert (after.metadata.title, after.metadata.creators) == ("정타 백서", ("정타 과",))
    assert after.blocks[0].alt == "정타 그림"
    assert said[0][0] == "edit-applied"
    over = document(Paragraph((Text("오"), Link("#a", (Text("타"),)))))
    assert edited(over, Edit(Do.REPLACE, find="오타", text="정타"))[1][0][0] == "edit-unplaced"
    elsewhere = Edit(Do.REPLACE, Spot("글"), find="오타", text="정타")
    assert edited(document(line("글")), elsewhere)[1][0][0] == "edit-unplaced"


def test_a_document_of_which_all_is_left_out_is_still_a_book(tmp_path):
    after, _ = edited(document(line("가")), Edit(Do.LEAVE_OUT, Spot("가")))
    assert book_breaches(write_book(after).data) == []


WORDS = st.text("가나다라마바사아자차카타파하 ", min_size=8, max_size=30).filter(
    lambda t: len(t.split()) > 0
)


@given(
    st.lists(WORDS, min_size=4, max_size=20, unique_by=lambda t: " ".join(t.split())),
    st.data(),
)
def test_edits_find_their_blocks_again_in_a_corrected_original(texts, data):
    """Others are deleted, added and moved: what is still there keeps its edit, the rest is said."""
    marked = [f"{number}번째 글 {text}" for number, text in enumerate(texts)]
    made = document(*map(line, marked))
    chosen = data.draw(st.sets(st.sampled_from(range(len(marked))), min_size=1))
    edits = tuple(
        Edit(Do.HEADING, spot_of(made, made.blocks[at]), level=2) for at in sorted(chosen)
    )
    kept = data.draw(st.lists(st.sampled_from(marked), unique=True, min_size=1))
    corrected = document(*map(line, kept))
    notices = NoticeLog()
    after = apply_edits(corrected, Edits(edits=edits), notices)
    there = {marked[at] for at in chosen} & set(kept)
    headings = {block_text(block) for block in after.blocks if isinstance(block, Heading)}
    assert there <= headings
    counts = {one.kind: 0 for one in notices.notices()}
    for one in notices.notices():
        counts[one.kind] += one.count
    assert counts.get(NoticeKind.EDIT_APPLIED, 0) >= len(there)
    assert sum(counts.values()) == len(chosen)


def test_a_typing_error_mended_in_the_original_keeps_the_edit():
    made = document(line("2026년 시정 운영 계획의 기본 방향"), line("다른 글"))
    spot = spot_of(made, made.blocks[0])
    corrected = document(line("새 글"), line("2026년 시정 운영계획의 기본방향"), line("다른 글"))
    after, said = edited(corrected, Edit(Do.HEADING, spot, level=2))
    assert isinstance(after.blocks[1], Heading)
    assert said[0][0] == "edit-applied"


def test_what_was_kept_before_there_were_choices_for_a_book_is_the_same_file():
    assert b"book" not in to_bytes(Edits({"title": "제목"}))
    assert not Edits(book=BookEdit())
    assert Edits(book=BookEdit(1))


def test_a_file_comes_back_as_it_was():
    edits = Edits(
        {"title": "제목", "creators": ["가"], "kogl_type": 1},
        {"aa": PictureEdit("그림", False)},
        (
            Edit(Do.HEADING, Spot("가", "나", "다", 2), level=1),
            Edit(Do.REPLACE, find="가", text=""),
            Edit(Do.MOVE, Spot("가"), behind=Spot("나")),
        ),
        BookEdit(2, Design.REPORT, "#1f4e79", b"\x89PNG", b"\xff\xd8"),
    )
    assert from_bytes(to_bytes(edits)) == edits
    assert edits.fingerprint != Edits().fingerprint
    assert not Edits()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"{}",
        b'{"schema": 2}',
        b'{"schema": 1, "more": 1}',
        b'{"schema": 1, "edits": [{"do": "fly"}]}',
        b'{"schema": 1, "edits": [{"do": "heading", "at": "x"}]}',
        b'{"schema": 1, "edits": [{"do": "heading", "at": "x", "level": 9}]}',
        b'{"schema": 1, "edits": [{"do": "heading", "at": {"nth": 1}, "level": 1}]}',
        b'{"schema": 1, "edits": [{"do": "replace", "find": "", "text": "x"}]}',
        b'{"schema": 1, "metadata": {"colour": "red"}}',
        b'{"schema": 1, "metadata": {"title": 1}}',
        b'{"schema": 1, "metadata": {"creators": [1]}}',
        b'{"schema": 1, "pictures": {"a": {"decorative": 1}}}',
        b'{"schema": 1, "metadata": {"title": null}}',
        b'{"schema": 1, "metadata": {"kogl_type": 7}}',
        b'{"schema": 1, "metadata": {"kogl_type": true}}',
        b'{"schema": 1, "metadata": {"date": "spring"}}',
        b'{"schema": 1, "metadata": {"language": "Korean language"}}',
        b'{"schema": 1, "pictures": {"a": {"alternative": "x"}}}',
        b'{"schema": 1, "edits": [{"do": "heading", "at": "x", "level": 1, "lang": "en"}]}',
        b'{"schema": 1, "edits": [{"do": "heading", "at": {"text": "x", "page": 3}, "level": 1}]}',
        b'{"schema": 1, "edits": [{"do": "language", "at": "x", "language": "no tag"}]}',
        b'{"schema": 1, "edits": [{"do": "table-heads", "at": "x", "rows": -1}]}',
        b'{"schema": 1, "metadata": {"kogl_ai": 1}}',
        b'{"schema": 1, "metadata": {"identifier": "two words"}}',
        b'{"schema": 1, "book": []}',
        b'{"schema": 1, "book": {"split_level": 7}}',
        b'{"schema": 1, "book": {"split_level": true}}',
        b'{"schema": 1, "book": {"design": "fancy"}}',
        b'{"schema": 1, "book": {"colour": "blue"}}',
        b'{"schema": 1, "book": {"cover": "no base64!"}}',
        b'{"schema": 1, "book": {"font": "x"}}',
        b'{"schema": 1, "edits": ' + b"[" * 5000,
    ],
)
def test_a_file_that_holds_no_edits_is_refused(data):
    with pytest.raises(EditsUnreadable):
        from_bytes(data)
