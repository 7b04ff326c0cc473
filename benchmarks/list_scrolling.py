# SPDX-License-Identifier: AGPL-3.0-or-later
"""How long a frame takes while the list of documents is scrolled: 16.7 ms is 60 frames a second.

``python -m benchmarks.list_scrolling [--against OTHER_CHECKOUT] [--rows N] [--runs N]`` scrolls a list
in the window's size without a screen, 37 pixels a step, and draws each step at once. Two checkouts take
turns, each run in a process of its own, so that a busy machine is busy for both.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from statistics import median

HERE = Path(__file__).parent.parent
_SCROLL = """
import json, sys, time
from pathlib import Path
from PySide6.QtWidgets import QApplication
from app.services.intake import FoundFile
from app.ui import theme
from app.ui.queue.model import QueueModel
from app.ui.queue.view import QueueView
from app.ui import start
application = QApplication([])
getattr(start, "prepare_application", lambda _application: None)(application)
model = QueueModel()
model.add([FoundFile(Path(f"/in/{n:05}.hwp")) for n in range(int(sys.argv[1]))])
view = QueueView(model, theme.LIGHT)
view.apply_theme(theme.LIGHT)
view.retranslate()
sheet = getattr(theme, "style_sheet_of", None) or theme.sheet_of
view.setStyleSheet(sheet(theme.LIGHT))
view.resize(900, 560)
view.show()
application.processEvents()
bar, frames = view.table.verticalScrollBar(), []
for step in range(400):
    bar.setValue(step * 37)
    begun = time.perf_counter()
    view.table.viewport().repaint()
    frames.append((time.perf_counter() - begun) * 1000)
frames.sort()
print(json.dumps([frames[len(frames) // 2], frames[len(frames) * 95 // 100]]))
"""


def scroll(tree: Path, rows: int) -> tuple[float, float]:
    """Return the median and the 95th percentile of a frame in ``tree``, in milliseconds."""
    environment = {**os.environ, "PYTHONPATH": str(tree), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", _SCROLL, str(rows)],
        cwd=tree, env=environment, check=True, capture_output=True, text=True,
    )  # fmt: skip
    middle, late = json.loads(done.stdout.splitlines()[-1])
    return middle, late


def main() -> None:
    """Print the medians of the runs of each checkout."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--against", type=Path)
    parser.add_argument("--rows", type=int, default=2000)
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    trees = [tree.absolute() for tree in (arguments.against, HERE) if tree]
    found: dict[Path, list[tuple[float, float]]] = {tree: [] for tree in trees}
    for _ in range(arguments.runs):
        for tree in trees:
            found[tree].append(scroll(tree, arguments.rows))
    for tree, runs in found.items():
        middle, late = median(run[0] for run in runs), median(run[1] for run in runs)
        print(
            f"{tree.name:12} {arguments.rows:,} rows: {middle:.1f} ms a frame, {late:.1f} ms at the 95th"
        )


if __name__ == "__main__":
    main()
