# SPDX-License-Identifier: AGPL-3.0-or-later
"""What documents become, compared with what is committed beside this file.

``pytest tests/golden --update-golden`` writes it anew; the diff is then reviewed like code.
"""

from __future__ import annotations

import difflib
import json
import shutil
from pathlib import Path

import pytest

from tests.conftest import SAMPLES
from tests.golden.cases import CASES, build
from tests.golden.views import laid_out, lines_of, views

EXPECTED = Path(__file__).parent / "expected"
SAMPLE = "sample"


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    return request.config.getoption("--update-golden")


def compare(name: str, found: dict[str, str], update: bool) -> None:
    folder = EXPECTED / name
    if update:
        shutil.rmtree(folder, ignore_errors=True)
        for part, text in found.items():
            target = folder / part
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text.encode("utf-8"))
    difference = differences(folder, found)
    if difference:
        pytest.fail(f"{difference}\nIf this is meant: pytest tests/golden --update-golden", False)


def differences(folder: Path, found: dict[str, str]) -> str:
    """Return how ``found`` differs from the files in ``folder``, as a diff."""
    expected = {
        path.relative_to(folder).as_posix(): path.read_bytes().decode("utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    lines: list[str] = []
    for part in sorted(expected.keys() | found.keys()):
        lines += difflib.unified_diff(
            expected.get(part, "").splitlines(),
            found.get(part, "").splitlines(),
            f"golden/{folder.name}/{part}" if part in expected else "(no such golden)",
            f"now/{folder.name}/{part}" if part in found else "(no longer made)",
            lineterm="",
        )
    return "\n".join(lines)


@pytest.mark.parametrize("name", CASES)
def test_document_and_book_are_as_before(name, update):
    compare(name, views(build(name), name), update)


def test_the_sample_reads_as_before(update):
    sample = next(SAMPLES.glob("*.hwp"))
    markdown = views(sample.read_bytes(), sample.stem)["document.md"]
    compare(SAMPLE, {"document.md": markdown}, update)


def test_no_golden_is_left_over():
    assert {path.name for path in EXPECTED.iterdir()} == {*CASES, SAMPLE}


def test_no_golden_is_too_long_to_review():
    long = {
        str(path.relative_to(EXPECTED)): count
        for path in EXPECTED.rglob("*.*")
        if (count := len(path.read_bytes().splitlines())) > 400
    }
    assert not long


def test_a_change_is_noticed(tmp_path):
    found = views(build("text"), "text")
    for part, text in found.items():
        (tmp_path / part).parent.mkdir(exist_ok=True)
        (tmp_path / part).write_bytes(text.encode("utf-8"))
    assert differences(tmp_path, found) == ""
    for part in found:
        changed = found | {part: found[part].replace("\n", " .\n", 1)}
        assert part in differences(tmp_path, changed)
    fewer = {part: text for part, text in found.items() if part != "document.md"}
    assert "no longer made" in differences(tmp_path, fewer)
    assert "no such golden" in differences(tmp_path, found | {"book/new.xhtml": "<p/>"})


def test_the_views_hide_nothing():
    tree = {"가": [1, {"나": "다" * 120}], "라": [], "마": None}
    assert json.loads(laid_out(tree)) == tree
    markup = "<body><section><p>글 <b>자</b></p><table><tr><td>1</td></tr></table></section></body>"
    assert lines_of(markup).replace("\n", "") == markup
