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
from tests.fuzz.formats import MUTANTS, ZIP_MUTATORS, zip_mutants
from tests.fuzz.packages import Package, packed
from tests.fuzz.run import outcome_of

ODT_FILES = Path(__file__).parents[1] / "converters" / "readers" / "odt" / "files"
# Seconds each; the runner has them.
_SLOW = ("bomb", "many-entries", "xml-texts")


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


def test_same_seed_same_mutants(sample):
    _, data = sample
    first = list(zip_mutants(data, 7, 30))
    assert first == list(zip_mutants(data, 7, 30))
    assert first != list(zip_mutants(data, 8, 30))


def test_every_mutator_finds_something_to_damage(sample):
    _, data = sample
    made = Counter(name.rpartition("-")[0] for name, _ in zip_mutants(data, 1, 150))
    assert set(made) == set(ZIP_MUTATORS)


def test_a_package_put_together_again_says_the_same(sample):
    kind, data = sample
    package = Package.of(data)
    assert Package.of(packed(package.entries)).entries == package.entries
    assert outcome_of(packed(package.entries), kind) == "book"


def test_mutants_keep_two_entries_of_one_name(sample):
    _, data = sample
    for name, mutant in zip_mutants(data, 1, 80):
        if name.startswith("duplicate"):
            with zipfile.ZipFile(io.BytesIO(mutant)) as archive:
                assert len(archive.namelist()) > len(set(archive.namelist()))


def test_what_is_no_package_is_damaged_as_bytes():
    found = {name.rpartition("-")[0] for name, _ in zip_mutants(b"not a package" * 9, 1, 20)}
    assert found <= {"flip-bytes", "cut-off", "blank-out"}


def test_every_format_that_is_read_has_mutators():
    assert set(MUTANTS) >= {"hwp", "hwpx", "docx", "odt", "epub", "pdf"}


@pytest.mark.parametrize("seed", range(2))
def test_only_books_and_typed_errors_come_out(sample, seed):
    kind, data = sample
    for name, mutant in zip_mutants(data, seed, 30):
        if not name.startswith(_SLOW):
            outcome = outcome_of(mutant, kind)
            assert outcome == "book" or outcome.startswith("error "), (name, seed, outcome)
