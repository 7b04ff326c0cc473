# SPDX-License-Identifier: AGPL-3.0-or-later
"""The words of the equation script and what they print.

Sources: Hancom "equation" rev 1.3, 1.1.3 to 1.2.4; KS X 6101 annex I. Words of
which the case matters are in ``_CASED``; for all others any case is the same word.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from converters.source.mathematics.syntax import ACCENTS


class Kind(StrEnum):
    """What a word of the script does."""

    LETTER = "letter"
    """A symbol that stands for a quantity, printed upright or as its font says."""
    OPERATOR = "operator"
    BIG = "big"
    """A large operator with limits above and below (sum, product, union)."""
    INTEGRAL = "integral"
    FUNCTION = "function"
    """Upright name of a function."""
    LIMIT = "limit"
    """A function that takes its subscript below (lim)."""
    ACCENT = "accent"
    FONT = "font"
    COMMAND = "command"
    """Part of the grammar (over, sqrt, matrix, ...); the text is its name in lower case."""


@dataclass(frozen=True, slots=True)
class Word:
    """A known word: its kind and the text that it prints."""

    kind: Kind
    text: str


_GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "zeta": "ζ",
    "eta": "η", "theta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν",
    "xi": "ξ", "omicron": "ο", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ",
    "upsilon": "υ", "phi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω",
}  # fmt: skip

# The case of these is part of the word (annex I.5.31, I.5.35, I.5.36).
_CASED_LETTERS = {
    "vartheta": "ϑ", "varpi": "ϖ", "varsigma": "ς", "varupsilon": "ϒ", "varphi": "ϕ",
    "varepsilon": "ɛ", "image": "ℑ",
}  # fmt: skip
_CASED_OPERATORS = {
    "larrow": "←", "rarrow": "→", "uparrow": "↑", "downarrow": "↓", "udarrow": "↕",
    "lrarrow": "↔", "LARROW": "⇐", "RARROW": "⇒", "UPARROW": "⇑", "DOWNARROW": "⇓",
    "UDARROW": "⇕", "LRARROW": "⇔", "Larrow": "←", "Rarrow": "→", "Lrarrow": "↔",
    "exarrow": "⇌", "vert": "|", "VERT": "‖", "prime": "′", "in": "∈", "IN": "∈",
    "le": "≤", "LE": "≤", "ge": "≥", "GE": "≥", "TOP": "⊤", "BOT": "⊥", "ISO": "⋄",
    "AST": "∗", "ast": "∗", "STAR": "★", "DEG": "°", "WELL": "♯", "BASE": "△", "AT": "@",
}  # fmt: skip
_CASED_FUNCTIONS = (
    "sin", "cos", "tan", "cot", "sec", "csc", "cosec", "sinh", "cosh", "tanh", "coth",
    "arcsin", "arccos", "arctan", "arcsinh", "asin", "acos", "atan", "arc", "log", "ln", "lg",
    "exp", "Exp", "gcd", "lcm", "mod", "if", "for", "and", "hom", "ker", "deg",
    "arg", "dim", "Pr", "det",
)  # fmt: skip
_CASED_LIMITS = ("lim", "Lim", "max", "min")
_FONTS = ("rm", "it", "bold", "rmbold", "RM", "BOLD", "RMBOLD")

_LETTERS = {
    "INF": "∞", "ALEPH": "ℵ", "HBAR": "ℏ", "IMATH": "ı", "JMATH": "ȷ", "OHM": "Ω", "MHO": "℧",
    "ELL": "ℓ", "LITER": "ℓ", "WP": "℘", "IMAG": "ℑ", "REIMAGE": "ℜ", "ANGSTROM": "Å",
    "EMPTYSET": "∅", "CENTIGRADE": "℃", "FAHRENHEIT": "℉", "LAPLACE": "ℒ", "TRIANGLE": "△",
    "TRIANGLED": "▽", "ANGLE": "∠", "MSANGLE": "∡", "SANGLE": "∢", "RTANGLE": "⊾", "BENZENE": "⌬",
    "HUND": "‰", "THOU": "‱", "ATT": "@", "DIAMOND": "◇", "BIGCIRC": "○",
}  # fmt: skip
_OPERATORS = {
    "TIMES": "×", "DIV": "÷", "DIVDE": "÷", "DIVIDE": "÷", "PLUSMINUS": "±", "MINUSPLUS": "∓",
    "CDOT": "⋅", "CIRC": "∘", "BULLET": "•", "DSUM": "⊞", "NEQ": "≠", "LEQ": "≤", "GEQ": "≥",
    "LLL": "⋘", "GGG": "⋙", "APPROX": "≈", "SIM": "∼", "SIMEQ": "≃", "CONG": "≅", "EQUIV": "≡",
    "ASYMP": "≍", "DOTEQ": "≐", "PROPTO": "∝", "SUBSET": "⊂", "SUPSET": "⊃", "SUPERSET": "⊃",
    "SUBSETEQ": "⊆", "SUPSETEQ": "⊇", "SQSUBSET": "⊏", "SQSUPSET": "⊐", "SQSUBSETEQ": "⊑",
    "SQSUPSETEQ": "⊒", "NOTIN": "∉", "OWNS": "∋", "PREC": "≺", "SUCC": "≻", "FORALL": "∀",
    "EXIST": "∃", "LNOT": "¬", "WEDGE": "∧", "LAND": "∧", "VEE": "∨", "LOR": "∨", "XOR": "⊻",
    "PARTIAL": "∂", "THEREFORE": "∴", "BECAUSE": "∵", "IDENTICAL": "∷", "VDASH": "⊢",
    "HLEFT": "⊣", "MODELS": "⊨", "DAGGER": "†", "DDAGGER": "‡", "CDOTS": "⋯", "LDOTS": "…",
    "VDOTS": "⋮", "DDOTS": "⋱", "LSLANT": "/", "RSLANT": "∖", "NWARROW": "↖", "NEARROW": "↗",
    "SWARROW": "↙", "SEARROW": "↘", "HOOKLEFT": "↩", "HOOKRIGHT": "↪", "MAPSTO": "↦",
    "LBRACE": "{", "RBRACE": "}", "LCEIL": "⌈", "RCEIL": "⌉", "LFLOOR": "⌊", "RFLOOR": "⌋",
    "CUP": "∪", "CAP": "∩", "SMALLUNION": "∪", "SMALLINTER": "∩", "SQCUP": "⊔", "SQCAP": "⊓",
    "UPLUS": "⊎", "OPLUS": "⊕", "OMINUS": "⊖", "OTIMES": "⊗", "ODOT": "⊙", "ODIV": "⊘",
    "OSLASH": "⊘", "AMALG": "⨿", "SMCOPROD": "⨿", "SMALLSUM": "Σ", "SMALLPROD": "Π",
    "SMALLINT": "∫", "SMALLOINT": "∮", "UNION": "∪", "INTER": "∩",
}  # fmt: skip
_BIG = {
    "SUM": "∑", "PROD": "∏", "COPROD": "∐", "BIGCUP": "⋃", "BIGCAP": "⋂", "BIGSQCUP": "⨆",
    "BIGSQCAP": "⨅", "BIGUPLUS": "⨄", "BIGWEDGE": "⋀", "BIGVEE": "⋁", "BIGOPLUS": "⨁",
    "BIGOTIMES": "⨂", "BIGODOT": "⨀", "BIGOMINUS": "⊖", "BIGODIV": "⊘",
}  # fmt: skip
_INTEGRALS = {
    "INT": "∫", "INTEGRAL": "∫", "DINT": "∬", "TINT": "∭", "OINT": "∮", "ODINT": "∯", "OTINT": "∰",
}  # fmt: skip
COMMANDS = frozenset(
    {
        "over", "atop", "choose", "binom", "sqrt", "root", "of", "left", "right", "bigg", "sub",
        "sup", "from", "to", "lsub", "lsup", "cases", "pile", "lpile", "rpile", "eqalign", "matrix",
        "pmatrix", "bmatrix", "dmatrix", "col", "lcol", "rcol", "rel", "buildrel", "not",
        "ladder", "sladder", "longdiv", "color", "scale",
    }
)  # fmt: skip

DELIMITERS = {
    "(": "(", ")": ")", "[": "[", "]": "]", "{": "{", "}": "}", "|": "|", "<": "⟨", ">": "⟩",
    ".": "", "/": "/", "‖": "‖", "⌈": "⌈", "⌉": "⌉", "⌊": "⌊", "⌋": "⌋",
}  # fmt: skip
"""What may follow ``left`` and ``right``, and what it prints; a full stop prints nothing."""

SIGNS = {
    "<<<": "⋘", ">>>": "⋙", "<->": "↔", "<-": "←", "->": "→", "<=": "≤", ">=": "≥", "<<": "≪",
    ">>": "≫", "!=": "≠", "==": "≡", "+-": "±", "-+": "∓", "-": "−", "*": "∗", "'": "′",
    "=>": "⇒", "<=>": "⇔",
}  # fmt: skip
"""Signs of several characters, and single ones that print as another character."""


def _cased() -> dict[str, Word]:
    words = {name: Word(Kind.LETTER, sign) for name, sign in _GREEK.items()}
    for name, sign in _GREEK.items():
        capital = Word(Kind.LETTER, sign.upper())
        words[name.capitalize()] = capital
        words[name.upper()] = capital
    words |= {name: Word(Kind.LETTER, sign) for name, sign in _CASED_LETTERS.items()}
    words |= {name: Word(Kind.OPERATOR, sign) for name, sign in _CASED_OPERATORS.items()}
    words |= {name: Word(Kind.FUNCTION, name) for name in _CASED_FUNCTIONS}
    words |= {name: Word(Kind.LIMIT, name) for name in _CASED_LIMITS}
    words |= {name: Word(Kind.FONT, name.lower()) for name in _FONTS}
    return words


def _folded() -> dict[str, Word]:
    words = {name: Word(Kind.LETTER, sign) for name, sign in _LETTERS.items()}
    words |= {name: Word(Kind.OPERATOR, sign) for name, sign in _OPERATORS.items()}
    words |= {name: Word(Kind.BIG, sign) for name, sign in _BIG.items()}
    words |= {name: Word(Kind.INTEGRAL, sign) for name, sign in _INTEGRALS.items()}
    words |= {name.upper(): Word(Kind.ACCENT, name) for name in ACCENTS}
    words |= {name.upper(): Word(Kind.COMMAND, name) for name in COMMANDS}
    return words


_CASED = _cased()
_FOLDED = _folded()
LONGEST_WORD = max(map(len, (*_CASED, *_FOLDED)))


def word_of(name: str) -> Word | None:
    """Return the known word ``name``, or None where it is an identifier."""
    return _CASED.get(name) or _FOLDED.get(name.upper())
