# SPDX-License-Identifier: AGPL-3.0-or-later
"""Personal data of a set that was made without knowing what Hanji looks for: found, kind by kind."""

from __future__ import annotations

import pytest

from converters.checking.passages import Passage
from converters.checking.personal.finding import find_personal_data
from tests.converters.checking.stranger_personal_cases import (
    POSITIVES,
    Sample,
    negatives,
    positives,
)

_SEED = 90210
"""Another than those that the rules were mended with."""
_MANY = 400


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _found(sample: Sample) -> tuple[bool, list[str]]:
    """Return whether what is personal was found, and what else was."""
    others, hit = [], False
    core = _bare(sample.core)
    for one in find_personal_data(Passage(sample.text, ())):
        said = _bare(one.text)
        if one.kind.value == sample.kind and (core in said or said in core):
            hit = True
        else:
            others.append(f"{one.kind.value}: {one.text} in {sample.text}")
    return hit, others


@pytest.mark.parametrize("count", [_MANY, pytest.param(1_000, marks=pytest.mark.slow)])
@pytest.mark.parametrize("kind", POSITIVES)
def test_a_kind_is_found_and_nothing_else(kind: str, count: int):
    answers = [_found(sample) for sample in positives(kind, count, _SEED)]
    right = sum(hit for hit, _ in answers)
    wrong = [one for _, others in answers for one in others]
    assert right / count >= 0.98
    assert right / (right + len(wrong)) >= 0.99, wrong[:5]


@pytest.mark.parametrize("count", [2_000, pytest.param(14_000, marks=pytest.mark.slow)])
def test_what_only_looks_personal_is_left_alone(count: int):
    wrong = [one for _, sample in negatives(count, _SEED) for one in _found(sample)[1]]
    assert len(wrong) / count <= 0.005, wrong[:5]
