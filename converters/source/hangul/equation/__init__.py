# SPDX-License-Identifier: AGPL-3.0-or-later
"""HWP equation scripts as MathML.

본 제품은 한글과컴퓨터의 한글 문서 파일(.hwp) 공개 문서를 참고하여 개발하였습니다.

Sources: Hancom "equation" rev 1.3; KS X 6101 annex I. Where they are silent,
scripts of published exams showed what authors write.
"""

from __future__ import annotations

from functools import lru_cache

from converters.document.nodes import Math
from converters.source.hangul.equation.commands import parse
from converters.source.mathematics.mathml import as_text, legal, serialise
from converters.source.mathematics.spoken import reading_of
from converters.source.mathematics.syntax import EquationError

__all__ = ["NOTATION", "to_math", "understood"]

NOTATION = "hwp-eqn"


def to_math(script: str) -> Math:
    """Return ``script`` as an equation of a document.

    Never fails and never returns an empty formula: a script that we cannot read
    (see ``understood``) is shown as the text that it is.
    """
    return _read(script)[0]


def understood(script: str) -> bool:
    """Tell whether ``to_math`` made a formula of ``script`` instead of showing its text."""
    return _read(script)[1]


@lru_cache(maxsize=512)
def _read(script: str) -> tuple[Math, bool]:
    alt = " ".join(legal(script).split())
    try:
        node = parse(script)
        mathml = serialise(node, script)
        return Math(mathml, script, NOTATION, reading_of(node) or alt), True
    except EquationError:
        pass
    return Math(as_text(script), script, NOTATION, alt), False
