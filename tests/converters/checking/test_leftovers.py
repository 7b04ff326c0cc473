# SPDX-License-Identifier: AGPL-3.0-or-later
"""Drafts, hidden text, dead links, barriers and the data of pictures are found, and nothing else."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from PIL import ExifTags, Image

from converters.checking import checks
from converters.checking.checks import check_document
from converters.document.metadata import Metadata
from converters.document.nodes import (
    Anchor,
    Cell,
    Comment,
    Document,
    Figure,
    Heading,
    HiddenText,
    Link,
    Paragraph,
    Resource,
    Row,
    Table,
    Text,
)


def line(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def document(*blocks) -> Document:
    return Document(Metadata("시정 백서", language="ko"), tuple(blocks))


def kinds(made: Document) -> list[str]:
    return [one.kind.value for one in check_document(made)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("초안", "draft"),
        ("2026년 업무계획(초안)", "draft"),
        ("대외비", "confidential"),
        ("[비공개]", "confidential"),
        ("담당자 xxx", "placeholder"),
        ("Lorem ipsum dolor", "placeholder"),
        ("여기에 제목을 입력하세요", "placeholder"),
        ("0000. 00. 00.", "placeholder"),
        ("성 명 :        (인)", "empty-field"),
        ("2026년    월    일", "empty-field"),
    ],
)
def test_what_is_left_of_a_draft(text, kind):
    assert kinds(document(line(text))) == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "위원회가 초안을 마련하였다.",
        "비공개 회의로 진행한다.",
        "제XXX회 정기회",
        "성명: 홍길동",
        "2026년 3월 5일",
    ],
)
def test_ordinary_words_are_left_alone(text):
    assert kinds(document(line(text))) == []


def test_hidden_and_deleted_text_and_comments_are_named_with_their_words():
    made = replace(
        document(line("본문")),
        hidden=(HiddenText("hidden", (line("숨긴 말"),)), HiddenText("page-number", (line("1"),))),
        comments={"c": Comment("memo", (line("고쳐 주세요"),), author="김주무관")},
    )
    found = {one.kind.value: one.text for one in check_document(made)}
    assert found == {"hidden-text": "숨긴 말", "comment": "김주무관 고쳐 주세요"}


def test_links():
    good, bad = Link("#here", (Text("가"),)), Link("#gone", (Text("나"),))
    outside = Link("https://www.seoul.go.kr/", (Text("누리집"),))
    made = document(Paragraph((Anchor("here"), good, bad, outside, outside)))
    found = [(one.kind.value, one.text) for one in check_document(made)]
    assert found == [("dead-link", "#gone"), ("external-link", "https://www.seoul.go.kr/")]


def test_barriers():
    cells = Row((Cell((line("가"),)), Cell((line("나"),))))
    made = document(
        Heading(1, (Text("첫째"),)),
        Heading(3, (Text("둘째"),)),
        Figure("p"),
        Figure("p", alt="그림 3"),
        Figure("p", decorative=True),
        Figure("p", alt="광장에 모인 시민들"),
        Table((cells, cells)),
        Table((cells, cells), head_rows=1),
    )
    assert kinds(made) == ["heading-skipped", "alt-missing", "alt-useless", "table-head-missing"]
    nameless = Document(Metadata("", language=""), (line("말 " * 2000),))
    assert kinds(nameless) == ["title-missing", "language-missing", "heading-missing"]


def test_the_place_and_the_author_in_a_picture():
    data = io.BytesIO()
    exif = Image.Exif()
    exif[ExifTags.Base.Artist] = "홍길동"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (37.0, 33.0, 58.0)
    Image.new("RGB", (4, 4)).save(data, "jpeg", exif=exif)
    plain = io.BytesIO()
    Image.new("RGB", (4, 4)).save(plain, "jpeg")
    made = replace(
        document(line("본문")),
        resources={
            "a": Resource("image/jpeg", data.getvalue(), name="IMG_1.jpg"),
            "b": Resource("image/jpeg", plain.getvalue()),
            "c": Resource("image/jpeg", b"no picture"),
        },
    )
    found = [(one.kind.value, one.text) for one in check_document(made)]
    assert found[0] == ("gps", "IMG_1.jpg")
    assert [kind for kind, _ in found] == ["gps", "picture-author"]


def test_a_directory_of_people_is_cut_off(monkeypatch):
    monkeypatch.setattr(checks, "MOST_FINDINGS", 50)
    made = document(*(line(f"홍길동 010-2345-{n % 9000 + 1000}") for n in range(60)))
    found = check_document(made)
    assert [one.kind.value for one in found] == ["mobile"] * 50 + ["more"]
