# SPDX-License-Identifier: AGPL-3.0-or-later
"""The open licences of Korea's public bodies (공공누리), in words for people who may not know them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Licence:
    """A type of 공공누리: its official name and what it allows."""

    korean: str
    korean_meaning: str
    english: str
    english_meaning: str


LICENCES: dict[int, Licence] = {
    0: Licence(
        "조건 없는 자유 이용",
        "출처를 밝히지 않아도 되며, 상업적으로 이용하거나 고쳐 쓸 수 있습니다.",
        "free use without conditions",
        "No attribution is needed; commercial use and changes are allowed.",
    ),
    1: Licence(
        "출처표시",
        "출처를 밝히면 상업적으로 이용하거나 고쳐 쓸 수 있습니다.",
        "attribution",
        "With attribution, commercial use and changes are allowed.",
    ),
    2: Licence(
        "출처표시, 상업적 이용금지",
        "출처를 밝히면 고쳐 쓸 수 있으나, 상업적으로는 이용할 수 없습니다.",
        "attribution, no commercial use",
        "With attribution, changes are allowed; commercial use is not.",
    ),
    3: Licence(
        "출처표시, 변경금지",
        "출처를 밝히면 상업적으로도 이용할 수 있으나, 고쳐 쓸 수 없습니다.",
        "attribution, no changes",
        "With attribution, commercial use is allowed; changes are not.",
    ),
    4: Licence(
        "출처표시, 상업적 이용금지, 변경금지",
        "출처를 밝혀야 하며, 상업적으로 이용하거나 고쳐 쓸 수 없습니다.",
        "attribution, no commercial use, no changes",
        "Attribution is needed; neither commercial use nor changes are allowed.",
    ),
}
"""By number of the type (제0유형 to 제4유형)."""

AI_LICENCE = Licence(
    "인공지능 학습 이용",
    "인공지능 학습에 이용할 수 있습니다.",
    "use for machine learning",
    "It may be used for machine learning.",
)
"""The AI type (AI유형), a mark of its own that has stood beside types 1 to 4 since 28 January 2026.

Its wording here is ours: the official one is on the public licence's own pages.
"""
