# SPDX-License-Identifier: AGPL-3.0-or-later
"""The picture of the first page that Hangul keeps in its packages."""

from __future__ import annotations

from converters.errors import DamagedSource
from converters.source.package_encryption import LockedPackage
from converters.source.page_pictures import PagePicture, preview_picture
from converters.source.source_file import SourceFile

_PREVIEWS = ("Preview/PrvImage.png", "Preview/PrvImage.jpg", "Preview/PrvImage.bmp")


def draw_page(file: SourceFile, number: int, _width: int) -> PagePicture | None:
    """Return Hangul's own preview for the first page; None for all others and where there is none.

    Raises:
        ConversionError: the package cannot be opened.
    """
    package = LockedPackage(file.data, file.limits, file.passwords)
    for name in _PREVIEWS if number == 0 else ():
        if name in package:
            try:
                return preview_picture(package.read(name))
            except DamagedSource:
                return None
    return None
