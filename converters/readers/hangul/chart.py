# SPDX-License-Identifier: AGPL-3.0-or-later
"""A DrawingML chart as the table of its figures (ECMA-376 part 1, 21.2)."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from converters.document.nodes import Cell, Paragraph, Row, Scope, Table, Text
from converters.readers.xml import parse_xml

_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_MOST_POINTS, _MOST_SERIES = 5_000, 200


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart's words and figures."""

    title: str
    kind: str
    """Local name of the chart's element without "Chart" ("bar", "line", "pie", "scatter")."""
    categories: tuple[str, ...]
    series: tuple[tuple[str, tuple[str, ...]], ...]
    """Name and values of each series."""

    def table(self) -> Table:
        """Return the figures: a row for each category, a column for each series."""
        head = Row(
            (
                _cell("", Scope.COLUMN),
                *(
                    _cell(name or str(at + 1), Scope.COLUMN)
                    for at, (name, _) in enumerate(self.series)
                ),
            )
        )
        rows = [head]
        for at, category in enumerate(self.categories):
            values = (_cell(numbers[at] if at < len(numbers) else "") for _, numbers in self.series)
            rows.append(Row((_cell(category, Scope.ROW), *values)))
        return Table(tuple(rows), head_rows=1)


def parse_chart(xml: bytes) -> Chart | None:
    """Return the chart in ``xml``; None where it holds no figures.

    Raises:
        DamagedSource: it is not well-formed.
    """
    root = parse_xml(xml, "OOXMLChartContents")
    plot = root.find(f".//{_C}plotArea")
    if plot is None:
        return None
    series: list[tuple[str, tuple[str, ...]]] = []
    categories: tuple[str, ...] = ()
    kind = ""
    for element in list(plot.iter(f"{_C}ser"))[:_MOST_SERIES]:
        parent = element.getparent()
        if not kind and parent is not None:
            kind = etree.QName(parent).localname.removesuffix("Chart")
        values = _points(element, "val", "yVal")
        if not values:
            continue
        categories = categories or _points(element, "cat", "xVal")
        name = element.find(f"{_C}tx")
        series.append((_words(name), values))
    if not series:
        return None
    if not categories:
        longest = max(len(values) for _, values in series)
        categories = tuple(str(number + 1) for number in range(longest))
    return Chart(_words(root.find(f"{_C}chart/{_C}title")), kind, categories, tuple(series))


def _points(series: etree._Element, *names: str) -> tuple[str, ...]:
    for name in names:
        element = series.find(f"{_C}{name}")
        if element is None:
            continue
        found: dict[int, str] = {}
        for point in element.iter(f"{_C}pt"):
            index = point.get("idx", "")
            if index.isdigit() and int(index) < _MOST_POINTS:
                found[int(index)] = point.findtext(f"{_C}v") or ""
        if found:
            return tuple(found.get(at, "") for at in range(max(found) + 1))
    return ()


def _words(element: etree._Element | None) -> str:
    if element is None:
        return ""
    values = [*element.iter(f"{_C}v"), *element.iter(f"{_A}t")]
    return " ".join((value.text or "").strip() for value in values).strip()


def _cell(text: str, scope: Scope | None = None) -> Cell:
    inlines = (Text(text),) if text else ()
    return Cell((Paragraph(inlines),), scope=scope)
