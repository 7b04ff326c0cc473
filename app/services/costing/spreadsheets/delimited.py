# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads CSV and TSV: UTF-8 with and without its mark, UTF-16, and CP949 of Korean Excel."""

from __future__ import annotations

import codecs
import csv
from collections import Counter
from pathlib import Path

from app.i18n import mark
from app.services.costing.spreadsheets.errors import TableUnreadable
from app.services.costing.spreadsheets.grid import Grid, text_of, trimmed

_SAMPLE = 65536
_LINES = 40
_SAMPLED_ROWS = 1000
_DELIMITERS = ",;\t|"


def read_delimited(path: Path) -> list[Grid]:
    """Return the one table of a file.

    Raises:
        TableUnreadable: it cannot be decoded, or a quotation mark is never closed.
    """
    grid = Grid("")
    line = 0
    try:
        with path.open(encoding=_encoding(path), newline="") as source:
            sample = source.read(_SAMPLE)
            source.seek(0)
            reader = csv.reader(source, delimiter=_delimiter(sample))
            for cells in reader:
                line = reader.line_num
                grid.rows.append((line, trimmed([text_of(cell) for cell in cells])))
    except (csv.Error, UnicodeError) as error:
        raise TableUnreadable(
            mark("{file} cannot be read from line {line} on ({why})."),
            file=path.name,
            line=line + 1,
            why=str(error),
        ) from error
    _join_parted_brackets(grid)
    return [grid]


def _join_parted_brackets(grid: Grid) -> None:
    """Join cells of a head that its own commas parted: "금액(원" and "VAT 포함)", typed without quotes.

    Only rows with more cells than most have are looked at, and only those near the top.
    """
    widths = Counter(len(cells) for _, cells in grid.rows[:_SAMPLED_ROWS] if len(cells) > 1)
    usual = widths.most_common(1)[0][0] if widths else 0
    for _, cells in grid.rows[:_LINES]:
        at = 0
        while len(cells) > usual > 0 and at + 1 < len(cells):
            opened = cells[at].count("(") > cells[at].count(")")
            if opened and cells[at + 1].count(")") > cells[at + 1].count("("):
                cells[at : at + 2] = [f"{cells[at]}, {cells[at + 1]}"]
            else:
                at += 1


def _delimiter(sample: str) -> str:
    """Return the sign that parts most lines into the same number of cells, and into most."""
    lines = sample.splitlines()[:_LINES]
    best, most = ",", (0, 0)
    for sign in _DELIMITERS:
        widths = [len(cells) for cells in csv.reader(lines, delimiter=sign) if any(cells)]
        parted = [width for width in widths if width > 1]
        if not parted:
            continue
        usual = max(set(parted), key=lambda width: (parted.count(width), width))
        if (found := (parted.count(usual), usual)) > most:
            best, most = sign, found
    return best


def _encoding(path: Path) -> str:
    """Return UTF-8 if all of the file is, UTF-16 by its mark; else what Korean Excel writes."""
    with path.open("rb") as source:
        if source.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            return "utf-16"
    try:
        with path.open(encoding="utf-8-sig") as source:
            while source.read(1 << 20):
                pass
    except UnicodeDecodeError:
        return "cp949"
    return "utf-8-sig"
