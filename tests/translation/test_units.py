# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is translated of a document, and that nothing else of it changes."""

from __future__ import annotations

import pytest

from converters.document.counts import count
from converters.document.metadata import Metadata
from converters.document.nodes import (
    Cell,
    Document,
    Figure,
    Heading,
    InlineImage,
    ListBlock,
    ListItem,
    Mark,
    Note,
    NoteKind,
    NoteRef,
    Paragraph,
    Row,
    Table,
    Text,
)
from tests.property.documents import random_documents
from translation.inline_codes import coded, from_marked
from translation.units import UnitKind, extract, merge

BOLD = frozenset({Mark.STRONG})


def sample(*more):
    return Document(
        Metadata(title="시정 백서"),
        (
            Heading(1, (Text("시정"),), number="제1장"),
            Paragraph((Text("시는 "), Text("한지", BOLD), Text("를 만든다."), NoteRef("n1"))),
            Paragraph((Text("2026"),)),
            ListBlock(False, (ListItem("○", (Paragraph((Text("예산"),)),)),)),
            Table(
                (Row((Cell((Paragraph((Text("구분"),)),)),)),),
                caption=(Paragraph((Text("표 1"),)),),
            ),
            Figure("hash", alt="공방 사진"),
            Paragraph((InlineImage("hash", alt="무늬"), Text("시는 그렇다."))),
            *more,
        ),
        notes={"n1": Note(NoteKind.FOOTNOTE, "1)", (Paragraph((Text("닥나무"),)),))},
    )


def test_everything_that_a_reader_sees_is_a_unit():
    assert [(unit.kind, unit.source.marked) for unit in extract(sample())] == [
        (UnitKind.TITLE, "시정 백서"),
        (UnitKind.HEADING, "시정"),
        (UnitKind.PARAGRAPH, "시는 <1>한지</1>를 만든다.<2/>"),
        (UnitKind.ITEM, "예산"),
        (UnitKind.CAPTION, "표 1"),
        (UnitKind.CELL, "구분"),
        (UnitKind.ALT, "공방 사진"),
        (UnitKind.ALT, "무늬"),
        (UnitKind.PARAGRAPH, "<1/>시는 그렇다."),
        (UnitKind.NOTE, "닥나무"),
    ]


def test_ids_survive_a_paragraph_put_in_above():
    before = {unit.unit_id for unit in extract(sample())}
    longer = sample()
    more = Document(
        longer.metadata, (Paragraph((Text("새 문단"),)), *longer.blocks), notes=longer.notes
    )
    after = {unit.unit_id for unit in extract(more)}
    assert before < after
    assert len(after - before) == 1


def test_equal_units_have_ids_of_their_own():
    twice = extract(sample(Paragraph((Text("같다"),)), Paragraph((Text("같다"),))))
    ids = [unit.unit_id for unit in twice if unit.source.text == "같다"]
    assert [identity[-2:] for identity in ids] == ["-1", "-2"]
    assert ids[0][:-2] == ids[1][:-2]


def test_the_translation_takes_the_place_of_the_source():
    document = sample()
    (unit,) = [u for u in extract(document) if u.source.text == "시는 한지를 만든다."]
    target = from_marked("The city makes <1>hanji</1>.<2/>")
    merged = merge(document, {unit.unit_id: target}, "en")
    assert merged.metadata.language == "en"
    assert merged.blocks[1].inlines == (
        Text("The city makes "),
        Text("hanji", BOLD),
        Text("."),
        NoteRef("n1"),
    )
    # What has no translation says in which language it is.
    assert merged.blocks[0].inlines == (Text("시정", lang="ko"),)


@pytest.mark.slow
def test_a_translation_changes_words_and_nothing_else():
    kept = {"characters", "hangul"}
    for document in random_documents():
        units = extract(document)
        targets = {
            unit.unit_id: coded([p.upper() if isinstance(p, str) else p for p in unit.source.parts])
            for unit in units
        }
        merged = merge(document, targets, "en")
        before, after = count(document), count(merged)
        assert {k: v for k, v in before.items() if k not in kept} == {
            k: v for k, v in after.items() if k not in kept
        }, document
        assert len(extract(merged)) == len(units), document


@pytest.mark.slow
def test_a_document_translated_into_itself_is_itself():
    for document in random_documents():
        targets = {unit.unit_id: unit.source for unit in extract(document)}
        merged = merge(document, targets, document.metadata.language)
        again = {unit.unit_id: unit.source for unit in extract(merged)}
        assert [source.text for source in again.values()] == [s.text for s in targets.values()]
