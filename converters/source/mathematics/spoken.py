# SPDX-License-Identifier: AGPL-3.0-or-later
"""A reading of an equation in Korean, for people who listen to the book.

Plain words in the order in which a teacher reads them ("2 분의 1"); where that
order would leave open what belongs together, the reading says where a part begins
and ends.
"""

from __future__ import annotations

from collections.abc import Callable

from converters.source.mathematics.syntax import (
    Accent,
    BigOperator,
    Colored,
    EquationError,
    Fence,
    Fraction,
    Function,
    Grid,
    Identifier,
    MathRow,
    Node,
    Number,
    Operator,
    Primes,
    Relation,
    Root,
    Scripts,
    Space,
    Words,
)

_MAX_DEPTH = 120
_SIGNS = {
    "+": "더하기", "−": "빼기", "×": "곱하기", "÷": "나누기", "±": "플러스 마이너스",
    "∓": "마이너스 플러스", "⋅": "점", "=": "는", "≠": "같지 않다", "<": "작다", ">": "크다",
    "≤": "작거나 같다", "≥": "크거나 같다", "≈": "약", "≡": "항등", "∼": "물결표", "∝": "비례",
    "∈": "원소", "∉": "원소가 아니다", "⊂": "부분집합", "⊃": "포함", "∪": "합집합", "∩": "교집합",
    "→": "오른쪽 화살표", "←": "왼쪽 화살표", "↔": "양쪽 화살표", "⇒": "이면", "⇔": "동치",
    "∴": "따라서", "∵": "왜냐하면", "∂": "편미분", "⋯": "등등", "…": "등등", "|": "세로줄",
    "(": "괄호 열고", ")": "괄호 닫고", "[": "대괄호 열고", "]": "대괄호 닫고", "{": "중괄호 열고",
    "}": "중괄호 닫고", ",": "쉼표", ":": "대", "/": "슬래시", "%": "퍼센트", "!": "팩토리얼",
    "°": "도", "∗": "별표", ".": "점",
}  # fmt: skip
_BIG = {
    "∑": "시그마", "∏": "곱", "∐": "쌍대곱", "∫": "적분", "∬": "이중적분", "∭": "삼중적분",
    "∮": "선적분", "⋃": "합집합", "⋂": "교집합",
}  # fmt: skip
_LETTERS = {
    "α": "알파", "β": "베타", "γ": "감마", "δ": "델타", "ε": "엡실론", "θ": "세타", "λ": "람다",
    "μ": "뮤", "π": "파이", "ρ": "로", "σ": "시그마", "τ": "타우", "φ": "파이", "ω": "오메가",
    "Σ": "대문자 시그마", "Δ": "델타", "Ω": "오메가", "∞": "무한대", "℃": "섭씨도", "∅": "공집합",
    "∠": "각", "△": "삼각형",
}  # fmt: skip
_FUNCTIONS = {
    "sin": "사인", "cos": "코사인", "tan": "탄젠트", "log": "로그", "ln": "자연로그", "lim": "극한",
    "Lim": "극한", "max": "최댓값", "min": "최솟값", "exp": "지수함수",
}  # fmt: skip
_ACCENTS = {
    "bar": "바", "overline": "윗줄", "underline": "밑줄", "under": "밑줄", "vec": "벡터", "hat": "햇",
    "tilde": "틸드", "dot": "점", "ddot": "두 점", "check": "체크", "arch": "호", "dyad": "다이애드",
    "acute": "어큐트", "grave": "그레이브",
}  # fmt: skip
_POWERS = {"2": "제곱", "3": "세제곱"}


def reading_of(node: Node) -> str:
    """Return the reading of ``node``.

    Raises:
        EquationError: it nests too deeply.
    """
    return " ".join(_say(node, 0).split())


def _say(node: Node, depth: int) -> str:
    if depth > _MAX_DEPTH:
        raise EquationError("too deep")
    return _READINGS[type(node)](node, depth + 1)


def _simple(node: Node) -> bool:
    return isinstance(node, Identifier | Number | Words) or (
        isinstance(node, MathRow)
        and len(node.items) <= 2
        and all(isinstance(item, Identifier | Number | Space) for item in node.items)
    )


def _fraction(node: Fraction, depth: int) -> str:
    above, below = _say(node.above, depth), _say(node.below, depth)
    if not node.bar:
        return f"위 {above} 아래 {below}"
    if _simple(node.above) and _simple(node.below):
        return f"{below} 분의 {above}"
    return f"분수 시작 {below} 분의 {above} 분수 끝"


def _root(node: Root, depth: int) -> str:
    index = "" if node.index is None else f"{_say(node.index, depth)} 제곱"
    radicand = _say(node.radicand, depth)
    end = "" if _simple(node.radicand) else " 루트 끝"
    return f"{index} 루트 {radicand}{end}"


def _scripts(node: Scripts, depth: int) -> str:
    base = _say(node.base, depth)
    sub = "" if node.sub is None else _say(node.sub, depth)
    sup = "" if node.sup is None else _say(node.sup, depth)
    if isinstance(node.base, BigOperator):
        limits = (f" {sub} 부터" if sub else "") + (f" {sup} 까지" if sup else "")
        return f"{base}{limits}"
    before = "".join(
        f"왼쪽 첨자 {_say(part, depth)} " for part in (node.before_sub, node.before_sup) if part
    )
    said = f"{before}{base}"
    if sub:
        said += (
            f" {sub} 일 때"
            if isinstance(node.base, Function) and node.base.limits
            else f" 아래 {sub}"
        )
    if isinstance(node.sup, Primes):
        return f"{said} {sup}"
    if sup:
        said += f" {_POWERS[sup]}" if sup in _POWERS else f"의 {sup} 제곱"
        said = said if _simple(node.sup or node.base) or sup in _POWERS else f"{said} 지수 끝"
    return said


def _fence(node: Fence, depth: int) -> str:
    body = _say(node.body, depth)
    if node.opening == node.closing == "|":
        return f"절댓값 {body} 절댓값 끝"
    return (
        f"{_SIGNS.get(node.opening, node.opening)} {body} {_SIGNS.get(node.closing, node.closing)}"
    )


def _grid(node: Grid, depth: int) -> str:
    between = " " if node.style == "aligned" else " , "
    rows = [between.join(_say(cell, depth) for cell in row) for row in node.rows]
    if node.style == "matrix":
        said = " ".join(f"{at}행 {row}" for at, row in enumerate(rows, 1))
        return f"행렬 시작 {said} 행렬 끝"
    return " ; ".join(rows)


def _relation(node: Relation, depth: int) -> str:
    below = "" if node.below is None else f" 아래 {_say(node.below, depth)}"
    return f"{_SIGNS.get(node.arrow, node.arrow)} 위 {_say(node.above, depth)}{below}"


def _operator(node: Operator, depth: int) -> str:
    said = _SIGNS.get(node.text, node.text)
    return f"부정 {said}" if node.slashed else said


_READINGS: dict[type, Callable[..., str]] = {
    Identifier: lambda node, depth: _LETTERS.get(node.text, node.text),
    Number: lambda node, depth: node.text,
    Words: lambda node, depth: node.text,
    Operator: _operator,
    BigOperator: lambda node, depth: _BIG.get(node.text, node.text),
    Function: lambda node, depth: _FUNCTIONS.get(node.name, node.name),
    Space: lambda node, depth: "",
    Primes: lambda node, depth: "프라임 " * min(node.count, 16),
    MathRow: lambda node, depth: " ".join([_say(item, depth) for item in node.items]),
    Fraction: _fraction,
    Root: _root,
    Scripts: _scripts,
    Accent: lambda node, depth: f"{_say(node.base, depth)} {_ACCENTS[node.name]}",
    Fence: _fence,
    Grid: _grid,
    Relation: _relation,
    Colored: lambda node, depth: _say(node.body, depth),
}
