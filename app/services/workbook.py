# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reproducible XLSX packages: their bytes depend on nothing but their content.

A formula is kept with the value it has: a program that does not calculate, a preview of mail or a
script, reads that value (ECMA-376 part 1, 18.3.1.4 and 18.3.1.96).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

_EPOCH = (1980, 1, 1, 0, 0, 0)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_FORMULA = re.compile(rb'(<c r="([A-Z]+[0-9]+)"[^>]*>)(<f>[^<]*</f>)(?:<v ?/>|<v></v>)')

Values = Mapping[str, Mapping[str, int | float]]
"""Values of formulas by the part of their sheet, and by their cell."""


def settled(package: bytes, moment: bytes, values: Values | None = None) -> bytes:
    """Return an XLSX package without the time at which it was written; ``moment`` is said instead.

    Args:
        package: as openpyxl wrote it.
        moment: ISO 8601, in UTC.
        values: of its formulas, by "xl/worksheets/sheet1.xml" and "B4".
    """
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as old,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            part = _MODIFIED.sub(rb"\g<1>" + moment + rb"\g<2>", old.read(name))
            if values and name in values:
                part = _with_values(part, values[name])
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, part)
    return written.getvalue()


def _with_values(part: bytes, values: Mapping[str, int | float]) -> bytes:
    def filled(found: re.Match[bytes]) -> bytes:
        value = values[found[2].decode("ascii")]
        return found[1] + found[3] + b"<v>" + repr(value).encode("ascii") + b"</v>"

    return _FORMULA.sub(filled, part)
