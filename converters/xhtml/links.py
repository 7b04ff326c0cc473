# SPDX-License-Identifier: AGPL-3.0-or-later
"""Addresses that may leave the book, in the form of the WHATWG URL standard."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

_SPACES = re.compile(r"[\s\x00-\x20\x7f-\x9f\ufffe\uffff\ud800-\udfff]+")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")
_BARE_HOST = re.compile(r"www\.[^/\s]+\.[^\s]+", re.IGNORECASE)
# Letters that names of hosts have in East Asia; others are damage more often than names.
_NAME = re.compile(r"[A-Za-z0-9._\-\uac00-\ud7a3\u4e00-\u9fff\u3041-\u3096\u30a1-\u30fa\u30fc]+")
_HOST = re.compile(r"[a-z0-9_]([a-z0-9_.\-]*[a-z0-9_])?\.?")
_IPV4_LIKE = re.compile(r"(.*\.)?(\d+|0x[0-9a-f]*)\.?")
_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_ADDRESS = re.compile(r"[^@]+@[^@]+\.[^@]+")
_TELEPHONE = re.compile(r"\+?[0-9*#().\-]+(;[A-Za-z0-9=.+\-;]+)?")


def external_href(target: str) -> str | None:
    """Return ``target`` as an address that a book may hold, or None.

    Only http, https, ftp, mailto and tel leave a book: scripts and files of the
    author's own disk do not. What the URL standard would reject is encoded
    where its meaning stays the same, and refused where it does not.
    """
    target = _SPACES.sub("", target) if target.startswith("tel") else _SPACES.sub(" ", target)
    target = target.strip()
    if target.endswith(")") and "(" not in target:
        # Taken along from the sentence when a word processor made the link by itself.
        target = target.rstrip(").,")
    if _BARE_HOST.fullmatch(target):
        target = f"http://{target}"
    match = _SCHEME.match(target)
    if match is None:
        return None
    scheme, rest = match.group(1).lower(), target[match.end() :]
    if scheme in ("http", "https", "ftp"):
        return _web_address(scheme, rest)
    if scheme == "mailto":
        address, mark, query = rest.partition("?")
        if not _ADDRESS.fullmatch(address.strip()):
            return None
        return f"mailto:{_encoded(address.strip(), '@,')}" + mark + _encoded(query, "=&@,+")
    if scheme == "tel":
        return f"tel:{rest}" if _TELEPHONE.fullmatch(rest) else None
    return None


def _web_address(scheme: str, rest: str) -> str | None:
    # Authors type one slash, none, or the slashes of their disk.
    rest = rest.replace("\\", "/").lstrip("/")
    try:
        parts = urlsplit(f"//{rest}")
        port = parts.port
        # What a person typed, also where a program has encoded it already.
        name = (parts.hostname or "").encode("idna").decode("idna")
        host = name.encode("idna").decode("ascii").lower()
    except (ValueError, UnicodeError):
        return None
    if not _NAME.fullmatch(name):
        return None
    if not _HOST.fullmatch(host) or ".." in host:
        return None
    if _IPV4_LIKE.fullmatch(host) and not _is_ipv4(host):
        return None
    shown = f"{scheme}://{host}"
    if port is not None:
        shown += f":{port}"
    shown += _encoded(parts.path, "/:@!$&'()*+,;=")
    if parts.query:
        shown += "?" + _encoded(parts.query, "/?:@!$&'()*+,;=")
    if parts.fragment:
        shown += "#" + _encoded(parts.fragment, "/?:@!$&'()*+,;=")
    return shown


def _is_ipv4(host: str) -> bool:
    numbers = host.split(".")
    return (
        len(numbers) == 4
        and all(
            n.isascii() and n.isdecimal() and str(int(n)) == n and int(n) < 256
            for n in numbers
            if len(n) < 4 or not n
        )
        and all(0 < len(n) < 4 for n in numbers)
    )


def _encoded(part: str, kept: str) -> str:
    return quote(_LONE_PERCENT.sub("%25", part), safe=f"%-._~{kept}", errors="replace")
