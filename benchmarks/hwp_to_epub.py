# SPDX-License-Identifier: AGPL-3.0-or-later
"""HWP 5 -> EPUB against peers that read HWP, in CPU seconds, warm, in one run.

    python -m benchmarks.hwp_to_epub CORPUS [--pyhwp PYTHON] [--unhwp PYTHON] [--kordoc FOLDER]

CORPUS is a folder with .hwp files. PYTHON is an interpreter that has the peer
installed, FOLDER one with ``node_modules/kordoc``. The peers do less: unhwp and
kordoc print Markdown only, pyhwp prints HTML; ours writes the whole book. Each
runs in one process over all files that all of them read. Printed are medians,
figures per MB and the ratio peer : ours for each.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from converters import pipeline
from converters.conversion import ConversionRequest
from converters.errors import ConversionError

_PEERS = Path(__file__).parent / "peers"
_WARM_UP = 5


def ours(files: list[Path]) -> dict[str, float]:
    """CPU seconds of each file that we convert, books written to a temporary folder."""
    times: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "book.epub"
        for number, path in enumerate([*files[:_WARM_UP], *files]):
            start = time.process_time()
            try:
                pipeline.convert(ConversionRequest(path, target))
            except ConversionError:
                continue
            if number >= _WARM_UP:
                times[str(path)] = time.process_time() - start
    return times


def peer(command: list[str], files: list[str]) -> dict[str, float]:
    """CPU seconds of each file that a peer's runner reads."""
    found = subprocess.run(
        command, input=json.dumps(files), capture_output=True, text=True, check=False
    )
    rows = [json.loads(line) for line in found.stdout.splitlines() if line.startswith("[")]
    if not rows:
        sys.stderr.write(found.stderr[-2000:])
    return {path: seconds for path, seconds, length in rows if length >= 0}


def row(name: str, times: dict[str, float], sizes: dict[str, int], base: dict[str, float]) -> str:
    """One line of the table: over the files that both read."""
    both = [path for path in base if path in times]
    if not both:
        return f"{name:24} read none"
    total = sum(times[path] for path in both)
    megabytes = sum(sizes[path] for path in both) / 1e6
    median = statistics.median(times[path] for path in both)
    ratios = statistics.median(times[path] / base[path] for path in both)
    return (
        f"{name:24} {len(both):5} {1000 * median:10.1f} {1000 * total / len(both):10.1f} "
        f"{1000 * total / megabytes:10.1f} {ratios:8.2f} {total / sum(base[p] for p in both):8.2f}"
    )


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--pyhwp", metavar="PYTHON")
    parser.add_argument("--unhwp", metavar="PYTHON")
    parser.add_argument("--kordoc", metavar="FOLDER")
    parser.add_argument("--every", type=int, default=1, help="take every n-th file only")
    wanted = parser.parse_args()
    files = sorted(wanted.corpus.rglob("*.hwp"))[:: wanted.every]
    sizes = {str(path): path.stat().st_size for path in files}
    base = ours(files)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    names = sorted(base)
    print(
        f"{'':24} {'files':>5} {'median ms':>10} {'mean ms':>10} {'ms per MB':>10} {'x median':>8} {'x total':>8}"
    )
    print(row("hanji, book written", base, sizes, base), f"  peak {memory:.0f} MiB")
    if wanted.unhwp:
        command = [wanted.unhwp, str(_PEERS / "unhwp_runner.py")]
        print(row("unhwp, Markdown", peer(command, names), sizes, base), flush=True)
    if wanted.kordoc:
        command = ["node", str(_PEERS / "kordoc_runner.mjs"), str(Path(wanted.kordoc).resolve())]
        print(row("kordoc, Markdown", peer(command, names), sizes, base), flush=True)
    if wanted.pyhwp:
        command = [wanted.pyhwp, str(_PEERS / "pyhwp_runner.py")]
        print(row("pyhwp hwp5html", peer(command, names), sizes, base), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
