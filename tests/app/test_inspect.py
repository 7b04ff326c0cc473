# SPDX-License-Identifier: AGPL-3.0-or-later
"""``hanji inspect`` from outside."""

from __future__ import annotations

import json

from PIL import Image

from tests.app.command import hanji
from tests.app.report_schema import check_item
from tests.pdf_writer.publication import Publication


def test_json_has_the_form_of_an_item_and_nothing_is_written(make_document, tmp_path):
    source = make_document(tmp_path / "a.hwp")
    done = hanji("inspect", source, "--json")
    item = json.loads(done.out)
    findings = item.pop("findings")
    check_item(item)
    assert [finding["kind"] for finding in findings] == []
    assert done.code == 0
    assert item["title"] == "시정 백서"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.hwp"]


def test_words_for_people(make_document, tmp_path):
    done = hanji("inspect", make_document(tmp_path / "a.hwp"), HANJI_LANG="en")
    assert "Title: 시정 백서" in done.out
    assert "Headings: 1" in done.out


def test_a_refusal_is_one_line_and_code_3(tmp_path):
    source = tmp_path / "a.hwp"
    source.write_bytes(b"BM broken")
    done = hanji("inspect", source, "--json")
    assert done.code == 3
    assert json.loads(done.out)["error"]["code"] == "not-a-document"
    assert len(done.err.splitlines()) == 1


def test_the_layout_of_a_pdf_is_drawn_page_by_page(tmp_path):
    book = Publication()
    for number in range(2):
        book.page().text(60, 100, f"{number + 1}쪽의 본문이다").fill(60, 200, 300, 400)
    source = tmp_path / "a.pdf"
    source.write_bytes(book.file())
    done = hanji("inspect", source, "--layout", tmp_path / "pages", HANJI_LANG="en")
    assert done.code == 0
    assert f"Pictures of its pages: {tmp_path / 'pages'}" in done.out
    pictures = sorted((tmp_path / "pages").iterdir())
    assert [path.name for path in pictures] == ["0001.png", "0002.png"]
    with Image.open(pictures[0]) as image:
        # The frame of the text, in the colour that says so.
        assert (31, 95, 191) in {color for _, color in image.getcolors(100_000)}
