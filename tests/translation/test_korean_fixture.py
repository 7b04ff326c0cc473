# SPDX-License-Identifier: AGPL-3.0-or-later
"""A thousand sentences of real documents, checked by hand, are cut where a reader cuts them.

``korean_sentences.tsv`` has, for each unit, the document, the SHA-256 and the length of its
text and the offsets at which its second and later sentences begin. The text itself stays in
the corpus. Brackets without a sentence in them belong to the sentence before; a line break is
a code, which the text does not show, so that some checked ends cannot be found in it.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from pathlib import Path

import pytest

from converters.document.notices import NoticeLog
from converters.limits import DEFAULT_LIMITS
from converters.pipeline import read_document
from tests.conftest import CORPUS
from translation.sentences.korean import sentence_ends
from translation.units import extract

pytestmark = [pytest.mark.slow, pytest.mark.corpus]

FIXTURE = Path(__file__).with_name("korean_sentences.tsv")


def checked() -> dict[str, dict[str, tuple[int, set[int]]]]:
    """Return by document, by digest of the text: its length and its checked ends."""
    found: dict[str, dict[str, tuple[int, set[int]]]] = defaultdict(dict)
    for line in FIXTURE.read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        path, digest, length, ends = line.split("\t")
        found[path][digest] = int(length), {int(end) for end in ends.split(",") if end}
    return found


def test_korean_sentences_are_cut_where_a_reader_cuts_them():
    right = false = missed = units = 0
    for path, expected in checked().items():
        document = read_document(CORPUS / path, (), DEFAULT_LIMITS, NoticeLog())
        left = dict(expected)
        for unit in extract(document):
            text = unit.source.text
            digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
            if digest not in left:
                continue
            length, ends = left.pop(digest)
            assert len(text) == length
            found = set(sentence_ends(text))
            units += 1
            right += len(found & ends)
            false += len(found - ends)
            missed += len(ends - found)
        assert not left, f"{path} has changed, or what is read of it"

    assert right + missed + units >= 1000
    # The ends of the sentences, those of the units with them.
    assert 2 * (right + units) / (2 * (right + units) + false + missed) >= 0.99
    # Only those inside units, which is harder.
    assert 2 * right / (2 * right + false + missed) >= 0.98
