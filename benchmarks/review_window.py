# SPDX-License-Identifier: AGPL-3.0-or-later
"""How fluid the review window is with very many segments, beside its limits.

``python -m benchmarks.review_window [--segments 100000] [--documents 200]`` makes a project of that many
segments, opens it off the screen, and prints for each figure the limit that was set for it
(reference figures of the review issue), the measured value and their ratio.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.store.project import NewDocument

WORDS = [
    "서울시",
    "시민",
    "공원",
    "도서관",
    "교통",
    "지원",
    "사업",
    "신청",
    "접수",
    "기간",
    "대상",
    "안내",
    "문화",
    "체육",
    "시설",
    "이용",
    "예산",
    "계획",
    "추진",
    "현황",
    "주민",
    "자치",
    "센터",
    "복지",
    "환경",
    "안전",
    "점검",
    "결과",
    "보고",
    "개선",
    "방안",
    "협력",
    "기관",
]


def made_project(path: Path, count: int, documents: int = 1) -> None:
    """Write a project of ``count`` segments, four to a paragraph, with codes in some."""
    from app.store.project import new_project

    chance = random.Random(7)
    new_project(
        path,
        (made_document(chance, number, -(-count // documents)) for number in range(documents)),
    )


def made_document(chance: random.Random, at: int, count: int) -> NewDocument:
    """Return a document of ``count`` segments."""
    from app.store.project import NewDocument
    from converters.document import codec
    from converters.document.metadata import Metadata
    from converters.document.nodes import Document, Mark, Paragraph, Text
    from translation.draft import sentences_of
    from translation.inline_codes import from_marked
    from translation.review.segments import (
        Origin,
        ReviewDocument,
        ReviewSegment,
        Status,
        review_unit,
        segment_id_of,
    )
    from translation.units import extract

    def sentence() -> str:
        return " ".join(chance.choices(WORDS, k=chance.randint(5, 14))) + "입니다. "

    blocks = []
    for number in range(-(-count // 4)):
        bold = Text(f"제{number}항 ", marks=frozenset({Mark.STRONG}))
        blocks.append(Paragraph((bold, Text("".join(sentence() for _ in range(4)).strip()))))
    document = Document(metadata=Metadata(title="", language="ko"), blocks=tuple(blocks))
    units = extract(document)
    segments: list[ReviewSegment] = []
    for unit in units:
        for place, source in enumerate(sentences_of(unit, "ko"), start=1):
            tags = "".join(str(part) for part in source.parts if not isinstance(part, str))
            target = from_marked(f"{tags}This is draft number {len(segments)} of the city.")
            segments.append(
                ReviewSegment(
                    segment_id_of(unit.unit_id, place),
                    unit.unit_id,
                    len(segments) + 1,
                    unit.kind,
                    source,
                    target,
                    Status.DRAFT,
                    origin=Origin.MACHINE,
                    confidence=round(chance.random(), 3),
                )
            )
    review = ReviewDocument(
        "",
        "ko",
        "en",
        hashlib.sha256(str(at).encode()).hexdigest(),
        tuple(map(review_unit, units)),
        tuple(segments),
    )
    tree = json.dumps(codec.encode(document, {}), ensure_ascii=False).encode()
    return NewDocument(review, {"document.json": tree}, {"file": f"made {at}"})


def timed(do: Callable[[], object]) -> float:
    """Return how long ``do`` takes, in milliseconds."""
    started = time.perf_counter()
    do()
    return 1000 * (time.perf_counter() - started)


def p95(values: list[float]) -> float:
    """Return the 95th percentile."""
    return statistics.quantiles(values, n=20)[-1]


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--segments", type=int, default=100_000)
    arguments.add_argument("--documents", type=int, default=1)
    asked = arguments.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["HANJI_DATA_DIR"] = folder
        path = Path(folder) / "large.hanji"
        made_project(path, asked.segments, asked.documents)
        print(
            f"project of {asked.segments:,} segments in {asked.documents:,} documents:"
            f" {path.stat().st_size / 2**20:.0f} MiB"
        )
        measure(path)


def measure(path: Path) -> None:
    """Open the project and do what a translator does."""
    from PySide6.QtWidgets import QApplication

    from app.ui.review.grid import SegmentFilter
    from app.ui.review.window import open_review
    from app.ui.start import prepare_application
    from translation.inline_codes import coded

    application = QApplication([])
    prepare_application(application)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rows: list[tuple[str, float, float, str]] = []
    windows = []

    def open_it() -> None:
        window = open_review(path)
        window.resize(1280, 720)
        window.show()
        application.processEvents()
        windows.append(window)

    rows.append(("open", timed(open_it), 2000, "ms"))
    window = windows[0]
    filters = {
        "filter, a word": SegmentFilter("도서관"),
        "filter, a word again": SegmentFilter("공원"),
        "filter, an expression": SegmentFilter(r"제\d*7항.*예산", regex=True),
        "filter, a state": SegmentFilter(status="open"),
        "filter, a document": SegmentFilter(document=1),
        "worst first": SegmentFilter(worst_first=True),
        "filter off": SegmentFilter(),
    }
    for name, wanted in filters.items():
        rows.append((name, timed(lambda wanted=wanted: window.set_filter(wanted)), 100, "ms"))
    application.processEvents()
    confirms: list[float] = []
    for number in range(200, 400):
        window.choose(number)
        application.processEvents()
        parts = window.target.content().parts
        window.target.replace_content(coded([*parts, f" Edited {number}."]))
        confirms.append(timed(lambda: (window.segments.confirm(), application.processEvents())))
    rows.append(("confirm to next, median", statistics.median(confirms), 30, "ms"))
    rows.append(("confirm to next, p95", p95(confirms), 30, "ms"))
    frames: list[float] = []
    bar = window.table.verticalScrollBar()
    for step in range(300):
        bar.setValue(bar.value() + (37 if step % 3 else bar.maximum() // 311))
        frames.append(timed(window.table.viewport().repaint))
    rows.append(("frame while scrolling, median", statistics.median(frames), 1000 / 60, "ms"))
    rows.append(("frame while scrolling, p95", p95(frames), 1000 / 60, "ms"))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{'':32}{'measured':>12}{'limit':>12}{'ratio':>8}")
    for name, value, limit, unit in rows:
        print(f"{name:32}{value:>9.1f} {unit}{limit:>9.1f} {unit}{value / limit:>8.2f}")
    print(f"memory: {peak:.0f} MiB at most, {before:.0f} MiB before the project was opened")
    window.close()


if __name__ == "__main__":
    main()
