# SPDX-License-Identifier: AGPL-3.0-or-later
"""PDF -> EPUB in CPU seconds a page against compiled peers, and the limits of large files.

    python -m benchmarks.pdf_pages FOLDER ... [--peers PYTHON] [--large]

FOLDER holds .pdf files. PYTHON is an interpreter that has liteparse and pdf_inspector
installed; they are compiled and print Markdown or text, ours writes the whole book. Each
runs in one warm process over all files. ``--large`` makes files of 300 and 2,000 pages of
the pages found and converts each in a process of its own: time and memory against the limits.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_PEERS = ("liteparse", "pdf_inspector")
_RUNNER = Path(__file__).parent / "peers" / "pdf_runner.py"
_PER_PAGE = 0.10
_LARGE = ((300, 30.0, None), (2000, None, 500.0))
"""Pages, wall seconds allowed on two cores, MiB allowed."""


def ours(files: list[Path]) -> dict[str, tuple[float, int]]:
    """CPU seconds and pages of each file, books written to a temporary folder."""
    from converters.errors import ConversionError
    from converters.pipeline import ConversionRequest, convert

    found: dict[str, tuple[float, int]] = {}
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "book.epub"
        for path in [*files[:2], *files]:
            start = time.process_time()
            try:
                made = convert(ConversionRequest(path, target))
            except ConversionError:
                continue
            found[str(path)] = time.process_time() - start, made.pages or 1
    return found


def peer(python: str, name: str, files: list[str]) -> dict[str, float]:
    """CPU seconds of each file that a peer reads."""
    done = subprocess.run(
        [python, str(_RUNNER), name], input=json.dumps(files), capture_output=True, text=True
    )
    rows = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("[")]
    if not rows:
        sys.stderr.write(done.stderr[-2000:])
    return {path: seconds for path, seconds, length in rows if length >= 0}


def large(files: list[Path], pages: int) -> tuple[float, float, float]:
    """Return wall seconds, CPU seconds and peak MiB of a file of ``pages`` pages."""
    from pypdf import PdfReader, PdfWriter

    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "large.pdf"
        writer = PdfWriter()
        readers = [PdfReader(path) for path in files]
        while len(writer.pages) < pages:
            for reader in readers:
                for page in reader.pages[: pages - len(writer.pages)]:
                    writer.add_page(page)
        writer.write(source)
        start = time.monotonic()
        process = subprocess.Popen(
            [sys.executable, __file__, "--one", str(source), str(Path(folder) / "book.epub")],
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])},
        )
        printed, _ = process.communicate()
        cpu, peak = json.loads(printed)
        return time.monotonic() - start, cpu, peak


def _one(source: str, target: str) -> int:
    from converters.pipeline import ConversionRequest, convert

    convert(ConversionRequest(Path(source), Path(target)))
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps([used.ru_utime + used.ru_stime, used.ru_maxrss / 1024]))
    return 0


def main() -> int:
    """Measure and print."""
    if sys.argv[1:2] == ["--one"]:
        return _one(*sys.argv[2:4])
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--peers", metavar="PYTHON")
    parser.add_argument("--large", action="store_true")
    wanted = parser.parse_args()
    files = sorted(path for folder in wanted.folders for path in folder.rglob("*.pdf"))
    base = ours(files)
    pages = sum(count for _, count in base.values())
    seconds = sum(used for used, _ in base.values())
    print(f"{'':28} {'files':>5} {'pages':>5} {'ms a page':>10} {'x ours':>7}")
    print(
        f"{'hanji, book written':28} {len(base):5} {pages:5} {1000 * seconds / pages:10.1f} "
        f"{1:7.2f}  {seconds / pages / _PER_PAGE:.2f} of the limit"
    )
    for name in _PEERS if wanted.peers else ():
        theirs = peer(wanted.peers, name, sorted(base))
        both = [path for path in theirs if path in base]
        if not both:
            print(f"{name:28} read none")
            continue
        count = sum(base[path][1] for path in both)
        used = sum(theirs[path] for path in both)
        ratio = used / sum(base[path][0] for path in both)
        print(f"{name:28} {len(both):5} {count:5} {1000 * used / count:10.1f} {ratio:7.2f}")
    for number, wall_limit, memory_limit in _LARGE if wanted.large else ():
        wall, cpu, peak = large(files, number)
        against = [f"{wall / wall_limit:.2f} of the time"] if wall_limit else []
        against += [f"{peak / memory_limit:.2f} of the memory"] if memory_limit else []
        print(
            f"{number} pages: {wall:.1f} s wall, {cpu:.1f} s CPU, {peak:.0f} MiB: "
            f"{', '.join(against)} allowed"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
