# SPDX-License-Identifier: AGPL-3.0-or-later
"""Mutators for PDF: objects, references, numbers and the operators of pages.

Streams are inflated first, so that damage meets what pages say and not only deflated
bytes; offsets in the cross-reference table are wrong after most of it, as in broken files.
"""

from __future__ import annotations

import io
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pypdf import PdfReader, PdfWriter

from tests.fuzz.damage import blank_out, cut_off, drawn, flip_bytes

_NUMBER = re.compile(rb"(?<![\w.#/-])-?\d+(?:\.\d+)?(?![\w.])")
_REFERENCE = re.compile(rb"\b\d+ 0 R\b")
_OBJECT = re.compile(rb"\d+ 0 obj\b.*?endobj", re.DOTALL)
_KEY = re.compile(rb"/[A-Za-z]{2,20}")
_OPERATOR = re.compile(
    rb"(?<=[\s\])>])(?:BT|ET|q|Q|cm|Tm|Td|Tf|Tj|TJ|re|l|m|S|f|Do|BDC|EMC|W|n)(?=\s)"
)
_EXTREMES = (b"0", b"-1", b"1e38", b"99999999999999999999", b"-2147483649", b"0.0000001", b"65536")


@dataclass
class Printed:
    """A PDF file, its streams inflated where pypdf can."""

    data: bytes

    @classmethod
    def of(cls, data: bytes) -> Printed:
        """Return ``data`` with plain streams; as it is where that cannot be had."""
        try:
            writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
            for page in writer.pages:
                contents = page.get_contents()
                if contents is not None:
                    page.replace_contents(contents)
            out = io.BytesIO()
            writer.write(out)
        except Exception:  # noqa: BLE001 - pypdf asserts and more on hostile files
            return cls(data)
        return cls(out.getvalue())


def _at_one_of(
    pattern: re.Pattern[bytes], data: bytes, rng: random.Random
) -> re.Match[bytes] | None:
    """Return a match near a place drawn by lot: quicker than looking for all."""
    start = rng.randrange(max(1, len(data)))
    return pattern.search(data, start) or pattern.search(data)


def _changed(
    pattern: re.Pattern[bytes], change: Callable[[bytes, random.Random], bytes]
) -> Callable[[Printed, random.Random], bytes | None]:
    def mutate(source: Printed, rng: random.Random) -> bytes | None:
        data = source.data
        for _ in range(rng.choice((1, 1, 4, 30))):
            found = _at_one_of(pattern, data, rng)
            if found is None:
                return None
            data = data[: found.start()] + change(found[0], rng) + data[found.end() :]
        return data

    return mutate


def _other_reference(source: Printed, rng: random.Random) -> bytes | None:
    """Let references lead elsewhere: to themselves, in circles, to nothing."""
    known = _REFERENCE.findall(source.data)
    if not known:
        return None
    change = _changed(_REFERENCE, lambda _, lot: lot.choice([*known, b"99999 0 R", b"0 0 R"]))
    return change(source, rng)


def _nested(source: Printed, rng: random.Random) -> bytes | None:
    """Repeat an operator far beyond sense."""
    found = _at_one_of(_OPERATOR, source.data, rng)
    if found is None:
        return None
    many = (found[0] + b" ") * rng.choice((100, 5_000, 60_000))
    return source.data[: found.start()] + many + source.data[found.end() :]


PDF_MUTATORS: dict[str, Callable[[Printed, random.Random], bytes | None]] = {
    "flip-bytes": flip_bytes,
    "cut-off": cut_off,
    "blank-out": blank_out,
    "number-extreme": _changed(_NUMBER, lambda _, rng: rng.choice(_EXTREMES)),
    "number-other": _changed(_NUMBER, lambda _, rng: b"%d" % rng.randrange(-3000, 3000)),
    "reference-other": _other_reference,
    "object-dropped": _changed(_OBJECT, lambda _, __: b""),
    "object-twice": _changed(_OBJECT, lambda found, _: found + b"\n" + found),
    "key-renamed": _changed(_KEY, lambda _, rng: rng.choice((b"/Kids", b"/Type", b"/Xx", b"/W"))),
    "operator-dropped": _changed(_OPERATOR, lambda _, __: b" "),
    "operator-other": _changed(_OPERATOR, lambda _, rng: rng.choice((b"Q", b"q", b"Do", b"ET"))),
    "operator-repeated": _nested,
}


def pdf_mutants(source_bytes: bytes, seed: int, n: int) -> Iterator[tuple[str, bytes]]:
    """Return ``n`` mutants of a PDF file as (name, bytes)."""
    return drawn(Printed.of(source_bytes), PDF_MUTATORS, seed, n)
