# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tesseract, where the person has installed it: the one program that a worker may start."""

from __future__ import annotations

import csv
import io
import logging
import os
import shutil
import subprocess
from functools import cache

from converters.source.source_file import RecognisedWord, Recogniser

logger = logging.getLogger(__name__)

_NAME = "tesseract"
_LANGUAGE = "kor"
_SECONDS = 120.0
_WORD = "5"
"""Level of the rows that are words."""


@cache
def program() -> str | None:
    """Return where Tesseract lies; None where it is not installed."""
    return shutil.which(_NAME)


def recogniser() -> Recogniser | None:
    """Return what recognises Korean pages; None where Tesseract or its Korean model is missing."""
    return recognise if program() is not None and _has_korean() else None


@cache
def _has_korean() -> bool:
    try:
        done = _run(["--list-langs"], b"")
    except (OSError, subprocess.SubprocessError) as error:
        logger.warning("tesseract does not start: %s", error)
        return False
    return _LANGUAGE in done.decode("utf-8", "replace").split()


def recognise(png: bytes, dots: int) -> list[RecognisedWord]:
    """Return the words on a picture; nothing where Tesseract fails.

    Args:
        png: the picture.
        dots: its dots per inch.
    """
    wanted = ["stdin", "stdout", "-l", _LANGUAGE, "--dpi", str(dots), "--psm", "4", "tsv"]
    try:
        table = _run(wanted, png).decode("utf-8", "replace")
    except (OSError, subprocess.SubprocessError) as error:
        logger.warning("a page is not recognised: %s", error)
        return []
    return words_of(table)


def words_of(table: str) -> list[RecognisedWord]:
    """Return the words of Tesseract's table of tab-separated values."""
    lines: dict[tuple[str, str, str], int] = {}
    found: list[RecognisedWord] = []
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = (row.get("text") or "").strip()
        if row.get("level") != _WORD or not text:
            continue
        line = row["block_num"], row["par_num"], row["line_num"]
        x, y = int(row["left"]), int(row["top"])
        found.append(
            RecognisedWord(
                text,
                x,
                y,
                x + int(row["width"]),
                y + int(row["height"]),
                lines.setdefault(line, len(lines)),
                float(row["conf"]),
            )
        )
    return found


def _run(arguments: list[str], given: bytes) -> bytes:
    path = program()
    if path is None:
        raise FileNotFoundError(_NAME)
    # One thread: workers run side by side already.
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    done = subprocess.run(  # noqa: S603 - a program found by name, arguments of our own
        [path, *arguments],
        input=given,
        capture_output=True,
        timeout=_SECONDS,
        env=environment,
        check=True,
    )
    return done.stdout
