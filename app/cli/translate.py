# SPDX-License-Identifier: AGPL-3.0-or-later
"""``hanji translate``: one line in, one line out."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from app.cli import output
from app.errors import ExitCode, UsageError
from app.i18n import mark, tr
from app.messages import notice_sentence, os_reason
from app.services import translating
from converters.document.notices import NoticeKind

_UNREADABLE = mark("The file “{path}” cannot be read: {detail}.")
_LONGEST_TEXT = 200
"""Characters; what is longer is a text for certain, and too long a name for the system."""


def run(arguments: argparse.Namespace) -> ExitCode:
    """Translate what the arguments name onto stdout."""
    lines = _lines(arguments.text)
    order = translating.order_for(arguments.source, arguments.target, care=arguments.care)
    made, untranslated = translating.lines(lines, order)
    for line in made:
        output.result(line)
    if untranslated:
        output.say(notice_sentence(NoticeKind.SEGMENT_UNTRANSLATED, untranslated))
    if order.server is not None:
        output.say(tr("Translated by the server {server}.", server=order.server.shown))
    return ExitCode.DONE


def _lines(text: str) -> list[str]:
    if text == "-":
        return sys.stdin.read().splitlines()
    path = Path(text)
    try:
        if len(text) < _LONGEST_TEXT and path.is_file():
            return path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        detail = os_reason(error) if isinstance(error, OSError) else "UTF-8"
        raise UsageError(_UNREADABLE, path=text, detail=detail) from error
    return text.splitlines() or [""]
