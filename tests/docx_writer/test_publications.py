# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a reader finds in reports, laws, minutes and texts in several scripts."""

from __future__ import annotations

import pytest

from converters.document.nodes import Align, Link, Mark, PageMark, Paragraph, Quote, Text
from tests.checkers import epubcheck
from tests.docx_writer import reading
from tests.docx_writer.publications import PUBLICATIONS
from tests.docx_writer.reading import Reading


@pytest.fixture
def read(tmp_path):
    def publication(name: str) -> Reading:
        return reading.read(name, tmp_path)

    return publication


def links(found: Reading) -> list[tuple[str, str]]:
    return [
        ("".join(t.value for t in link.children if isinstance(t, Text)), link.target)
        for link in found.inlines(Link)
    ]


@pytest.mark.epubcheck
def test_every_book_is_valid(tmp_path):
    findings = {
        name: [str(f) for f in epubcheck.check(reading.book(name, tmp_path), tmp_path)]
        for name in PUBLICATIONS
    }
    assert len(findings) == 20
    assert not {name: found for name, found in findings.items() if found}


@pytest.mark.parametrize("name", PUBLICATIONS)
def test_files_are_the_same_bytes_each_time(name):
    assert PUBLICATIONS[name]() == PUBLICATIONS[name]()


# ---------------------------------------------------------------- reports


def test_white_paper_has_chapters_numbered_by_their_styles(read):
    found = read("white-paper")
    assert found.headings() == [
        (1, "", "2026 한지시 시정 백서"),
        (1, "제1장", "시정 운영 방향"),
        (2, "제1절", "추진 배경"),
        (2, "제2절", "시정 목표"),
        (1, "제2장", "분야별 성과"),
        (2, "제1절", "문화 관광"),
        (3, "1.", "한지 축제"),
        (4, "가.", "관람객"),
        (4, "나.", "만족도"),
        (3, "2.", "도서관"),
        (2, "제2절", "복지 안전"),
    ]


def test_white_paper_keeps_bullets_pages_and_running_heads(read):
    found = read("white-paper")
    assert found.items() == [
        ("■", "열린 행정"),
        ("■", "고른 지역경제"),
        ("○", "시민참여예산 확대"),
        ("-", "제안 사업 326건 접수"),
    ]
    assert found.depths() == [1, 2, 3, 1]
    assert [m.label for m in found.inlines(PageMark)] == ["1", "2", "3"]
    assert found.document.source is not None
    assert found.document.source.pages == 3
    assert found.texts_with(Mark.STRONG)[-1] == "12만 4천 명"
    running = [
        (r.kind, [b.inlines for b in r.blocks if isinstance(b, Paragraph)])
        for r in found.document.running
    ]
    assert [kind for kind, _ in running] == ["header", "footer"]
    # The properties name an office that the text does not: no creator.
    assert found.document.metadata.creators == ()


def test_study_numbers_its_notes_and_leads_back_to_one(read):
    found = read("study")
    assert found.notes() == [
        ("footnote", "1", "닥나무는 뽕나무과의 떨기나무이다."),
        ("footnote", "2", "조사지의 좌표는 부록에 있다."),
        ("endnote", "i", "이 연구는 2025년 한 해 동안 이어졌다."),
        ("footnote", "3", "동지 무렵이 알맞다. 누리집"),
    ]
    assert links(found) == [("1", "#bookmark:_Ref501")]
    assert [reading.block_text(q) for q in found.blocks(Quote)] == ["숲이 깊으면 물이 맑다."]
    assert not found.notices


def test_contents_lead_to_their_headings_and_are_no_headings(read):
    found = read("contents")
    assert found.headings() == [
        (1, "", "재난 안전 길잡이"),
        (1, "", "지진이 났을 때"),
        (2, "", "집 안에서"),
        (1, "", "큰비가 올 때"),
    ]
    entries = [b for b in found.blocks(Paragraph) if b.role == "toc-entry"]
    assert [reading.block_text(b).split("\t") for b in entries] == [
        ["지진이 났을 때", "2"],
        ["집 안에서", "2"],
        ["큰비가 올 때", "3"],
    ]
    targets = {target for _, target in links(found)}
    assert targets == {f"#bookmark:_Toc10000{at}" for at in (1, 2, 3)}
    assert ("큰비가 올 때", "#bookmark:_Toc100003") in links(found)
    assert ("2", "#bookmark:_Toc100001") in links(found)


# ---------------------------------------------------------------- laws, contracts, minutes


def test_ordinance_counts_articles_through_the_chapters(read):
    found = read("ordinance")
    # The author gave articles the second level of the outline: they stay headings, sentences or not.
    assert [(level, number, text[:4]) for level, number, text in found.headings() if number] == [
        (1, "제1장", "총칙"),
        (2, "제1조", "(목적)"),
        (2, "제2조", "(정의)"),
        (1, "제2장", "지원"),
        (2, "제3조", "(지원)"),
    ]
    assert [m for m, _ in found.items() if not m.startswith("제")] == [
        *("①", "②", "③"),
        *("1.", "2."),
        *("가.", "나."),
        "1)",
        "①",
    ]
    assert ("제2조", "#bookmark:정의") in links(found)


def test_contract_is_read_in_its_final_state_and_says_what_it_left_out(read):
    found = read("contract")
    lines = found.lines()
    assert "계약 금액은 사천오백만 원으로 한다." in lines
    assert "갑과 을은 신의에 따라 성실히 이행한다." in lines
    assert lines.count("지체상금률은 1천분의 1.25로 한다.") == 1
    assert "제2조의 내용이다." in lines
    assert found.hidden() == [
        ("deleted", "삼천만 원"),
        ("deleted", "지체상금률은 1천분의 1.25로 한다."),
        ("hidden", "내부 검토용 문구"),
        ("deleted", "병|보증인"),
    ]
    assert found.notices["deleted-text"] == 3
    assert found.notices["hidden-text"] == found.notices["comment"] == 1
    assert [(c.author, reading.block_text(c.blocks[0])) for c in found.document.comments.values()] == [
        ("박팀장", "금액을 다시 확인하여 주십시오.")
    ]  # fmt: skip
    assert found.grids() == [[[("구분", 1, 1), ("내용", 1, 1)], [("갑", 1, 1), ("한지시장", 1, 1)]]]
    assert [b.layout.align for b in found.blocks(Paragraph)][-1] is Align.END


def test_minutes_print_numbers_in_korean_forms_and_begin_anew(read):
    found = read("minutes")
    assert found.items() == [
        ("□", "개회"),
        ("○", "성원 보고: 재적 15명, 참석 12명"),
        ("-", "위임 3명"),
        ("안건 일.", "공방 지원 계획"),
        ("안건 이.", "축제 기본 계획"),
        ("(ㄱ)", "일정 변경"),
        ("(ㄴ)", "장소 변경"),
        ("하나째,", "비가 오면 실내에서 한다."),
        ("안건 일.", "겨울 대책 보고"),
        ("甲)", "첫 모둠"),
        ("乙)", "둘째 모둠"),
    ]
    assert found.grids()[0][2:] == [[("참석", 1, 2), ("부시장 외 11명", 1, 1)], [("간사 1명", 1, 1)]]  # fmt: skip
    assert "폐회 시각 15:40" in found.lines()


# ---------------------------------------------------------------- scripts and languages


def test_primer_keeps_readings_of_both_notations_and_emphasis_marks(read):
    found = read("primer")
    assert found.ruby() == [
        ("漢字", "한자"),
        ("韓紙", "한지"),
        ("楮", "닥나무 저"),
        ("千年", "천년"),
        ("紙", "종이 지"),
        ("木", "나무 목"),
    ]
    assert (1, "", "漢字 읽기") in found.headings()
    assert found.texts_with(Mark.DOTS) == ["밑줄 그은 말"]


def test_old_and_rare_characters_stay_as_they_are(read):
    lines = read("hanja").lines()
    assert "나랏말ᄊᆞ미 中듀ᇰ國귁에 달아 文문字ᄍᆞᆼ와로 서르 ᄉᆞᄆᆞᆺ디 아니ᄒᆞᆯᄊᆡ" in lines
    assert "大韓民國(대한민국)의 옛 이름을 찾아본다." in lines
    assert "드문 글자 𡈽도 그대로 둔다." in lines
    assert "주(나란히쓴글)를 단다." in lines


def test_bilingual_text_is_marked_with_its_languages(read):
    found = read("bilingual")
    marked = {t.value: t.lang for t in found.inlines(Text) if t.lang}
    assert marked["Put your rubbish out after sunset."] == "en-GB"
    assert marked["日が暮れてから出します。"] == "ja-JP"
    assert marked["Để rác ra sau khi mặt trời lặn."] == "vi-VN"
    assert marked["ضع القمامة بعد الغروب"].startswith("ar")
    assert marked["passport"] == "en-GB"
    assert "쓰레기는 해가 진 뒤에 내놓습니다." not in marked
    assert links(found) == [("help@hanji.example", "mailto:help@hanji.example")]
