# SPDX-License-Identifier: AGPL-3.0-or-later
"""A DrawingML chart: its words, its figures, and what they look like as a table.

ECMA-376 part 1, 21.2. What is kept of the look is what tells how to read the
figures: kinds, stacking, direction, axes and their number formats. Three
dimensional kinds are their flat kin, as their depth says nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from lxml import etree

from converters.document.nodes import Align, Cell, Paragraph, Row, Scope, Table, Text
from converters.source.charts.points import PREFIX as _C
from converters.source.charts.points import parse_points, words_of
from converters.source.xml import parse_xml
from converters.xhtml.markup import Element

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
# The strict notation differs in its names only (ECMA-376 part 4).
_STRICT = b"http://purl.oclc.org/ooxml/drawingml/"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/drawingml/2006/"
_MOST_POINTS, _MOST_SERIES = 5_000, 200
_MOST_BYTES = 12_000_000
"""Ten times what the most figures take: more is an attack or a mistake."""
_MOST_FIGURES = 20_000
"""Figures of one chart, all series together: above it a table is of no use to a reader."""

_FLAT = {
    "bar3D": "bar",
    "line3D": "line",
    "stock": "line",
    "area3D": "area",
    "pie3D": "pie",
    "ofPie": "pie",
    "surface3D": "surface",
}


@dataclass(frozen=True, slots=True)
class Series:
    """One series; figures are kept as the source writes them, empty where it has none."""

    name: str
    values: tuple[str, ...]
    xs: tuple[str, ...] = ()
    """Places along the first axis (scatter and bubble charts)."""
    sizes: tuple[str, ...] = ()
    """Sizes of bubbles."""
    joined: bool = True
    """Whether a line joins the points of a scatter chart."""


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis of values."""

    title: str = ""
    code: str = ""
    """Number format of its labels ("0.0%"), in the notation of spreadsheets."""
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Plot:
    """Series that are drawn in one way."""

    kind: str
    """"bar", "line", "area", "pie", "doughnut", "scatter", "bubble", "radar", or the local name
    of the chart's element without "Chart" where it is none of these."""
    series: tuple[Series, ...]
    grouping: str = "clustered"
    """"clustered", "stacked" or "percentStacked"."""
    horizontal: bool = False
    """True for bars that lie."""
    secondary: bool = False
    """True where its values are read from the second axis."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart's words and figures."""

    title: str
    categories: tuple[str, ...]
    plots: tuple[Plot, ...]
    category_title: str = ""
    values: Axis = Axis()
    second_values: Axis = Axis()
    reversed: bool = False
    """True where the first category stands where the last one usually does."""
    truncated: bool = False
    """True where the source holds more figures than are kept here."""

    @property
    def series(self) -> tuple[Series, ...]:
        """All series in the order of the source."""
        return tuple(series for plot in self.plots for series in plot.series)

    def table(self) -> Table:
        """Return the figures: a row for each category, a column for each series."""
        first, columns = self._columns()
        length = max((len(figures) for _, figures in (first, *columns)), default=0)
        head = Row(tuple(_cell(name, Scope.COLUMN) for name, _ in (first, *columns)))
        rows = [head]
        for at in range(length):
            label, *figures = (
                figures[at] if at < len(figures) else "" for _, figures in (first, *columns)
            )
            cells = (_cell(figure, align=Align.END) for figure in figures)
            rows.append(Row((_cell(label, Scope.ROW), *cells)))
        return Table(tuple(rows), head_rows=1)

    def _columns(self) -> tuple[_Column, list[_Column]]:
        """Return the column of the rows' names, and those of figures."""
        series = self.series
        places = {one.xs for one in series if one.xs}
        labels = next(iter(places)) if len(places) == 1 else self.categories
        columns: list[_Column] = []
        for at, one in enumerate(series):
            name = one.name or str(at + 1)
            if len(places) > 1 and one.xs:
                columns.append((f"{name} (x)", one.xs))
            columns.append((name, one.values))
            if one.sizes:
                columns.append((f"{name} (크기)", one.sizes))
        return (self.category_title, labels), columns


_Column = tuple[str, tuple[str, ...]]


def parse_chart(xml: bytes) -> Chart | None:
    """Return the chart in ``xml``; None where it holds no figures, or too many to be looked at.

    Raises:
        DamagedSource: it is not well-formed.
    """
    if len(xml) > _MOST_BYTES:
        return None
    root = parse_xml(xml.replace(_STRICT, _TRANSITIONAL), "OOXMLChartContents")
    area = root.find(f".//{_C}plotArea")
    if area is None:
        return None
    elements = list(islice(area.iter(f"{_C}ser"), _MOST_SERIES + 1))
    most = min(_MOST_POINTS, _MOST_FIGURES // max(1, len(elements)))
    plots, categories, cut = _plots(area, elements[:_MOST_SERIES], most)
    if not plots:
        return None
    cut |= len(elements) > _MOST_SERIES
    length = max(len(series.values) for plot in plots for series in plot.series)
    categories = (*categories, *(str(at + 1) for at in range(len(categories), length)))
    first, second, along = _value_axes(area, elements[0])
    names = [along, *(_title(axis) for axis in _axes(area, ("catAx", "dateAx")))]
    orientation = area.find(f"{_C}catAx/{_C}scaling/{_C}orientation")
    return Chart(
        _title(root.find(f"{_C}chart")),
        categories,
        plots,
        category_title=next(filter(None, names), ""),
        values=first,
        second_values=second,
        reversed=orientation is not None and orientation.get("val") == "maxMin",
        truncated=cut,
    )


def _plots(
    area: Element, elements: list[Element], most: int
) -> tuple[tuple[Plot, ...], tuple[str, ...], bool]:
    """Return the plots, the categories, and whether figures were left out."""
    grouped: dict[Element, list[Series]] = {}
    categories: tuple[str, ...] = ()
    cut = False
    for element in elements:
        parent = element.getparent()
        values = parse_points(element.find(f"{_C}val"), most) or parse_points(
            element.find(f"{_C}yVal"), most
        )
        if values is None or parent is None:
            continue
        cut |= values.cut
        if not categories:
            named = parse_points(element.find(f"{_C}cat"), most)
            categories = named.texts if named is not None else ()
        xs = parse_points(element.find(f"{_C}xVal"), most)
        sizes = parse_points(element.find(f"{_C}bubbleSize"), most)
        series = Series(
            words_of(element.find(f"{_C}tx")),
            values.texts,
            xs.texts if xs is not None else (),
            sizes.texts if sizes is not None else (),
            joined=element.find(f"{_C}spPr/{_A}ln/{_A}noFill") is None,
        )
        grouped.setdefault(parent, []).append(series)
    first = next(iter(grouped), None)
    main = set(_axis_ids(first)) if first is not None else set()
    owners = {_value(axis, "axId") for axis in _axes(area, ("valAx",))}
    plots = tuple(
        _plot(parent, tuple(series), not set(_axis_ids(parent)) & owners <= main)
        for parent, series in grouped.items()
    )
    return plots, categories, cut


def _plot(element: Element, series: tuple[Series, ...], secondary: bool) -> Plot:
    kind = etree.QName(element).localname.removesuffix("Chart")
    kind = _FLAT.get(kind, kind)
    grouping = _value(element, "grouping")
    if kind == "scatter" and _value(element, "scatterStyle") in ("marker", "none"):
        series = tuple(Series(one.name, one.values, one.xs, joined=False) for one in series)
    return Plot(
        kind,
        series,
        grouping if grouping in ("stacked", "percentStacked") else "clustered",
        horizontal=kind == "bar" and _value(element, "barDir") == "bar",
        secondary=secondary,
    )


def _axis_ids(element: Element) -> list[str]:
    return [axis.get("val", "") for axis in element.iterfind(f"{_C}axId")]


def _axes(area: Element, names: tuple[str, ...]) -> list[Element]:
    return [axis for name in names for axis in area.iterfind(f"{_C}{name}")]


def _value_axes(area: Element, series: Element) -> tuple[Axis, Axis, str]:
    """Return the axis of the first plot's values, the second one, and the title along the places."""
    parent = series.getparent()
    ids = _axis_ids(parent) if parent is not None else []
    axes = {_value(axis, "axId"): axis for axis in _axes(area, ("valAx",))}
    # Scatter charts have an axis of values along their bottom, too: it is named first.
    mine = [axes.pop(one) for one in ids if one in axes]
    others = list(axes.values())
    source = series.findtext(f".//{_C}val//{_C}formatCode") or ""
    source = source or series.findtext(f".//{_C}yVal//{_C}formatCode") or ""
    return (
        _axis(mine[-1], source) if mine else Axis(code=source),
        _axis(others[0], "") if others else Axis(),
        _title(mine[0]) if len(mine) > 1 else "",
    )


def _axis(element: Element, source_code: str) -> Axis:
    shown = element.find(f"{_C}numFmt")
    code = shown.get("formatCode", "") if shown is not None else ""
    if shown is not None and shown.get("sourceLinked", "0") not in ("0", "false"):
        code = source_code or code
    scaling = element.find(f"{_C}scaling")
    low, high = (_bound(scaling, name) for name in ("min", "max"))
    return Axis(_title(element), code or source_code, low, high)


def _bound(scaling: Element | None, name: str) -> float | None:
    text = _value(scaling, name) if scaling is not None else ""
    try:
        bound = float(text)
    except ValueError:
        return None
    return bound if abs(bound) < 1e100 else None


def _value(element: Element, name: str) -> str:
    child = element.find(f"{_C}{name}")
    return child.get("val", "") if child is not None else ""


def _title(owner: Element | None) -> str:
    title = owner.find(f"{_C}title") if owner is not None else None
    return words_of(title) if title is not None else ""


def _cell(text: str, scope: Scope | None = None, align: Align | None = None) -> Cell:
    inlines = (Text(text),) if text else ()
    return Cell((Paragraph(inlines),), scope=scope, align=align)
