# SPDX-License-Identifier: AGPL-3.0-or-later
"""What field commands say: link targets and memo numbers (HWP 5.0 rev 1.3, 4.3.10.15)."""

from __future__ import annotations

import re
from urllib.parse import quote

_FIRST_PART = re.compile(r"(?:\\.|[^;\\])*")
_ESCAPE = re.compile(r"\\(.)")
_INSTANCE = re.compile(r"^\??#(\d+)$")
_MEMO = re.compile(r"^MEMO/[^/]*/(\d+)/")
_WEB = re.compile(r"^(?:https?|ftp)://[^\s/]", re.IGNORECASE)
_HOST = re.compile(r"^(?:www\.|[\w-]+(?:\.[\w-]+)*\.(?:kr|com|net|org|go|or)\b)", re.IGNORECASE)
_MAIL = re.compile(r"^[^@\s/]+@[^@\s/]+\.\w+$")
_SAFE = "%/:=&?~#+!$,;'@()*[]"


def link_target(command: str) -> str | None:
    """Return where a hyperlink or cross-reference leads; None where a book cannot lead there.

    Targets inside the document are ``#bookmark:NAME`` or ``#instance:NUMBER``.
    """
    match = _FIRST_PART.match(command)
    target = _ESCAPE.sub(r"\1", match[0] if match else "").strip()
    if not target:
        return None
    instance = _INSTANCE.match(target)
    if instance:
        return f"#instance:{instance[1]}"
    if target.startswith(("?", "#")):
        name = target.lstrip("?#")
        return f"#bookmark:{name}" if name else None
    if target.lower().startswith("mailto:") or _MAIL.match(target):
        address = target.split(":", 1)[-1]
        return "mailto:" + quote(address, safe=_SAFE) if "@" in address else None
    if _WEB.match(target):
        return quote(target, safe=_SAFE)
    return "http://" + quote(target, safe=_SAFE) if _HOST.match(target) else None


def instance_of(command: str) -> int | None:
    """Return the object or paragraph id that a command leads to."""
    target = link_target(command)
    if target is None or not target.startswith("#instance:"):
        return None
    return int(target.removeprefix("#instance:"))


def memo_number(command: str) -> int | None:
    """Return the number of the memo that a field opens; None for other fields."""
    match = _MEMO.match(command)
    return int(match[1]) if match else None
