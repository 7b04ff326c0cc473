# SPDX-License-Identifier: AGPL-3.0-or-later
"""What holds for the regions of every page of the corpus, whatever is on it."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from converters.errors import ConversionError
from converters.readers.pdf.engine import Engine
from converters.readers.pdf.page import PageReader
from converters.readers.pdf.regions.analysis import analyse
from converters.readers.pdf.regions.model import BoxRegion, Region, TableRegion
from converters.readers.pdf.regions.prose import is_typed_rule
from tests.conftest import CORPUS

pytestmark = [pytest.mark.slow, pytest.mark.corpus]

_PAGES = 6
"""Of each file, from the first on."""
_FOLDERS = ("pdf-korean", "pdf-tables", "pdf-odd", "hwp", "hostile")


def _files() -> list[Path]:
    return sorted(path for name in _FOLDERS for path in (CORPUS / name).rglob("*.pdf"))


def _regions(path: Path, seed: int | None = None) -> Iterator[tuple[Counter[str], list[Region]]]:
    """Yield, for each page that can be read, its letters and its regions."""
    try:
        engine = Engine(path.read_bytes())
    except ConversionError:
        return
    with closing(engine):
        reader = PageReader(engine)
        for number in range(min(len(engine), _PAGES)):
            try:
                page = reader.read(number)
            except ConversionError:
                continue
            if seed is not None:
                chance = random.Random(seed)
                for things in (page.lines, page.rules, page.fills):
                    chance.shuffle(things)
            texts = [line.text for line in page.lines if not is_typed_rule(line.text)]
            yield _letters(texts), analyse(page, []).regions


def _letters(texts: list[str]) -> Counter[str]:
    return Counter(letter for text in texts for letter in text if not letter.isspace())


def _texts(regions: list[Region]) -> list[str]:
    found: list[str] = []
    for region in regions:
        if isinstance(region, BoxRegion):
            found += _texts(region.regions)
        elif isinstance(region, TableRegion):
            found += [line.text for cell in region.cells for line in cell.lines]
        else:
            found += [line.text for line in region.lines]
    return found


def _tables(regions: list[Region]) -> Iterator[TableRegion]:
    for region in regions:
        if isinstance(region, BoxRegion):
            yield from _tables(region.regions)
        elif isinstance(region, TableRegion):
            yield region


def test_no_letter_is_lost_and_none_comes_twice() -> None:
    lost = [
        f"{path.name} {number}"
        for path in _files()
        for number, (letters, regions) in enumerate(_regions(path), 1)
        if letters != _letters(_texts(regions))
    ]
    assert lost == []


def test_cells_cover_each_place_of_their_table_once() -> None:
    wrong: list[str] = []
    for path in _files():
        for number, (_, regions) in enumerate(_regions(path), 1):
            for table in _tables(regions):
                places = Counter(
                    (row, column)
                    for cell in table.cells
                    for row in range(cell.row, cell.row + cell.rowspan)
                    for column in range(cell.column, cell.column + cell.colspan)
                )
                whole = {(r, c) for r in range(table.rows) for c in range(table.columns)}
                if set(places) != whole or len(places) != places.total():
                    wrong.append(f"{path.name} {number}")
    assert wrong == []


def test_the_order_of_the_content_stream_decides_nothing() -> None:
    files = [path for path in _files() if path.parent.parent.name in ("pdf-korean", "pdf-tables")]
    assert files
    for path in files:
        plain = [_texts(regions) for _, regions in _regions(path)]
        shuffled = [_texts(regions) for _, regions in _regions(path, seed=5)]
        assert plain == shuffled, path.name
