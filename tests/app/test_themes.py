# SPDX-License-Identifier: AGPL-3.0-or-later
"""Themes as people ask for them: by name, by file, in commands and settings."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from app.cli.convert import call_arguments, namespace_of
from app.cli.main import main
from app.cli.parser import parse
from app.errors import AppError, UsageError
from app.services.book.rebuilding import options_of
from app.services.conversion import Options
from app.services.themes import read_theme
from app.settings import Settings
from converters.theme import PLAIN, Design, Theme
from tests.conftest import SAMPLES

ASSETS = SAMPLES.parent


def _file(folder: Path, text: str) -> str:
    path = folder / "city.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_design_is_asked_for_by_its_name() -> None:
    assert read_theme("").theme == PLAIN
    assert read_theme("large-print").theme == Theme(Design.LARGE_PRINT)


def test_a_file_of_the_organisation_has_design_colour_emblem_and_font(tmp_path: Path) -> None:
    Image.new("RGB", (40, 20), "red").save(tmp_path / "emblem.png")
    (tmp_path / "own.ttf").write_bytes((ASSETS / "fonts" / "NanumSquareR.ttf").read_bytes())
    asked = _file(
        tmp_path,
        'design = "report"\ncolour = "#1F4E79"\nemblem = "emblem.png"\nfont = "own.ttf"\n',
    )
    found = read_theme(asked)
    assert (found.theme.design, found.theme.colour) == (Design.REPORT, "#1f4e79")
    assert found.theme.font
    assert found.emblem


@pytest.mark.parametrize(
    "text",
    [
        'design = "unknown"',
        'colour = "blue"',
        'size = "12"',
        "design = 3",
        "= no toml",
        'emblem = "missing.png"',
        'font = "city.toml"',
    ],
)
def test_what_is_no_theme_is_refused(text: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        read_theme(_file(tmp_path, text))


def test_a_missing_file_and_a_huge_one_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        read_theme(str(tmp_path / "missing.toml"))
    with pytest.raises(UsageError):
        read_theme(_file(tmp_path, "#" * 100_000))


def test_the_command_makes_themed_books_and_another_theme_another_book(tmp_path: Path) -> None:
    def rules(*options: str) -> str:
        assert (
            main(["convert", str(SAMPLES / "hanji-notice.hwpx"), "--out", str(tmp_path), *options])
            == 0
        )
        return zipfile.ZipFile(tmp_path / "hanji-notice.epub").read("EPUB/book.css").decode()

    plain = rules()
    assert "guidebook" in rules("--theme", "guidebook")
    assert "magazine" in rules("--theme", "magazine")
    assert rules() == plain


def test_a_call_that_is_made_again_has_its_theme(tmp_path: Path) -> None:
    asked = _file(tmp_path, 'design = "report"')
    for given in ("report", asked):
        parsed = parse(["convert", "a.hwp", "--out", "books", "--theme", given])
        assert namespace_of(call_arguments(parsed, [])).theme == given


def test_a_themed_book_is_made_again_as_it_was() -> None:
    for options in (
        Options(theme=Theme(Design.REPORT, "#1f4e79")),
        Options(theme=Theme(Design.MAGAZINE), recognise=False),
    ):
        again = options_of(options.fingerprint)
        assert again == replace(options, force=True)


def test_emblems_and_fonts_come_from_the_theme_of_the_settings(tmp_path: Path) -> None:
    Image.new("RGB", (40, 20), "red").save(tmp_path / "emblem.png")
    asked = _file(tmp_path, 'design = "report"\nemblem = "emblem.png"\n')
    found = read_theme(asked)
    made = Options(theme=found.theme, emblem=found.emblem)
    assert options_of(made.fingerprint, asked) == replace(made, force=True)
    with pytest.raises(AppError):
        options_of(made.fingerprint)
    other = replace(made, theme=replace(made.theme, font=b"another"))
    with pytest.raises(AppError):
        options_of(other.fingerprint, asked)


def test_a_file_comes_before_a_design_in_the_settings() -> None:
    assert Settings().theme_asked == ""
    assert Settings(design="report").theme_asked == "report"
    assert Settings(design="report", theme_file="c.toml").theme_asked == "c.toml"
