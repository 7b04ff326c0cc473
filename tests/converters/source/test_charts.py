# SPDX-License-Identifier: AGPL-3.0-or-later
"""Charts: read from DrawingML, shown as a table, drawn again as SVG."""

import hashlib
import re
import time
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from converters.document.counts import count
from converters.document.nodes import Aside, Figure, Table
from converters.document.notices import NoticeKind, NoticeLog
from converters.document.walk import iter_blocks, plain_text
from converters.errors import DamagedSource
from converters.limits import DEFAULT_LIMITS
from converters.readers.hwp5.reader import read_document
from converters.source.charts.chart import Axis, Chart, Plot, Series, parse_chart
from converters.source.charts.drawing.canvas import COLOURS
from converters.source.charts.drawing.drawing import describe, draw
from converters.source.charts.drawing.figures import DRAWN, MOST_POINTS
from converters.source.charts.drawing.scale import affixes, scale_of
from converters.source.charts.drawing.words import fit, width_em, wrap
from converters.source.hangul.ole import open_ole
from converters.source.source_file import SourceFile
from converters.source.zip import ZipPackage
from converters.xhtml.markup import one_line

SVG = "{http://www.w3.org/2000/svg}"
CORPUS = Path(__file__).parents[4] / "shared" / "corpus"


def space(plots: str, *, title: str = "", axes: str = "") -> bytes:
    heading = (
        f"<c:title><c:tx><c:rich><a:p>{title}</a:p></c:rich></c:tx></c:title>" if title else ""
    )
    return (
        '<?xml version="1.0"?><c:chartSpace'
        ' xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
        ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        f"<c:chart>{heading}<c:plotArea>{plots}{axes}</c:plotArea></c:chart></c:chartSpace>"
    ).encode()


def points(name: str, *values: object, code: str = "General") -> str:
    inside = "".join(
        f'<c:pt idx="{at}"><c:v>{value}</c:v></c:pt>'
        for at, value in enumerate(values)
        if value is not None
    )
    return (
        f"<c:{name}><c:numRef><c:numCache><c:formatCode>{code}</c:formatCode>{inside}"
        f"</c:numCache></c:numRef></c:{name}>"
    )


def ser(name: str, *parts: str) -> str:
    return f"<c:ser><c:tx><c:v>{name}</c:v></c:tx>{''.join(parts)}</c:ser>"


def plot(kind: str, *parts: str) -> str:
    return f"<c:{kind}Chart>{''.join(parts)}</c:{kind}Chart>"


def rows(table: Table) -> list[list[str]]:
    return [
        ["".join(plain_text(b.inlines) for b in iter_blocks(cell.blocks)) for cell in row.cells]
        for row in table.rows
    ]


def svg(chart: Chart) -> etree._Element:
    drawn = draw(chart)
    assert drawn is not None
    return etree.fromstring(drawn.data)


def words(root: etree._Element) -> str:
    texts = ("".join(element.itertext()) for element in root.iter(f"{SVG}text"))
    return "\n".join("".join(text.split()) for text in texts)


# ---------------------------------------------------------------- reading


def test_words_and_figures():
    years = points("cat", "2024년", "2025년")
    chart = parse_chart(
        space(
            plot(
                "bar3D",
                '<c:barDir val="bar"/><c:grouping val="stacked"/>',
                ser("세입", years, points("val", 10, 12)),
                ser("세출", years, points("val", None, "0.30000000000000004")),
            ),
            title="<a:r><a:t>세입과 </a:t></a:r><a:r><a:t>세출</a:t></a:r>",
        )
    )
    assert chart is not None
    assert chart.title == "세입과 세출"
    assert [(p.kind, p.grouping, p.horizontal) for p in chart.plots] == [("bar", "stacked", True)]
    assert rows(chart.table()) == [
        ["", "세입", "세출"],
        ["2024년", "10", ""],
        ["2025년", "12", "0.3"],
    ]
    assert describe(chart) == "세입과 세출: 막대그래프 (세입, 세출)"


def test_bars_and_a_line_on_a_second_axis():
    axes = "".join(
        f'<c:valAx><c:axId val="{at}"/><c:title><c:tx><c:rich><a:p><a:r><a:t>{title}</a:t></a:r>'
        f'</a:p></c:rich></c:tx></c:title><c:numFmt formatCode="{code}" sourceLinked="0"/></c:valAx>'
        for at, title, code in ((2, "억 원", "#,##0"), (4, "증가율", "0.0%"))
    )
    chart = parse_chart(
        space(
            plot(
                "bar", ser("예산", points("val", 1000, 1200)), '<c:axId val="1"/><c:axId val="2"/>'
            )
            + plot(
                "line", ser("율", points("val", 0.1, 0.2)), '<c:axId val="3"/><c:axId val="4"/>'
            ),
            axes=axes,
        )
    )
    assert chart is not None
    assert [p.secondary for p in chart.plots] == [False, True]
    assert (chart.values, chart.second_values) == (
        Axis("억 원", "#,##0"),
        Axis("증가율", "0.0%"),
    )
    said = words(svg(chart))
    for part in ("1,000", "20%", "억원", "증가율", "예산", "율"):
        assert part in said


def test_names_of_several_levels_stand_together():
    levels = (
        "<c:cat><c:multiLvlStrRef><c:multiLvlStrCache>"
        '<c:lvl><c:pt idx="0"><c:v>상</c:v></c:pt><c:pt idx="1"><c:v>하</c:v></c:pt>'
        '<c:pt idx="2"><c:v>상</c:v></c:pt></c:lvl>'
        '<c:lvl><c:pt idx="0"><c:v>2024</c:v></c:pt><c:pt idx="2"><c:v>2025</c:v></c:pt></c:lvl>'
        "</c:multiLvlStrCache></c:multiLvlStrRef></c:cat>"
    )
    chart = parse_chart(space(plot("line", ser("", levels, points("val", 1, 2, 3)))))
    assert chart is not None
    assert chart.categories == ("2024 상", "2024 하", "2025 상")


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [
        ("0.0%", "0.153", "15.3%"),
        ("yyyy-mm-dd", "45292", "2024-01-01"),
        ('yyyy"년"', "45292", "2024"),
        ('yyyy"년" m"월"', "45292", "2024-01"),
        ("m/d", "45292", "1/1"),
        ("General", "45292", "45292"),
        ("[Red]0", "45292", "45292"),
        ('0"day"', "3", "3"),
    ],
)
def test_figures_in_the_notation_of_their_format(code, value, shown):
    chart = parse_chart(space(plot("bar", ser("", points("val", value, code=code)))))
    assert chart is not None
    assert chart.series[0].values == (shown,)


def test_scatter_series_with_their_own_places_have_two_columns():
    series = [
        Series("가", ("1", "2"), ("10", "20")),
        Series("나", ("3",), ("30",), sizes=("5",)),
    ]
    table = Chart("", (), (Plot("scatter", tuple(series)),)).table()
    assert rows(table)[0] == ["", "가 (x)", "가", "나 (x)", "나", "나 (크기)"]
    same = Chart("", (), (Plot("scatter", (series[0],)),), category_title="거리").table()
    assert rows(same) == [["거리", "가"], ["10", "1"], ["20", "2"]]


def test_nothing_to_show():
    assert parse_chart(b"<a/>") is None
    assert parse_chart(space("")) is None
    assert parse_chart(space(plot("bar", ser("이름")))) is None
    with pytest.raises(DamagedSource):
        parse_chart(b"<c:chart")
    assert draw(Chart("", ("1",), (Plot("surface", (Series("", ("1",)),)),))) is None
    assert draw(Chart("", ("1",), (Plot("bar", (Series("", ("nan",)),)),))) is None
    assert draw(Chart("", ("1",), (Plot("pie", (Series("", ("0",)),)),))) is None


@pytest.mark.parametrize("index", ["²", "-1", "9" * 5000, "x", ""])
def test_odd_indexes_are_passed_over(index):
    odd = f'<c:val><c:pt idx="{index}"><c:v>7</c:v></c:pt><c:pt idx="0"><c:v>1</c:v></c:pt></c:val>'
    chart = parse_chart(space(plot("bar", ser("", odd))))
    assert chart is not None
    assert chart.series[0].values == ("1",)


# ---------------------------------------------------------------- bounds


def test_a_hostile_chart_is_bounded_in_time_and_size():
    values = "".join(f'<c:pt idx="{at}"><c:v>{at}</c:v></c:pt>' for at in range(5_000))
    one = ser("계열", f"<c:val>{values}</c:val>")
    few = ser("계열", f"<c:val>{values[:3000].rpartition('<c:pt')[0]}</c:val>")
    begun = time.process_time()
    chart = parse_chart(space(plot("bar", *[one] * 50, *[few] * 151)))
    assert chart is not None
    drawn, table = draw(chart), chart.table()
    assert time.process_time() - begun < 2  # seconds; 0.6 on a machine of its own
    assert chart.truncated
    assert drawn is not None
    assert len(drawn.data) < 500_000
    assert sum(len(row.cells) for row in table.rows) < 25_000
    assert parse_chart(space(plot("bar", *[one] * 200))) is None


def test_a_chart_of_many_points_is_drawn_fast_and_thinned():
    figures = tuple(str(at) for at in range(5_000))
    chart = Chart("", figures, (Plot("bar", tuple(Series(str(n), figures) for n in range(200))),))
    begun = time.process_time()
    root = svg(chart)
    assert time.process_time() - begun < 1
    assert sum(1 for _ in root.iter(f"{SVG}rect")) < MOST_POINTS + 100


# ---------------------------------------------------------------- drawing

_TEXTS = st.text(max_size=40)
_NUMBERS = st.one_of(
    st.floats(allow_nan=True, allow_infinity=True).map(str),
    st.integers(-(10**14), 10**14).map(str),
    st.sampled_from(["", "0", "-0", "12.5%", "1e308", "-1e-320", "없음"]),
)


@st.composite
def charts(draw_from: st.DrawFn) -> Chart:
    length = draw_from(st.integers(1, 9))

    def figures() -> tuple[str, ...]:
        return tuple(draw_from(st.lists(_NUMBERS, min_size=1, max_size=length)))

    def one(kind: str) -> Series:
        placed = kind in ("scatter", "bubble")
        return Series(
            draw_from(_TEXTS),
            figures(),
            figures() if placed else (),
            figures() if kind == "bubble" else (),
            draw_from(st.booleans()),
        )

    kinds = draw_from(st.lists(st.sampled_from(sorted(DRAWN)), min_size=1, max_size=2))
    plots = tuple(
        Plot(
            kind,
            tuple(one(kind) for _ in range(draw_from(st.integers(1, 4)))),
            draw_from(st.sampled_from(["clustered", "stacked", "percentStacked"])),
            draw_from(st.booleans()) and kind == "bar",
            draw_from(st.booleans()),
        )
        for kind in kinds
    )
    bounds = st.one_of(st.none(), st.floats(-1e9, 1e9))
    axes = st.builds(Axis, _TEXTS, st.sampled_from(["", "0.0%", '#,##0"명"', "x"]), bounds, bounds)
    names = tuple(draw_from(_TEXTS) for _ in range(length))
    return Chart(
        draw_from(_TEXTS),
        names,
        plots,
        draw_from(_TEXTS),
        draw_from(axes),
        draw_from(axes),
        draw_from(st.booleans()),
    )


@given(charts())
def test_any_chart_stays_on_its_sheet(chart):
    drawn = draw(chart)
    chart.table()
    if drawn is None:
        return
    root = etree.fromstring(drawn.data)
    assert draw(chart) == drawn
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title")
    left, top, width, height = map(float, root.get("viewBox").split())
    assert (left, top, width) == (0, 0, 640)
    assert drawn.height_px == pytest.approx(height, abs=1)
    for element in root.iter(f"{SVG}text", f"{SVG}tspan", f"{SVG}rect"):
        x, y = float(element.get("x", 0)), float(element.get("y", 0))
        assert -1 <= x <= width
        assert -1 <= y <= height
        assert x + float(element.get("width", 0)) <= width + 1
        assert y + float(element.get("height", 0)) <= height + 1
    for element in root.iter(f"{SVG}text"):
        if element.get("transform") or len(element):
            continue
        x, length = float(element.get("x")), width_em(element.text or "")
        length *= float(element.get("font-size"))
        before = {"end": 1.0, "middle": 0.5}.get(element.get("text-anchor"), 0.0)
        assert x - length * before >= -1
        assert x + length * (1 - before) <= width + 1
    for element in root.iter(f"{SVG}path"):
        if element.getparent().tag == f"{SVG}pattern":
            continue
        for x, y in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", element.get("d")):
            assert -10 <= float(x) <= width + 10
            assert -10 <= float(y) <= height + 10
    for element in root.iter():
        assert not {etree.QName(name).localname for name in element.attrib} & {"href", "src"}
    assert not re.search(r"nan|inf", " ".join(e.get("d", "") for e in root.iter()))


@given(
    st.sampled_from(["bar", "line", "area", "radar", "pie"]),
    st.booleans(),
    st.lists(st.text("가나다라 abc1", min_size=1, max_size=30), min_size=1, max_size=9),
    st.lists(st.text("마바사 xyz2", min_size=1, max_size=30), min_size=2, max_size=5),
)
def test_every_name_or_its_beginning_is_written(kind, lying, categories, names):
    figures = tuple(str(at + 1) for at in range(len(categories)))
    series = tuple(Series(one_line(name), figures) for name in names)
    plots = (Plot(kind, series, horizontal=lying and kind == "bar"),)
    said = words(svg(Chart("제목", tuple(map(one_line, categories)), plots)))
    wanted = [*categories] if kind == "pie" else [*categories, *names]
    for name in wanted:
        assert "".join(name.split())[:1] in said


def test_sheets_are_light_and_colours_are_seen_on_white_and_dark():
    def luminance(colour: str) -> float:
        def linear(part: int) -> float:
            share = part / 255
            return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

        red, green, blue = (linear(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    for colour in COLOURS:
        assert 1.05 / (luminance(colour) + 0.05) >= 3
        assert (luminance(colour) + 0.05) / (luminance("#121212") + 0.05) >= 3
    root = svg(Chart("", ("가",), (Plot("bar", (Series("나", ("1",)),)),)))
    ground = root.find(f"{SVG}rect")
    assert (ground.get("width"), ground.get("fill")) == ("640", "#ffffff")


def test_missing_figures_break_a_line():
    chart = Chart("", tuple("가나다라마"), (Plot("line", (Series("", ("1", "2", "", "4", "5")),)),))
    curves = [p.get("d") for p in svg(chart).iter(f"{SVG}path") if p.get("stroke-width") == "2.5"]
    assert [d.count("M") for d in curves] == [2]


def test_bars_below_zero_hang():
    chart = Chart("", ("가", "나"), (Plot("bar", (Series("", ("5", "-5")),)),))
    up, down = list(svg(chart).iter(f"{SVG}rect"))[1:]
    assert float(up.get("y")) + float(up.get("height")) == pytest.approx(float(down.get("y")))


# ---------------------------------------------------------------- scales and words


@given(
    st.floats(-1e99, 1e99), st.floats(-1e99, 1e99), st.booleans(), st.sampled_from(["", "0%", "0"])
)
@example(0.0, 5e-324, False, "")
def test_scales_cover_their_values_with_few_ticks(one, other, from_zero, code):
    low, high = min(one, other), max(one, other)
    scale = scale_of(low, high, Axis(code=code), from_zero=from_zero)
    span = scale.high - scale.low
    assert span > 0
    assert scale.low <= low + span * 1e-6
    assert scale.high >= high - span * 1e-6
    assert 2 <= len(scale.ticks) <= 15
    assert len(scale.ticks) == len(scale.labels)


@pytest.mark.parametrize(
    ("low", "high", "code", "labels"),
    [
        (0, 10_349, "#,##0", ("0", "2,500", "5,000", "7,500", "10,000", "12,500")),
        (3, 42, "", ("0", "10", "20", "30", "40", "50")),
        (-3, 4, "", ("-4", "-2", "0", "2", "4")),
        (0.02, 0.091, "0.0%", ("0%", "2%", "4%", "6%", "8%", "10%")),
        (1e12, 5.1e12, '#,##0"원"', ("0원", "20,000억원", "40,000억원", "60,000억원")),
        (1000, 1010, "", ("1,000", "1,002", "1,004", "1,006", "1,008", "1,010")),
    ],
)
def test_ticks_are_round(low, high, code, labels):
    assert scale_of(low, high, Axis(code=code), from_zero=False).labels == labels


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ('#,##0"명";[Red]-0', ("", "명", False)),
        ("0.0%", ("", "%", True)),
        ('"약 "0\\개', ("약 ", "개", False)),
        ("General", ("", "", False)),
        ("_-₩* #,##0_-", ("₩", "", False)),
    ],
)
def test_affixes(code, expected):
    assert affixes(code) == expected


@given(st.text(max_size=60), st.floats(2, 20))
def test_fitted_words_fit(text, room):
    fitted = fit(text, room)
    assert width_em(fitted) <= max(room, 2.01)
    lines = wrap(text, room, 3)
    if lines is not None:
        assert len(lines) <= 3
        assert "".join(lines).replace(" ", "") == "".join(text.split())


# ---------------------------------------------------------------- real ones


@pytest.mark.corpus
def test_charts_of_the_corpus_are_drawn():
    seen = drawn = 0
    for path in sorted([*CORPUS.glob("hwpx/**/*.hwpx"), *CORPUS.glob("docx/**/*.docx")]):
        try:
            package = ZipPackage(path.read_bytes(), DEFAULT_LIMITS)
        except DamagedSource:
            continue
        for name in package.names():
            if re.search(r"[Cc]harts?/chart\d+\.xml$", name):
                chart = parse_chart(package.read(name))
                seen += 1
                drawn += chart is not None and draw(chart) is not None
    assert seen > 50
    assert drawn == seen


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("sboh1214+hwp-swift/**/chart/document.hwp", NoticeKind.CHART_REDRAWN),
        ("neolord0+hwplib/**/차트.hwp", NoticeKind.CHART),
    ],
)
def test_only_a_chart_that_cannot_be_drawn_is_a_loss(name, kind):
    path = next(CORPUS.joinpath("hwp").glob(name))
    log = NoticeLog()
    data = path.read_bytes()
    sha256 = hashlib.sha256(data).hexdigest()
    document = read_document(SourceFile(path, data, sha256, DEFAULT_LIMITS, ()), log)
    said = {notice.kind for notice in log.notices()}
    assert said & {NoticeKind.CHART, NoticeKind.CHART_REDRAWN} == {kind}
    asides = [block for block in document.blocks if isinstance(block, Aside)]
    if kind is NoticeKind.CHART:
        assert not asides
        return
    figure, table = asides[0].blocks
    assert isinstance(figure, Figure)
    assert isinstance(table, Table)
    assert figure.alt == "막대그래프 (계열 1, 계열 2, 계열 3)"
    assert document.resources[figure.resource].media_type == "image/svg+xml"
    counts = count(document)
    assert (counts["images"], counts["tables"]) == (0, 0)


def test_a_bare_chart_is_read_and_a_broken_one_is_said_to_be_a_chart():
    whole = space(plot("pie", ser("몫", points("val", 1, 2))))
    content = open_ole(whole, DEFAULT_LIMITS)
    assert content.chart is not None
    assert content.chart.plots[0].kind == "pie"
    broken = open_ole(whole[:-20], DEFAULT_LIMITS)
    assert (broken.chart, broken.is_chart) == (None, True)
    assert not open_ole(b"<svg/>", DEFAULT_LIMITS).is_chart
