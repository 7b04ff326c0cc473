# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which mutators damage which format."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from converters.formats import DOCUMENT_FORMATS
from converters.source.format_spec import Container
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


_BY_CONTAINER: dict[Container, Mutants] = {
    Container.COMPOUND: mutate.mutants,
    Container.ZIP: zip_mutants,
    Container.PDF: pdf_mutants,
}

MUTANTS: dict[str, Mutants] = {
    spec.suffixes[0].removeprefix("."): _BY_CONTAINER[spec.container]
    for spec in DOCUMENT_FORMATS
    if spec.container in _BY_CONTAINER
}
"""By the usual extension of each format that is read and packed in a way that we can damage."""
