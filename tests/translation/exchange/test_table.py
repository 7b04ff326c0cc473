# SPDX-License-Identifier: AGPL-3.0-or-later
"""The bilingual table: nothing changes on the way, and what people change comes back."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given

from tests.translation.exchange.reviews import documents, small
from translation.exchange import table_docx, table_html
from translation.exchange.errors import ExchangeCode, ExchangeRefused
from translation.exchange.marks import from_marks, with_marks
from translation.exchange.returned import applied
from translation.inline_codes import from_marked
from translation.review.segments import ReviewDocument, Status


def changed_html(document: ReviewDocument, change: Callable[[str], str]) -> ReviewDocument:
    """Return ``document`` after somebody changed its HTML."""
    data = change(table_html.write(document).decode()).encode()
    return applied(document, table_html.read(data, document))


def changed_docx(document: ReviewDocument, change: Callable[[str], str]) -> ReviewDocument:
    """Return ``document`` after somebody changed its DOCX."""
    with zipfile.ZipFile(io.BytesIO(table_docx.write(document))) as package:
        main = package.read("word/document.xml").decode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("word/document.xml", change(main))
    return applied(document, table_docx.read(out.getvalue(), document))


FORMS = pytest.mark.parametrize("changed", [changed_html, changed_docx])


@given(documents(any_text=False))
def test_marks_come_back(document):
    for segment in document.segments:
        marked = with_marks(segment.target)
        assert from_marks(marked, segment.target.numbers()) == segment.target


@FORMS
@given(document=documents(any_text=False))
def test_an_untouched_table_changes_nothing(changed, document):
    assert changed(document, lambda text: text) == document


@FORMS
def test_a_changed_target_is_edited_and_the_others_stay(changed):
    after = changed(small(), lambda text: text.replace("The city opens the ", "We open a "))
    assert after.segments[0].target == from_marked("We open a <2><1>park</1>.</2>")
    assert after.segments[0].status is Status.EDITED
    assert after.segments[1:] == small().segments[1:]
    assert after.comments == small().comments


@FORMS
def test_a_changed_comment_is_a_new_one(changed):
    after = changed(small(), lambda text: text.replace("공원인가 정원인가?", "공원이다."))
    assert after.comments[:4] == small().comments
    assert [one.text for one in after.comments[4:]] == ["Kim 2026-11-22T01:02:03Z: 공원이다."]


@FORMS
def test_a_damaged_mark_is_told_by_the_segment_number(changed):
    with pytest.raises(ExchangeRefused) as found:
        changed(small(), lambda text: text.replace("⟦/2⟧", "⟦/2"))
    assert found.value.code is ExchangeCode.DAMAGED_MARK
    assert found.value.params["number"] == 1


@FORMS
def test_the_table_of_another_document_is_refused(changed):
    with pytest.raises(ExchangeRefused) as found:
        changed(small(), lambda text: text.replace("ab12", "cd34"))
    assert found.value.code is ExchangeCode.OTHER_DOCUMENT


@FORMS
def test_a_file_without_a_table_is_refused(changed):
    with pytest.raises(ExchangeRefused) as found:
        changed(small(), lambda text: text.replace("hanji-review", "x").replace(":tbl>", ":x>"))
    assert found.value.code is ExchangeCode.NO_TABLE


def test_text_that_word_tracks_as_deleted_is_gone():
    def change(text: str) -> str:
        old = '<w:r><w:t xml:space="preserve">The city opens the </w:t></w:r>'
        assert old in text
        return text.replace(old, f"<w:del>{old.replace('w:t', 'w:delText')}</w:del>")

    after = changed_docx(small(), change)
    assert after.segments[0].target == from_marked("<2><1>park</1>.</2>")


@pytest.mark.parametrize("form", [table_html, table_docx])
def test_the_same_document_gives_the_same_bytes(form):
    assert form.write(small()) == form.write(replace(small()))
