# SPDX-License-Identifier: AGPL-3.0-or-later
"""The Documents of an HWP file and of its HWPX twin differ in what the files differ in, no more."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from converters.document.metadata import Metadata
from converters.document.nodes import Document, Heading, Mark, Paragraph, Text
from converters.document.notices import NoticeLog
from tests.acceptance.document_nodes import nodes_of
from tests.acceptance.twin_nodes import causes, compare, compared, listed
from tests.acceptance.twins import pairs
from tests.conftest import CORPUS


@pytest.mark.slow
@pytest.mark.corpus
def test_twins_differ_only_in_what_their_files_differ_in(figure):
    known = causes()
    names, wrong = set(), {}
    nodes = unequal = 0
    for pair in pairs(CORPUS):
        if pair.kind != "hwpx":
            continue
        comparison = compared(pair)
        names.add(pair.name)
        nodes += comparison.nodes
        unequal += comparison.unequal
        if comparison.tally() != listed(known, pair.name):
            wrong[pair.name] = (comparison.tally(), listed(known, pair.name))
    assert not wrong
    assert len(names) > 50
    named = {name for cause in known for name in cause.pairs} - {"*"}
    assert named <= names
    figure(
        f"HWPX twins node by node: {len(names)} pairs, {nodes} nodes, {unequal} differ, as listed"
    )


def _document() -> Document:
    return Document(
        Metadata(title="공고"),
        (
            Heading(1, (Text("개요"),), number="Ⅰ."),
            Paragraph((Text("하나 "), Text("굵게", frozenset({Mark.STRONG})))),
            Paragraph((Text("둘"),)),
            Paragraph((Text("셋"),)),
        ),
    )


def _tally(other: Document) -> Counter[str]:
    log = NoticeLog()
    return compare("x", nodes_of(_document(), log), nodes_of(other, log)).tally()


def test_equal_documents_have_no_difference():
    assert not _tally(_document())


def test_one_missing_paragraph_is_one_difference():
    blocks = _document().blocks
    assert _tally(replace(_document(), blocks=blocks[:2] + blocks[3:])) == {"paragraph.only-hwp": 1}


def test_every_facet_of_a_line_is_compared():
    heading, line, *rest = _document().blocks
    other = replace(
        _document(),
        blocks=(
            replace(heading, number="Ⅱ.", level=2),
            replace(line, inlines=(Text("하나 굵게"),), role="title"),
            *rest,
        ),
    )
    assert _tally(other) == {
        "heading.level": 1,
        "heading.number": 1,
        "paragraph.style": 1,
        "paragraph.role": 1,
    }
