# SPDX-License-Identifier: AGPL-3.0-or-later
"""Two runs on one output folder: one after the other, and nothing fails for it."""

from __future__ import annotations

import json
import subprocess
import sys

from tests.layout.test_layout import REPOSITORY


def test_the_second_waits_and_finds_what_the_first_made(make_document, tmp_path):
    for number in range(30):
        make_document(tmp_path / "in" / f"{number:02}.hwp", f"제목 {number}", "본문입니다.")
    runs = [
        subprocess.Popen(
            [sys.executable, "-m", "app", "convert", str(tmp_path / "in"), "-o", str(tmp_path / "out"), "--report", str(tmp_path / f"{name}.json"), "--jobs", "1"],
            cwd=REPOSITORY, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, encoding="utf-8",
        )
        for name in ("first", "second")
    ]  # fmt: skip
    said = [run.communicate(timeout=120)[1] for run in runs]
    assert [run.returncode for run in runs] == [0, 0], said
    assert sum("이미" in text and "책을 만들고 있습니다" in text for text in said) == 1
    states = [
        [item["status"] for item in json.loads((tmp_path / f"{name}.json").read_text("utf-8"))["items"]]
        for name in ("first", "second")
    ]  # fmt: skip
    assert sorted(states) == [["converted"] * 30, ["unchanged"] * 30]
