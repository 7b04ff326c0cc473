# SPDX-License-Identifier: AGPL-3.0-or-later
"""The recogniser that comes with the program, as a worker uses it."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile

import pytest
from PIL import Image, ImageDraw

from app.jobs.recognition import recogniser
from tests.app.command import hanji
from tests.scans import typeface

pytest.importorskip("tesserocr")

_LINE, _OTHER = "시민과 함께 여는 새해", "Hanji Library 2026"
_SIZE = 44
"""Pixels: 10.5 points at 300 dots per inch."""

_CONFINED = """
import json, sys
from PIL import Image
from app.jobs import recognition, sandbox
from app.jobs.limits import WorkerLimits
sandbox._silence = lambda: None
sandbox.confine(WorkerLimits(write_below=(), read_below=({folder!r},)))
picture = Image.open({path!r}).convert("L")
found = recognition.recogniser()(picture, 300, [(0, 0, *picture.size)])
print(json.dumps("".join(letter.text for letter in found)))
"""


def _picture(text: str) -> Image.Image:
    face = typeface(_SIZE)
    picture = Image.new("L", (round(face.getlength(text)) + 40, 100), 255)
    ImageDraw.Draw(picture).text((20, 20), text, font=face, fill=0)
    return picture


def _read(text: str, *, latin: bool = False) -> list:
    reads = recogniser()
    assert reads is not None
    picture = _picture(text)
    return list(reads(picture, 300, [(0, 0, picture.width, picture.height)], latin=latin))


def test_letters_come_in_order_with_their_places_and_how_sure_they_are():
    letters = _read(_LINE)
    assert "".join(letter.text for letter in letters) == _LINE.replace(" ", "")
    lefts = [letter.x0 for letter in letters]
    assert lefts == sorted(lefts)
    assert min(lefts) >= 0
    assert all(letter.confidence > 60 for letter in letters)
    assert all(letter.line == 0 for letter in letters)


def test_latin_is_read_where_it_is_asked_for():
    letters = _read(_OTHER, latin=True)
    assert "".join(letter.text for letter in letters) == _OTHER.replace(" ", "")


def test_lines_are_told_by_their_number():
    picture = Image.new("L", (900, 220), 255)
    for number, text in enumerate(("첫째 글", "둘째 글")):
        ImageDraw.Draw(picture).text((20, 20 + 100 * number), text, font=typeface(_SIZE), fill=0)
    letters = recogniser()(picture, 300, [(0, 0, 900, 100), (0, 100, 900, 200)])
    lines = {n: "".join(a.text for a in letters if a.line == n) for n in (0, 1)}
    assert lines == {0: "첫째글", 1: "둘째글"}
    assert min(letter.y0 for letter in letters if letter.line == 1) > 100


def test_of_nothing_nobody_is_sure():
    picture = Image.new("L", (300, 80), 255)
    letters = recogniser()(picture, 300, [(0, 0, 300, 80)])
    assert all(letter.confidence < 20 for letter in letters)


def test_it_works_in_a_confined_worker(tmp_path):
    path = tmp_path / "line.png"
    _picture(_LINE).save(path)
    code = _CONFINED.format(folder=str(tmp_path), path=str(path))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == _LINE.replace(" ", "")


def test_without_the_library_nothing_recognises(monkeypatch):
    recogniser.cache_clear()
    monkeypatch.setattr("app.jobs.recognition._LIBRARY", "no_such_library")
    assert recogniser() is None
    recogniser.cache_clear()


def test_who_wants_no_recognition_gets_pictures_and_another_book(tmp_path):
    """The book without is not taken for the book with."""
    scan = tmp_path / "scan.pdf"
    sheet = Image.new("L", (2480, 3508), 255)
    ImageDraw.Draw(sheet).text((300, 400), _LINE, font=typeface(_SIZE), fill=0)
    sheet.save(scan, resolution=300)

    def text(*options: str) -> tuple[str, str]:
        out = tmp_path / "out"
        report = tmp_path / "report.json"
        hanji("convert", scan, "--out", out, "--report", report, *options)
        (item,) = json.loads(report.read_text())["items"]
        with zipfile.ZipFile(next(out.glob("*.epub"))) as book:
            pages = [book.read(n).decode() for n in book.namelist() if n.endswith(".xhtml")]
        return item["status"], "".join(pages)

    status, without = text("--no-recognition")
    assert (status, "여는" in without) == ("converted", False)
    status, recognised = text("--force")
    assert "여는" in recognised
    assert text("--force", "--no-recognition")[1] == without
