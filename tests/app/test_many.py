# SPDX-License-Identifier: AGPL-3.0-or-later
"""Two hundred files at once, good and bad, as an office would have them."""

from __future__ import annotations

import json
import shutil

import pytest

from tests.app.command import hanji
from tests.app.report_schema import check_report
from tests.conftest import SAMPLES

# Batches of many documents.
pytestmark = pytest.mark.slow

COUNT = 200
BAD_EVERY = 10


@pytest.mark.slow
def test_a_batch_of_200_ends_whole_with_every_failure_named(tmp_path):
    sample = next(SAMPLES.glob("*.hwp"))
    data = sample.read_bytes()
    for number in range(COUNT):
        target = tmp_path / "in" / f"{number // 50}" / f"백서 {number:03}.hwp"
        target.parent.mkdir(parents=True, exist_ok=True)
        if number % BAD_EVERY:
            shutil.copy(sample, target)
        else:
            target.write_bytes(data[: len(data) * (number + 1) // COUNT])
    out = tmp_path / "out"
    done = hanji(
        "convert", tmp_path / "in", "-o", out, "--report", tmp_path / "r.json", timeout=500
    )
    report = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    check_report(report)
    assert len(report["items"]) == COUNT
    assert [item["input"] for item in report["items"]] == sorted(
        i["input"] for i in report["items"]
    )
    failed = [item for item in report["items"] if item["status"] == "failed"]
    assert done.code == (1 if failed else 0)
    assert len(failed) <= COUNT // BAD_EVERY
    for item in failed:
        name = item["input"].rsplit("/", 1)[-1]
        assert sum(name in line for line in done.err.splitlines()) == 1
    books = list(out.rglob("*.epub"))
    assert len(books) == COUNT - len(failed)
    # One source, one book: the same bytes every time, whichever worker made it.
    whole = {path.read_bytes() for path in books if int(path.stem.split()[1]) % BAD_EVERY}
    assert len(whole) == 1
    again = hanji("convert", tmp_path / "in", "-o", out, "--report", "-", timeout=500)
    states = [item["status"] for item in json.loads(again.out)["items"]]
    assert states.count("unchanged") == len(books)
