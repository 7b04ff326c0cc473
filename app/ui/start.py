# SPDX-License-Identifier: AGPL-3.0-or-later
"""Start of the window: application object, language, exception hook."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app import crash, i18n
from app import settings as stored
from app.cli import output
from app.i18n import Language
from app.ui import icons
from app.ui.background import Background
from app.ui.qt_words import translate_qt
from app.ui.shell.loader import post
from app.ui.single_instance import SecondStarts, hand_over
from app.ui.theme import program_font
from app.ui.window import Window


def _choose_language(remembered: str) -> None:
    """Take the language of HANJI_LANG first, then what was chosen in the window, then the system."""
    if not os.environ.get("HANJI_LANG") and remembered in set(Language):
        i18n.use_language(Language(remembered))
    else:
        i18n.use_language(i18n.preferred_language())


def prepare_application(application: QApplication, text_size: int = 100) -> None:
    """Give the application its name, font (in percent of the usual size) and icon."""
    application.setApplicationName("hanji")
    application.setDesktopFileName("hanji")
    # Either goes over every widget that there is, also where nothing changes.
    if application.style().name() != "fusion":
        application.setStyle("Fusion")
    font = program_font(text_size)
    if application.font() != font:
        application.setFont(font)
    application.setWindowIcon(icons.program_icon())


def open_window(files: Sequence[Path] = ()) -> int:
    """Open the window and return the exit code once it is closed.

    Args:
        files: documents for the list, and projects of reviews to open. Where a window is open
            already, it gets them, comes to the front, and nothing is opened here.
    """
    log = crash.open_log()
    settings = stored.load()
    _choose_language(settings.language)
    if sys.platform == "linux" and not _has_screen():
        output.prepare()
        output.say(
            i18n.tr(
                "No screen was found, so the window cannot open. “hanji --help” lists the commands."
            )
        )
        return 3
    application = QApplication(sys.argv[:1])
    prepare_application(application, settings.text_size)
    translate_qt()
    if hand_over(files):
        return 0
    background = Background(workers=settings.workers)
    # However the program ends, no worker outlives it.
    application.aboutToQuit.connect(background.close)
    window = Window(settings, background)
    # Also a thread may make the mistake.
    crash.install(lambda sentence: post(window, lambda: window.notifier.say(sentence)), log)
    for number in (signal.SIGINT, signal.SIGTERM):
        # Python runs handlers between two ticks of the background's timer.
        signal.signal(number, lambda *_: application.quit())
    window.show()
    later = SecondStarts(window)
    later.files.connect(window.open_files)
    later.listen()
    if files:
        window.open_files(files)
    return application.exec()


def _has_screen() -> bool:
    """Qt ends the process where it finds no screen; look first and say it kindly."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return any(os.environ.get(name) for name in names)
