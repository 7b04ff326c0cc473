# SPDX-License-Identifier: AGPL-3.0-or-later
"""Twenty scanned pages whose text is known exactly, and the scores of what is read from them.

    python -m tests.acceptance.scans CORPUS [OUT] [--only NAME]

Pages are drawn at 200 and 300 dots per inch in five typefaces, in one and two columns, with
headings, lists and tables, with and without rules; then they are laid askew, made uneven in light,
sprinkled with specks, and stored as JPEG, as an office scanner does. The text is that of
``CORPUS/pdf-korean``. OUT keeps the files, their true Markdown and what was read. ``--skip N`` draws other
pages of the same kinds.

Typefaces: NanumSquare of the program; Nanum's others are taken where they are installed.
"""

from __future__ import annotations

import argparse
import html
import io
import itertools
import random
import re
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from app.jobs.recognition import recogniser
from benchmarks.pdf_markdown import to_plain_markdown
from converters.document.notices import NoticeLog
from converters.limits import DEFAULT_LIMITS
from converters.pipeline import read_document
from tests.acceptance.pdf_hard import load_scorer

_ASSETS = Path(__file__).resolve().parents[2] / "assets"
_NANUM = Path("/usr/share/fonts/truetype/nanum")
_FACES = ("NanumGothic", "NanumMyeongjo", "NanumBarunGothic", "NanumSquareR")
_WIDTH_PT, _HEIGHT_PT = 595.0, 842.0
_MARGIN_PT = 62.0
_LEADING = 1.6
_MEASURES = ("overall", "nid", "teds", "mhs", "word_f1", "recall")
_SENTENCE = re.compile(r"[^.]{18,140}(?:다|요|함|음)\.")
_PLAIN = re.compile(r"[가-힣A-Za-z0-9 .,()%~\"'“”‘’·?!:;/-]*")


@dataclass(frozen=True)
class Kind:
    """What one page is like."""

    name: str
    dots: int
    skew: float
    """Degrees."""
    columns: int = 1
    tables: tuple[str, ...] = ()
    """"ruled", "half" (rules across only) or "open"."""
    noise: float = 0.0
    """Share of pixels that become specks, per thousand."""
    face: str = "NanumGothic"
    size: float = 10.5
    """Points."""
    quarters: int = 0
    """Turned by so many quarters, as a sheet put in the wrong way."""


KINDS = (
    Kind("plain-300", 300, 0.0),
    Kind("plain-200", 200, 0.0, face="NanumMyeongjo"),
    Kind("skew-300", 300, 1.5, noise=0.5),
    Kind("skew-200", 200, -1.0, noise=0.5, size=11),
    Kind("skew-2-300", 300, -2.0, face="NanumMyeongjo"),
    Kind("columns-300", 300, 0.0, 2, noise=0.5),
    Kind("columns-200", 200, 0.5, 2),
    Kind("columns-skew-300", 300, 1.0, 2, noise=1.0, face="NanumBarunGothic"),
    Kind("columns-skew-200", 200, 2.0, 2, size=11),
    Kind("columns-table-300", 300, -0.5, 2, ("ruled",)),
    Kind("table-300", 300, 0.0, 1, ("ruled",)),
    Kind("table-200", 200, 0.0, 1, ("ruled",), face="NanumMyeongjo"),
    Kind("table-skew-300", 300, 1.5, 1, ("ruled", "ruled"), noise=0.5),
    Kind("table-skew-200", 200, -1.5, 1, ("ruled",), noise=0.5, size=11),
    Kind("half-ruled-300", 300, 0.5, 1, ("half",)),
    Kind("half-ruled-200", 200, 0.0, 1, ("half",), face="NanumBarunGothic"),
    Kind("open-300", 300, -0.5, 1, ("open",)),
    Kind("mixed-300", 300, 2.0, 1, ("ruled", "half"), noise=1.0, face="NanumSquareR"),
    Kind("mixed-200", 200, 1.0, 1, ("half", "ruled"), noise=1.0),
    Kind("on-its-side-300", 300, 0.5, 1, ("ruled",), quarters=1),
)


def sentences(corpus: Path) -> list[str]:
    """Return sentences of the true Markdown of ``CORPUS/pdf-korean``, each once."""
    found: dict[str, None] = {}
    for path in sorted((corpus / "pdf-korean" / "truth").glob("*.md")):
        for line in path.read_text("utf-8").splitlines():
            if line[:1] not in "#<|-*>":
                found.update(dict.fromkeys(s.strip() for s in _SENTENCE.findall(line)))
    return [text for text in found if _PLAIN.fullmatch(text)]


def font(face: str, size: float, dots: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    """Return a typeface; NanumSquare of the program where it is not installed."""
    names = [f"{face}Bold.ttf", f"{face[:-1]}B.ttf"] if bold else [f"{face}.ttf"]
    places = [folder / name for folder in (_NANUM, _ASSETS / "fonts") for name in names]
    places.append(_ASSETS / "fonts" / ("NanumSquareB.ttf" if bold else "NanumSquareR.ttf"))
    path = next(place for place in places if place.exists())
    return ImageFont.truetype(str(path), round(size * dots / 72))


# ---------------------------------------------------------------- drawing

_UNITS = (
    "부서",
    "도서관",
    "복지관",
    "보건소",
    "시설관리공단",
    "문화재단",
    "체육회",
    "상수도사업소",
)
_HEADS = ("구분", "계획", "집행", "비율", "담당", "비고")
_REMARKS = ("완료", "진행 중", "내년 이월", "검토", "해당 없음")
_TITLES = (
    "사업의 배경", "추진 계획", "예산 집행 현황", "앞으로의 과제", "주요 성과", "시민 참여",
    "협력 기관", "안전 점검 결과", "시설 이용 안내", "기록물 정리", "자주 묻는 질문", "평가와 개선",
)  # fmt: skip


@dataclass
class Sheet:
    """A page that is being drawn, and its true Markdown."""

    kind: Kind
    lot: random.Random
    image: Image.Image = field(init=False)
    truth: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        across, down = self.px(_WIDTH_PT), self.px(_HEIGHT_PT)
        self.image = Image.new("L", (across, down), 250)
        self.draw = ImageDraw.Draw(self.image)
        self.body = font(self.kind.face, self.kind.size, self.kind.dots)

    def px(self, points: float) -> int:
        """Return points as pixels."""
        return round(points * self.kind.dots / 72)

    def text(self, x: float, y: float, text: str, face: ImageFont.FreeTypeFont) -> None:
        """Draw a line, its upper left corner given in points."""
        self.draw.text((self.px(x), self.px(y)), text, font=face, fill=25)

    def width(self, text: str, face: ImageFont.FreeTypeFont) -> float:
        """Return the points that a text is wide."""
        return float(face.getlength(text)) * 72 / self.kind.dots

    def heading(self, x: float, y: float, text: str, level: int) -> float:
        """Draw a heading; return where the next thing may begin."""
        size = self.kind.size * (1.9 if level == 1 else 1.3)
        face = font(self.kind.face, size, self.kind.dots, bold=True)
        self.text(x, y, text, face)
        self.truth.append(f"{'#' * level} {text}")
        return y + size * 1.9

    def wrapped(self, text: str, width: float) -> list[str]:
        """Return the lines of a text, broken at blanks."""
        lines, line = [], ""
        for word in text.split():
            longer = f"{line} {word}".strip()
            if line and self.width(longer, self.body) > width:
                lines.append(line)
                longer = word
            line = longer
        return [*lines, line]

    def paragraph(self, x: float, y: float, text: str, width: float) -> float:
        """Draw a paragraph; return where the next thing may begin."""
        for line in self.wrapped(text, width):
            self.text(x, y, line, self.body)
            y += self.kind.size * _LEADING
        self.truth.append(text)
        return y + self.kind.size * 0.7

    def table(self, x: float, y: float, width: float, how: str) -> float:
        """Draw a table of rows of one or two lines; return where the next thing may begin."""
        lot, size = self.lot, self.kind.size
        columns = lot.randint(3, 5) if width > 300 else 3
        rows = lot.randint(4, 7)
        shares = [1.5, *(1.0 for _ in range(columns - 1))]
        wide = [width * share / sum(shares) for share in shares]
        lefts = list(itertools.accumulate(wide[:-1], initial=x))
        grid = [["구분", *lot.sample(_HEADS[1:], columns - 1)]]
        for unit in lot.sample(_UNITS, rows - 1):
            figures = [self._figure() for _ in range(columns - 2)]
            grid.append([unit, *figures, lot.choice(_REMARKS)])
        top = y
        edges = [top]
        for row in grid:
            cells = [self.wrapped(text, w - 1.2 * size) for text, w in zip(row, wide, strict=True)]
            high = size * (1.35 * max(map(len, cells)) + 0.9)
            for left, lines in zip(lefts, cells, strict=True):
                for at, line in enumerate(lines):
                    self.text(
                        left + 0.6 * size, edges[-1] + size * (0.4 + 1.35 * at), line, self.body
                    )
            edges.append(edges[-1] + high)
        stroke = max(2, self.px(0.7))
        if how != "open":
            for edge in edges if how == "ruled" else (edges[0], edges[1], edges[-1]):
                self._rule(x, edge, x + width, edge, stroke)
        if how == "ruled":
            for left in (*lefts, x + width):
                self._rule(left, top, left, edges[-1], stroke)
        body = "".join(
            "<tr>" + "".join(f"<td>{html.escape(text)}</td>" for text in row) + "</tr>"
            for row in grid
        )
        self.truth.append(f"<table>{body}</table>")
        return edges[-1] + 1.3 * size

    def _figure(self) -> str:
        share = self.lot.random() < 0.3
        return f"{self.lot.uniform(1, 99):.1f}%" if share else f"{self.lot.randint(12, 98_000):,}"

    def _rule(self, x0: float, y0: float, x1: float, y1: float, stroke: int) -> None:
        at = self.px(x0), self.px(y0), self.px(x1), self.px(y1)
        self.draw.line(at, fill=40, width=stroke)


def drawn(kind: Kind, texts: Iterator[str], lot: random.Random) -> Sheet:
    """Return a page of a kind, upright and clean."""
    sheet = Sheet(kind, lot)
    titles = iter(lot.sample(_TITLES, len(_TITLES)))
    gutter = 24.0
    inner = _WIDTH_PT - 2 * _MARGIN_PT
    width = (inner - gutter * (kind.columns - 1)) / kind.columns
    top = sheet.heading(_MARGIN_PT, _MARGIN_PT, next(titles), 1)
    tables = list(kind.tables)
    bottom = _HEIGHT_PT - _MARGIN_PT
    for column in range(kind.columns):
        x, y = _MARGIN_PT + column * (width + gutter), top
        parts = 0
        while True:
            room = bottom - y
            if room < 9 * kind.size * _LEADING:
                break
            if parts % 3 == 0:
                y = sheet.heading(x, y, next(titles), 2)
            text = " ".join(itertools.islice(texts, 2))
            if len(sheet.wrapped(text, width)) * kind.size * _LEADING > bottom - y:
                break
            y = sheet.paragraph(x, y, text, width)
            parts += 1
            if tables and bottom - y > 19 * kind.size:
                y = sheet.table(x, y, width, tables.pop(0))
    return sheet


def scanned(sheet: Sheet) -> Image.Image:
    """Return a page as a scanner sees it: soft, askew, unevenly lit and specked."""
    kind, lot = sheet.kind, sheet.lot
    image = sheet.image.filter(ImageFilter.GaussianBlur(kind.dots / 500))
    image = image.rotate(-kind.skew, Image.Resampling.BICUBIC, fillcolor=250)
    pixels = numpy.asarray(image, dtype=numpy.float32)
    chance = numpy.random.default_rng(lot.randrange(1 << 30))
    light = numpy.linspace(0, lot.uniform(-14, 4), pixels.shape[1], dtype=numpy.float32)
    pixels = pixels + light + chance.normal(0, 5 + 4 * kind.noise, pixels.shape)
    specks = int(kind.noise / 1000 * pixels.size / 4)
    rows = chance.integers(0, pixels.shape[0] - 2, specks)
    columns = chance.integers(0, pixels.shape[1] - 2, specks)
    for down, across in ((0, 0), (0, 1), (1, 0)):
        pixels[rows + down, columns + across] = 60
    image = Image.fromarray(pixels.clip(0, 255).astype(numpy.uint8))
    return image.rotate(90 * kind.quarters, expand=True) if kind.quarters else image


def made(
    corpus: Path, skip: int = 0, kinds: Sequence[Kind] = KINDS
) -> Iterator[tuple[Kind, bytes, str, Image.Image]]:
    """Yield each kind with its PDF file, its true Markdown and its picture.

    Args:
        corpus: where the sentences are.
        skip: sentences, so that other pages of the same kinds are drawn.
        kinds: of pages.
    """
    texts = itertools.islice(itertools.cycle(sentences(corpus)), skip, None)
    for number, kind in enumerate(kinds):
        sheet = drawn(kind, texts, random.Random(20261129 + number + 1000 * skip))
        image = scanned(sheet)
        out = io.BytesIO()
        image.save(out, "PDF", resolution=kind.dots, quality=80)
        yield kind, out.getvalue(), "\n\n".join(sheet.truth) + "\n", image


# ---------------------------------------------------------------- scores


def letter_recall(truth: str, text: str) -> float:
    """Return the share of the letters and digits of ``truth`` that stand in ``text``."""
    plain = re.compile(r"<[^>]*>")
    wanted = Counter(c for c in plain.sub("", truth) if c.isalnum())
    found = Counter(c for c in plain.sub("", text) if c.isalnum())
    return (wanted & found).total() / max(1, wanted.total())


def main(arguments: Sequence[str]) -> int:
    """Print a row for each page and the means."""
    asked = argparse.ArgumentParser(prog="scans", description=(__doc__ or "").split("\n")[0])
    asked.add_argument("corpus", type=Path)
    asked.add_argument("out", type=Path, nargs="?")
    asked.add_argument("--only", action="append")
    asked.add_argument("--skip", type=int, default=0)
    asked.add_argument("--make", action="store_true", help="write files and truths, read nothing")
    asked.add_argument("--scorer", type=Path, help="pdf_score.py, if not beside the corpus")
    given = asked.parse_args(arguments)
    score = load_scorer(given.scorer or given.corpus.parent / "tools" / "pdf_score.py")
    reads = recogniser()
    rows: list[dict[str, float]] = []
    sys.stdout.write(f"{'page':<20}" + "".join(f"{n:>9}" for n in _MEASURES) + "   CPU s\n")
    with tempfile.TemporaryDirectory() as scratch:
        out = given.out or Path(scratch)
        out.mkdir(parents=True, exist_ok=True)
        for kind, file, truth, _ in made(given.corpus, given.skip):
            if given.only and kind.name not in given.only:
                continue
            path = out / f"{kind.name}.pdf"
            path.write_bytes(file)
            path.with_suffix(".truth.md").write_text(truth, "utf-8")
            if given.make:
                continue
            started = time.process_time()
            document = read_document(path, (), DEFAULT_LIMITS, NoticeLog(), recogniser=reads)
            seconds = time.process_time() - started
            text = to_plain_markdown(document)
            path.with_suffix(".md").write_text(text, "utf-8")
            row = {**score.score(truth, text), "recall": letter_recall(truth, text)}
            rows.append(row)
            values = "".join(f"{row.get(n, float('nan')):9.3f}" for n in _MEASURES)
            sys.stdout.write(f"{kind.name:<20}{values}{seconds:8.1f}\n")
            sys.stdout.flush()
    for name in _MEASURES:
        values = [row[name] for row in rows if name in row]
        sys.stdout.write(f"{name} {statistics.fmean(values) if values else 0:.4f}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
