# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules of the container (EPUB 3.3, 4: OCF)."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from converters.checking.epub_rules.breaches import Breach

MIMETYPE = b"application/epub+zip"
_FORBIDDEN = re.compile(r'["*:<>?\\\x00-\x1f\x7f\x80-\x9f\ue000-\uf8ff]|\.$')


def container_breaches(data: bytes) -> Iterator[Breach]:
    """Yield what is wrong with the archive itself."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
    first = entries[0] if entries else None
    if first is None or first.filename != "mimetype":
        yield Breach("PKG-006", "the first entry is not “mimetype”", "mimetype")
    elif first.compress_type != zipfile.ZIP_STORED or data[30:38] != b"mimetype":
        yield Breach("PKG-007", "“mimetype” is compressed", "mimetype")
    elif data[28:30] != b"\0\0":
        yield Breach("PKG-005", "“mimetype” has an extra field", "mimetype")
    elif data[38 : 38 + first.file_size] != MIMETYPE:
        yield Breach("PKG-007", "“mimetype” says something else", "mimetype")
    seen: dict[str, str] = {}
    for entry in entries:
        name = entry.filename
        if _FORBIDDEN.search(name.rsplit("/", 1)[-1]):
            yield Breach("PKG-009", "a character that file names may not have", name)
        if entry.flag_bits & 1:
            yield Breach("RSC-004", "encrypted", name)
        folded = name.casefold()
        if folded in seen:
            yield Breach("OPF-060", f"the same name as “{seen[folded]}”", name)
        seen[folded] = name
