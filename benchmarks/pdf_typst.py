# SPDX-License-Identifier: AGPL-3.0-or-later
"""The documents of ``pdf_prints`` as Typst sets them: a third producer, with tags and without.

    python -m benchmarks.pdf_typst OUT [COUNT] [SEED]

adds ``typst-NN.pdf`` and ``typst-tagged-NN.pdf`` with their truth to the OUT of ``pdf_prints``. Needs
the package ``typst`` (PyPI), which carries the compiler.
"""

from __future__ import annotations

import importlib
import random
import re
import sys
from pathlib import Path

from benchmarks.pdf_prints import Paper, Table, paper, truth

_SPECIAL = re.compile(r"([\\#*_`$<>@\[\]~=/+.\"'-])")
_STROKES = {
    "grid": "0.7pt",
    "lines": "(x, y) => (top: 0.7pt, bottom: 0.7pt)",
    "booktabs": "(x, y) => (top: if y == 0 {1.2pt}, bottom: if y == 0 {0.7pt})",
    "bare": "none",
}


def to_typst(paper: Paper) -> str:
    """Return the document as Typst's markup."""
    parts = [
        f'#set page(paper: "a4", margin: 20mm)\n#set text(font: "{paper.font}", size: {paper.size}pt,'
        f' lang: "ko", tracking: {paper.spacing}em)\n'
        f"#set par(justify: {str(paper.justified).lower()}, leading: {paper.leading - 0.9:.2f}em,"
        f" first-line-indent: (amount: {1 if paper.indent else 0}em, all: true))\n"
        "#show heading: set par(justify: false, first-line-indent: 0em)\n"
        "#show heading.where(level: 1): set text(20pt)\n#show heading.where(level: 2): set text(13.5pt)\n"
        f"#show table: set text(0.85em)\n#show table: set par(justify: false, first-line-indent: 0em)\n"
        f"= {_text(paper.title)}\n"
    ]
    body: list[str] = []
    for block in paper.blocks:
        texts = [_text(text) for text in block.texts]
        if block.kind == "heading":
            body.append(f"{'=' * block.level} {texts[0]}")
        elif block.kind == "list":
            body.append("\n".join(f"- {text}" for text in texts))
        elif block.kind == "box":
            inner = "\n\n".join(texts)
            body.append(
                f"#block(stroke: 0.7pt, inset: 7pt, width: 100%, breakable: false)[\n{inner}\n]"
            )
        elif block.table is not None:
            body.append(_table(block.table))
        else:
            body.append(texts[0])
    blocks = "\n\n".join(body)
    parts.append(f"#columns({paper.columns}, gutter: 18pt)[\n{blocks}\n]\n")
    return "".join(parts)


def _text(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _table(table: Table) -> str:
    cells: list[str] = []
    for row in table.rows:
        for cell in row:
            spans = [f"colspan: {cell.colspan}"] if cell.colspan > 1 else []
            spans += [f"rowspan: {cell.rowspan}"] if cell.rowspan > 1 else []
            cells.append(f"table.cell({', '.join(spans)})[{_text(cell.text)}]")
    last = ", table.hline(stroke: 1.2pt)" if table.kind == "booktabs" else ""
    align = "horizon" if table.valign == "middle" else "top"
    return (
        f"#block(breakable: false)[\n#align(center, text(0.9em)[{_text(table.caption)}])\n"
        f"#table(columns: (1fr,) * {table.columns}, inset: 3.5pt, align: left + {align},"
        f" stroke: {_STROKES[table.kind]}, {', '.join(cells)}{last})\n]"
    )


def print_typst(source: str, target: Path, *, tagged: bool) -> None:
    """Let Typst print its markup."""
    typst = importlib.import_module("typst")
    text = target.with_suffix(".typ")
    text.write_text(source, "utf-8")
    try:
        typst.compile(str(text), output=str(target), pdf_tags=tagged)
    finally:
        text.unlink()


def main(arguments: list[str]) -> int:
    """Print documents, with tags and without in turn."""
    if not arguments:
        sys.stderr.write(__doc__ or "")
        return 2
    out = Path(arguments[0])
    count = int(arguments[1]) if len(arguments) > 1 else 20
    seed = int(arguments[2]) if len(arguments) > 2 else 17
    (out / "pdfs").mkdir(parents=True, exist_ok=True)
    (out / "truth").mkdir(parents=True, exist_ok=True)
    for number in range(count):
        tagged = number % 2 == 0
        written = paper(random.Random(f"{seed}/typst/{number}"), number // 2)
        name = f"{'typst-tagged' if tagged else 'typst'}-{number:02}"
        print_typst(to_typst(written), (out / "pdfs" / f"{name}.pdf").absolute(), tagged=tagged)
        (out / "truth" / f"{name}.md").write_text(truth(written), "utf-8")
        print(name, f"{written.columns} columns")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
