# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a book's page asks of workers: the book, its original, and a page of it."""

from __future__ import annotations

import json
from pathlib import Path

from app.jobs.request import Action, JobRequest
from converters.conversion import ConversionRequest, OutputFormat
from converters.document import codec
from converters.document.nodes import Document
from converters.viewing_files import PAGE_FILE

_DOCUMENT = "document.json"
_MOST_SIDE = 20_000


def book_request(book: Path, folder: Path) -> JobRequest:
    """Return the order to check a book and write it chapter by chapter into ``folder``."""
    return JobRequest(0, ConversionRequest(book.absolute(), folder), Action.BOOK)


def pictures_request(book: Path) -> JobRequest:
    """Return the order to look for personal data on the pictures of a book."""
    return JobRequest(0, ConversionRequest(book.absolute(), book.absolute()), Action.PICTURES)


def original_request(source: Path, folder: Path) -> JobRequest:
    """Return the order to read a document, without any corrections, into ``folder``."""
    wanted = ConversionRequest(source.absolute(), folder / _DOCUMENT, OutputFormat.JSON)
    return JobRequest(0, wanted)


def page_request(source: Path, folder: Path, page: int) -> JobRequest:
    """Return the order to draw a page (from 0) of a document into ``folder``."""
    wanted = ConversionRequest(source.absolute(), folder)
    return JobRequest(0, wanted, Action.PAGE, page=page)


def read_original(folder: Path) -> Document:
    """Return the document that a worker wrote into ``folder``.

    Raises:
        OSError, ValueError: it is not there, or not in its form.
        ConversionError: the JSON is none of a document.
    """
    root = folder.resolve()

    def read(name: str) -> bytes:
        path = (folder / name).resolve()
        if not path.is_relative_to(root):
            raise ValueError(name)
        return path.read_bytes()

    return codec.decode(json.loads((folder / _DOCUMENT).read_bytes()), read)


def read_pixels(folder: Path) -> tuple[int, int, bytes] | None:
    """Return width, height and pixels (RGB) of the page in ``folder``; None where none was drawn."""
    try:
        data = (folder / PAGE_FILE).read_bytes()
        head, _, pixels = data.partition(b"\n")
        magic, width, height, most = head.split()
        across, down = int(width), int(height)
    except (OSError, ValueError):
        return None
    if (
        magic != b"P6"
        or most != b"255"
        or not (0 < across <= _MOST_SIDE and 0 < down <= _MOST_SIDE)
    ):
        return None
    return (across, down, pixels) if len(pixels) == 3 * across * down else None
