# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is loaded before anybody needs it: windows and libraries come in when they are used."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.jobs.limits import WorkerLimits
from app.jobs.local import LocalExecutor
from app.jobs.request import JobRequest
from converters.conversion import ConversionRequest
from tests.conftest import REPOSITORY, SAMPLES
from tests.layout.reporting_jobs import convert_and_report

LEDGER = (
    "alembic",
    "app.services.costing",
    "app.store.ledger",
    "app.ui.ledger.window",
    "cryptography",
    "fpdf",
    "numpy",
    "openpyxl",
    "psycopg",
    "pyqtgraph",
    "sqlalchemy",
    "xlrd",
)
TRANSLATION = (
    "app.services.model_packages",
    "app.services.reviewing",
    "app.services.terms",
    "app.services.translating",
    "app.ui.review.window",
    "argostranslate",
    "ctranslate2",
    "rapidfuzz",
    "sentencepiece",
)
READING = ("converters.pipeline", "converters.readers.pdf.reader", "ebooklib", "lxml", "PIL")
"""Only workers read documents."""
CODES_ONLY = {"translation", "translation.errors"}
"""The names of what can go wrong, for which ``app.messages`` has the sentences."""

SHOW = "\nimport sys\nprint('\\n'.join(['MODULES', *sys.modules]))\n"
VERSION = "import sys\nsys.argv = ['hanji', '--version']\nfrom app.__main__ import main\nmain()"
CONVERT = """
import sys
sys.argv = ["hanji", "convert", {source!r}, "--out", {out!r}, "--jobs", "1"]
if __name__ == "__main__":
    from app.__main__ import main
    assert main() == 0
"""
WINDOW = """
import sys
from PySide6.QtWidgets import QApplication
from app.ui import start

def show_once(application):
    application.processEvents()
    shown = [one for one in application.topLevelWidgets() if one.isVisible()]
    assert len(shown) == 1
    shown[0].close()
    return 0

QApplication.exec = show_once
sys.argv = ["hanji"]
assert start.open_window() == 0
"""


def loaded_by(code: str, tmp_path: Path) -> set[str]:
    """Return the modules that a fresh Python has loaded after ``code``."""
    script = tmp_path / "script.py"
    script.write_text(code + SHOW, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(script)],
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.partition("MODULES\n")[2].split())


def among(names: tuple[str, ...], modules: set[str]) -> list[str]:
    """Return what of ``names`` is loaded, whole or in part."""
    return [
        name for name in names if any(one == name or one.startswith(f"{name}.") for one in modules)
    ]


def of_translation(modules: set[str]) -> set[str]:
    return {name for name in modules if name.split(".")[0] == "translation"} - CODES_ONLY


@pytest.mark.parametrize("name", [*LEDGER, *TRANSLATION, *READING, "pebble"])
def test_the_names_are_right(name):
    """A name that nothing has could never be found loaded."""
    assert importlib.util.find_spec(name) is not None


def test_the_version_loads_nothing_of_the_program(tmp_path):
    modules = loaded_by(VERSION, tmp_path)
    ours = {name for name in modules if name.split(".")[0] not in sys.stdlib_module_names}
    assert {name for name in ours if name.split(".")[0] == "app"} == {
        "app",
        "app.__main__",
        "app.cli",
        "app.cli.output",
    }
    assert not {"argparse", "gettext", "logging", "multiprocessing", "platformdirs"} & modules


def test_the_window_opens_without_the_windows_that_it_can_open(tmp_path):
    modules = loaded_by(WINDOW, tmp_path)
    assert "app.ui.window" in modules
    assert among((*LEDGER, *TRANSLATION, *READING, "pebble"), modules) == []
    assert of_translation(modules) == set()


def test_a_conversion_loads_neither_translation_nor_ledger(tmp_path):
    source = str(SAMPLES / "hanji-notice.hwpx")
    code = CONVERT.format(source=source, out=str(tmp_path / "books"))
    modules = loaded_by(code, tmp_path)
    assert (tmp_path / "books" / "hanji-notice.epub").is_file()
    assert among((*LEDGER, *TRANSLATION, *READING), modules) == []
    assert of_translation(modules) == set()


def test_a_conversion_loads_the_ledger_where_one_is_kept(tmp_path):
    """The other side of the rule above: books do enter a ledger that is there."""
    from app.services.costing.ledger import open_ledger

    open_ledger().close()
    source = str(SAMPLES / "hanji-notice.hwpx")
    modules = loaded_by(CONVERT.format(source=source, out=str(tmp_path / "books")), tmp_path)
    assert "sqlalchemy" in modules


@pytest.mark.slow
def test_the_ledger_window_loads_no_writer_of_reports(tmp_path):
    modules = loaded_by("import app.ui.ledger.window", tmp_path)
    assert "pyqtgraph" in modules
    assert among(("fpdf", "fontTools", "openpyxl", "rapidfuzz", "ctranslate2"), modules) == []


def test_the_review_window_loads_neither_models_nor_ledger(tmp_path):
    modules = loaded_by("import app.ui.review.window", tmp_path)
    assert "rapidfuzz" in modules
    models = ("ctranslate2", "sentencepiece", "argostranslate")
    assert among((*LEDGER, *models), modules) == []


@pytest.mark.parametrize("name", ["hanji-white-paper.hwp", "hanji-notice.hwpx"])
def test_a_worker_loads_what_reads_the_document(name, tmp_path):
    executor = LocalExecutor(1, WorkerLimits(by_job=True), convert_and_report)
    try:
        request = ConversionRequest(SAMPLES / name, tmp_path / "book.epub")
        found = executor.submit(JobRequest(1, request)).result(timeout=300)
    finally:
        executor.close()
    assert found.error is not None
    modules = set(str(found.error.params["detail"]).split())
    assert "converters.pipeline" in modules, found.error
    # The reader of HWP 5 deciphers with the library that the ledger signs with.
    others = tuple(one for one in LEDGER if one != "cryptography")
    assert among((*others, *TRANSLATION), modules) == []
    assert of_translation(modules) == set()
