# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tesseract as a worker uses it."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest

from app.jobs.recognition import recogniser, words_of

_TABLE = (
    "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
    "1\t1\t0\t0\t0\t0\t0\t0\t2480\t3508\t-1\t\n"
    "4\t1\t1\t1\t1\t0\t100\t200\t300\t40\t-1\t\n"
    '5\t1\t1\t1\t1\t1\t100\t200\t80\t40\t96.5\t"시민\n'
    "5\t1\t1\t1\t1\t2\t200\t200\t90\t42\t91\t도시\n"
    "5\t1\t1\t1\t2\t1\t100\t260\t90\t42\t88\t둘째\n"
    "5\t1\t1\t1\t2\t2\t300\t260\t9\t42\t50\t \n"
)

_CONFINED = """
import subprocess, sys
from app.jobs import sandbox
from app.jobs.limits import WorkerLimits
sandbox._silence = lambda: None
sandbox.confine(WorkerLimits(), {allowed!r})
try:
    subprocess.run([{started!r}, "-c", "pass"], check=True)
except PermissionError:
    print("refused")
else:
    print("started")
"""


def test_the_table_gives_words_by_lines():
    words = words_of(_TABLE)
    assert [(word.text, word.line) for word in words] == [('"시민', 0), ("도시", 0), ("둘째", 1)]
    assert (words[1].x0, words[1].y0, words[1].x1, words[1].y1) == (200, 200, 290, 242)


@pytest.mark.parametrize(("allowed", "outcome"), [(sys.executable, "started"), (None, "refused")])
def test_a_worker_starts_the_one_allowed_program_only(allowed, outcome):
    code = _CONFINED.format(allowed=allowed, started=sys.executable)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == outcome
    other = _CONFINED.format(allowed="/usr/bin/other", started=sys.executable)
    done = subprocess.run([sys.executable, "-c", other], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "refused"


@pytest.mark.skipif(shutil.which("tesseract") is not None, reason="Tesseract is installed here")
def test_without_tesseract_nothing_recognises():
    assert recogniser() is None
