# SPDX-License-Identifier: AGPL-3.0-or-later
"""The few words that a book itself says, in the book's language and not the program's."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ColophonWords:
    """Labels and sentences of the page that says who published and how the book was made."""

    korean: bool
    """Whether licences are told by their Korean names."""
    heading: str
    title: str
    subtitle: str
    creators: str
    publisher: str
    date: str
    number: str
    contact: str
    terms: str
    made: str
    date_formats: tuple[str, str, str]
    """Of a year, of year and month, of year, month and day."""
    licence: str
    """Takes the number of the 공공누리 type, its name and its meaning."""
    ai_licence: str
    """Takes the meaning of the 공공누리 AI type."""
    made_of: str
    """Takes the name of the source's format."""
    made_plainly: str


@dataclass(frozen=True, slots=True)
class Words:
    """Labels that the writer adds where the publication has none of its own."""

    contents: str
    cover: str
    landmarks: str
    pages: str
    start: str
    endnotes: str
    table: str
    picture: str
    equation: str
    no_description: str
    """Said of a picture whose author gave no alternative text."""
    missing_picture: str
    unsupported: str
    untitled: str
    tables: str
    """Heading of the list of tables."""
    figures: str
    colophon: ColophonWords
    things: dict[str, str] = field(default_factory=dict)
    """Names of things that cannot be shown, by notice kind."""


_KOREAN = Words(
    contents="차례",
    cover="표지",
    landmarks="둘러보기",
    pages="쪽 목록",
    start="본문",
    endnotes="미주",
    table="표",
    picture="그림",
    equation="수식",
    no_description="설명 없음",
    missing_picture="그림을 읽을 수 없습니다",
    unsupported="이 책에서 볼 수 없는 항목입니다",
    untitled="제목 없음",
    tables="표 차례",
    figures="그림 차례",
    colophon=ColophonWords(
        korean=True,
        heading="판권",
        title="제목",
        subtitle="부제",
        creators="지은이",
        publisher="펴낸 곳",
        date="펴낸 날",
        number="발간등록번호",
        contact="문의",
        terms="이용 조건",
        made="전자책",
        date_formats=("{}년", "{}년 {}월", "{}년 {}월 {}일"),
        licence="이 저작물은 공공누리 제{}유형({}) 조건에 따라 이용할 수 있습니다. {}",
        ai_licence="공공누리 AI유형 표시가 함께 붙습니다. {}",
        made_of="{} 문서를 한지로 옮겨 만들었습니다. 쪽의 모양은 원본과 다릅니다.",
        made_plainly="한지로 만들었습니다.",
    ),
    things={
        "chart": "차트",
        "ole-object": "끼워 넣은 개체",
        "video": "동영상",
        "drawing": "그리기 개체",
        "form-field": "양식 개체",
        "equation": "수식",
        "metafile": "그림",
        "linked-image": "연결된 그림",
        "missing-image": "그림",
        "unreadable-image": "그림",
        "image-too-large": "그림",
    },
)
_ENGLISH = Words(
    contents="Contents",
    cover="Cover",
    landmarks="Landmarks",
    pages="Pages",
    start="Start of text",
    endnotes="Endnotes",
    table="Table",
    picture="Picture",
    equation="Equation",
    no_description="no description",
    missing_picture="The picture could not be read",
    unsupported="This item cannot be shown in this book",
    untitled="Untitled",
    tables="Tables",
    figures="Figures",
    colophon=ColophonWords(
        korean=False,
        heading="About this book",
        title="Title",
        subtitle="Subtitle",
        creators="Author",
        publisher="Publisher",
        date="Published",
        number="Publication number",
        contact="Contact",
        terms="Terms of use",
        made="E-book",
        date_formats=("{}", "{}-{:02}", "{}-{:02}-{:02}"),
        licence="This work may be used under KOGL (Korea Open Government License) type {}: {}. {}",
        ai_licence="It also bears the mark of KOGL's AI type. {}",
        made_of="Made with Hanji from a {} document. The layout of its pages is not kept.",
        made_plainly="Made with Hanji.",
    ),
    things={
        "chart": "Chart",
        "ole-object": "Embedded object",
        "video": "Video",
        "drawing": "Drawing",
        "form-field": "Form field",
        "equation": "Equation",
        "metafile": "Picture",
        "linked-image": "Linked picture",
        "missing-image": "Picture",
        "unreadable-image": "Picture",
        "image-too-large": "Picture",
    },
)


def words_for(language: str) -> Words:
    """Return the words for a book in ``language`` (BCP 47): Korean, else English."""
    return _KOREAN if language.lower().split("-")[0] == "ko" else _ENGLISH
