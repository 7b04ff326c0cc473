# SPDX-License-Identifier: AGPL-3.0-or-later
"""Differences of two texts, drawn: what went is struck, what came is bold."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from html import escape

from app.ui.theme import Theme

_TOKEN = re.compile(r"\w+|\s+|.", re.DOTALL)
_LONGEST = 20_000
"""Characters of both texts that are compared; longer ones are shown as they are."""


def with_differences(before: str, after: str, theme: Theme) -> str:
    """Return ``after`` as HTML, with what it has otherwise than ``before``, word by word."""
    if before == after or len(before) + len(after) > _LONGEST:
        return escape(after)
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    parts: list[str] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, came = escape("".join(old[a:b])), escape("".join(new[c:d]))
        if kind == "equal":
            parts.append(came)
            continue
        if gone:
            parts.append(f"<s style='color:{theme.bad};background:{theme.bad_soft}'>{gone}</s>")
        if came:
            parts.append(f"<b style='color:{theme.good}'>{came}</b>")
    return "".join(parts)
