# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which mutators damage which format."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.fuzz import mutate
from tests.fuzz.damage import blank_out, cut_off, drawn, flip_bytes
from tests.fuzz.markup import MARKUP_MUTATORS
from tests.fuzz.packages import PACKAGE_MUTATORS, Mutator, Package
from tests.fuzz.printed import pdf_mutants

Mutants = Callable[[bytes, int, int], Iterator[tuple[str, bytes]]]

ZIP_MUTATORS: dict[str, Mutator] = {
    "flip-bytes": flip_bytes,
    "cut-off": cut_off,
    "blank-out": blank_out,
    **PACKAGE_MUTATORS,
    **MARKUP_MUTATORS,
}


def zip_mutants(source_bytes: bytes, seed: int, n: int) -> Iterator[tuple[str, bytes]]:
    """Return ``n`` mutants of a package as (name, bytes)."""
    return drawn(Package.of(source_bytes), ZIP_MUTATORS, seed, n)


MUTANTS: dict[str, Mutants] = {
    "hwp": mutate.mutants,
    "hwpx": zip_mutants,
    "docx": zip_mutants,
    "epub": zip_mutants,
    "pdf": pdf_mutants,
}
"""By the extension of the files."""
