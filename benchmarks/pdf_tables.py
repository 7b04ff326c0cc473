# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tables of PDFs as HTML, one file for each document, for a scorer of tables.

    python -m benchmarks.pdf_tables PDFS OUT

Writes OUT/NAME.md with the tables that ``regions`` finds page by page: what the layout analysis
gives before tables are joined over pages. Prints the CPU time that it took for a page.
"""

from __future__ import annotations

import html
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from converters.readers.pdf.engine import Engine
from converters.readers.pdf.model import TextLine
from converters.readers.pdf.page import PageReader
from converters.readers.pdf.regions.analysis import analyse
from converters.readers.pdf.regions.model import BoxRegion, Region, TableRegion


def main(arguments: list[str]) -> int:
    """Write the tables of all PDFs of a folder."""
    source, target = (Path(argument) for argument in arguments)
    target.mkdir(parents=True, exist_ok=True)
    pages, started = 0, time.process_time()
    for path in sorted(source.glob("*.pdf")):
        found: list[str] = []
        with closing(Engine(path.read_bytes())) as engine:
            reader = PageReader(engine)
            for number in range(len(engine)):
                regions = analyse(reader.read(number), []).regions
                found += [_html(table) for table in _tables(regions)]
                pages += 1
        (target / f"{path.stem}.md").write_text("\n\n".join(found), "utf-8")
    spent = time.process_time() - started
    sys.stdout.write(f"{pages} pages, {1000 * spent / max(1, pages):.1f} ms of CPU a page\n")
    return 0


def _tables(regions: list[Region]) -> Iterator[TableRegion]:
    for region in regions:
        if isinstance(region, BoxRegion):
            yield from _tables(region.regions)
        elif isinstance(region, TableRegion):
            yield region


def _html(table: TableRegion) -> str:
    rows: list[list[str]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        spans = f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
        spans += f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
        rows[cell.row].append(f"<td{spans}>{html.escape(_text(cell.lines))}</td>")
    return "<table>" + "".join(f"<tr>{''.join(row)}</tr>" for row in rows) + "</table>"


def _text(lines: list[TextLine]) -> str:
    return " ".join(line.text.strip() for line in lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
