# SPDX-License-Identifier: AGPL-3.0-or-later
"""An office's own items of a standard are answered by persons, one by one."""

from __future__ import annotations

import pytest

from app.errors import UsageError
from app.i18n import Language
from app.services.book.certificate import to_pdf
from app.services.book.confirmation import Confirmation, Said
from app.services.book.conformity import ITEMS, Standing
from app.services.book.publishing import CheckedState, answer_of
from app.services.book.standard_items import read_standard_items

STATE = CheckedState("f" * 64, "백서", (), {"images": 2}, (), ())
SAID = Said("홍길동", "2026-11-30T00:00:00Z")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949"])
def test_each_item_is_open_until_a_person_answers_it(tmp_path, encoding):
    path = tmp_path / "items.csv"
    text = "번호,항목,대상\n5.1.1,대체 텍스트가 있다,그림\n5.2.1,표의 요약이 있다,표\n6.1,읽는 순서가 있다,\n"
    path.write_bytes(text.encode(encoding))
    items = read_standard_items(str(path))
    assert next(one.words for one in items) == "5.1.1 대체 텍스트가 있다"
    answer = answer_of(STATE, Confirmation(), items)
    found = {one.item.name: one.standing for one in answer.items[len(ITEMS) :]}
    assert found == {
        "standard:5.1.1": Standing.LOOK,
        "standard:5.2.1": Standing.ABSENT,
        "standard:6.1": Standing.LOOK,
    }
    said = Confirmation().with_said("items", ["standard:5.1.1", "standard:6.1"], SAID)
    answer = answer_of(STATE, said, items)
    assert not any(one.is_open for one in answer.items[len(ITEMS) :])


def test_the_certificate_stays_one_page_and_counts_them(tmp_path):
    import pypdfium2

    path = tmp_path / "items.csv"
    path.write_text("".join(f"{n},항목 {n},\n" for n in range(1, 116)), encoding="utf-8")
    answer = answer_of(STATE, Confirmation(), read_standard_items(str(path)))
    pages = pypdfium2.PdfDocument(to_pdf(STATE, answer, "백서.epub", Language.KOREAN))
    assert len(pages) == 1
    assert "115" in pages[0].get_textpage().get_text_range()


@pytest.mark.parametrize("text", ["5.1\n", "1,가,자동차\n", "1,가,\n1,나,\n", ",가,\n"])
def test_a_table_of_something_else_is_refused_by_its_line(tmp_path, text):
    path = tmp_path / "items.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError):
        read_standard_items(str(path))
    with pytest.raises(UsageError):
        read_standard_items(str(tmp_path / "none.csv"))


def test_without_a_table_there_are_the_programs_own_alone():
    assert read_standard_items("") == ()
