# SPDX-License-Identifier: AGPL-3.0-or-later
"""What stands on a cover, and how it is broken into lines."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageChops

from converters.document.metadata import Metadata
from converters.epub import cover
from converters.epub.emblems import EmblemUnreadable, check_emblem, own_cover

FULL = Metadata(
    publisher="서울특별시", date="2026-11-22", publication_number="51-6110000-000123-01"
)


def test_equal_facts_give_equal_covers() -> None:
    assert cover.cover_picture(FULL, "계획") == cover.cover_picture(FULL, "계획")


def test_the_cover_has_the_proportion_of_devices_and_is_small() -> None:
    picture = cover.cover_picture(FULL, "2026년 서울특별시 교통안전 기본계획")
    assert Image.open(io.BytesIO(picture)).size == (1200, 1920)
    assert len(picture) < 60_000


@pytest.mark.parametrize("title", ["", "가", "가" * 500, "가 " * 300, "\u0000 \ue000 𠀀", "A" * 90])
def test_any_title_can_be_drawn(title: str) -> None:
    assert cover.cover_picture(Metadata(), title).startswith(b"\x89PNG")


def test_what_the_font_lacks_is_drawn_by_its_nearest_form() -> None:
    assert cover._drawable("｢누리｣ 국내\u2024외 Café 漢字 统") == "「누리」 국내·외 Cafe 漢字 统"


def test_old_hangul_is_drawn_by_its_letters_where_no_font_has_the_syllable() -> None:
    assert cover._drawable("\u1112\u119e\u11ab글 2010") == "ㅎㆍㄴ글 2010"


def test_no_word_is_left_alone_in_the_last_line() -> None:
    assert cover._title_lines("2026 한지시 시정 백서")[1] == ["2026 한지시", "시정 백서"]


def test_words_are_not_broken_while_a_smaller_size_keeps_them_whole() -> None:
    title = "2026년 창업성공패키지 지원사업 청년창업사관학교(사업화지원) 신청서"
    assert " ".join(cover._title_lines(title)[1]) == title


@pytest.mark.parametrize(
    ("date", "shown"),
    [("2026-11-22", "2026. 11."), ("2026", "2026."), ("어제", ""), ("", ""), ("2026-xx", "2026.")],
)
def test_dates_are_printed_as_on_korean_covers(date: str, shown: str) -> None:
    assert cover._date_shown(date) == shown


def emblem(size: tuple[int, int], file_format: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (200, 16, 46)).save(out, file_format)
    return out.getvalue()


@pytest.mark.parametrize("size", [(400, 100), (60, 300), (2, 2)])
def test_an_emblem_stands_in_its_place_and_covers_no_text(size: tuple[int, int]) -> None:
    plain = Image.open(io.BytesIO(cover.cover_picture(FULL, "계획"))).convert("RGB")
    data = cover.cover_picture(FULL, "계획", emblem(size))
    assert data == cover.cover_picture(FULL, "계획", emblem(size))
    whole = Image.open(io.BytesIO(data))
    changed = ImageChops.difference(plain, whole.convert("RGB")).getbbox()
    assert changed is not None
    left, top, right, bottom = cover._EMBLEM
    assert left <= changed[0] < changed[2] <= right
    assert top <= changed[1] < changed[3] <= bottom
    assert len(data) < 150_000


@pytest.mark.parametrize(
    "data", [b"", b"no picture", emblem((9, 9), "GIF"), b"\x89PNG\r\n\x1a\n", bytes(5_000_000)]
)
def test_what_is_no_emblem_is_refused(data: bytes) -> None:
    with pytest.raises(EmblemUnreadable):
        check_emblem(data)


def test_a_cover_of_ones_own_is_upright_and_says_nothing_but_its_pixels() -> None:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F] = "camera of a person"
    Image.new("RGB", (4000, 2500), (200, 16, 46)).save(out, "JPEG", exif=exif)
    data, media_type = own_cover(out.getvalue())
    shown = Image.open(io.BytesIO(data))
    assert media_type == "image/jpeg"
    assert (shown.width, shown.height) == (1600, 2560)
    assert b"camera" not in data
    assert own_cover(out.getvalue())[0] == data


@pytest.mark.parametrize(
    "data", [b"", b"no picture", emblem((9, 9), "GIF"), b"\x89PNG\r\n\x1a\n", bytes(5_000_000)]
)
def test_what_is_no_cover_is_refused(data: bytes) -> None:
    with pytest.raises(EmblemUnreadable):
        own_cover(data)


@pytest.mark.parametrize("title", ["اتفاقية حقوق الطفل", "首尔市气候预算报告", "แผนพัฒนา"])
def test_what_no_font_of_the_cover_has_letters_for_is_left_to_the_page(title: str) -> None:
    said = Metadata(publisher="서울특별시")
    assert cover.lines_not_drawn(said, title) == [title]
    assert cover.cover_picture(said, title) == cover.cover_picture(said, "")
    assert cover.lines_not_drawn(said, "한지 Hanji 漢字 Café") == []
