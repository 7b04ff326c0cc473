# SPDX-License-Identifier: AGPL-3.0-or-later
"""The few words that a book itself says, in the book's language and not the program's."""

from __future__ import annotations

from dataclasses import dataclass, field


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
