# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which format a file has, by its content and never by its name."""

from __future__ import annotations

from converters.formats import ALL_FORMATS, READ_FORMATS
from converters.source.format_spec import Content, FormatSpec, Remains, Sniffed


def _remains(content: Content, spec: FormatSpec) -> FormatSpec | None:
    if spec.refusal is None or not (content.is_cut and content.is_archive):
        return None
    left = Remains(content.data)
    return next((held for held in READ_FORMATS if held.recognise(left) is not None), None)


def sniff(data: bytes) -> Sniffed:
    """Return the format of a file's content.

    Args:
        data: the whole file.
    """
    content = Content(data)
    for spec in ALL_FORMATS:
        detail = spec.recognise(content)
        if detail is not None:
            return Sniffed(spec, detail, content.is_cut, _remains(content, spec))
    raise AssertionError("the last format takes everything")
