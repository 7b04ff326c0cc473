# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tesseract, which comes with the program, and its data in ``assets/tessdata``."""

from __future__ import annotations

import importlib.resources
import importlib.util
import logging
import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from converters.source.source_file import PixelBox, RecognisedLetter, Recogniser

if TYPE_CHECKING:
    from PIL import Image
    from tesserocr import PyTessBaseAPI

logger = logging.getLogger(__name__)

_LIBRARY = "tesserocr"
_KOREAN, _LATIN = "kor", "eng"
_MILLISECONDS = 20_000
"""For one line: a picture of dirt must not hold a page up."""
_MARGIN = 12
"""Pixels of paper around a line: letters that touch the edge are read worse."""


@cache
def recogniser() -> Recogniser | None:
    """Return what recognises Korean pages; None where the library is not installed."""
    if importlib.util.find_spec(_LIBRARY) is None:
        logger.info("%s is not installed: scans stay pictures", _LIBRARY)
        return None
    return recognise


@cache
def _engine(language: str) -> PyTessBaseAPI:
    # One thread: workers run side by side already. Read when the library is loaded.
    os.environ["OMP_THREAD_LIMIT"] = "1"
    from tesserocr import PyTessBaseAPI

    data = Path(str(importlib.resources.files("assets") / "tessdata"))
    return PyTessBaseAPI(path=str(data), lang=language)


def recognise(
    picture: Image.Image, dots: int, lines: Sequence[PixelBox], *, latin: bool = False
) -> list[RecognisedLetter]:
    """Return the letters on lines of a picture; nothing for a line where Tesseract fails.

    Args:
        picture: of grey levels.
        dots: its dots per inch.
        lines: boxes, each around one line; a letter's ``line`` is the place of its line here.
        latin: whether Latin letters are looked for and no Hangul.
    """
    from PIL import Image

    engine = _engine(_LATIN if latin else _KOREAN)
    found: list[RecognisedLetter] = []
    try:
        for number, (x0, y0, x1, y1) in enumerate(lines):
            # White paper around each, and nothing of its neighbours.
            size = x1 - x0 + 2 * _MARGIN, y1 - y0 + 2 * _MARGIN
            alone = Image.new("L", size, 255)
            alone.paste(picture.crop((x0, y0, x1, y1)), (_MARGIN, _MARGIN))
            engine.SetImage(alone)
            engine.SetSourceResolution(dots)
            found += _letters(engine, number, (x0 - _MARGIN, y0 - _MARGIN))
    except RuntimeError as error:
        logger.warning("a page is not recognised: %s", error)
    finally:
        engine.Clear()
    return found


def _letters(engine: PyTessBaseAPI, number: int, corner: tuple[int, int]) -> list[RecognisedLetter]:
    """Return the letters of the picture that the engine has."""
    from tesserocr import PSM, RIL, iterate_level

    across, down = corner
    # In a word or two Tesseract may find no line; told that it is one, it reads it.
    for mode in (PSM.SINGLE_LINE, PSM.RAW_LINE):
        engine.SetPageSegMode(mode)
        if not engine.Recognize(_MILLISECONDS):
            continue
        found: list[RecognisedLetter] = []
        for at in iterate_level(engine.GetIterator(), RIL.SYMBOL):
            text = "" if at.Empty(RIL.SYMBOL) else at.GetUTF8Text(RIL.SYMBOL).strip()
            if text:
                left, top, right, bottom = at.BoundingBox(RIL.SYMBOL)
                box = left + across, top + down, right + across, bottom + down
                # A letter alone is always sure of itself; Tesseract's words in Korean are short.
                sure = at.Confidence(RIL.WORD)
                starts = at.IsAtBeginningOf(RIL.WORD)
                found.append(RecognisedLetter(text, *box, number, sure, starts))
        if found:
            return found
    return []
