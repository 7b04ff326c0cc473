# SPDX-License-Identifier: AGPL-3.0-or-later
"""Titles, dates and publishers by the kinds of documents that offices publish."""

from __future__ import annotations

import pytest

from converters.document.metadata import Metadata
from converters.document.nodes import (
    Block,
    Cell,
    Document,
    Heading,
    Paragraph,
    Row,
    SizeClass,
    Source,
    Table,
    Text,
)
from converters.document.notices import NoticeKind, NoticeLog
from converters.passes.metadata import publishers
from converters.passes.metadata.dates import date_in, stands_alone
from converters.passes.metadata.finding import find_metadata
from converters.passes.metadata.publishers import head_of, is_body

HUGE, LARGER = SizeClass.HUGE, SizeClass.LARGER
BODY = "시민이 안전하게 다닐 수 있도록 보행로 스물두 곳을 올해 안에 고칩니다."


def line(text: str, size: SizeClass | None = None, role: str | None = None) -> Paragraph:
    return Paragraph((Text(text, size=size),), role=role)


def table(*rows: tuple[str, ...]) -> Table:
    return Table(tuple(Row(tuple(Cell((line(text),)) for text in row)) for row in rows))


def found(*blocks: Block, log: NoticeLog | None = None, **own: object) -> Metadata:
    source = Source("0" * 64, "hwpx")
    document = Document(Metadata(**own), blocks, source=source)  # type: ignore[arg-type]
    return find_metadata(document, log or NoticeLog(), "파일 이름").metadata


def facts(metadata: Metadata) -> tuple[str, str, str]:
    return metadata.title, metadata.date, metadata.publisher


def test_press_release():
    said = found(
        table(("국토교통부", "보도자료")),
        table(("보도시점", "2025. 6. 12.(목) 11:00", "배포", "2025. 6. 11.(수) 09:00")),
        line("낡은 보행로를 새로 깐다,", LARGER),
        line("올해 스물두 곳 정비", LARGER),
        line(BODY),
        title="3",
        modified="2008-09-16",
    )
    assert facts(said) == (
        "낡은 보행로를 새로 깐다, 올해 스물두 곳 정비",
        "2025-06-12",
        "국토교통부",
    )


def test_press_release_at_once_has_the_day_it_was_handed_out():
    said = found(
        line("보도자료"),
        table(("보도시점", "즉시 보도", "배포일시", "2025. 6. 11.(수)")),
        line("여름 물놀이장 열여덟 곳 개장", LARGER),
        line("□ 서울특별시(시장 김한지)는 다음 달 물놀이장을 연다고 밝혔다."),
    )
    assert facts(said) == ("여름 물놀이장 열여덟 곳 개장", "2025-06-11", "서울특별시")


def test_letter():
    said = found(
        table(("나누면 따뜻해지는 도시",), ("한 지 시",)),
        table(("수신", "수신자 참조"), ("(경유)", ""), ("제목", "2025년 하수관로 정비 협조 요청")),
        line("1. 귀 기관의 무궁한 발전을 기원합니다."),
        line("기간: 2025. 7. 1. ~ 2025. 8. 31."),
        line("수원시장", HUGE),
        table(
            ("시행", "하수과-1234", "(", "2025. 6. 3.", ")", "접수", "", "(", "2025. 6. 9.", ")")
        ),
    )
    assert facts(said) == ("2025년 하수관로 정비 협조 요청", "2025-06-03", "수원시")


def test_letter_on_plain_lines():
    said = found(
        line("경기도교육청", HUGE),
        line("수신  각급 학교장"),
        line("제목  여름방학 안전 교육 안내"),
        line(BODY),
        line("시행 안전교육과-77 (2025. 7. 2.)"),
    )
    assert facts(said) == ("여름방학 안전 교육 안내", "2025-07-02", "경기도교육청")


def test_notice():
    said = found(
        line("부산광역시 공고 제2025-311호"),
        line("도시관리계획 결정(변경) 열람 공고", LARGER),
        line(BODY),
        line("열람 기간: 2025. 4. 1. ~ 4. 15."),
        line("2025년 3월 28일"),
        line("부산광역시장 (직인생략)"),
    )
    assert facts(said) == ("도시관리계획 결정(변경) 열람 공고", "2025-03-28", "부산광역시")


@pytest.mark.parametrize("project_first", [True, False])
def test_tender(project_first):
    project, kind = line("공원 조명 개선 사업", LARGER), line("제 안 요 청 서", HUGE)
    lines = (project, kind) if project_first else (kind, line("[사업명 : 공원 조명 개선 사업]"))
    said = found(*lines, line("2025. 9."), line("강 남 구 청"), line("목 차", HUGE), line(BODY))
    assert facts(said) == ("공원 조명 개선 사업 제안요청서", "2025-09", "강남구청")


def test_regulation_has_the_date_of_its_last_change():
    said = found(
        line("도서관 운영 규정", LARGER),
        line("제정 2010. 3. 1."),
        line("개정 2024. 12. 31."),
        line("제1조(목적) 이 규정은 도서관 운영에 필요한 사항을 정함을 목적으로 한다."),
    )
    assert facts(said) == ("도서관 운영 규정", "2024-12-31", "")


def test_form_names_no_date_and_nobody():
    said = found(
        line("[별지 제1호서식]"),
        line("시설 사용 허가 신청서", LARGER),
        table(("성명", "", "생년월일", "1990. 1. 1."), ("기간", "2025. 1. 1. ~ 12. 31.", "", "")),
        line("20   년    월    일"),
        line("신청인          (서명 또는 인)"),
    )
    assert facts(said) == ("시설 사용 허가 신청서", "", "")


def test_a_map_of_stations_names_no_publisher():
    said = found(line("노선도", HUGE), line("동대구"), line("김제"), line("2010. 2."), line("구포"))
    assert said.publisher == ""


def test_english_report():
    said = found(
        line("Street Lighting Review", HUGE), line("March 2024"), line("Ministry of Transport")
    )
    assert facts(said) == ("Street Lighting Review", "2024-03", "Ministry of Transport")


@pytest.mark.parametrize(
    "body", ["Department of Public Works", "Ministry for the Environment", "Civil Division"]
)
def test_an_english_body_over_the_title_is_no_title(body):
    said = found(line(body, HUGE), line("Walking Routes of the City", LARGER), line(BODY))
    assert said.title == "Walking Routes of the City"


def test_the_subject_of_a_memo_is_its_title():
    said = found(
        line("To: All staff"), line("Subject: New rules for printing"), line(BODY), line(BODY)
    )
    assert said.title == "New rules for printing"


def test_a_headline_that_is_a_sentence():
    headline = "시민들이 직접 고른 길을 먼저 고치고 싶다고 말했습니다."
    said = found(line(headline, LARGER), line("걷기 좋은 길"), line(BODY), line(BODY))
    assert said.title == headline


@pytest.mark.parametrize("byline", ["By Jane Q. Doe", "By Kim Minji and Park Jun", "글 홍길동"])
def test_the_line_over_a_byline_that_was_marked_as_a_heading_is_the_title(byline):
    said = found(line("Streets at Night: Light or Shade?"), Heading(1, (Text(byline),)), line(BODY))
    assert said.title == "Streets at Night: Light or Shade?"


def test_what_begins_as_a_byline_does_may_be_a_title():
    assert (
        found(Heading(1, (Text("By bus and by train"),)), line(BODY)).title == "By bus and by train"
    )


def test_a_rule_between_a_number_and_its_title_opens_no_title():
    assert found(line("| Results of the Survey", HUGE), line(BODY)).title == "Results of the Survey"


def test_a_heading_after_running_text_is_no_title():
    text = line(BODY * 3)
    said = found(text, text, text, Heading(1, (Text("용어 풀이"),)), text)
    assert said.title == "파일 이름"


def test_what_a_program_took_from_the_first_paragraph_is_no_title():
    said = found(line(BODY + " 나머지는 내년입니다."), line(BODY), title="시민이 안전하게 다닐")
    assert said.title == "파일 이름"


def test_instructions_over_a_form_are_no_part_of_its_title():
    said = found(line("연구개발계획서", HUGE), line("작성 요령", HUGE), line(BODY))
    assert said.title == "연구개발계획서"


def test_a_cells_text_is_no_title():
    said = found(table(("2010", "서울특별시", "합계"), ("지자체명", "1", "2")), line(BODY))
    assert said.title == "파일 이름"


def test_a_styled_title_wins():
    said = found(line("장식", HUGE), line("물 아껴 쓰기 안내서", role="title"), line(BODY))
    assert (said.title, said.title_inferred) == ("물 아껴 쓰기 안내서", False)


def test_the_notice_says_where_the_title_is_from():
    log = NoticeLog()
    found(line(BODY), log=log)
    assert [notice.kind for notice in log.notices()] == [NoticeKind.TITLE_FROM_FILE_NAME]
    log = NoticeLog()
    found(Heading(1, (Text("하천 정비 계획"),)), line(BODY), log=log)
    assert [notice.kind for notice in log.notices()] == [NoticeKind.TITLE_INFERRED]


def test_a_templates_date_is_doubted():
    log = NoticeLog()
    said = found(
        line("재난 대응 훈련 결과", HUGE),
        line("2008. 9."),
        line("훈련은 2025. 5. 20.에 있었습니다."),
        log=log,
        modified="2025-06-02",
    )
    assert said.date == ""
    doubts = [n.detail for n in log.notices() if n.kind is NoticeKind.METADATA_DOUBTFUL]
    assert doubts == ["2008-09"]


def test_creators_must_stand_in_the_text_and_make_no_software():
    text = line("한지시 기획예산과에서 한글과컴퓨터의 한글로 만들었습니다.")
    own = ("한지시 기획예산과", "(주)한글과컴퓨터", "다른시 총무과")
    assert found(text, creators=own).creators == ("한지시 기획예산과",)


def test_an_ebooks_own_metadata_stands():
    own = Metadata(title="봄", date="1999", publisher="작은책방", creators=("김유정",))
    document = Document(own, (line(BODY),), source=Source("0" * 64, "epub"))
    assert find_metadata(document, NoticeLog(), "x").metadata == own


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2025. 9.", "2025-09"),
        ("2025년 11월 29일", "2025-11-29"),
        ("(2025. 6. 3.)", "2025-06-03"),
        ("March 2024", "2024-03"),
        ("29 November 2025", "2025-11-29"),
        ("2025. 1. 1. ~ 12. 31.", ""),
        ("20XX. 1.", ""),
        ("2025년 예산", ""),
        ("2025. 13. 1.", ""),
    ],
)
def test_dates_that_stand_alone(text, date):
    assert stands_alone(text) == date


def test_first_date_of_a_text():
    assert date_in("보도 2025. 6. 12.(목) 조간, 2025. 6. 11. 온라인") == "2025-06-12"


@pytest.mark.parametrize("text", ["동대구", "표시", "담당부", "○○시청", "한글과컴퓨터", "전국"])
def test_what_is_no_body(text):
    assert not is_body(text)


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("서 울 특 별 시 장", "서울특별시"),
        ("국토교통부 장관", "국토교통부"),
        ("강원도교육감", "강원도교육청"),
        ("시장", ""),
        ("○○시장", ""),
    ],
)
def test_heads_sign_for_bodies(head, body):
    assert head_of(head) == body


@pytest.mark.parametrize("title", publishers._BODY_OF)
def test_every_title_of_a_head_makes_a_body_of_its_name(title: str) -> None:
    """A title that no table had stopped whole documents."""
    assert head_of(f"가나다라{title}").startswith("가나다라")


def test_a_governor_is_the_head_of_a_province() -> None:
    assert head_of("경기지사 (직인)") == head_of("경기도지사") == "경기도"


def test_letters_that_only_match_without_case_are_no_months_of_their_own() -> None:
    assert date_in("\u017feptember 3, 2026") == "2026-09-03"
