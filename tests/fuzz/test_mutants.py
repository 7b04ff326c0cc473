# SPDX-License-Identifier: AGPL-3.0-or-later
"""The mutators of HWP files, and a handful of mutants through the pipeline."""

import resource
from collections import Counter
from pathlib import Path

import pytest

from tests.fuzz.mutate import MUTATORS, mutants
from tests.fuzz.run import outcome_of
from tests.fuzz.source import Source

SAMPLE = Path(__file__).parents[2] / "assets/samples/hanji-white-paper.hwp"


@pytest.fixture(scope="module")
def sample() -> bytes:
    return SAMPLE.read_bytes()


def test_same_seed_same_mutants(sample):
    first = list(mutants(sample, 7, 30))
    assert first == list(mutants(sample, 7, 30))
    assert first != list(mutants(sample, 8, 30))


@pytest.mark.slow
def test_every_mutator_finds_something_to_damage(sample):
    made = Counter(name.rpartition("-")[0] for name, _ in mutants(sample, 1, 500))
    assert set(made) == set(MUTATORS)


@pytest.mark.slow
def test_mutants_differ_from_their_source_and_mostly_from_each_other(sample):
    found = [data for _, data in mutants(sample, 3, 60)]
    assert sample not in found
    assert len(set(found)) > 55


def test_a_source_put_together_again_is_the_source(sample):
    source = Source.of(sample)
    again = Source.of(source.with_records("DocInfo", list(source.records["DocInfo"])))
    assert again.records == source.records


def test_what_is_no_container_is_damaged_as_bytes():
    names = {
        name.rpartition("-")[0] for name, _ in mutants(b"plain text, not a document" * 9, 1, 20)
    }
    assert names <= {"flip-bytes", "cut-off", "blank-out", "lie-in-header"}


@pytest.mark.parametrize("seed", range(3))
def test_only_books_and_typed_errors_come_out(sample, seed):
    for name, data in mutants(sample, seed, 22):
        if name.startswith("bomb"):
            continue  # takes its seconds; the runner has it
        outcome = outcome_of(data)
        assert outcome == "book" or outcome.startswith("error "), (name, seed, outcome)


@pytest.mark.slow
def test_a_bomb_is_refused(sample):
    data = next(data for name, data in mutants(sample, 5, 600) if name.startswith("bomb"))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert outcome_of(data) == "error too-large"
    grown_kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown_kib < 900 * 1024
