# SPDX-License-Identifier: AGPL-3.0-or-later
"""Korean is typed with a real input method, letter by letter, wherever a person writes.

``HANJI_WALK_PICTURES=FOLDER`` keeps photographs of the screen.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import i18n
from app.i18n import Language, tr, trn
from app.store.project import Project
from app.ui.book.edit_words import FIELD_WORDS
from tests.conftest import SAMPLES
from tests.review.conftest import project_of, small_document
from tests.walks.korean_keyboard import KoreanPerson, missing, two_set_keys

pytestmark = [
    pytest.mark.slow,
    pytest.mark.linux("ibus is Linux's"),
    pytest.mark.skipif(bool(missing()), reason=f"not on this machine: {missing()}"),
]


@pytest.fixture
def person(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[KoreanPerson]:
    i18n.use_language(Language.KOREAN)
    kept = os.environ.get("HANJI_WALK_PICTURES")
    name = request.node.originalname.removeprefix("test_")
    one = KoreanPerson(
        tmp_path, Language.KOREAN, Path(kept) / "ko" / name if kept else tmp_path / "pictures"
    )
    yield one
    one.leave()


@pytest.fixture
def project(person: KoreanPerson) -> Path:
    """A review without drafts, open, with the keyboard in the translation."""
    path = person.home / "안내.hanji"
    project_of(path, small_document(), None)
    person.start(path)
    person.waits_for(
        lambda: person.typing_in() == tr("Translation"), "the editor does not get the keyboard"
    )
    return path


def targets(path: Path) -> list[str]:
    """Return the translations that a project keeps."""
    kept = Project(path)
    try:
        return [line.target for line in kept.lines()]
    finally:
        kept.close()


def test_the_keys_of_hangul_are_those_of_the_two_set_keyboard():
    assert "".join(two_set_keys("한글")) == "gksrmf"
    assert "".join(two_set_keys("값 뷁")) == "rkqtspacqnpfr".replace("spac", "space")


def test_what_is_confirmed_has_its_last_syllable_once(person: KoreanPerson, project: Path):
    person.types("신청 안내")
    person.sees_typed("신청 안", "내")
    person.press("ctrl+Return")
    person.sees_typed("")
    # A click confirms too, and so does going elsewhere by key or mouse.
    person.types("둘째 값")
    person.click(tr("Confirm"))
    person.sees_typed("")
    person.types("셋째")
    person.press("ctrl+Down")
    person.sees_typed("")
    person.types("넷째")
    person.press("F8")
    person.sees_typed("넷째")
    person.types(" 줄")
    person.press("ctrl+g")
    person.waits_for(person.modal, "nobody asks for a number")
    person.press("Escape")
    person.waits_for(lambda: not person.modal(), "the question stays")
    person.press("alt+Down")
    person.sees_typed("")
    person.types("다섯")
    person.photograph("composing")
    person.press("ctrl+q")
    person.ended()
    assert targets(project)[:5] == ["신청 안내", "둘째 값", "셋째", "넷째 줄", "다섯"]


def test_jamo_are_taken_back_one_by_one_and_syllables_by_undo(person: KoreanPerson, project: Path):
    person.types("값")
    person.sees_typed("", "값")
    for left in ("갑", "가", "ㄱ", ""):
        person.press("BackSpace")
        person.sees_typed("", left)
    person.types("가나다")
    person.sees_typed("가나", "다")
    for left in ("가나", "가", ""):
        person.press("ctrl+z")
        person.sees_typed(left)
    for back in ("가", "가나", "가나다"):
        person.press("ctrl+shift+z")
        person.sees_typed(back)
    # In the middle of what is there, and over what is selected.
    person.press("Home")
    person.types("첫")
    person.press("End")
    person.sees_typed("첫가나다")
    person.press("shift+Left")
    person.types("끝")
    person.sees_typed("첫가나", "끝")
    person.press("ctrl+z")
    person.sees_typed("첫가나")
    person.press("Escape")
    person.sees_typed("첫가나")
    assert project.exists()


def test_suggestions_come_while_a_syllable_is_composed(person: KoreanPerson, project: Path):
    person.types("가격표")
    person.press("ctrl+Return")
    person.sees_typed("")
    for take in ("Return", "Tab"):
        person.types("그 가격")
        person.sees_typed("그 가", "격")
        person.sees(tr("Suggestions"))
        person.press(take)
        person.sees_typed("그 가격표")
        person.types("를")
        person.sees_typed("그 가격표", "를")
        for left in ("그 가격표", "그 가격", "그 가", "그 ", ""):
            person.press("ctrl+z")
            person.sees_typed(left)
    person.types("가격")
    person.sees(tr("Suggestions"))
    person.press("Escape")
    person.sees_typed("가격")
    person.waits_for(lambda: not person.glances(tr("Suggestions")), "the suggestions stay")
    person.types("으로")
    person.press("ctrl+Return")
    person.sees_typed("")
    person.quit()
    assert targets(project)[:2] == ["가격표", "가격으로"]


def test_each_field_of_a_review_takes_korean(person: KoreanPerson, project: Path):
    # The list follows the syllable that is still being composed.
    person.press("ctrl+f")
    person.types("접수")
    person.sees_typed("접", "수")
    person.sees(tr("{n} of {total}", n=2, total=7))
    person.press("BackSpace", "BackSpace", "BackSpace", "BackSpace")
    person.sees_typed("")
    person.types("굵")
    person.sees(tr("{n} of {total}", n=1, total=7))
    person.photograph("filter")
    person.press("ctrl+a", "BackSpace")
    person.sees_typed("")
    # The segment with the word stays the one that is worked on.
    person.press("ctrl+h")
    person.types("값")
    person.waits_for(lambda: person.can(tr("Find the next")), "one syllable is not looked for")
    person.press("Return")
    person.sees_typed("값")
    person.press("Escape", "ctrl+shift+m")
    person.types("의견 있음")
    person.press("ctrl+Return")
    person.sees(trn("{n} comment", "{n} comments", 1), "의견 있음")
    person.photograph("comment")
    person.press("ctrl+shift+g")
    person.waits_for(person.modal, "no dialog for a term")
    person.types("값")
    person.press("Tab")
    person.types("말")
    # It can be taken by the mouse while the only syllable is composed.
    person.waits_for(lambda: person.can("확인"), "a term of one syllable is none")
    person.photograph("term")
    person.click("확인")
    person.waits_for(lambda: not person.modal(), "the dialog stays")
    person.press("ctrl+shift+d")
    person.waits_for(person.modal, "no dialog of memory and terms")
    person.photograph("stores")
    person.press("Escape")
    person.waits_for(lambda: not person.modal(), "the dialog stays")
    person.press("F3")
    words = tr("Look for words in the memory")
    person.waits_for(lambda: person.typing_in() == words, "the search has not the keyboard")
    person.types("문서")
    person.press("Return")
    person.sees_typed("문서")
    person.photograph("concordance")
    person.quit()
    kept = Project(project)
    assert [one.text for one in kept.comments(5)] == ["의견 있음"]
    kept.close()
    glossaries = b"".join(one.read_bytes() for one in person.files("data/glossaries.sqlite*"))
    assert "값".encode() in glossaries


def test_the_books_form_and_the_ledgers_filter_take_korean(person: KoreanPerson):
    source = person.home / "notice.hwpx"
    shutil.copy(SAMPLES / "hanji-notice.hwpx", source)
    person.start(source)
    person.click(tr("Start"))
    person.sees(trn("{n} book finished", "{n} books finished", 1))
    person.click(tr("Open the book"))
    person.press("ctrl+2")
    title, creators = tr(FIELD_WORDS["title"]), tr(FIELD_WORDS["creators"])
    person.choose_input(title)
    person.press("ctrl+a")
    person.types("새 안내")
    # The keyboard goes elsewhere while a syllable is composed.
    person.choose_input(creators)
    person.press("ctrl+a")
    person.types("기획과")
    person.photograph("form")
    person.choose_input(title)
    person.sees_typed("새 안내")
    person.choose_input(creators)
    person.sees_typed("기획과")
    person.click(tr("Ledger"))
    person.click(tr("See it with example data"))
    person.finds(tr("Remove example data"))
    person.press("ctrl+2")
    person.choose_input(tr("Filter of entries"))
    person.types("백서")
    person.sees_typed("백", "서")
    person.photograph("entries")
    person.press("ctrl+k")
    person.types("장")
    person.sees(tr("Ledger"))
    person.photograph("palette")
    person.press("Escape")
    person.quit()
