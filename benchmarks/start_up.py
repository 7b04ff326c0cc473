# SPDX-License-Identifier: AGPL-3.0-or-later
"""How long the program takes to start, what it loads, and how much memory that takes.

``python -m benchmarks.start_up [--against OTHER_CHECKOUT] [--runs N]`` starts ``hanji --version``,
``hanji convert`` of a sample, and the window (without a screen, until it is shown), each in a
process of its own. Two checkouts take turns, so that a busy machine is busy for both.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

HERE = Path(__file__).parent.parent
SAMPLE = Path("assets/samples/hanji-notice.hwpx")

_REPORT = """
import json, os, sys, time
def report():
    # Linux: the memory that is resident now, in KiB.
    lines = open("/proc/self/status", encoding="ascii").read().splitlines()
    resident = next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))
    with open(os.environ["MEASURED"], "w") as file:
        json.dump([time.time(), len(sys.modules), resident / 1024], file)
"""
_COMMAND = """
if __name__ == "__main__":
    sys.argv = ["hanji", *json.loads(os.environ["ARGUMENTS"])]
    from app.__main__ import main
    try:
        code = main()
    except SystemExit as end:
        code = end.code
    report()
    sys.exit(code)
"""
_WINDOW = """
from PySide6.QtWidgets import QApplication
from app.ui import start
def show_once(application):
    application.processEvents()
    report()
    for window in application.topLevelWidgets():
        if window.isVisible():
            window.close()
    return 0
QApplication.exec = show_once
sys.argv = ["hanji"]
sys.exit(start.open_window())
"""


@dataclass(frozen=True, slots=True)
class Start:
    """One start, measured."""

    seconds: float
    modules: int
    resident_mib: float


def start(tree: Path, code: str, arguments: tuple[str, ...]) -> Start:
    """Start the program of ``tree`` once."""
    with tempfile.TemporaryDirectory() as folder:
        script, measured = Path(folder, "start.py"), Path(folder, "measured.json")
        script.write_text(_REPORT + code, encoding="utf-8")
        own = {f"HANJI_{name}_DIR": f"{folder}/{name}" for name in ("DATA", "CONFIG", "LOG")}
        environment = {
            **os.environ,
            **own,
            "PYTHONPATH": str(tree),
            "QT_QPA_PLATFORM": "offscreen",
            "MEASURED": str(measured),
            "ARGUMENTS": json.dumps([word.format(out=f"{folder}/out") for word in arguments]),
        }
        begun = time.time()
        subprocess.run(
            [sys.executable, str(script)],
            cwd=tree, env=environment, check=True, capture_output=True,
        )  # fmt: skip
        ended, modules, resident = json.loads(measured.read_text(encoding="utf-8"))
    return Start(ended - begun, modules, resident)


STARTS = {
    "hanji --version": (_COMMAND, ("--version",)),
    "hanji convert": (_COMMAND, ("convert", str(SAMPLE), "--out", "{out}", "--jobs", "1")),
    "window": (_WINDOW, ()),
}


def main() -> None:
    """Print the medians of each start and tree."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--against", type=Path)
    parser.add_argument("--runs", type=int, default=7)
    arguments = parser.parse_args()
    trees = [tree.absolute() for tree in (arguments.against, HERE) if tree]
    for name, (code, words) in STARTS.items():
        found: dict[Path, list[Start]] = {tree: [] for tree in trees}
        for run in range(arguments.runs + 1):
            for tree in trees:
                one = start(tree, code, words)
                if run:  # The first one fills the system's cache.
                    found[tree].append(one)
        for tree, starts in found.items():
            print(
                f"{name:16} {tree.name:12} {median(one.seconds for one in starts):6.2f} s"
                f" {starts[-1].modules:5} modules"
                f" {median(one.resident_mib for one in starts):5.0f} MiB"
            )
        if len(trees) > 1:
            pairs = zip(found[trees[0]], found[trees[1]], strict=True)
            gained = [before.seconds - after.seconds for before, after in pairs]
            print(f"{'':16} gained {median(gained):.2f} s ({min(gained):.2f} to {max(gained):.2f})")


if __name__ == "__main__":
    main()
