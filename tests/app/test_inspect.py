# SPDX-License-Identifier: AGPL-3.0-or-later
"""``hanji inspect`` from outside."""

from __future__ import annotations

import json

from tests.app.command import hanji
from tests.app.report_schema import check_item


def test_json_has_the_form_of_an_item_and_nothing_is_written(make_document, tmp_path):
    source = make_document(tmp_path / "a.hwp")
    done = hanji("inspect", source, "--json")
    item = json.loads(done.out)
    check_item(item)
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
