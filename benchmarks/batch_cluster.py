# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a cluster costs against workers of this machine, on the same documents.

``python -m benchmarks.batch_cluster CORPUS [--documents 200] [--rounds 3]`` converts the documents
with two local workers and with two workers of a cluster on this machine, in turn, each time into
an empty folder, and prints the difference for a document. Start-up is taken off: each kind
converts one document before, timed alone. Books are compared byte by byte.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.batch.soak import fill_folder
from tests.cluster.nodes import Cluster

REPOSITORY = Path(__file__).parent.parent


def seconds_for(sources: Path, place: Path, url: str) -> float:
    """Return the wall time of one call over ``sources`` into an empty folder."""
    call = ["convert", str(sources), "-o", str(place / "out"), *([] if url else ["--jobs", "2"])]
    begun = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "app", *call, *(["--cluster", url] if url else [])],
        cwd=REPOSITORY,
        env={**os.environ, "HANJI_DATA_DIR": str(place / "data")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    return time.perf_counter() - begun


def books(folder: Path) -> dict[str, bytes]:
    """Return all books below a folder."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*.epub")}


def main() -> None:
    """Run it as a command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    taken: dict[str, list[float]] = {"local": [], "cluster": []}
    with tempfile.TemporaryDirectory(prefix="hanji-cluster-") as name:
        root = Path(name)
        one, all_of_them = root / "one", root / "in"
        fill_folder(given.corpus, one, 1, random.Random(2))
        fill_folder(given.corpus, all_of_them, given.documents, random.Random(1))
        with Cluster(root) as cluster:
            for _ in range(2):
                cluster.add_worker()
            made = {}
            for number in range(given.rounds + 1):
                for kind, url in (("local", ""), ("cluster", cluster.url)):
                    start = root / f"start-{number}-{kind}"
                    place = root / f"{number}-{kind}"
                    begins = seconds_for(one, start, url)
                    took = seconds_for(all_of_them, place, url) - begins
                    made[kind] = books(place / "out")
                    if number:  # the first round warms files and workers
                        taken[kind].append(took / given.documents)
    same = made["local"] == made["cluster"]
    local, cluster_s = (statistics.median(taken[kind]) for kind in ("local", "cluster"))
    for kind, times in taken.items():
        said = ", ".join(f"{one * 1000:.1f}" for one in times)
        sys.stdout.write(f"{kind}: {said} ms a document\n")
    sys.stdout.write(
        f"overhead: {(cluster_s - local) * 1000:+.1f} ms a document, "
        f"{100 * (cluster_s / local - 1):+.1f} %\n"
        f"{len(made['local'])} books, the same bytes: {same}\n"
    )


if __name__ == "__main__":
    main()
