# SPDX-License-Identifier: AGPL-3.0-or-later
"""Elements of OWPML as text, and the namespaces that every part declares."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes" ?>'
_HANCOM = "http://www.hancom.co.kr/hwpml"
UNIT_NAMESPACE = f"{_HANCOM}/2016/HwpUnitChar"
_NAMESPACES = {
    "ha": f"{_HANCOM}/2011/app",
    "hp": f"{_HANCOM}/2011/paragraph",
    "hs": f"{_HANCOM}/2011/section",
    "hc": f"{_HANCOM}/2011/core",
    "hh": f"{_HANCOM}/2011/head",
    "hm": f"{_HANCOM}/2011/master-page",
    "hpf": "http://www.hancom.co.kr/schema/2011/hpf",
    "opf": "http://www.idpf.org/2007/opf/",
    "hwpunitchar": UNIT_NAMESPACE,
    "config": "urn:oasis:names:tc:opendocument:xmlns:config:1.0",
}
NAMESPACES = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACES.items())

_CONTROLS = {code: None for code in range(32) if code not in (9, 10, 13)}
"""What XML cannot hold."""


def element(name: str, /, *children: str, **attributes: str | int | bool) -> str:
    """Return an element; ``children`` are markup, ``_`` in a name of an attribute is a hyphen."""
    said = "".join(
        f" {key.replace('_', '-')}={quoteattr(_shown(value))}" for key, value in attributes.items()
    )
    inner = "".join(children)
    return f"<{name}{said}>{inner}</{name}>" if inner else f"<{name}{said}/>"


def words(value: str) -> str:
    """Return text as markup; a line break is an element inside of a ``hp:t``."""
    return escape(value.translate(_CONTROLS)).replace("\n", "<hp:lineBreak/>")


def _shown(value: str | int | bool) -> str:
    return str(int(value)) if isinstance(value, bool) else str(value).translate(_CONTROLS)
