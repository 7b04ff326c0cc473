# SPDX-License-Identifier: AGPL-3.0-or-later
"""Elements of OWPML as text, with the namespaces that every part declares."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes" ?>'
_HANCOM = "http://www.hancom.co.kr/hwpml"
_NAMESPACES = {
    "ha": f"{_HANCOM}/2011/app",
    "hp": f"{_HANCOM}/2011/paragraph",
    "hs": f"{_HANCOM}/2011/section",
    "hc": f"{_HANCOM}/2011/core",
    "hh": f"{_HANCOM}/2011/head",
    "hm": f"{_HANCOM}/2011/master-page",
    "hpf": "http://www.hancom.co.kr/schema/2011/hpf",
    "opf": "http://www.idpf.org/2007/opf/",
    "ooxmlchart": f"{_HANCOM}/2016/ooxmlchart",
    "hwpunitchar": f"{_HANCOM}/2016/HwpUnitChar",
    "config": "urn:oasis:names:tc:opendocument:xmlns:config:1.0",
}
NAMESPACES = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACES.items())
CHART_NAMESPACE = _NAMESPACES["ooxmlchart"]
UNIT_NAMESPACE = _NAMESPACES["hwpunitchar"]

Value = str | int | float | bool


def element(name: str, /, *children: str, **attributes: Value) -> str:
    """Return an element; ``children`` are markup, a trailing _ of an attribute's name falls off."""
    said = "".join(
        f" {key.rstrip('_')}={quoteattr(_shown(value))}" for key, value in attributes.items()
    )
    inner = "".join(children)
    return f"<{name}{said}>{inner}</{name}>" if inner else f"<{name}{said}/>"


def words(value: str) -> str:
    """Return text as markup: tabs, line breaks and odd blanks are elements in a hp:t."""
    shown = escape(value)
    for character, name in (
        ("\t", 'tab width="4000" leader="0" type="1"'),
        ("\n", "lineBreak"),
        ("\u00a0", "nbSpace"),
        ("\u2002", "fwSpace"),
    ):
        shown = shown.replace(character, f"<hp:{name}/>")
    return shown


def _shown(value: Value) -> str:
    return str(int(value)) if isinstance(value, bool) else str(value)
