# SPDX-License-Identifier: AGPL-3.0-or-later
"""The balance of letters: what is in the book balances, and whatever is dropped is found."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from app.services.report import Remark
from converters.balancing import balance_of
from converters.conversion import ConversionRequest
from converters.document.metadata import Metadata
from converters.document.nodes import (
    Aside,
    Block,
    Blocks,
    CodeBlock,
    Document,
    Heading,
    HiddenText,
    ListBlock,
    ListItem,
    Note,
    NoteKind,
    NoteRef,
    PageBreak,
    Paragraph,
    RunningText,
    Table,
    Text,
)
from converters.document.notices import NoticeLog
from converters.document.walk import iter_blocks, map_document, plain_text
from converters.errors import ConversionError, LimitExceeded
from converters.limits import DEFAULT_LIMITS
from converters.pipeline import convert, inspect
from converters.sniff import sniff
from converters.source.letters import SourceText, letters_of
from converters.source.source_file import SourceFile
from tests.conftest import CORPUS, SAMPLES
from tests.golden.cases import CASES, build

ODT = Path(__file__).parent / "readers" / "odt" / "files" / "hanji-guidebook.odt"


def paragraph(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def document(*blocks: Block, **others: object) -> Document:
    return Document(Metadata(), tuple(blocks), **others)


def source(*texts: str) -> list[SourceText]:
    return [SourceText(f"part#{at}", text) for at, text in enumerate(texts)]


# ---------------------------------------------------------------- what balances


def test_equal_text_balances_whatever_its_signs_and_blanks():
    balance = balance_of(source("가나 다! 2026-11"), document(paragraph("가나다, 2026. 11.")))
    assert (balance.source, balance.book, balance.unaccounted) == (9, 9, 0)


def test_lines_of_code_stand_for_paragraphs():
    lines = ("HEADLINES", "12.04-13.04.06", "source: agency", "12.04 00:01")
    code = CodeBlock("\n".join(lines))
    assert balance_of(source(*lines), document(code)).unaccounted == 0
    short = balance_of(source(*lines, "12.05"), document(code))
    assert [(each.place, each.letters) for each in short.where] == [("part#4", 4)]
    # Or several lines were one, broken inside.
    code = CodeBlock("<w:r>\n<w:rPr>\n<w:rFonts w:ascii='A'/>\n</w:rPr>\nwr")
    whole = source("wr", "<w:r> <w:rPr> <w:rFonts w:ascii='A'/> </w:rPr>")
    assert balance_of(whole, document(code)).unaccounted == 0


def test_joined_split_and_numbered_text_is_not_lost():
    balance = balance_of(
        source("첫 줄", "둘째 줄", "1. 목적", "긴 문단이 둘로 나뉜다"),
        document(
            paragraph("첫 줄 둘째 줄"),
            Heading(1, (Text("목적"),), number="1."),
            paragraph("긴 문단이"),
            paragraph("둘로 나뉜다"),
        ),
    )
    assert balance.unaccounted == 0


def test_what_a_book_leaves_out_is_named():
    balance = balance_of(
        [*source("본문", "지운 글", "머리말"), SourceText("part#9", "PAGE", "field-code")],
        document(
            paragraph("본문"),
            hidden=(HiddenText("deleted", (paragraph("지운 글"),)),),
            running=(RunningText("header", "all", (paragraph("머리말"),)),),
        ),
    )
    assert balance.left_out == {"deleted": 3, "running-head": 3, "field-code": 4}
    assert (balance.source, balance.book, balance.unaccounted) == (12, 2, 0)


def test_a_deletion_that_joins_two_paragraphs_leaves_nothing_open():
    balance = balance_of(
        source("가 삭제시작", "삭제끝 나"),
        document(
            paragraph("가 나"),
            hidden=(HiddenText("deleted", (paragraph("삭제시작"), paragraph("삭제끝"))),),
        ),
    )
    assert (balance.book, balance.left_out, balance.unaccounted) == (2, {"deleted": 7}, 0)


def test_running_heads_stand_on_every_page_again():
    pages = [
        SourceText(f"page {at}", text, page=True) for at in (1, 2) for text in ("머리말", str(at))
    ]
    balance = balance_of(
        pages,
        document(
            running=(RunningText("header", "all", (paragraph("머리말"),)),),
            hidden=(
                HiddenText("page-number", (paragraph("1"),)),
                HiddenText("running-head", (paragraph("머리말"),)),
                HiddenText("page-number", (paragraph("2"),)),
            ),
        ),
    )
    assert balance.left_out == {"running-head": 6, "page-number": 2}
    assert balance.unaccounted == 0


def of_pages(*pages: tuple[str, ...]) -> list[SourceText]:
    return [
        SourceText(f"page {at}", line, page=True)
        for at, lines in enumerate(pages, 1)
        for line in lines
    ]


def test_a_letter_and_its_accent_that_pages_print_apart_are_one_in_the_book():
    pages = of_pages(("Niels Mu¨ndler", "u and u"))
    whole = balance_of(pages, document(paragraph("Niels Mündler"), paragraph("u and u")))
    assert whole.unaccounted == 0
    lost = balance_of(pages, document(paragraph("Niels Mündler"), paragraph("u and")))
    assert lost.unaccounted == 1


def test_a_title_that_runs_over_the_pages_is_in_the_book_and_in_their_heads():
    title = "서울의 공원은 모두의 것"
    pages = of_pages(
        ("서울의 공원은", "모두의 것", "본문 가"), (f"{title} 2", "본문 나"), (title, "본문 다")
    )
    head = RunningText("header", "all", (paragraph(title),))
    number = HiddenText("page-number", (paragraph("2"),))
    again = HiddenText("running-head", (paragraph(title),))
    texts = ("본문 가", "본문 나", "본문 다")
    made = document(
        Heading(1, (Text(title),)), *map(paragraph, texts), running=(head,), hidden=(again, number)
    )
    balance = balance_of(pages, made)
    assert balance.unaccounted == 0
    assert balance.left_out["page-number"] == 1
    without_title = document(*map(paragraph, texts), running=(head,), hidden=(again, number))
    assert balance_of(pages, without_title).unaccounted == len(letters_of(title))


def test_lines_of_a_page_may_be_joined_in_any_order():
    pages = of_pages(("가나다 라마바", "100 200 300", "사아자"))
    table = [paragraph(text) for text in ("100", "300", "200")]
    made = document(*table, paragraph("사아자 가나다 라마바"))
    assert balance_of(pages, made).unaccounted == 0
    assert balance_of(pages, document(*table[1:], *made.blocks[3:])).unaccounted == 3


def test_what_a_picture_shows_is_told_apart():
    pages = of_pages(("막대 하나", "75%", "본문"))
    shown = tuple(HiddenText("pictured", (paragraph(text),)) for text in ("막대 하나", "75%"))
    balance = balance_of(pages, document(paragraph("본문"), hidden=shown))
    assert (balance.book, balance.pictured, balance.unaccounted) == (2, 6, 0)
    assert balance.left_out == {}


def test_a_mark_of_a_note_stands_in_the_text_or_before_the_note():
    note = Note(NoteKind.FOOTNOTE, "1)", (paragraph("각주"),))
    balance = balance_of(
        source("본문1)", "1) 각주"),
        document(Paragraph((Text("본문"), NoteRef("n"))), notes={"n": note}),
    )
    assert balance.unaccounted == 0


# ---------------------------------------------------------------- what does not


def test_lost_text_is_named_with_its_place_and_its_first_words():
    balance = balance_of(source("남은 글", "사라진 글 한 줄"), document(paragraph("남은 글")))
    assert balance.to_json() == {
        "source": 9,
        "book": 3,
        "left_out": {},
        "pictured": 0,
        "unaccounted": 6,
        "where": [{"place": "part#1", "text": "사라진 글 한 줄"}],
    }


def test_numbers_that_the_program_counts_do_not_stand_in_for_lost_ones():
    items = tuple(
        ListItem(f"{at}.", (paragraph(f"항목 {chr(0xAC00 + at)}"),)) for at in range(1, 9)
    )
    texts = [f"항목 {chr(0xAC00 + at)}" for at in range(1, 9)]
    balance = balance_of(source(*texts, "7"), document(ListBlock(True, items)))
    assert balance.unaccounted == 1


def test_a_number_of_the_program_does_not_stand_in_for_one_that_a_long_text_has_too():
    long = "올해 5월에 문을 연 도서관은 한 해 동안 시민 모두가 쓰는 배움터가 되었습니다"
    items = tuple(ListItem(f"{at}.", (paragraph(f"항목 {at}"),)) for at in range(1, 6))
    texts = [*(f"항목 {at}" for at in range(1, 6)), "5", long]
    made = document(ListBlock(True, items), paragraph(f"{long} 끝"))
    assert balance_of(source(*texts), made).unaccounted == 1


# ---------------------------------------------------------------- real documents


@pytest.mark.parametrize("name", ["hanji-guidebook.docx", "hanji-white-paper.hwp"])
def test_what_may_just_be_inflated_is_counted_too(name: str):
    """Reader and counter go over one container; what one inflates is no load on the other."""
    refused, read = 0, DEFAULT_LIMITS.total_bytes
    while read - refused > 1:
        middle = (refused + read) // 2
        try:
            inspect(SAMPLES / name, limits=replace(DEFAULT_LIMITS, total_bytes=middle))
        except LimitExceeded:
            refused = middle
        else:
            read = middle
    found = inspect(SAMPLES / name, limits=replace(DEFAULT_LIMITS, total_bytes=read))
    assert found.balance is not None
    assert found.balance.source > 0


@cache
def real(name: str) -> tuple[tuple[SourceText, ...], Document]:
    """Return the counted letters and the Document of a file, or of a case of the goldens."""
    path = {"odt": ODT}.get(name, SAMPLES / name)
    data = build(name) if name in CASES else path.read_bytes()
    return read_both(data, path)


def read_both(data: bytes, path: Path) -> tuple[tuple[SourceText, ...], Document]:
    file = SourceFile(path, data, "", DEFAULT_LIMITS)
    spec = sniff(data).format
    assert spec.load_reader is not None
    assert spec.load_letter_counter is not None
    return tuple(spec.load_letter_counter()(file)), spec.load_reader()(file, NoticeLog())


REAL = [
    *sorted(path.name for path in SAMPLES.iterdir() if path.suffix != ".txt"),
    "odt",
    *CASES,
]


@pytest.mark.parametrize("name", REAL)
def test_the_samples_and_the_goldens_balance(name: str):
    texts, made = real(name)
    balance = balance_of(texts, made)
    assert balance.where == ()
    assert balance.source == balance.book + sum(balance.left_out.values())
    assert balance.source > 0


def test_the_report_of_a_book_has_its_balance(tmp_path):
    sample = SAMPLES / "hanji-white-paper.hwp"
    made = convert(ConversionRequest(sample, tmp_path / "a.epub"))
    assert made.balance is not None
    assert made.balance == inspect(sample).balance
    assert made.balance.unaccounted == 0
    assert not [notice for notice in made.notices if notice.kind == "unaccounted"]


# ---------------------------------------------------------------- mutations


def says_something(block: Block) -> bool:
    return bool(
        letters_of(" ".join(plain_text(getattr(b, "inlines", ())) for b in iter_blocks((block,))))
    )


def without(document: Document, chosen: object) -> Document:
    """Drop one object of the tree, by its identity."""

    def kept(blocks: Blocks) -> Blocks:
        rest = tuple(block for block in blocks if block is not chosen)
        return rest if len(rest) < len(blocks) else blocks

    return map_document(document, kept)


def drops(document: Document) -> Iterator[tuple[str, Callable[[], Document]]]:
    """Yield every paragraph, cell, note, box and page that could be lost."""
    # Figures of a chart that is drawn again are no text of the source.
    charts = [b for b in iter_blocks(document.blocks) if isinstance(b, Aside) and b.role == "chart"]
    of_charts = {id(inner) for chart in charts for inner in iter_blocks((chart,))}
    for block in iter_blocks(document.blocks):
        if id(block) in of_charts:
            continue
        if isinstance(block, Paragraph | Heading) and says_something(block):
            yield "paragraph", lambda block=block: without(document, block)
        if isinstance(block, Aside) and says_something(block):
            yield "box", lambda block=block: without(document, block)
        if isinstance(block, Table):
            for at, row in enumerate(block.rows):
                for column, cell in enumerate(row.cells):
                    if any(map(says_something, cell.blocks)):
                        yield "cell", lambda b=block, r=at, c=column: emptied(document, b, r, c)
    for key, note in document.notes.items():
        if any(map(says_something, note.blocks)):
            notes = {k: n for k, n in document.notes.items() if k != key}
            yield "note", lambda notes=notes: replace(document, notes=notes)
    starts = [at for at, block in enumerate(document.blocks) if isinstance(block, PageBreak)]
    for start, end in pairwise([*starts, len(document.blocks)]):
        if any(map(says_something, document.blocks[start:end])):
            rest = document.blocks[:start] + document.blocks[end:]
            yield "page", lambda rest=rest: replace(document, blocks=rest)


def emptied(document: Document, table: Table, row: int, column: int) -> Document:
    cells = list(table.rows[row].cells)
    cells[column] = replace(cells[column], blocks=(Paragraph(()),))
    rows = list(table.rows)
    rows[row] = replace(rows[row], cells=tuple(cells))
    changed = replace(table, rows=tuple(rows))

    def exchanged(blocks: Blocks) -> Blocks:
        if not any(block is table for block in blocks):
            return blocks
        return tuple(changed if block is table else block for block in blocks)

    return map_document(document, exchanged)


def missed(names: list[tuple[str, tuple[SourceText, ...], Document]], count: int) -> list[str]:
    """Drop ``count`` things at random; return those that the balance does not miss."""
    chance = random.Random(15)
    found: list[str] = []
    everything = [(name, texts, each) for name, texts, made in names for each in drops(made)]
    for name, texts, (kind, drop) in chance.choices(everything, k=count):
        if not balance_of(texts, drop()).unaccounted:
            found.append(f"{name}: {kind}")
    return found


def test_whatever_is_dropped_is_found():
    assert missed([(name, *real(name)) for name in REAL], 150) == []


@pytest.mark.slow
@pytest.mark.corpus
def test_a_thousand_things_dropped_from_real_documents_are_found():
    files = sorted(p for p in CORPUS.rglob("*.hwp*") if 20_000 < p.stat().st_size < 400_000)[::9]
    files += sorted(p for p in (CORPUS / "docx").rglob("*.docx") if p.stat().st_size > 20_000)[::9]
    known = []
    for path in files:
        data = path.read_bytes()
        if sniff(data).format.refusal is not None:
            continue
        try:
            texts, made = read_both(data, path)
        except ConversionError:
            continue
        balance = balance_of(texts, made)
        # Formulas of EQ fields are printed letters that the source has as codes only.
        if not balance.where and "field-code" not in balance.left_out:
            known.append((path.name, texts, made))
    assert len(known) > 20
    assert missed(known, 1000) == []


@pytest.mark.slow
@pytest.mark.corpus
def test_a_thousand_things_dropped_from_pdfs_are_found():
    known = []
    for folder in ("pdf-korean", "pdf-tables", "pdf-odd"):
        for path in sorted((CORPUS / folder).rglob("*.pdf"))[::2]:
            data = path.read_bytes()
            try:
                texts, made = read_both(data, path)
            except ConversionError:
                continue
            if not balance_of(texts, made).where:
                known.append((path.name, texts, made))
    assert len(known) > 20
    assert missed(known, 1000) == []


def test_lost_letters_of_a_place_are_one_missing_thing():
    lost = Remark("unaccounted", 427, "word/document.xml#0", "Video")
    pictures = Remark("missing-image", 3, "")
    assert (lost.things, pictures.things) == (1, 3)
