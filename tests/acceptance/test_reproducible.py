# SPDX-License-Identifier: AGPL-3.0-or-later
"""The same document gives the same book, byte for byte, wherever and whenever it is made."""

from __future__ import annotations

import pytest

from tests.acceptance.corpus import convert_all

pytestmark = [pytest.mark.slow, pytest.mark.corpus]


def test_another_run_gives_the_same_bytes(converted, tmp_path, figure):
    """Another process, seed of hashes, language, time zone and number of workers."""
    again = convert_all(
        tmp_path, jobs=1, HANJI_LANG="en", PYTHONHASHSEED="20260302", TZ="America/Lima"
    )
    first = converted.books()
    second = again.books()
    assert first.keys() == second.keys()
    assert first
    differing = [name for name in first if first[name].read_bytes() != second[name].read_bytes()]
    assert not differing
    counts = {name: item["counts"] for name, item in converted.items.items()}
    assert counts == {name: item["counts"] for name, item in again.items.items()}
    figure(f"made twice, the same bytes: {len(first)} books")
