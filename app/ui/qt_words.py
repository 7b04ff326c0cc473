# SPDX-License-Identifier: AGPL-3.0-or-later
"""Qt's own words (dialogs, menus of text fields) in the language in use."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

from app.i18n import Language, current_language

_CATALOGUE = "qtbase_ko"
_NAME = "qt words"


def translate_qt() -> None:
    """Let Qt speak the language in use; call it again when that changes."""
    application = QCoreApplication.instance()
    if application is None:
        return
    translator = application.findChild(QTranslator, _NAME)
    if current_language() is not Language.KOREAN:
        if translator is not None:
            application.removeTranslator(translator)
            translator.setParent(None)
            translator.deleteLater()
        return
    if translator is None:
        translator = QTranslator(application)
        translator.setObjectName(_NAME)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if translator.load(_CATALOGUE, folder):
            application.installTranslator(translator)
