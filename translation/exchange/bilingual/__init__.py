# SPDX-License-Identifier: AGPL-3.0-or-later
"""Bilingual files of other tools, translated here and written back into the same bytes.

SDLXLIFF (Trados), MQXLIFF (memoQ), TXLF and TXML (Wordfast) and plain XLIFF 1.2 are XML with source and
target side by side. ``read`` notes where in the file each target stands; ``write`` puts in what
was translated, and every other byte stays.
"""

from translation.exchange.bilingual.reading import BilingualFile, BilingualSegment, Dialect, read
from translation.exchange.bilingual.writing import Translated, write

__all__ = ["BilingualFile", "BilingualSegment", "Dialect", "Translated", "read", "write"]
