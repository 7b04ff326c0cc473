# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which format a file has, by its content and never by its name."""

from __future__ import annotations

from converters.formats import ALL_FORMATS
from converters.source.format_spec import Content, Sniffed


def sniff(data: bytes) -> Sniffed:
    """Return the format of a file's content.

    Args:
        data: the whole file.
    """
    content = Content(data)
    for spec in ALL_FORMATS:
        detail = spec.recognise(content)
        if detail is not None:
            return Sniffed(spec, detail)
    raise AssertionError("the last format takes everything")
