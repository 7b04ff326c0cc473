# SPDX-License-Identifier: AGPL-3.0-or-later
"""Exchange files of the standards' suites and of other tools: valid ones are read."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from benchmarks.exchange_corpus import is_invalid, verdict
from tests.conftest import CORPUS

CAT = CORPUS / "cat"
BROKEN = {"ex.9.5.xlf": "xliff/trgLang", "file-XLIFFFilter-tags.xlf": "bpt/id"}
"""Not named invalid, and yet without an attribute that the standard asks for."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.corpus,
    pytest.mark.skipif(not CAT.is_dir(), reason="the corpus has no exchange files"),
]


def test_valid_files_are_read_and_invalid_ones_refused(figure: Callable[[str], None]):
    files = sorted(path for path in CAT.rglob("*") if path.suffix in (".xlf", ".tmx"))
    invalid = [path for path in files if is_invalid(path, CAT)]
    valid = [path for path in files if path not in invalid and path.name not in BROKEN]
    refused = {path.name: why for path in valid if (why := verdict(path))}
    accepted = [path.name for path in invalid if not verdict(path)]
    assert files
    assert refused == {}
    assert accepted == []
    figure(f"exchange: {len(valid)} valid files read, {len(invalid)} invalid ones refused")


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_that_breaks_a_rule_is_refused_with_it(name):
    (path,) = CAT.rglob(name)
    assert BROKEN[name] in verdict(path)
