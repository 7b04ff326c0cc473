# SPDX-License-Identifier: AGPL-3.0-or-later
"""Photographs of the window for the manual, in both languages: ``make manual-pictures``.

Every picture is of the real window at real work with the samples and the example ledger; nothing of
the machine that made it is in it.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer
from PySide6.QtWidgets import QApplication

from app import i18n
from app.i18n import Language
from app.settings import Settings
from app.ui.background import Background
from app.ui.start import prepare_application
from app.ui.window import BOOK_PAGE, Window
from converters.png_encoding import encode_png
from tests.conftest import SAMPLES
from tests.layout.test_layout import REPOSITORY

PICTURES = REPOSITORY / "assets" / "manual"
_SIZE = (1040, 660)
_COLOURS = 64
_PATIENCE = 60.0
_FOLDERS = {Language.KOREAN: "문서/한지", Language.ENGLISH: "Documents/Hanji"}


class _Photographer:
    def __init__(self, language: Language) -> None:
        self.application = QApplication([])
        i18n.use_language(language)
        prepare_application(self.application)
        self.background = Background()
        # A folder as a person's own, not one of the machine that takes the pictures.
        settings = Settings(out_folder=_FOLDERS[language], theme="light", language=language.value)
        self.window = Window(settings, self.background)
        self.window.notifier.confirm = lambda *_: True  # type: ignore[method-assign]
        self.window.resize(*_SIZE)
        self.window.show()
        self.into = PICTURES / language.value / "pictures"
        self.into.mkdir(exist_ok=True)

    def wait(self, until: Callable[[], object], trouble: str) -> None:
        last = time.monotonic() + _PATIENCE
        while not until():
            if time.monotonic() > last:
                raise SystemExit(f"no picture of {trouble}")
            self.application.processEvents()
            time.sleep(0.01)

    def rest(self) -> None:
        last = time.monotonic() + 0.6
        self.wait(lambda: time.monotonic() > last, "a window at rest")

    def take(self, name: str) -> None:
        self.rest()
        pixels = QBuffer()
        pixels.open(QBuffer.OpenModeFlag.WriteOnly)
        self.window.grab().save(pixels, "PNG")
        image = Image.open(io.BytesIO(pixels.data().data())).convert("RGB")
        # Few colours are enough for a window, and a third of the bytes.
        few = image.quantize(_COLOURS, dither=Image.Dither.NONE)
        (self.into / f"{name}.png").write_bytes(encode_png(few))

    def all(self) -> None:
        window = self.window
        convert = window.convert
        self.take("start")
        convert.try_samples()
        rows = convert.model.rows
        self.wait(lambda: len(rows) == 3 and all(row.book for row in rows), "books")
        convert.view.choose(rows[0].number)
        self.take("convert")
        window.show_page("books")
        self.wait(lambda: len(window.page("books").model.shown) == 3, "the list of books")  # type: ignore[attr-defined]
        self.take("books")
        window.show_book(window.page("books").model.shown[-1])  # type: ignore[attr-defined]
        book = window.page(BOOK_PAGE)
        self.wait(lambda: book.publishing.answer() is not None, "a book")  # type: ignore[attr-defined]
        self.wait(lambda: book.known is not None, "its document")  # type: ignore[attr-defined]
        self.take("book")
        window.reviews.make(
            [SAMPLES / "hanji-notice.hwpx"],
            Path(window.preferences.current.out_folder),
            ("ko", "en"),
            name="hanji-notice",
            drafted=True,
        )
        self.wait(lambda: "review" in window.pages and window.page("review").windows, "a review")  # type: ignore[attr-defined]
        self.take("review")
        window.show_page("ledger")
        ledger = window.page("ledger").ledger  # type: ignore[attr-defined]
        self.wait(lambda: ledger.empty.isVisible(), "an empty ledger")
        ledger.empty.example.click()
        self.wait(lambda: ledger.dashboard.isVisible() and not ledger.ledger_thread.busy, "figures")
        self.take("ledger")
        window.show_page("settings")
        self.take("settings")
        window.close()
        self.background.close()


def main() -> int:
    """Take the pictures: of each language in a process and a home of its own."""
    if len(sys.argv) > 1:
        _Photographer(Language(sys.argv[1])).all()
        return 0
    for language in Language:
        with tempfile.TemporaryDirectory() as home:
            environment = {
                **os.environ,
                "QT_QPA_PLATFORM": "offscreen",
                "HANJI_LANG": language.value,
                "HANJI_CONFIG_DIR": f"{home}/settings",
                "HANJI_DATA_DIR": f"{home}/data",
                "HANJI_LOG_DIR": f"{home}/log",
                "HANJI_PERSON": "홍길동" if language is Language.KOREAN else "Gildong Hong",
                "PYTHONPATH": str(REPOSITORY),
            }
            # In the home, so that the folder of the books is a short one.
            command = [sys.executable, "-m", "tests.walks.manual_pictures", language.value]
            done = subprocess.run(command, cwd=home, env=environment, check=False)
            if done.returncode:
                return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
