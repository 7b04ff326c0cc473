# SPDX-License-Identifier: AGPL-3.0-or-later
"""The limits that the product promises, each as a share of its limit.

    python -m benchmarks.large CORPUS

A 10 MB HWP (3 s CPU, 300 MiB): text, tables and pictures made here. A thousand
documents (300 s on two workers): the files of CORPUS under new names, through
the command that people use. Printed is measured : allowed, below 1 is good.
"""

from __future__ import annotations

import io
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from PIL import Image

from tests.hwp5_writer.document import HwpWriter
from tests.hwp5_writer.objects import Picture
from tests.hwp5_writer.paragraphs import Para
from tests.hwp5_writer.tables import Cell, Table

_WORDS = [
    "시민",
    "참여",
    "예산",
    "정책",
    "도시",
    "재생",
    "교통",
    "환경",
    "복지",
    "안전",
    "문화",
    "관광",
    "경제",
    "일자리",
    "청년",
    "보육",
]
_MEASURE = """
import resource, sys, time
from pathlib import Path
from converters import pipeline
from converters.conversion import ConversionRequest
start = time.process_time()
pipeline.convert(ConversionRequest(Path(sys.argv[1]), Path(sys.argv[2])))
print(time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def large_document() -> bytes:
    """About 10 MB: 1,500 paragraphs, 40 tables, pictures that do not compress."""
    chance = random.Random(1)
    writer = HwpWriter()

    def sentence(length: int) -> str:
        return " ".join(
            chance.choice(_WORDS) + chance.choice("을를이가은는에") for _ in range(length)
        )

    for number in range(1500):
        writer.add(sentence(60) + " 추진한다.")
        if number % 40 == 0:
            rows = [[Cell(sentence(2)) for _ in range(6)] for _ in range(25)]
            writer.add(Para(Table(rows)))
    for _ in range(72):
        pixels = chance.randbytes(600 * 500 * 3)
        out = io.BytesIO()
        Image.frombytes("RGB", (600, 500), pixels).save(out, "JPEG", quality=60)
        writer.add(Para(Picture(data=out.getvalue(), extension="jpg")))
    return writer.to_bytes()


def main(corpus: Path) -> int:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "large.hwp"
        source.write_bytes(large_document())
        found = subprocess.run(
            [sys.executable, "-c", _MEASURE, str(source), str(folder / "large.epub")],
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split()
        seconds, memory = float(found[0]), float(found[1])
        size = source.stat().st_size / 1e6
        print(
            f"{size:.1f} MB document: {seconds:.2f} s CPU ({seconds / 3:.2f} of 3 s), {memory:.0f} MiB ({memory / 300:.2f} of 300)"
        )

        files = [path for path in sorted(corpus.rglob("*.hwp")) if path.stat().st_size]
        thousand = folder / "thousand"
        thousand.mkdir()
        for number in range(1000):
            path = files[number % len(files)]
            shutil.copy(path, thousand / f"{number:04d}-{path.name}")
        hanji = shutil.which(
            "hanji", path=str(Path(sys.executable).parent) + os.pathsep + os.environ["PATH"]
        )
        start = time.perf_counter()
        subprocess.run(
            [str(hanji), "convert", str(thousand), "-o", str(folder / "out"), "--jobs", "2"],
            capture_output=True,
            check=False,
        )
        seconds = time.perf_counter() - start
        books = len(list((folder / "out").rglob("*.epub")))
        print(
            f"1,000 documents: {books} books in {seconds:.1f} s wall ({seconds / 300:.2f} of 300 s)"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
