# SPDX-License-Identifier: AGPL-3.0-or-later
"""A format is declared once: folders, dialogs, sentences and docs follow the declaration."""

import importlib
import re
from pathlib import Path

import pytest

from app.i18n import Language
from app.messages import cause_and_action, format_names, format_suffixes
from app.services.intake import find_files
from app.ui.queue.file_filters import document_filters
from converters import formats, readers, refused_formats
from converters.errors import ConversionError, DamagedSource, ErrorCode
from converters.pipeline import inspect
from converters.source.format_spec import FormatSpec
from tests.layout.format_table import PAGES, with_table

REPOSITORY = Path(__file__).parent.parent.parent


def test_every_reader_folder_is_in_the_list():
    folders = {path.parent.name for path in Path(readers.__file__).parent.glob("*/format.py")}
    listed = {
        importlib.import_module(spec.recognise.__module__).__name__.split(".")[2]
        for spec in formats.READ_FORMATS
    }
    assert folders == listed
    assert len(folders) >= 7


def test_ids_and_suffixes_are_unique():
    ids = [spec.id for spec in formats.READ_FORMATS]
    suffixes = [suffix for spec in formats.READ_FORMATS for suffix in spec.suffixes]
    assert len(set(ids)) == len(ids)
    assert len(set(suffixes)) == len(suffixes)


@pytest.mark.parametrize("spec", formats.ALL_FORMATS, ids=lambda spec: spec.id)
def test_a_format_is_read_or_refused(spec: FormatSpec):
    assert (spec.load_reader is None) == (spec.refusal is not None)
    if spec.load_reader is not None:
        assert callable(spec.load_reader())
        assert spec.sound_copy
    if spec.refusal is not None:
        assert isinstance(spec.refusal.error(""), ConversionError)


def test_a_folder_gives_every_extension_of_every_format(tmp_path):
    wanted = {f"a{suffix}" for spec in formats.DOCUMENT_FORMATS for suffix in spec.suffixes}
    assert {"a.dotx", "a.owpml", "a.hwtx"} <= wanted
    for name in (*wanted, "notes.json", "table.xlsx"):
        (tmp_path / name).write_bytes(b"x")
    found = find_files([tmp_path], tmp_path / "out")
    assert {file.source.name for file in found.files} == wanted
    assert found.ignored == 2


def test_dialogs_and_sentences_name_every_format():
    filters = document_filters()
    for spec in formats.DOCUMENT_FORMATS:
        assert f"*{spec.suffixes[0]}" in filters
        assert spec.suffixes[0] in format_suffixes()
        assert spec.name in format_names(Language.ENGLISH)


def test_owpml_is_an_extension_of_hwpx(tmp_path):
    sample = REPOSITORY / "assets" / "samples" / "hanji-notice.hwpx"
    copy = tmp_path / "notice.owpml"
    copy.write_bytes(sample.read_bytes())
    assert "wrong-extension" not in {notice.kind for notice in inspect(copy).notices}


@pytest.mark.parametrize("spec", formats.DOCUMENT_FORMATS, ids=lambda spec: spec.id)
def test_advice_for_a_damaged_file_fits_its_format(spec: FormatSpec):
    error = DamagedSource("cut off")
    error.params["format"] = spec.id
    for language in Language:
        _, action = cause_and_action(ErrorCode.DAMAGED, error.params, language)
        of_hangul = spec.id in ("hwp5", "hwpx", "hwpml")
        assert bool(re.search("Hangul|한글에서", action)) == of_hangul


def test_a_refused_format_says_why():
    error = refused_formats.HWP3.refusal.error("3.00")
    cause, action = cause_and_action(error.code, error.params, Language.ENGLISH)
    assert "Hangul 3.x" in cause
    assert "HWPX" in action


@pytest.mark.parametrize(("page", "language"), PAGES.items(), ids=lambda value: str(value)[-5:])
def test_the_docs_list_the_formats(page: Path, language: Language):
    """``python -m tests.layout.format_table`` writes the tables anew."""
    text = page.read_text("utf-8")
    assert with_table(text, language) == text
