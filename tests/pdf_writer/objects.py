# SPDX-License-Identifier: AGPL-3.0-or-later
"""Objects, cross-reference table and trailer of a file (ISO 32000-2, 7)."""

from __future__ import annotations

import zlib


class ObjectFile:
    """Numbered objects that become one file."""

    def __init__(self) -> None:
        self._bodies: list[bytes] = []

    def reserve(self) -> int:
        """Return the number of an object that is set later."""
        self._bodies.append(b"null")
        return len(self._bodies)

    def add(self, body: str | bytes) -> int:
        """Return the number of a new object."""
        number = self.reserve()
        self.set(number, body)
        return number

    def set(self, number: int, body: str | bytes) -> None:
        """Give object ``number`` its body."""
        self._bodies[number - 1] = body.encode("latin-1") if isinstance(body, str) else body

    def stream(self, data: bytes, entries: str = "", *, deflate: bool = True) -> int:
        """Return the number of a new stream."""
        if deflate:
            data = zlib.compress(data)
            entries += " /Filter /FlateDecode"
        head = f"<< /Length {len(data)} {entries} >>\nstream\n".encode("latin-1")
        return self.add(head + data + b"\nendstream")

    def file(self, root: int, info: int = 0) -> bytes:
        """Return the whole file."""
        out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        offsets: list[int] = []
        for number, body in enumerate(self._bodies, 1):
            offsets.append(len(out))
            out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
        start = len(out)
        out += f"xref\n0 {len(offsets) + 1}\n0000000000 65535 f \n".encode()
        for offset in offsets:
            out += f"{offset:010d} 00000 n \n".encode()
        about = f" /Info {info} 0 R" if info else ""
        out += (
            f"trailer\n<< /Size {len(offsets) + 1} /Root {root} 0 R{about} >>\n"
            f"startxref\n{start}\n%%EOF\n"
        ).encode()
        return bytes(out)


def text_string(text: str) -> str:
    """Return a text string (7.9.2.2)."""
    return f"<FEFF{text.encode('utf-16-be').hex()}>"
