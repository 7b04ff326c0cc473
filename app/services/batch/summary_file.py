# SPDX-License-Identifier: AGPL-3.0-or-later
"""Summaries as files, of the kind that the ending names."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from app.i18n import current_language
from app.services.batch.summary import Summary, to_json
from app.services.batch.summary_html import to_html
from app.services.batch.summary_xlsx import to_xlsx
from converters.files import write_whole


def _json_bytes(summary: Summary) -> bytes:
    text = json.dumps(to_json(summary), ensure_ascii=False, indent=1) + "\n"
    return text.encode("utf-8", "backslashreplace")


def _html_bytes(summary: Summary) -> bytes:
    return to_html(summary, current_language()).encode("utf-8", "backslashreplace")


def _xlsx_bytes(summary: Summary) -> bytes:
    return to_xlsx(summary, current_language())


FORMS: Mapping[str, Callable[[Summary], bytes]] = {
    ".html": _html_bytes,
    ".json": _json_bytes,
    ".xlsx": _xlsx_bytes,
}
"""Kinds of summaries by the ending of their file."""


def write_summary(target: Path, summary: Summary) -> None:
    """Write a summary, of the kind that the ending of ``target`` names, whole or not at all.

    Raises:
        OSError: it cannot be written.
        KeyError: the ending names no kind.
    """
    write_whole(target, FORMS[target.suffix.lower()](summary))
