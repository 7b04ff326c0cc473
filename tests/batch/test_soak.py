# SPDX-License-Identifier: AGPL-3.0-or-later
"""The soak test, small: the long one is a command (``python -m tests.batch.soak``)."""

from __future__ import annotations

import pytest

from tests.batch.soak import soak

# Batches that are killed.
pytestmark = pytest.mark.slow


@pytest.mark.slow
@pytest.mark.linux("finds workers through /proc")
def test_a_harried_run_ends_as_an_undisturbed_one(make_document, tmp_path):
    for number in range(12):
        make_document(tmp_path / f"{number}.hwp", f"제목 {number}", *["본문입니다."] * 200)
    (tmp_path / "bad.hwp").write_bytes(b"\x89PNG no document")
    tally = soak(tmp_path, documents=60, kills=2, worker_kills=4)
    assert tally.faults == []
    assert tally.kills == 2
