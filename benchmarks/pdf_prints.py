# SPDX-License-Identifier: AGPL-3.0-or-later
"""Prints Korean documents with an exact truth: a second generator, by other programs than the tests'.

    python -m benchmarks.pdf_prints OUT [COUNT] [SEED]      (then benchmarks.pdf_markdown and a scorer)

Chromium prints HTML and LibreOffice prints flat ODF, each with and without tags. A document has a
title, one to three columns (justified or ragged, broken at blanks or inside words, letter-spaced or
not), headings, lists, framed texts, and tables: ruled, with rules across only, booktabs, borderless,
with spans, with cells that wrap, set to the top or to the middle. ``OUT/pdfs`` gets the files, named
after their producer, and ``OUT/truth`` their Markdown.
"""

from __future__ import annotations

import html
import random
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

PRODUCERS = ("chromium-tagged", "chromium", "libreoffice-tagged", "libreoffice")
_FONTS = ("NanumGothic", "NanumMyeongjo", "NanumBarunGothic", "NanumSquare")
_PLACES = (
    "시청", "구청", "주민센터", "보건소", "도서관", "복지관", "체육관", "공원", "전통시장", "버스정류장",
)  # fmt: skip
_SUBJECTS = (
    "지방자치단체는", "시는", "담당 부서는", "위원회는", "관계 기관은", "스마트도시통합운영센터는", "주민은",
    "의회는", "참여 기업은", "자원봉사자는",
)  # fmt: skip
_OBJECTS = (
    "지역사회통합돌봄사업을", "재난 예방 계획을", "찾아가는 보건복지서비스를", "공공와이파이를",
    "주민등록인구 통계를", "대기질 측정망을", "노후 상수도관 정비 사업을", "청년 일자리 지원 제도를",
    "문화 예술 공연을", "어린이 보호 구역을", "민원 처리 절차를", "빅데이터 분석 결과를",
)  # fmt: skip
_WAYS = (
    "해마다 꾸준히", "지난해보다 더욱 폭넓게", "예산의 범위에서", "주민의 의견을 들어", "단계적으로",
    "관련 법령에 따라", "상반기 안에", "전문가와 함께", "현장 점검을 거쳐", "시범적으로",
)  # fmt: skip
_VERBS = (
    "확대하였다.", "시행한다.", "마련하였다.", "정비할 예정이다.", "점검하고 그 결과를 알린다.",
    "추진하고 있다.", "새로 도입하였다.", "평가하여 개선한다.",
)  # fmt: skip
_NOUNS = (
    "기획과", "복지과", "교통과", "환경과", "세무과", "구분", "사업명", "예산액", "집행액", "담당 업무",
    "비고", "추진 시기", "대상", "면적", "인구", "증감", "항목", "합계", "상반기", "하반기", "종합 계획",
    "생활 보장", "대중교통", "자원 순환", "지방세",
)  # fmt: skip
_TITLES = (
    "지역사회 보건복지 서비스의 현황과 앞으로의 과제", "스마트도시 조성 추진 계획", "재난 안전 관리",
    "정보통신기술을 활용한 행정", "주민 참여 예산 운영 결과", "대중교통 개선 방안", "청년 정책 기본 계획",
    "환경 보전 종합 대책", "문화 관광 진흥", "세입과 세출의 구조",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a true table."""

    text: str
    colspan: int = 1
    rowspan: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A true table; ``kind`` is "grid", "lines", "booktabs" or "bare"."""

    caption: str
    rows: list[list[Cell]]
    kind: str
    valign: str
    columns: int
    headed: bool
    """Whether its source calls its head one; Chromium tags few tables whose source does not."""


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a document: its kind ("heading", "text", "list", "box", "table") and what it holds."""

    kind: str
    texts: list[str] = field(default_factory=list)
    table: Table | None = None
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paper:
    """A document and how it is set."""

    title: str
    blocks: list[Block]
    columns: int
    font: str
    size: float
    leading: float
    justified: bool
    at_blanks: bool
    spacing: float
    """Between letters, of the size."""
    indent: bool


# ---------------------------------------------------------------- what is written


def paper(rng: random.Random, number: int) -> Paper:
    """Return a document of one to two pages."""
    columns = (1, 2, 1, 3, 2)[number % 5]
    blocks: list[Block] = []
    for chapter in range(rng.randint(2, 3)):
        name = f"{chapter + 1}. {rng.choice(_TITLES)}"
        blocks.append(Block("heading", [name], level=2))
        blocks += [Block("text", [_text(rng)]) for _ in range(rng.randint(1, 3))]
        for kind in rng.sample(("list", "box", "table", "table", "text"), 3):
            if kind == "list":
                items = [_sentence(rng) for _ in range(rng.randint(2, 4))]
                blocks.append(Block("list", items))
            elif kind == "box":
                blocks.append(Block("box", [_text(rng, 2) for _ in range(rng.randint(1, 2))]))
            elif kind == "table":
                blocks.append(Block("table", table=_table(rng, columns, len(blocks))))
                blocks.append(Block("text", [_text(rng, 2)]))
            else:
                blocks.append(Block("text", [_text(rng)]))
    return Paper(
        rng.choice(_TITLES) + " " + rng.choice(("보고서", "연구", "백서")),
        blocks,
        columns,
        rng.choice(_FONTS),
        rng.choice((9.5, 10, 10.5, 11)),
        rng.choice((1.4, 1.6, 1.8)),
        rng.random() < 0.7,
        rng.random() < 0.6,
        rng.choice((0, 0, 0, -0.03, -0.05, 0.02)),
        rng.random() < 0.4,
    )


def _sentence(rng: random.Random) -> str:
    place = f"{rng.choice(_PLACES)}에서 " if rng.random() < 0.4 else ""
    year = f"{rng.randint(2019, 2027)}년에 " if rng.random() < 0.3 else ""
    words = rng.choice(_SUBJECTS), rng.choice(_OBJECTS), rng.choice(_WAYS), rng.choice(_VERBS)
    return f"{year}{words[0]} {place}{words[1]} {words[2]} {words[3]}"


def _text(rng: random.Random, most: int = 5) -> str:
    return " ".join(_sentence(rng) for _ in range(rng.randint(2, most)))


def _value(rng: random.Random) -> str:
    return rng.choice((
        f"{rng.randint(1, 99999):,}", f"{rng.uniform(0, 100):.1f}%", f"△{rng.randint(1, 999)}", "-",
        f"{rng.randint(10, 999)}",
    ))  # fmt: skip


def _table(rng: random.Random, columns: int, number: int) -> Table:
    width = rng.randint(3, 5 if columns < 3 else 4)
    wraps = rng.choice(range(1, width)) if rng.random() < 0.6 else None
    names = rng.sample(_NOUNS, width + 8)
    rows = [[Cell(name) for name in names[:width]]]
    kind = rng.choice(("grid", "lines", "booktabs", "bare"))
    if width > 3 and kind == "grid" and rng.random() < 0.5:
        rows = [
            [*(Cell(n, rowspan=2) for n in names[: width - 2]), Cell(names[-1], colspan=2)],
            [Cell(names[width - 2]), Cell(names[width - 1])],
        ]
    for at in range(rng.randint(3, 6)):
        row = [Cell(names[width + at])]
        for column in range(1, width):
            wrapped = column == wraps and rng.random() < 0.7
            row.append(Cell(_sentence(rng).rsplit(" ", 2)[0] if wrapped else _value(rng)))
        rows.append(row)
    return Table(
        f"<표 {number}> {rng.choice(_TITLES)}", rows, kind, rng.choice(("top", "middle")), width,
        rng.random() < 0.5,
    )  # fmt: skip


# ---------------------------------------------------------------- the truth


def truth(paper: Paper) -> str:
    """Return the Markdown that a reader should come to."""
    parts = [f"# {paper.title}"]
    for block in paper.blocks:
        if block.kind == "heading":
            parts.append(f"{'#' * block.level} {block.texts[0]}")
        elif block.kind == "list":
            parts.append("\n".join(f"- {text}" for text in block.texts))
        elif block.table is not None:
            parts += [block.table.caption, _html_table(block.table, plain=True)]
        else:
            parts += block.texts
    return "\n\n".join(parts) + "\n"


def _html_table(table: Table, *, plain: bool) -> str:
    rows = []
    for number, row in enumerate(table.rows):
        tag = "th" if table.headed and not plain and not number else "td"
        cells = "".join(
            f"<{tag}"
            + (f' colspan="{cell.colspan}"' if cell.colspan > 1 else "")
            + (f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else "")
            + f">{html.escape(cell.text, quote=False)}</{tag}>"
            for cell in row
        )
        rows.append(f"<tr>{cells}</tr>")
    style = "" if plain else f' class="{table.kind} {table.valign}"'
    return f"<table{style}>{''.join(rows)}</table>"


# ---------------------------------------------------------------- Chromium


def to_html(paper: Paper) -> str:
    """Return the document as a web page for printing."""
    parts: list[str] = []
    for block in paper.blocks:
        texts = [html.escape(text) for text in block.texts]
        if block.kind == "heading":
            parts.append(f"<h{block.level}>{texts[0]}</h{block.level}>")
        elif block.kind == "list":
            parts.append(f"<ul>{''.join(f'<li>{text}</li>' for text in texts)}</ul>")
        elif block.kind == "box":
            parts.append(f'<div class="box">{"".join(f"<p>{text}</p>" for text in texts)}</div>')
        elif block.table is not None:
            caption = f'<p class="caption">{html.escape(block.table.caption)}</p>'
            parts.append(
                f'<div class="keep">{caption}{_html_table(block.table, plain=False)}</div>'
            )
        else:
            parts.append(f"<p>{texts[0]}</p>")
    style = f"""
    @page {{ size: A4; margin: 20mm }}
    body {{ font: {paper.size}pt/{paper.leading} {paper.font}; margin: 0;
      word-break: {"keep-all" if paper.at_blanks else "normal"};
      text-align: {"justify" if paper.justified else "left"};
      letter-spacing: {paper.spacing}em }}
    h1 {{ font-size: 20pt; line-height: 1.3; text-align: left; margin: 0 0 12pt }}
    h2 {{ font-size: 13.5pt; line-height: 1.3; text-align: left; margin: 10pt 0 5pt; break-after: avoid }}
    p {{ margin: 0 0 6pt; text-indent: {1 if paper.indent else 0}em }}
    .columns {{ column-count: {paper.columns}; column-gap: 18pt }}
    .box {{ border: 0.7pt solid #333; padding: 6pt 8pt 1pt; margin: 6pt 0; break-inside: avoid }}
    .keep {{ break-inside: avoid; margin: 6pt 0 8pt }}
    .caption {{ text-align: center; font-size: 0.9em; text-indent: 0; margin: 0 0 3pt }}
    table {{ border-collapse: collapse; width: 100%; font-size: 0.85em; line-height: 1.3;
      text-align: left }}
    td, th {{ padding: 2.5pt 4pt; vertical-align: top; font-weight: normal }}
    .middle td, .middle th {{ vertical-align: middle }}
    .grid td, .grid th {{ border: 0.7pt solid #000 }}
    .lines td, .lines th {{ border-top: 0.7pt solid #000; border-bottom: 0.7pt solid #000 }}
    .booktabs {{ border-top: 1.2pt solid #000; border-bottom: 1.2pt solid #000 }}
    .booktabs tr:first-child > * {{ border-bottom: 0.7pt solid #000 }}
    """
    return (
        f'<!doctype html><html lang="ko"><meta charset="utf-8"><title>{html.escape(paper.title)}'
        f"</title><style>{style}</style><h1>{html.escape(paper.title)}</h1>"
        f'<div class="columns">{"".join(parts)}</div></html>'
    )


def print_html(source: str, target: Path, *, tagged: bool) -> None:
    """Let Chromium print a page."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(source, "utf-8")
        print_page(page, target, tagged=tagged)


def print_page(page: Path, target: Path, *, tagged: bool) -> None:
    """Let Chromium print the file of a page."""
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    command += [] if tagged else ["--disable-pdf-tagging"]
    with tempfile.TemporaryDirectory() as folder:
        command += [f"--user-data-dir={folder}", f"--print-to-pdf={target}", page.as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=120)


# ---------------------------------------------------------------- LibreOffice


_ODF = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:font-face-decls><style:font-face style:name="{font}" svg:font-family="{font}"/>
</office:font-face-decls>
<office:styles>
<style:default-style style:family="paragraph"><style:text-properties style:font-name="{font}"
 style:font-name-asian="{font}" fo:font-size="{size}pt" style:font-size-asian="{size}pt"
 fo:letter-spacing="{spacing}pt" fo:language="en" fo:country="US" style:language-asian="ko"
 style:country-asian="KR"/></style:default-style>
<style:style style:name="Standard" style:family="paragraph"/>
{headings}
</office:styles>
<office:automatic-styles>
<style:page-layout style:name="pm1"><style:page-layout-properties fo:page-width="210mm"
 fo:page-height="297mm" fo:margin="20mm"/></style:page-layout>
<style:style style:name="Body" style:family="paragraph" style:parent-style-name="Standard">
<style:paragraph-properties fo:text-align="{align}" fo:line-height="{leading}%" fo:text-indent="{indent}pt"
 fo:margin-bottom="6pt"/></style:style>
<style:style style:name="Item" style:family="paragraph" style:parent-style-name="Standard"
 style:list-style-name="Bullets"><style:paragraph-properties fo:text-align="{align}"
 fo:line-height="{leading}%"/></style:style>
<style:style style:name="Box" style:family="paragraph" style:parent-style-name="Standard">
<style:paragraph-properties fo:text-align="{align}" fo:line-height="{leading}%" fo:padding="6pt"
 fo:border="0.7pt solid #333333" style:join-border="true" fo:margin-bottom="0pt"/></style:style>
<style:style style:name="Caption" style:family="paragraph" style:parent-style-name="Standard">
<style:paragraph-properties fo:text-align="center" fo:keep-with-next="always" fo:margin-top="6pt"/>
<style:text-properties fo:font-size="{small}pt" style:font-size-asian="{small}pt"/></style:style>
<style:style style:name="CellText" style:family="paragraph" style:parent-style-name="Standard">
<style:paragraph-properties fo:line-height="130%"/>
<style:text-properties fo:font-size="{small}pt" style:font-size-asian="{small}pt"/></style:style>
<style:style style:name="Gap" style:family="paragraph" style:parent-style-name="Standard">
<style:text-properties fo:font-size="6pt" style:font-size-asian="6pt"/></style:style>
<text:list-style style:name="Bullets"><text:list-level-style-bullet text:level="1" text:bullet-char="•">
<style:list-level-properties text:list-level-position-and-space-mode="label-alignment">
<style:list-level-label-alignment text:label-followed-by="listtab"
 text:list-tab-stop-position="16pt" fo:margin-left="16pt"
 fo:text-indent="-10pt"/></style:list-level-properties></text:list-level-style-bullet></text:list-style>
<style:style style:name="Columns" style:family="section"><style:section-properties>
<style:columns fo:column-count="{columns}" fo:column-gap="18pt"/></style:section-properties></style:style>
<style:style style:name="Table" style:family="table"><style:table-properties
 style:may-break-between-rows="false"/></style:style>
{cells}
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="pm1"/>
</office:master-styles>
<office:body><office:text>{title}<text:section text:style-name="Columns" text:name="All">{body}
</text:section></office:text></office:body></office:document>
"""


def to_odf(paper: Paper) -> str:
    """Return the document as flat ODF."""
    headings = "".join(
        f'<style:style style:name="Heading_20_{level}" style:display-name="Heading {level}"'
        f' style:family="paragraph" style:default-outline-level="{level}"'
        ' style:parent-style-name="Standard"><style:paragraph-properties fo:margin-top="10pt"'
        ' fo:margin-bottom="5pt" fo:keep-with-next="always"/><style:text-properties'
        f' fo:font-size="{size}pt" style:font-size-asian="{size}pt" fo:font-weight="bold"'
        ' style:font-weight-asian="bold"/></style:style>'
        for level, size in ((1, 20), (2, 13.5))
    )
    styles: dict[tuple[str, ...], str] = {}
    body: list[str] = []
    for number, block in enumerate(paper.blocks):
        texts = [html.escape(text) for text in block.texts]
        if block.kind == "heading":
            body.append(_odf_heading(texts[0], block.level))
        elif block.kind == "list":
            items = "".join(
                f'<text:list-item><text:p text:style-name="Item">{text}</text:p></text:list-item>'
                for text in texts
            )
            body.append(f'<text:list text:style-name="Bullets">{items}</text:list>')
        elif block.kind == "box":
            body += [f'<text:p text:style-name="Box">{text}</text:p>' for text in texts]
            body.append('<text:p text:style-name="Gap"/>')
        elif block.table is not None:
            body.append(_odf_table(block.table, number, styles))
        else:
            body.append(f'<text:p text:style-name="Body">{texts[0]}</text:p>')
    cells = "".join(
        f'<style:style style:name="{name}" style:family="table-cell"><style:table-cell-properties'
        f' fo:padding="3pt" {" ".join(sides)}/></style:style>'
        for sides, name in styles.items()
    )
    return _ODF.format(
        font=paper.font,
        size=paper.size,
        small=round(paper.size * 0.85, 1),
        spacing=round(paper.spacing * paper.size, 2),
        leading=round(paper.leading * 90),
        align="justify" if paper.justified else "start",
        indent=paper.size if paper.indent else 0,
        columns=paper.columns,
        headings=headings,
        cells=cells,
        title=_odf_heading(html.escape(paper.title), 1),
        body="".join(body),
    )


def _odf_heading(text: str, level: int) -> str:
    return (
        f'<text:h text:style-name="Heading_20_{level}" text:outline-level="{level}">{text}</text:h>'
    )


def _odf_table(table: Table, number: int, styles: dict[tuple[str, ...], str]) -> str:
    rows: list[str] = []
    covered: dict[tuple[int, int], None] = {}
    for at, row in enumerate(table.rows):
        cells: list[str] = []
        column, waiting = 0, list(row)
        while column < table.columns:
            if (at, column) in covered:
                cells.append("<table:covered-table-cell/>")
                column += 1
                continue
            cell = waiting.pop(0)
            for down in range(cell.rowspan):
                for over in range(cell.colspan):
                    if down or over:
                        covered[at + down, column + over] = None
            name = styles.setdefault(_sides(table, at), f"C{len(styles)}")
            spans = (
                f' table:number-columns-spanned="{cell.colspan}"'
                f' table:number-rows-spanned="{cell.rowspan}"'
            )
            cells.append(
                f'<table:table-cell table:style-name="{name}" office:value-type="string"{spans}>'
                f'<text:p text:style-name="CellText">{html.escape(cell.text)}</text:p>'
                "</table:table-cell>"
            )
            column += 1
        rows.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
    return (
        f'<text:p text:style-name="Caption">{html.escape(table.caption)}</text:p>'
        f'<table:table table:name="T{number}" table:style-name="Table"><table:table-column'
        f' table:number-columns-repeated="{table.columns}"/>{"".join(rows)}</table:table>'
        '<text:p text:style-name="Gap"/>'
    )


def _sides(table: Table, row: int) -> tuple[str, ...]:
    thin, thick = "0.7pt solid #000000", "1.2pt solid #000000"
    found = [f'style:vertical-align="{table.valign}"']
    if table.kind == "grid":
        return (*found, f'fo:border="{thin}"')
    if table.kind == "lines":
        return (*found, f'fo:border-top="{thin}"', f'fo:border-bottom="{thin}"')
    if table.kind == "booktabs":
        if row == 0:
            found += [f'fo:border-top="{thick}"', f'fo:border-bottom="{thin}"']
        elif row == len(table.rows) - 1:
            found.append(f'fo:border-bottom="{thick}"')
    return tuple(found)


def print_odf(source: str, target: Path, *, tagged: bool) -> None:
    """Let LibreOffice print flat ODF."""
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / f"{target.stem}.fodt"
        text.write_text(source, "utf-8")
        print_text(text, target, tagged=tagged)


def print_text(text: Path, target: Path, *, tagged: bool) -> None:
    """Let LibreOffice print a file that it reads."""
    how = f'{{"UseTaggedPDF":{{"type":"boolean","value":"{str(tagged).lower()}"}}}}'
    with tempfile.TemporaryDirectory() as folder:
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"]
        command += ["--convert-to", f"pdf:writer_pdf_Export:{how}", "--outdir", folder, str(text)]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
        shutil.move(Path(folder) / f"{text.stem}.pdf", target)


def main(arguments: list[str]) -> int:
    """Print documents, their producers in turn."""
    if not arguments:
        sys.stderr.write(__doc__ or "")
        return 2
    out = Path(arguments[0])
    count = int(arguments[1]) if len(arguments) > 1 else 60
    seed = int(arguments[2]) if len(arguments) > 2 else 17
    (out / "pdfs").mkdir(parents=True, exist_ok=True)
    (out / "truth").mkdir(parents=True, exist_ok=True)
    for number in range(count):
        producer = PRODUCERS[number % len(PRODUCERS)]
        written = paper(random.Random(f"{seed}/{number}"), number // len(PRODUCERS))
        name = f"{re.sub('[^a-z-]', '', producer)}-{number:02}"
        target = (out / "pdfs" / f"{name}.pdf").absolute()
        tagged = producer.endswith("tagged")
        if producer.startswith("chromium"):
            print_html(to_html(written), target, tagged=tagged)
        else:
            print_odf(to_odf(written), target, tagged=tagged)
        (out / "truth" / f"{name}.md").write_text(truth(written), "utf-8")
        print(name, f"{written.columns} columns")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
