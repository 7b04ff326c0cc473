# SPDX-License-Identifier: AGPL-3.0-or-later
"""The report's counts say what a reader sees, once each."""

from converters.document.counts import NAMES, count
from converters.document.metadata import Metadata
from converters.document.nodes import (
    Aside,
    Cell,
    Comment,
    Document,
    Figure,
    Heading,
    Link,
    ListBlock,
    ListItem,
    Note,
    NoteKind,
    NoteRef,
    Paragraph,
    Row,
    Ruby,
    Table,
    Text,
)


def text(value: str) -> Paragraph:
    return Paragraph((Text(value),))


def test_text_in_every_place_counts_once() -> None:
    table = Table((Row((Cell((text("셀"),), colspan=2),)),), caption=(text("표제"),))
    document = Document(
        Metadata(title="제목은 세지 않는다"),
        (
            Heading(1, (Text("장"),), number="제1장"),
            Paragraph((Text("본문"), NoteRef("n"), Link("#a", (Text("고리"),)))),
            ListBlock(True, (ListItem("가.", (text("항목"),)),)),
            table,
            Aside("text-box", (text("상자"),)),
            Paragraph((Ruby((Text("漢字"),), "한자"),)),
        ),
        notes={"n": Note(NoteKind.FOOTNOTE, "1)", (text("각주"),))},
        comments={"c": Comment("memo", (text("메모는 따로"),))},
    )
    counts = count(document)
    assert tuple(counts) == NAMES
    seen = "장제장본문고리가항목셀표제상자한자각주"
    assert counts["hangul"] == len(seen)
    assert counts["merged_cells"] == 1
    assert counts["footnotes"] == 1
    assert counts["comments"] == 1
    assert (counts["links"], counts["ruby"], counts["text_boxes"]) == (1, 1, 1)


def test_a_title_box_still_counts_as_the_table_it_was() -> None:
    document = Document(Metadata(), (Heading(1, (Text("추진배경"),), number="Ⅰ", frame_cells=3),))
    counts = count(document)
    assert (counts["tables"], counts["cells"], counts["headings"]) == (1, 3, 1)


def test_a_charts_table_and_drawing_are_none_of_the_source() -> None:
    table = Table((Row((Cell((text("1"),)),)),))
    counts = count(Document(Metadata(), (Aside("chart", (Figure("key"), table)), Figure("key"))))
    assert (counts["tables"], counts["cells"], counts["images"]) == (0, 0, 1)
