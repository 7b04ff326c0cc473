# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page that says who published a book, and the lists of its tables and figures."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from converters.document.metadata import Metadata
from converters.document.nodes import (
    Block,
    Cell,
    Document,
    Figure,
    Heading,
    Row,
    Source,
    Table,
    Text,
)
from converters.document.notices import NoticeLog
from converters.epub.writer import write_book
from converters.limits import DEFAULT_LIMITS
from converters.pipeline import read_document
from tests.checkers.rich import RESOURCES, h, p

NAMES = {"x": "http://www.w3.org/1999/xhtml", "epub": "http://www.idpf.org/2007/ops"}
FACTS = Metadata(
    title="걷는 도시",
    publisher="서울특별시",
    date="2026-11-02",
    publication_number="51-6110000-000123-01",
    kogl_type=4,
    contact="보행정책과 02-2133-0000",
)


def page(name: str, metadata: Metadata, *blocks: Block) -> etree._Element:
    document = Document(
        metadata, blocks or (p("본문"),), resources=RESOURCES, source=Source("0" * 64, "hwp5")
    )
    book = zipfile.ZipFile(io.BytesIO(write_book(document).data))
    return etree.fromstring(book.read(f"EPUB/{name}"))


def colophon(metadata: Metadata) -> dict[str, str]:
    root = page("colophon.xhtml", metadata)
    labels, values = (root.xpath(f"//x:{tag}", namespaces=NAMES) for tag in ("dt", "dd"))
    said = (["".join(each.itertext()) for each in some] for some in (labels, values))
    return dict(zip(*said, strict=True))


def test_it_says_what_is_known():
    assert colophon(FACTS) == {
        "제목": "걷는 도시",
        "펴낸 곳": "서울특별시",
        "펴낸 날": "2026년 11월 2일",
        "발간등록번호": "51-6110000-000123-01",
        "문의": "보행정책과 02-2133-0000",
        "이용 조건": "이 저작물은 공공누리 제4유형(출처표시, 상업적 이용금지, 변경금지) 조건에 따라 이용할 수 "
        "있습니다. 출처를 밝혀야 하며, 상업적으로 이용하거나 고쳐 쓸 수 없습니다.",
        "전자책": "HWP 문서를 한지로 옮겨 만들었습니다. 쪽의 모양은 원본과 다릅니다.",
    }


def test_the_ai_type_stands_beside_the_type_and_comes_back(tmp_path: Path):
    facts = replace(FACTS, kogl_ai=True, rights="자료 제공: 서울특별시")
    assert "공공누리 AI유형" in colophon(facts)["이용 조건"]
    assert "machine learning" in colophon(replace(facts, language="en"))["Terms of use"]
    path = tmp_path / "book.epub"
    path.write_bytes(write_book(Document(facts, (p("본문"),))).data)
    again = read_document(path, (), DEFAULT_LIMITS, NoticeLog()).metadata
    assert (again.kogl_type, again.kogl_ai, again.rights) == (4, True, facts.rights)


def test_a_person_says_what_names_the_book():
    root = page(
        "package.opf", replace(FACTS, isbn="9788901234567", identifier="urn:isbn:9788901234567")
    )
    found = root.xpath("//*[local-name()='identifier']/text()")
    assert found == ["urn:isbn:9788901234567", "51-6110000-000123-01"]


def test_it_leaves_out_what_is_not():
    assert list(colophon(Metadata(title="걷는 도시"))) == ["제목", "전자책"]


@pytest.mark.parametrize(
    ("date", "shown"), [("2026", "2026년"), ("2026-11", "2026년 11월"), ("unknown", None)]
)
def test_dates_are_as_exact_as_they_are_known(date, shown):
    assert colophon(Metadata(title="걷는 도시", date=date)).get("펴낸 날") == shown


def test_an_english_book_has_an_english_page():
    said = colophon(Metadata(title="A walking city", language="en", date="2026-11-02", kogl_type=1))
    assert said["Published"] == "2026-11-02"
    assert "KOGL" in said["Terms of use"]


def test_names_in_hangul_keep_their_language_in_other_books():
    root = page(
        "colophon.xhtml", Metadata(title="Walks / 길", language="en", publisher="서울특별시")
    )
    marked = root.xpath('//x:dd/x:span[@lang="ko"]/text()', namespaces=NAMES)
    assert marked == ["길", "서울특별시"]


def test_reading_the_book_again_does_not_read_the_page(tmp_path: Path):
    document = Document(
        FACTS, (Heading(1, (Text("길"),)), p("본문")), source=Source("0" * 64, "hwp5")
    )
    path = tmp_path / "book.epub"
    path.write_bytes(write_book(document).data)
    again = read_document(path, (), DEFAULT_LIMITS, NoticeLog())
    assert "옮겨 만들었습니다" not in repr(again.blocks)


def test_tables_and_figures_with_captions_are_listed():
    def table(caption: str) -> Table:
        row = Row((Cell((p("구분"),)), Cell((p("값"),))))
        return Table((row, row), caption=(p(caption),) if caption else ())

    key = next(iter(RESOURCES))
    root = page(
        "nav.xhtml",
        FACTS,
        h(1, "길"),
        table("<표 1> 길의 너비"),
        table("자료: 서울시"),
        table(""),
        Figure(key, "길", caption=(p("[그림 1] 길"),)),
    )
    listed = {
        kind: root.xpath(f'//x:nav[@epub:type="{kind}"]//x:a/text()', namespaces=NAMES)
        for kind in ("lot", "loi")
    }
    assert listed == {"lot": ["<표 1> 길의 너비"], "loi": ["[그림 1] 길"]}
    addresses = root.xpath(
        '//x:nav[@epub:type="lot" or @epub:type="loi"]//x:a/@href', namespaces=NAMES
    )
    chapter = page(addresses[0].partition("#")[0], FACTS, h(1, "길"), table("<표 1> 길의 너비"))
    assert chapter.xpath(f'//*[@id="{addresses[0].partition("#")[2]}"]')
