# SPDX-License-Identifier: AGPL-3.0-or-later
"""Field instructions (ECMA-376 part 1, 17.16) and where they lead."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import quote

_WORD = re.compile(r'"((?:\\.|[^"\\])*)"|(\S+)')
_RUBY = re.compile(r"\\s\\up\s*[\d.]+\s*\((?P<text>[^()]*)\)\s*[,;]\s*(?P<base>[^()]*)\)\s*$")
_SAFE = "%/:=&?~#+!$,;'@()*[]"
_WEB = re.compile(r"^(?:https?|ftp|mailto|tel):", re.IGNORECASE)
_MAIL = re.compile(r"^[^@\s/:]+@[^@\s/]+\.\w+$")
_HOST = re.compile(r"^www\.\S+$", re.IGNORECASE)
_CODE = re.compile(r"^(?:0x([0-9a-f]{1,6})|(\d{1,7}))$", re.IGNORECASE)
_ANSI = range(0x80, 0xA0)
_REFERENCES = frozenset({"REF", "PAGEREF", "NOTEREF"})


@dataclass(slots=True)
class ComplexField:
    """A field between its marks; its result begins after the separator (17.16.18)."""

    parts: list[str] = field(default_factory=list)
    in_result: bool = False
    opened: bool = False
    said: bool = False
    """Whether its result has text."""
    """Whether the line knows of it."""
    box: str | None = None
    """What a form field prints."""

    @property
    def instruction(self) -> str:
        """The instruction as written."""
        return "".join(self.parts).strip()


def name_of(instruction: str) -> str:
    """Return the field's name in capitals; empty for an empty instruction."""
    word = instruction.split(None, 1)
    return word[0].upper() if word else ""


def target_of(instruction: str) -> str | None:
    """Return where a field leads: an address or ``#bookmark:NAME``; None if it is no link."""
    name = name_of(instruction)
    words = [(quoted or bare) for quoted, bare in _WORD.findall(instruction)][1:]
    if name == "HYPERLINK":
        return _hyperlink(words)
    if name in _REFERENCES and words and (name == "PAGEREF" or "\\h" in words):
        return f"#bookmark:{words[0]}"
    return None


def _hyperlink(words: list[str]) -> str | None:
    address = anchor = ""
    skip = ""
    for word in words:
        if skip:
            anchor = word if skip == "\\l" else anchor
            skip = ""
        elif word in ("\\l", "\\o", "\\t", "\\m"):
            skip = word
        elif not word.startswith("\\") and not address:
            address = word.replace("\\\\", "\\")
    return link_target(address, anchor)


def link_target(address: str, anchor: str) -> str | None:
    """Return the target of a hyperlink; None where a book cannot lead there (17.16.22)."""
    address, anchor = address.strip(), anchor.strip()
    if address.startswith("#") and not anchor:
        address, anchor = "", address[1:]
    if not address:
        return f"#bookmark:{anchor}" if anchor else None
    if _MAIL.match(address):
        address = f"mailto:{address}"
    elif _HOST.match(address):
        address = f"http://{address}"
    if not _WEB.match(address):
        return None
    return quote(address, safe=_SAFE) + (f"#{quote(anchor, safe=_SAFE)}" if anchor else "")


def ruby_of(instruction: str) -> tuple[str, str] | None:
    """Return base and reading of an EQ field that sets a reading above its base; None for others."""
    if name_of(instruction) != "EQ":
        return None
    match = _RUBY.search(instruction)
    return (match["base"], match["text"]) if match else None


def symbol_of(instruction: str) -> tuple[int, str] | None:
    """Return the character and the font of a SYMBOL field (17.16.5.62); None for other fields."""
    if name_of(instruction) != "SYMBOL":
        return None
    words = [(quoted or bare) for quoted, bare in _WORD.findall(instruction)][1:]
    if not words or words[0].startswith("\\"):
        return None
    switches = [word.lower() for word in words]
    font = words[switches.index("\\f") + 1] if "\\f" in switches[:-1] else ""
    match = _CODE.match(words[0])
    if match is None:
        return (ord(words[0]), font) if len(words[0]) == 1 else None
    code = int(match[1], 16) if match[1] else int(match[2])
    if code in _ANSI and not font and "\\u" not in switches:
        code = ord(bytes([code]).decode("cp1252", errors="replace"))
    return code, font
