# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a book says of itself, without its text."""

from __future__ import annotations

from pathlib import Path

from converters.document.metadata import Metadata
from converters.files import read_ordinary
from converters.limits import DEFAULT_LIMITS, Limits
from converters.readers.epub_book.metadata import PackageMetadata
from converters.readers.epub_book.package import read_package
from converters.source.zip import ZipPackage


def read_imprint(book: Path, limits: Limits = DEFAULT_LIMITS) -> Metadata:
    """Return the bibliographic facts of an EPUB file.

    Raises:
        ConversionError: it is no book.
        OSError: it cannot be read.
    """
    archive = ZipPackage(read_ordinary(book), limits)
    return PackageMetadata(read_package(archive).root).read()
