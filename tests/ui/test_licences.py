# SPDX-License-Identifier: AGPL-3.0-or-later
"""The box of licences: what a package brings, with the texts; a checkout has none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from app.services import third_party
from app.ui import about as about_module
from app.ui.about import AboutBox
from app.ui.licences import LicencesBox
from app.ui.widgets import Button


@pytest.fixture
def bill(tmp_path) -> Path:
    """A package's folder, as ``packaging/contents.py`` lays it."""
    listed = [
        ("zlib-like", "1.0", {"name": "MIT"}),
        ("PySide6_Essentials", "6.11", {"name": "LGPL-3.0-only"}),
        ("CPython", "3.11.9", {"id": "PSF-2.0"}),
    ]
    components = [
        {"name": name, "version": version, "licenses": [{"license": said}]}
        for name, version, said in listed
    ]
    file = tmp_path / third_party.BILL
    file.write_text(json.dumps({"bomFormat": "CycloneDX", "components": components}), "utf-8")
    qt = tmp_path / "licences" / "pyside6-essentials"
    qt.mkdir(parents=True)
    (qt / "LGPL-3.0.txt").write_text("GNU LESSER <b>", "utf-8")
    (tmp_path / "licences" / "CPython.txt").write_text("PSF", "utf-8")
    return file


def test_components_have_their_licences_and_texts(bill):
    found = third_party.components(bill)
    assert [(one.name, one.licence) for one in found] == [
        ("CPython", "PSF-2.0"),
        ("PySide6_Essentials", "LGPL-3.0-only"),
        ("zlib-like", "MIT"),
    ]
    assert "PSF" in found[0].read()
    assert "LGPL-3.0.txt" in found[1].read()
    assert "GNU LESSER <b>" in found[1].read()
    assert found[2].texts == ()


@pytest.mark.parametrize("damaged", ["", "{", "[]", '{"bomFormat": "SPDX"}'])
def test_what_is_no_bill_is_refused(bill, damaged):
    bill.write_text(damaged, "utf-8")
    with pytest.raises(ValueError):
        third_party.components(bill)


def test_about_leads_to_the_licences_of_a_package(shell, qtbot, bill, monkeypatch):
    monkeypatch.setattr(about_module, "bill_of_materials", lambda: bill)
    shell.about()
    (about,) = shell.findChildren(AboutBox)
    said = " ".join(each.text() for each in about.findChildren(QLabel))
    assert "docs/dependencies.md" not in said
    button = next(b for b in about.findChildren(Button) if b.text() == "라이선스…")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    (box,) = about.findChildren(LicencesBox)
    assert box.table.rowCount() == 3
    assert "PSF" in box.text.toPlainText()
    box.table.setCurrentCell(1, 0)
    assert "GNU LESSER <b>" in box.text.toPlainText()
    box.table.setCurrentCell(2, 0)
    assert "들어 있지 않습니다" in box.text.toPlainText()
    box.accept()
    about.accept()


def test_a_checkout_names_where_they_are_listed(shell, qtbot):
    shell.about()
    (about,) = shell.findChildren(AboutBox)
    assert all(b.text() != "라이선스…" for b in about.findChildren(Button))
    assert "docs/dependencies.md" in " ".join(each.text() for each in about.findChildren(QLabel))
    about.accept()


def test_a_damaged_bill_is_said(shell, qtbot, bill):
    bill.write_text("{", "utf-8")
    box = LicencesBox(shell, shell._theme, bill)
    qtbot.addWidget(box)
    assert third_party.BILL in " ".join(each.text() for each in box.findChildren(QLabel))
    assert box.table.rowCount() == 0
