# SPDX-License-Identifier: AGPL-3.0-or-later
"""Corrections are steps, confirmations are of named persons, and the answer follows from both."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.errors import AppError
from app.i18n import Language
from app.services.book import confirmation as confirmations
from app.services.book.certificate import to_pdf
from app.services.book.confirmation import (
    Confirmation,
    ConfirmationUnreadable,
    Said,
    finding_key,
    heading_key,
    picture_key,
    read_confirmation,
)
from app.services.book.conformity import ITEMS, Standing
from app.services.book.mendable import Mendable
from app.services.book.mending import (
    edit_of,
    keep,
    with_edit,
    with_metadata,
    with_more,
    with_picture,
    without_edit,
)
from app.services.book.publishing import CheckedState, ShownHeading, ShownPicture, answer_of
from app.services.book.rebuilding import options_of
from app.services.edits_file import edits_beside
from converters.conversion import OutputFormat
from converters.document.edits import NO_EDITS, Do, Edit, EditsUnreadable, PictureEdit
from converters.document.findings import Finding, FindingKind, Grade, Place
from converters.document.metadata import Metadata
from converters.document.nodes import (
    Cell,
    Document,
    Figure,
    Heading,
    Paragraph,
    Resource,
    Row,
    Scope,
    Table,
    Text,
)

KEY = "a" * 64
MAIL = Finding(FindingKind.EMAIL, Grade.WARNING, "a@b.kr", Place("1장", "문의 a@b.kr"))
NUMBER = Finding(FindingKind.RESIDENT_NUMBER, Grade.ERROR, "880101-1234568", Place("1장", "번호"))
BARE = Finding(FindingKind.ALT_MISSING, Grade.WARNING, "", Place("1장"))
STATE = CheckedState(
    "f" * 64,
    "시정 백서",
    (),
    {"headings": 1, "images": 1, "tables": 1},
    (ShownPicture(KEY, "다리", decorative=False, chapter=0, block=3),),
    (ShownHeading(1, "제1장", 0, 0),),
)
SAID = Said("홍길동", "2026-11-30T00:00:00Z")


def line(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def everything_said() -> Confirmation:
    said = Confirmation()
    said = said.with_said("pictures", [picture_key(KEY, "다리", decorative=False)], SAID)
    said = said.with_said("headings", [heading_key(1, "제1장")], SAID)
    return said.with_said("items", [item.name for item in ITEMS if item.by_person], SAID)


@pytest.fixture
def document() -> Document:
    cells = tuple(Cell((line(word),), scope=Scope.COLUMN) for word in ("구분", "금액"))
    table = Table((Row(cells), Row((Cell((line("계"),)), Cell((line("3"),))))), head_rows=1)
    return Document(
        Metadata("백서"),
        (
            Heading(1, (Text("개요"),), number="1."),
            line("앞 글"),
            Figure(KEY, caption=(line("[그림 1] 다리"),)),
            line("뒤 글"),
            table,
            Figure(KEY),
        ),
        resources={KEY: Resource("image/png", b"x")},
    )


# ------------------------------------------------------------ mending


def test_of_a_block_one_thing_is_said(document):
    spot = Mendable(document).headings[0].spot
    once = with_edit(NO_EDITS, Edit(Do.HEADING, spot, level=2))
    again = with_edit(once, Edit(Do.PARAGRAPH, spot))
    assert [edit.do for edit in again.edits] == [Do.PARAGRAPH]
    assert edit_of(again, spot, Do.HEADING, Do.PARAGRAPH).do is Do.PARAGRAPH
    both = with_edit(again, Edit(Do.LEAVE_OUT, spot))
    assert len(both.edits) == 2
    assert without_edit(both, Do.HEADING, spot).edits == (Edit(Do.LEAVE_OUT, spot),)


def test_a_value_that_the_file_would_refuse_is_refused_at_once():
    with pytest.raises(EditsUnreadable):
        with_metadata(NO_EDITS, "date", "봄")
    assert with_metadata(with_metadata(NO_EDITS, "title", "가"), "title", None) == NO_EDITS


def test_corrections_lie_beside_the_book_and_none_leave_no_file(tmp_path):
    book = tmp_path / "백서.epub"
    edits = with_picture(with_metadata(NO_EDITS, "title", "가"), KEY, PictureEdit("다리"))
    edits = with_more(edits, [Edit(Do.REPLACE, find="가", text="나")] * 2)
    keep(edits, book)
    assert edits_beside(book) == edits
    assert len(edits.edits) == 1
    keep(NO_EDITS, book)
    assert list(tmp_path.iterdir()) == []


def test_pictures_stand_once_with_the_text_around_them(document):
    (picture,) = Mendable(document).pictures
    assert (picture.key, picture.times, picture.caption) == (KEY, 2, "[그림 1] 다리")
    assert picture.before == "앞 글"


def test_tables_say_their_heads(document):
    (table,) = Mendable(document).tables
    assert (table.rows, table.columns, table.head_rows, table.head_columns) == (2, 2, 1, 0)


def test_a_block_of_the_book_is_found_in_the_document(document):
    known = Mendable(document)
    spot = replace(known.headings[0].spot, after="")
    assert known.find(spot).level == 1
    assert known.find(replace(spot, text="어디에도 없는 아주 다른 말")) is None


@pytest.mark.parametrize("made_with", ["to=epub translate=ko:en care=x by=y", "to=epub emblem=ab"])
def test_what_needs_more_than_its_document_is_not_made_again(made_with):
    with pytest.raises(AppError):
        options_of(made_with)


def test_printed_pages_stay_printed_pages():
    assert options_of("to=fixed-epub edits=12").output is OutputFormat.FIXED
    assert options_of("to=epub").output is OutputFormat.EPUB
    assert options_of("to=epub").force


# ------------------------------------------------------------ the answer


def test_nothing_said_leaves_what_only_persons_can_tell_open():
    answer = answer_of(STATE, Confirmation())
    open_names = {one.item.name for one in answer.open_items}
    always = {"not-by-colour", "contrast", "languages-marked"}
    assert {"headings-true", "pictures-true", "tables-read"} | always == open_names
    assert not answer.may_be_signed


def test_a_clean_run_of_the_machine_is_never_enough():
    answer = answer_of(STATE, Confirmation())
    assert all(not one.item.by_person for one in answer.items if one.standing is Standing.MACHINE)
    assert not answer.may_be_published


def test_nothing_may_be_signed_while_checks_are_at_work():
    said = everything_said()
    answer = answer_of(STATE, said, is_final=False)
    assert answer.open_points == 0
    assert not answer.may_be_signed
    assert not answer.may_be_published


def test_everything_said_may_be_signed_and_signed_may_be_published():
    said = everything_said()
    assert answer_of(STATE, said).may_be_signed
    assert not answer_of(STATE, said).may_be_published
    signature = confirmations.sign("홍길동", "", STATE.sha256, {})
    assert answer_of(STATE, confirmations.signed(said, signature)).may_be_published


def test_a_book_of_other_bytes_is_not_signed():
    signature = confirmations.sign("홍길동", "", "0" * 64, {})
    answer = answer_of(STATE, confirmations.signed(everything_said(), signature))
    assert not answer.may_be_published
    assert answer.signed_before == signature


def test_another_alternative_text_has_to_be_looked_at_again():
    shown = replace(STATE.pictures[0], alt="다른 말")
    answer = answer_of(replace(STATE, pictures=(shown,)), everything_said())
    assert {one.item.name for one in answer.open_items} == {"pictures-true"}


def test_a_heading_at_another_level_has_to_be_looked_at_again():
    shown = replace(STATE.headings[0], level=2)
    answer = answer_of(replace(STATE, headings=(shown,)), everything_said())
    assert {one.item.name for one in answer.open_items} == {"headings-true"}


def test_errors_cannot_be_decided_away():
    said = everything_said().with_said("findings", [finding_key(NUMBER), finding_key(MAIL)], SAID)
    answer = answer_of(replace(STATE, findings=(NUMBER, MAIL)), said)
    assert answer.errors == (NUMBER,)
    assert answer.undecided == ()
    assert not answer.may_be_signed


def test_pictures_without_words_are_decided_one_by_one():
    first, second = (
        replace(BARE, place=replace(BARE.place, part="c1", paragraph=number)) for number in (1, 2)
    )
    said = everything_said().with_said("findings", [finding_key(first)], SAID)
    answer = answer_of(replace(STATE, findings=(first, second)), said)
    assert answer.undecided == (second,)
    held = {one.item.name: one.standing for one in answer.items}
    assert held["pictures-described"] is Standing.NOT_HELD


def test_what_a_book_does_not_have_is_not_asked():
    state = replace(STATE, counts={"headings": 1}, pictures=())
    standing = {one.item.name: one.standing for one in answer_of(state, Confirmation()).items}
    assert standing["pictures-true"] is Standing.ABSENT
    assert standing["tables-read"] is Standing.ABSENT


# ------------------------------------------------------------ the file


def test_confirmations_come_back_as_they_were(tmp_path):
    book = tmp_path / "백서.epub"
    signature = confirmations.sign("홍길동", "기획과", "0" * 64, {"title": "held-by-machine"})
    said = confirmations.signed(everything_said(), signature)
    confirmations.keep(said, book)
    assert read_confirmation(book) == said
    assert read_confirmation(tmp_path / "다른.epub") == Confirmation()


@pytest.mark.parametrize(
    "data", [b"", b"[]", b'{"schema": 2}', b'{"schema": 1, "items": {"a": 3}}', b"\xff"]
)
def test_a_file_that_holds_none_says_so(data):
    with pytest.raises(ConfirmationUnreadable):
        confirmations.from_bytes(data)


@pytest.mark.parametrize("language", list(Language))
def test_the_certificate_is_one_page_and_the_same_for_the_same_answer(language):
    import pypdfium2

    signature = replace(
        confirmations.sign("홍길동", "기획과", STATE.sha256, {}), when="2026-11-30T00:00:00Z"
    )
    answer = answer_of(STATE, confirmations.signed(everything_said(), signature))
    made = to_pdf(STATE, answer, "백서.epub", language)
    assert made == to_pdf(STATE, answer, "백서.epub", language)
    pages = pypdfium2.PdfDocument(made)
    text = pages[0].get_textpage().get_text_range()
    assert len(pages) == 1
    for words in ("홍길동", "기획과", STATE.sha256, "시정 백서"):
        assert words in text, words


def test_without_a_signature_the_page_says_that_it_is_none():
    import pypdfium2

    made = to_pdf(STATE, answer_of(STATE, Confirmation()), "백서.epub", Language.ENGLISH)
    text = pypdfium2.PdfDocument(made)[0].get_textpage().get_text_range()
    assert "not signed" in text
    assert "Open points: 6" in text
