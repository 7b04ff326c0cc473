# SPDX-License-Identifier: AGPL-3.0-or-later
"""Personal data that stands on pictures is found where letters are recognised, and never an error."""

from __future__ import annotations

import hashlib
import io

import pytest
from PIL import Image

from app.jobs.recognition import recogniser
from converters.checking.checks import check_pictures
from converters.checking.masking import masking_edits
from converters.checking.picture_text import find_in_pictures
from converters.document.findings import FindingKind, Grade, Where
from converters.document.metadata import Metadata
from converters.document.nodes import Document, Figure, Heading, Resource, Text
from tests.scans import ScannedSheet

FORM = (
    "신청서",
    "성명: 김철수",
    "주민등록번호: 880101-1234568",
    "휴대전화: 010-2345-6789",
    "주소: 서울특별시 중구 세종대로 110, 3층",
)
needs_tesseract = pytest.mark.skipif(recogniser() is None, reason="tesserocr is not installed")


def picture(lines, size: int, width: int, height: int) -> bytes:
    out = io.BytesIO()
    ScannedSheet(width, height).lines(20, 20, lines, size).image.save(out, "PNG")
    return out.getvalue()


def shown(*pictures: bytes) -> Document:
    keys = [hashlib.sha256(one).hexdigest() for one in pictures]
    return Document(
        Metadata("백서"),
        (Heading(1, (Text("붙임"),)), *map(Figure, keys)),
        resources={
            key: Resource("image/png", one) for key, one in zip(keys, pictures, strict=True)
        },
    )


@needs_tesseract
@pytest.mark.parametrize(
    ("size", "width", "height"), [(44, 1500, 700), (24, 800, 300), (14, 500, 200)]
)
def test_numbers_on_scans_and_screenshots_are_found(size, width, height):
    found = check_pictures(shown(picture(FORM, size, width, height)), recogniser())
    kinds = {one.kind for one in found}
    assert {FindingKind.RESIDENT_NUMBER, FindingKind.MOBILE, FindingKind.ADDRESS} <= kinds
    assert {one.place.where for one in found} == {Where.PICTURE}
    assert {one.place.chapter for one in found} == {"붙임"}
    # Whoever recognises errs: a person can decide that it stays.
    assert Grade.ERROR not in {one.grade for one in found}
    assert masking_edits(found, {one.kind for one in found}) == ()


@needs_tesseract
def test_budgets_and_laws_on_a_picture_are_nothing_personal():
    lines = (
        "2026년 예산 1,234,567,890원",
        "도로법 제61조, 2026. 3. 5. 시행",
        "면적 605,235제곱미터",
    )
    assert check_pictures(shown(picture(lines, 44, 1500, 400)), recogniser()) == ()


def test_signs_flat_grounds_and_damaged_pictures_cost_nothing():
    def never(*_arguments, **_words):
        raise AssertionError("nothing is to be recognised")

    flat = io.BytesIO()
    Image.new("L", (600, 400), 90).save(flat, "PNG")
    document = shown(picture(("글",), 12, 60, 20), flat.getvalue(), b"\x89PNG no picture")
    assert list(find_in_pictures(document, never)) == []


def test_what_is_too_much_is_said(monkeypatch):
    monkeypatch.setattr("converters.checking.picture_text.MOST_PIXELS", 3_000_000)
    document = shown(picture(("가",), 44, 600, 400), picture(("나",), 44, 900, 900))
    (last,) = find_in_pictures(document, lambda *_a, **_w: [])
    assert (last.kind, last.text, last.grade) == (FindingKind.PICTURES_UNREAD, "1", Grade.NOTE)
