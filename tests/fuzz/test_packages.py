# SPDX-License-Identifier: AGPL-3.0-or-later
"""The mutators of ZIP packages and their XML, and a handful of mutants through the pipeline."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from converters.conversion import ConversionRequest
from converters.pipeline import convert
from tests.conftest import SAMPLES
from tests.fuzz.damage import drawn
from tests.fuzz.formats import MUTANTS, ZIP_MUTATORS, zip_mutants
from tests.fuzz.packages import Package, packed
from tests.fuzz.run import outcome_of

ODT_FILES = Path(__file__).parents[1] / "converters" / "readers" / "odt" / "files"
# Seconds each: the slow test and the runner have them.
_SLOW = ("bomb", "many-entries", "xml-texts")
QUICK = {name: mutator for name, mutator in ZIP_MUTATORS.items() if name not in _SLOW}


@pytest.fixture(scope="module", params=["hwpx", "docx", "epub", "odt"])
def sample(request, tmp_path_factory) -> tuple[str, bytes]:
    if request.param == "epub":
        book = tmp_path_factory.mktemp("books") / "sample.epub"
        convert(ConversionRequest(SAMPLES / "hanji-white-paper.hwp", book))
        return "epub", book.read_bytes()
    if request.param == "odt":
        return "odt", (ODT_FILES / "hanji-guidebook.odt").read_bytes()
    path = sorted(SAMPLES.glob(f"*.{request.param}"))[0]
    return request.param, path.read_bytes()


@pytest.fixture(scope="module")
def mutants(sample) -> list[tuple[str, bytes]]:
    """The first mutants of seed 1; making them takes longer than looking at them."""
    return list(drawn(Package.of(sample[1]), QUICK, 1, 100))


def test_same_seed_same_mutants(sample, mutants):
    package = Package.of(sample[1])
    assert mutants[:15] == list(drawn(package, QUICK, 1, 15))
    assert mutants[:15] != list(drawn(package, QUICK, 8, 15))


def test_every_quick_mutator_finds_something_to_damage(mutants):
    made = Counter(name.rpartition("-")[0] for name, _ in mutants)
    assert set(made) == set(QUICK)


@pytest.mark.slow
def test_every_mutator_finds_something_to_damage(sample):
    made = Counter(name.rpartition("-")[0] for name, _ in zip_mutants(sample[1], 1, 150))
    assert set(made) == set(ZIP_MUTATORS)


def test_a_package_put_together_again_says_the_same(sample):
    kind, data = sample
    package = Package.of(data)
    assert Package.of(packed(package.entries)).entries == package.entries
    assert outcome_of(packed(package.entries), kind) == "book"


def test_mutants_keep_two_entries_of_one_name(mutants):
    for name, mutant in mutants:
        if name.startswith("duplicate"):
            with zipfile.ZipFile(io.BytesIO(mutant)) as archive:
                assert len(archive.namelist()) > len(set(archive.namelist()))


def test_what_is_no_package_is_damaged_as_bytes():
    found = {name.rpartition("-")[0] for name, _ in zip_mutants(b"not a package" * 9, 1, 20)}
    assert found <= {"flip-bytes", "cut-off", "blank-out"}


def test_every_format_that_is_read_has_mutators():
    assert set(MUTANTS) >= {"hwp", "hwpx", "docx", "odt", "epub", "pdf"}


@pytest.mark.slow
def test_only_books_and_typed_errors_come_out(sample, mutants):
    for name, mutant in mutants[:40]:
        outcome = outcome_of(mutant, sample[0])
        assert outcome == "book" or outcome.startswith("error "), (name, outcome)
