# SPDX-License-Identifier: AGPL-3.0-or-later
"""What an HWP 5 file may inflate to is bounded, wherever the bound is met."""

from __future__ import annotations

from dataclasses import replace

import pytest

from converters.errors import LimitExceeded
from converters.limits import DEFAULT_LIMITS
from converters.readers.hwp5.container import Container
from tests.conftest import SAMPLES


@pytest.mark.parametrize("more", [0, 1])
def test_a_file_that_has_inflated_to_all_that_is_allowed_inflates_no_further(more: int) -> None:
    data = (SAMPLES / "hanji-white-paper.hwp").read_bytes()
    first = len(Container(data, DEFAULT_LIMITS).doc_info())
    container = Container(data, replace(DEFAULT_LIMITS, total_bytes=first + more))
    assert len(container.doc_info()) == first
    with pytest.raises(LimitExceeded):
        container.section(container.section_names()[0])
