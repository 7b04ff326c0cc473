# SPDX-License-Identifier: AGPL-3.0-or-later
"""Books that are hard to lay out on small pages: the samples, and one of each trouble."""

from __future__ import annotations

from pathlib import Path

from converters.conversion import ConversionRequest
from converters.document.nodes import (
    Block,
    Cell,
    Document,
    EquationBlock,
    Heading,
    InlineMath,
    Math,
    Metadata,
    Paragraph,
    Row,
    Scope,
    Table,
    Text,
)
from converters.epub.writer import write_book
from converters.pipeline import convert

_SAMPLES = Path(__file__).parents[2] / "assets" / "samples"
_M = 'xmlns="http://www.w3.org/1998/Math/MathML"'
_LONG_TEXT = "물품의 품질과 규격을 확인한 뒤 검수 조서를 작성하여 제출한다. "


def samples(folder: Path) -> dict[str, bytes]:
    """Return the books of the samples that come with the program, written to ``folder``."""
    books = {}
    for source in sorted(_SAMPLES.iterdir()):
        target = folder / f"{source.stem}.epub"
        convert(ConversionRequest(source, target))
        books[source.name] = target.read_bytes()
    return books


def hard_books() -> dict[str, bytes]:
    """Return a book for each trouble, by its name."""
    return {name: _book(*blocks) for name, blocks in _troubles().items()}


def _troubles() -> dict[str, list[Block]]:
    months = [f"{month}월" for month in range(1, 14)]
    amounts = [f"{number:,}" for number in range(1_234_567, 14_000_000, 1_000_000)][:13]
    statistics = [["구분", *months], *([f"부서{row}", *amounts] for row in range(9))]
    record = ["김한지", "총무과", "02-1234-5678", "2026. 11. 29.", "12,345,678", "승인", "완료"]
    people = ["이름", "부서", "전화", "날짜", "금액", "결재", "비고"]
    return {
        "fourteen columns": [_table(statistics, head=1)],
        "fourteen columns without a head": [_table(statistics[1:])],
        "two heads": [_two_heads(amounts)],
        "records": [_table([people, *[record] * 8], head=1)],
        "taller than a page": [
            _table([["번호", "내용"], *([str(row), _LONG_TEXT] for row in range(80))], head=1)
        ],
        "a row taller than a page": [_table([["번호", "내용"], ["1", _LONG_TEXT * 60]], head=1)],
        "narrow columns": [
            _table(
                [["연번", "품명", "규격"], ["1", "의자", _LONG_TEXT * 4]], (2.0, 3.0, 95.0), head=1
            )
        ],
        "nested": [_nested(record)],
        "a form": [_table([["성명", "", "생년월일", ""], ["주소", "", "전화번호", ""]] * 4)],
        "a long word": [
            _paragraph("https://example.go.kr/" + "매우긴주소와값" * 30),
            _table([["주소", "https://example.go.kr/" + "abcdefgh" * 20]] * 3),
        ],
        "wide equations": [EquationBlock(_sum()), _paragraph("식은 ", _sum(), "이다.")],
        "cases of an equation": [
            EquationBlock(_cases("x", "a")),
            EquationBlock(_cases("a + b x", "a x + b x + 4")),
            _paragraph(_cases("x", "a + b x + 7", "또는 그보다 큰 값")),
        ],
        "an equation that cannot break": [EquationBlock(_fraction()), _paragraph(_fraction())],
    }


def _book(*blocks: Block) -> bytes:
    heading = Heading(1, (Text("제목"),))
    metadata = Metadata(title="쪽", language="ko")
    return write_book(Document(metadata=metadata, blocks=(heading, *blocks))).data


def _paragraph(*parts: str | Math) -> Paragraph:
    return Paragraph(tuple(Text(p) if isinstance(p, str) else InlineMath(p) for p in parts))


def _cell(text: str, columns: int = 1, rows: int = 1, scope: Scope | None = None) -> Cell:
    return Cell((_paragraph(text),) if text else (), columns, rows, scope)


def _table(rows: list[list[str]], percents: tuple[float, ...] = (), head: int = 0) -> Table:
    cells = tuple(Row(tuple(map(_cell, row))) for row in rows)
    return Table(cells, head_rows=head, column_percents=percents)


def _two_heads(amounts: list[str]) -> Table:
    quarters = [f"{quarter}분기" for quarter in range(1, 5)] * 3
    first = [_cell("구분", rows=2), *(_cell(f"{year}년", columns=4) for year in (2024, 2025, 2026))]
    rows = [Row(tuple(first)), Row(tuple(map(_cell, quarters)))]
    for name in ("본청", "사업소"):
        rows.append(
            Row((_cell(name, rows=2, scope=Scope.ROW), *map(_cell, amounts[:12]))),
        )
        rows.append(Row(tuple(map(_cell, amounts[:12]))))
    return Table(tuple(rows), head_rows=2)


def _nested(record: list[str]) -> Table:
    inner = _table([record] * 3)
    row = Row((_cell("담당자"), Cell((inner,)), _cell("비고")))
    return Table((row, row))


def _sum() -> Math:
    terms = "".join(
        f"<mo>+</mo><msup><mi>x</mi><mn>{n}</mn></msup><mn>{n}00</mn>" for n in range(20)
    )
    return Math(f"<math {_M}><mrow><mi>y</mi><mo>=</mo>{terms}</mrow></math>", "y = ...", "y는")


def _cases(*values: str) -> Math:
    def row(words: str) -> str:
        signs = "".join(f"<mo>{sign}</mo>" if sign == "+" else f"<mi>{sign}</mi>" for sign in words)
        return f"<mrow>{signs}</mrow>".replace("<mi> </mi>", "")

    when = "<mrow><mo>(</mo><mi>f</mi><mo>(</mo><mi>x</mi><mo>)</mo><mo>≤</mo><mn>1</mn><mo>)</mo></mrow>"
    lines = "".join(f"<mtr><mtd>{row(v)}</mtd><mtd>{when}</mtd></mtr>" for v in values)
    brace = '<mo form="prefix" fence="true" stretchy="true">{</mo>'
    name = "<mi>g</mi><mrow><mo>(</mo><mi>x</mi><mo>)</mo></mrow><mo>=</mo>"
    table = f'<mtable columnalign="left" displaystyle="true">{lines}</mtable>'
    return Math(f"<math {_M}><mrow>{name}<mrow>{brace}{table}</mrow></mrow></math>", "cases", "g는")


def _fraction() -> Math:
    words = "<mtext>전년도전체인구가운데육십오세이상인구</mtext>"
    return Math(f"<math {_M}><mfrac>{words}{words}</mfrac></math>", "a over b", "비율")
