# SPDX-License-Identifier: AGPL-3.0-or-later
"""Time and memory of a PDF by its pages.

    python benchmarks/pdf_pages.py FOLDER [--pages 300] [--peer PYTHON]

repeats the pages of the PDF files in FOLDER until there are as many as asked, converts that file
into an EPUB in a process of its own, and prints CPU seconds for a page, wall-clock seconds and
the peak of memory, each beside what we promise. With ``--peer``, a Python that has liteparse or
pdf_inspector reads the same file.
"""

from __future__ import annotations

import argparse
import io
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import pypdf

CPU_PER_PAGE_S = 0.10
WALL_300_PAGES_S = 30.0
MEMORY_MIB = 500

_CHILD = """
import json, resource, sys, time
from pathlib import Path
started, cpu = time.perf_counter(), time.process_time()
{work}
usage = resource.getrusage(resource.RUSAGE_SELF)
scale = 1024 * 1024 if sys.platform == "darwin" else 1024
print(json.dumps({{"cpu": time.process_time() - cpu, "wall": time.perf_counter() - started,
                   "mib": usage.ru_maxrss / scale}}))
"""
_OURS = """
from converters.conversion import ConversionRequest
from converters.pipeline import convert
convert(ConversionRequest(Path(sys.argv[1]), Path(sys.argv[2])))
"""
_PEERS = {
    "liteparse": "import liteparse\nliteparse.LiteParse().parse(sys.argv[1])",
    "pdf_inspector": "import pdf_inspector\npdf_inspector.process_pdf(sys.argv[1])",
}


def repeated(folder: Path, pages: int) -> bytes:
    """Return a file of ``pages`` pages, those of the files in ``folder`` over and over."""
    sources = [pypdf.PdfReader(path) for path in sorted(folder.glob("*.pdf"))]
    writer = pypdf.PdfWriter()
    while len(writer.pages) < pages:
        for source in sources:
            for page in source.pages:
                if len(writer.pages) < pages:
                    writer.add_page(page)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def measure(python: str, work: str, source: Path, target: Path) -> dict[str, float] | None:
    """Return what a process of its own used; None where it failed."""
    done = subprocess.run(
        [python, "-c", _CHILD.format(work=work), str(source), str(target)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        sys.stderr.write(done.stderr[-400:])
        return None
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--peer", default="", help="a Python that has liteparse or pdf_inspector")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / "pages.pdf"
        source.write_bytes(repeated(wanted.folder, wanted.pages))
        size = source.stat().st_size / 1024 / 1024
        print(f"{wanted.pages} pages, {size:.1f} MiB")
        ours = measure(sys.executable, _OURS, source, Path(scratch) / "pages.epub")
        _print("hanji", ours, wanted.pages)
        for name, work in _PEERS.items() if wanted.peer else ():
            _print(name, measure(wanted.peer, work, source, Path(scratch)), wanted.pages)


def _print(name: str, found: dict[str, float] | None, pages: int) -> None:
    if found is None:
        print(f"{name}: failed")
        return
    cpu = found["cpu"] / pages
    print(
        f"{name}: {cpu:.4f} CPU s a page ({cpu / CPU_PER_PAGE_S:.2f} of the limit),"
        f" {found['wall']:.1f} s ({found['wall'] * 300 / pages / WALL_300_PAGES_S:.2f}),"
        f" {found['mib']:.0f} MiB ({found['mib'] / MEMORY_MIB:.2f})"
    )


if __name__ == "__main__":
    main()
