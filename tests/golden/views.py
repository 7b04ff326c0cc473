# SPDX-License-Identifier: AGPL-3.0-or-later
"""A document as text that a person can compare line by line."""

from __future__ import annotations

import io
import json
import re
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from converters.conversion import ConversionRequest, OutputFormat
from converters.pipeline import convert

_WIDTH = 100

# The one list of what may differ from run to run or release to release, and why. Books
# are reproducible, so it is short: names that follow from the bytes of the source,
# which change whenever the writer of test files writes a byte more.
VOLATILE = (
    (re.compile(r'("sha256": )"[0-9a-f]{64}"'), r'\1"(of the source)"'),
    (re.compile(r"urn:uuid:[0-9a-f-]{36}"), "urn:uuid:(of the source)"),
)

_BLOCK = (
    "html|head|meta|title|link|body|nav|section|header|footer|aside|div|h[1-6]|p|ol|ul|li|dl|dt|dd|"
    "table|caption|colgroup|thead|tbody|tr|figure|figcaption|blockquote|pre|hr"
)
_OPENED = re.compile(rf"(?<=[^\n])(?=<(?:{_BLOCK})[ >/])")
_CLOSED = re.compile(
    r"(?<=>)(?=</(?:html|head|body|nav|section|header|footer|aside|div|ol|ul|li|dl|table|thead|tbody|"
    r"figure|blockquote)>)"
)
_ALONE = re.compile(r"(<(?:td|th|li|caption|figcaption)(?: [^>]*)?>)\n(?=<p[ >])")


def views(data: bytes, name: str) -> dict[str, str]:
    """Return what becomes of a HWP file: Document, Markdown and the book's parts, by file name."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, f"{name}.hwp")
        source.write_bytes(data)
        printed = {
            output: convert(ConversionRequest(source, Path(folder, f"out.{output}"), output))
            for output in (OutputFormat.JSON, OutputFormat.MARKDOWN, OutputFormat.EPUB)
        }
        tree, markdown, book = (done.outputs[-1].read_bytes() for done in printed.values())
    found = {
        "document.json": laid_out(json.loads(tree)) + "\n",
        "document.md": markdown.decode("utf-8"),
        **book_parts(book),
    }
    return {part: without_volatile(text) for part, text in found.items()}


def book_parts(book: bytes) -> dict[str, str]:
    """Return the XHTML and OPF files of a book, and the list of all its files in their order."""
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        names = parts.namelist()
        found = {"book/parts.txt": "\n".join(names) + "\n"}
        for name in names:
            if name.endswith((".xhtml", ".opf")):
                text = parts.read(name).decode("utf-8")
                shown = lines_of(text) if name.endswith(".xhtml") else f"{text}\n"
                found[f"book/{Path(name).name}"] = shown
    return found


def lines_of(markup: str) -> str:
    """Return XHTML with a line for most blocks; nothing but line ends is added."""
    broken = _CLOSED.sub("\n", _OPENED.sub("\n", markup))
    return _ALONE.sub(r"\1", broken).rstrip("\n") + "\n"


def laid_out(tree: Any, indent: int = 0) -> str:
    """Return JSON in which whatever fits on a line stands on one."""
    flat = json.dumps(tree, ensure_ascii=False)
    if len(flat) + indent <= _WIDTH or not isinstance(tree, dict | list):
        return flat
    pad = " " * (indent + 1)
    if isinstance(tree, dict):
        items = [
            f"{pad}{json.dumps(key, ensure_ascii=False)}: {laid_out(value, indent + 1)}"
            for key, value in tree.items()
        ]
        opening, closing = "{", "}"
    else:
        items = [pad + laid_out(value, indent + 1) for value in tree]
        opening, closing = "[", "]"
    return f"{opening}\n" + ",\n".join(items) + f"\n{' ' * indent}{closing}"


def without_volatile(text: str) -> str:
    """Return ``text`` with the volatile parts named instead of shown."""
    for pattern, shown in VOLATILE:
        text = pattern.sub(shown, text)
    return text
