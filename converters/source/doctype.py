# SPDX-License-Identifier: AGPL-3.0-or-later
"""Document types that only name characters, such as ``<!ENTITY nbsp "&#160;">``.

Published laws come as HWPML with such a document type. Each name stands for a few
characters, so that no document grows by them; names that stand for other names, for markup
or for files are what attacks are made of, and are not read (XML 1.0, 4.2).
"""

from __future__ import annotations

import re

_DECLARATION = re.compile(r"<\?xml\s[^>]*?\?>")
_SAID_ENCODING = re.compile(
    rb"""<\?xml\s[^>]*?\sencoding\s*=\s*["']([A-Za-z][A-Za-z0-9._-]*)["']"""
)
_MISC = r"(?:\s|<!--(?:(?!--).)*-->|<\?(?!xml\s)(?:(?!\?>).)*\?>)*"
_NAME = r"[^\W\d][\w.\-]*"
_DOCTYPE = re.compile(rf"({_MISC})<!DOCTYPE\s+(?:{_NAME}:)?{_NAME}\s*(\[)?", re.DOTALL)
_BETWEEN = re.compile(_MISC, re.DOTALL)
_ENTITY = re.compile(rf"""<!ENTITY\s+({_NAME})\s+(?:"([^"<%]*)"|'([^'<%]*)')\s*>""")
_END = re.compile(r"\]\s*>")
_REFERENCE = re.compile(r"&#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}));")
# References count in texts and in values, and not in what is kept as it is.
_TOKEN = re.compile(rf"<!\[CDATA\[.*?\]\]>|<!--.*?-->|<\?.*?\?>|&({_NAME});", re.DOTALL)
_PREDEFINED = frozenset({"lt", "gt", "amp", "quot", "apos"})
_WIDTHS = ("ascii", "utf-16-le", "utf-16-be")
_LONGEST_VALUE = 32
_MOST_ENTITIES = 4096
_LONGEST_PROLOG = 1 << 18
_MOST_GROWTH = 1 << 20
"""Characters by which all references together may lengthen a document."""


class NotOnlyCharacters(ValueError):
    """The document type does more than to name characters."""


def without_doctype(data: bytes) -> bytes:
    """Return a document in UTF-8 without its document type, with the characters that it named.

    Args:
        data: a whole XML document in any encoding; one without a document type before its
            root comes back as it is.

    Raises:
        NotOnlyCharacters: its document type does anything else, or cannot be read.
    """
    if not any("<!DOCTYPE".encode(encoding) in data[:_LONGEST_PROLOG] for encoding in _WIDTHS):
        return data
    try:
        text = data.decode(_encoding(data))
    except (UnicodeDecodeError, LookupError) as error:
        raise NotOnlyCharacters from error
    text = text.removeprefix("\ufeff").rstrip("\0")
    declaration = _DECLARATION.match(text)
    start = declaration.end() if declaration is not None else 0
    prolog = _DOCTYPE.match(text[start : start + _LONGEST_PROLOG])
    if prolog is None:
        return data
    names, end = _names(text, start + prolog.end(), has_subset=prolog[2] is not None)
    return (prolog[1] + _expanded(text[end:], names)).encode()


def _encoding(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if data.startswith((b"<\0", b"\0<")):
        return "utf-16-le" if data.startswith(b"<\0") else "utf-16-be"
    said = _SAID_ENCODING.match(data.removeprefix(b"\xef\xbb\xbf"))
    name = said[1].decode("ascii").lower() if said is not None else "utf-8"
    # What is called EUC-KR is mostly written in its extension.
    return {"euc-kr": "cp949", "ks_c_5601-1987": "cp949", "ksc5601": "cp949"}.get(name, name)


def _names(text: str, at: int, *, has_subset: bool) -> tuple[dict[str, str], int]:
    """Return what each name stands for, and where the document type ends."""
    names: dict[str, str] = {}
    if not has_subset:
        if not text.startswith(">", at):
            raise NotOnlyCharacters
        return names, at + 1
    for _ in range(_MOST_ENTITIES):
        between = _BETWEEN.match(text, at)
        at = between.end() if between is not None else at
        end = _END.match(text, at)
        if end is not None:
            return names, end.end()
        entity = _ENTITY.match(text, at)
        if entity is None:
            break
        value = entity[2] if entity[2] is not None else entity[3]
        # Of two declarations of a name the first one counts.
        names.setdefault(entity[1], _characters(value))
        at = entity.end()
    raise NotOnlyCharacters


def _characters(value: str) -> str:
    """Return the characters that a value stands for."""
    found = _resolved(value)
    if "&" in found:
        # The standard sets write < and & twice over ("&#38;#60;"): as text, not as markup.
        found = _resolved(found)
    elif "<" in found:
        raise NotOnlyCharacters
    if len(found) > _LONGEST_VALUE:
        raise NotOnlyCharacters
    return found


def _resolved(value: str) -> str:
    def character(match: re.Match[str]) -> str:
        code = int(match[1], 16) if match[1] else int(match[2])
        if code not in (9, 10, 13) and not (
            0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000
        ):
            raise NotOnlyCharacters
        return chr(code)

    if "&" in _REFERENCE.sub("", value):
        raise NotOnlyCharacters
    return _REFERENCE.sub(character, value)


def _expanded(text: str, names: dict[str, str]) -> str:
    growth = 0

    def shown(match: re.Match[str]) -> str:
        nonlocal growth
        name = match[1]
        if name is None or name in _PREDEFINED or name not in names:
            return match[0]
        growth += max(0, len(names[name]) - len(match[0]))
        if growth > _MOST_GROWTH:
            raise NotOnlyCharacters
        return "".join(f"&#{ord(char)};" for char in names[name])

    return _TOKEN.sub(shown, text)
