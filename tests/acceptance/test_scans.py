# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is read from scanned pages whose text is known exactly."""

from __future__ import annotations

import pytest

from app.jobs.recognition import recogniser
from benchmarks.pdf_markdown import to_plain_markdown
from converters.document.notices import NoticeLog
from converters.limits import DEFAULT_LIMITS
from converters.pipeline import read_document
from tests.acceptance import scans
from tests.acceptance.pdf_hard import load_scorer
from tests.conftest import CORPUS

_NAMES = ("skew-200", "columns-skew-300", "table-skew-300", "half-ruled-200")


@pytest.mark.slow
@pytest.mark.corpus
@pytest.mark.skipif(recogniser() is None, reason="needs tesserocr")
@pytest.mark.skipif(not (CORPUS / "pdf-korean").is_dir(), reason="needs the shared corpus")
def test_scans_are_read_in_order_with_tables_and_headings(tmp_path):
    score = load_scorer(CORPUS.parent / "tools" / "pdf_score.py")
    read = {}
    kinds = [kind for kind in scans.KINDS if kind.name in _NAMES]
    for kind, file, truth, _ in scans.made(CORPUS, 200, kinds):
        path = tmp_path / f"{kind.name}.pdf"
        path.write_bytes(file)
        document = read_document(path, (), DEFAULT_LIMITS, NoticeLog(), recogniser=recogniser())
        text = to_plain_markdown(document)
        read[kind.name] = {**score.score(truth, text), "recall": scans.letter_recall(truth, text)}
    assert set(read) == set(_NAMES)
    for name, row in read.items():
        assert row["nid"] >= 0.95, (name, row)
        assert row["recall"] >= 0.97, (name, row)
        assert row["mhs"] >= 0.7, (name, row)
        assert row.get("teds", 1.0) >= 0.75, (name, row)
