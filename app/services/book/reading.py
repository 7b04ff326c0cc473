# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a book's page asks of workers: the book, its original, and a page of it."""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path

from app.jobs import worker
from app.jobs.answer_file import write_answer
from app.jobs.request import Action, JobRequest, JobResult
from app.services.confined_reading import Unanswered, answered
from converters.conversion import ConversionRequest, OutputFormat
from converters.document import codec
from converters.document.nodes import Document
from converters.files import read_ordinary
from converters.viewing_files import PAGE_FILE

_DOCUMENT = "document.json"
_MOST_SIDE = 20_000
_MOST_PX = 700
"""Of a picture that is shown small."""


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


def decoded_picture(data: bytes) -> tuple[int, int, bytes] | None:
    """Return a picture of an original as pixels (width, height, RGB), decoded by a confined worker.

    None where it is no picture that can be shown.
    """
    with tempfile.TemporaryDirectory(prefix="hanji-picture-") as made:
        copy = Path(made) / "picture"
        copy.write_bytes(data)
        try:
            with answered(copy, decode_in_worker, _Decoded) as said:
                return read_pixels(said.folder) if said.answer.is_there else None
        except Unanswered:
            return None


@dataclass(frozen=True, slots=True)
class _Decoded:
    """A worker's answer: whether the pixels lie beside it."""

    is_there: bool


def decode_in_worker(request: JobRequest) -> JobResult:
    """Decode a picture, in a worker, and leave its pixels beside the answer."""
    return worker.guarded(request, _decode)


def _decode(request: JobRequest) -> None:
    # What decodes is loaded in the worker alone.
    from converters.source.page_pictures import preview_picture, shown_picture

    job = request.conversion
    shown = preview_picture(shown_picture(read_ordinary(job.source), _MOST_PX))
    if shown is not None:
        job.target.with_name(PAGE_FILE).write_bytes(shown.to_ppm())
    write_answer(job.target, _Decoded(shown is not None))


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
