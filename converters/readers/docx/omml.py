# SPDX-License-Identifier: AGPL-3.0-or-later
"""Office Math (ECMA-376 part 1, 22.1) as MathML, through the tree of equations that HWP shares."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from itertools import pairwise

from lxml import etree

from converters.document.nodes import Math
from converters.readers.docx.names import M, W
from converters.source.mathematics.mathml import as_text, serialise
from converters.source.mathematics.spoken import reading_of
from converters.source.mathematics.syntax import (
    EMPTY,
    Accent,
    BigOperator,
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
    Words,
    row_of,
)
from converters.xhtml.markup import Element

NOTATION = "omml"
# Hangul and other letters of East Asia are words, with the spaces around and between them.
_ASIAN = "\u1100-\u11ff\u3040-\u318f\u3400-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff"
_TOKEN = re.compile(
    rf"\s*[{_ASIAN}]+(?:\s+[{_ASIAN}]+)*\s*|\d+(?:[.,]\d+)*|[^\W\d_]|\s+|.", re.DOTALL
)
_IS_ASIAN = re.compile(f"[{_ASIAN}]")
_ALIGNMENT = Operator("&")
_FUNCTION = re.compile(
    r"^(?:arc)?(?:sin|cos|tan|cot|sec|csc)h?$|^(?:lim|log|ln|lg|exp|max|min|sup|inf|det|dim|ker|gcd|deg|hom|arg|Pr|mod)$"
)
_LIMITED = frozenset({"lim", "max", "min", "sup", "inf", "det", "gcd", "Pr"})
# Combining marks and signs that accents are written with (22.1.2.20).
_ACCENTS = {
    "\u0302": "hat", "^": "hat", "\u030c": "check", "\u0303": "tilde", "~": "tilde",
    "\u0301": "acute", "\u0300": "grave", "\u0307": "dot", "\u0308": "ddot", "\u0304": "bar",
    "\u0305": "overline", "¯": "bar", "\u20d7": "vec", "→": "vec", "\u20d1": "vec",
    "\u20e1": "dyad", "↔": "dyad", "\u0332": "underline", "\u0306": "arch", "\u0311": "arch",
    "⏜": "arch", "⌒": "arch",
}  # fmt: skip
_INTEGRALS = frozenset("∫∬∭∮∯∰∱∲∳")
_DEEPEST = 60
# Sets of letters in other scripts of the alphabet (22.1.2.92).
_SCRIPTS = {"double-struck": (0x1D538, 0x1D552), "script": (0x1D49C, 0x1D4B6),
            "fraktur": (0x1D504, 0x1D51E)}  # fmt: skip
_LETTERLIKE = {
    0x1D53A: "ℂ", 0x1D53F: "ℍ", 0x1D545: "ℕ", 0x1D547: "ℙ", 0x1D548: "ℚ", 0x1D549: "ℝ",
    0x1D551: "ℤ", 0x1D49D: "ℬ", 0x1D4A0: "ℰ", 0x1D4A1: "ℱ", 0x1D4A3: "ℋ", 0x1D4A4: "ℐ",
    0x1D4A7: "ℒ", 0x1D4A8: "ℳ", 0x1D4AD: "ℛ", 0x1D4BA: "ℯ", 0x1D4BC: "ℊ", 0x1D4C4: "ℴ",
    0x1D506: "ℭ", 0x1D50B: "ℌ", 0x1D50C: "ℑ", 0x1D515: "ℜ", 0x1D51D: "ℨ",
}  # fmt: skip


def _script(element: Element) -> str:
    """Return the markup of an equation, with those namespaces only that stand in it."""
    own = deepcopy(element)
    # Word declares some thirty on the root, and each equation would carry them all.
    etree.cleanup_namespaces(own)
    return etree.tostring(own, encoding="unicode", with_tail=False)


def to_math(element: Element) -> Math | None:
    """Return ``m:oMath`` as an equation; None for one that prints nothing.

    What cannot be written as a formula is shown as its text.
    """
    text = " ".join("".join(part.text or "" for part in element.iter(f"{M}t")).split())
    script = _script(element)
    try:
        node = _Reader().row(element)
        alt = reading_of(node) or text
        return Math(serialise(node, alt), script, NOTATION, alt)
    except EquationError:
        if not text:
            return None
        return Math(as_text(text), script, NOTATION, text)


class _Reader:
    """Reads elements into nodes and keeps count of the depth."""

    def __init__(self) -> None:
        self._depth = 0
        self._lines = 0
        """Equation arrays that are open: in them & marks where lines are aligned."""

    def row(self, element: Element | None) -> Node:
        """Return everything in ``element`` as one node."""
        if element is None:
            return EMPTY
        self._depth += 1
        if self._depth > _DEEPEST:
            raise EquationError("too deep")
        items: list[Node] = []
        for child in element:
            reader = _READERS.get(child.tag)
            if reader is not None:
                node = reader(self, child)
                items += node.items if isinstance(node, MathRow) else (node,)
            elif not child.tag.endswith("Pr") and child.tag not in _SKIPPED:
                node = self.row(child)
                items += node.items if isinstance(node, MathRow) else (node,)
        self._depth -= 1
        items = _joined(items)
        return row_of(items) if items else EMPTY

    def part(self, element: Element, name: str) -> Node:
        """Return the argument ``m:name``."""
        return self.row(element.find(M + name))

    def optional(self, element: Element, name: str, hidden: str = "") -> Node | None:
        """Return an argument that may be hidden or empty; None where it is."""
        if hidden and _switch(element, hidden):
            return None
        node = self.part(element, name)
        return None if node == EMPTY else node

    def run(self, element: Element) -> Node:
        """Return a run of characters (22.1.2.87)."""
        text = "".join(part.text or "" for part in element.iter(f"{M}t", f"{W}t"))
        properties = element.find(f"{M}rPr")
        if properties is not None and _switch(element, "nor"):
            return Words(text)
        style, script = _property(element, "sty"), _property(element, "scr")
        upright = style in ("p", "b")
        bold = style in ("b", "bi")
        if upright and _FUNCTION.match(text.strip()):
            return Function(text.strip(), text.strip() in _LIMITED)
        if upright and len(text) > 1 and text.isalpha() and not text.isascii():
            return Words(text)
        tokens = _TOKEN.findall(_lettered(text, script))
        if text and text.isspace():
            return Words(text)
        leaves = [_leaf(t, upright, bold) for t in tokens if not t.isspace()]
        if self._lines and "&" in tokens and not _switch(element, "lit"):
            leaves = [_ALIGNMENT if leaf == Operator("&") else leaf for leaf in leaves]
        elif self._lines:
            leaves = [Words("&") if leaf == _ALIGNMENT else leaf for leaf in leaves]
        return row_of(leaves or [EMPTY])

    def fraction(self, element: Element) -> Node:
        """Return a fraction (22.1.2.36)."""
        kind = _property(element, "type")
        above, below = self.part(element, "num"), self.part(element, "den")
        if kind in ("lin", "skw"):
            return MathRow((above, Operator("/"), below))
        return Fraction(above, below, bar=kind != "noBar")

    def superscript(self, element: Element) -> Node:
        """Return a base with a superscript (22.1.2.105)."""
        return Scripts(self.part(element, "e"), sup=self.part(element, "sup"))

    def subscript(self, element: Element) -> Node:
        """Return a base with a subscript (22.1.2.101)."""
        return Scripts(self.part(element, "e"), sub=self.part(element, "sub"))

    def both_scripts(self, element: Element) -> Node:
        """Return a base with both scripts (22.1.2.103)."""
        sub, sup = self.part(element, "sub"), self.part(element, "sup")
        return Scripts(self.part(element, "e"), sub=sub, sup=sup)

    def before_scripts(self, element: Element) -> Node:
        """Return a base with scripts before it (22.1.2.99)."""
        sub, sup = self.optional(element, "sub"), self.optional(element, "sup")
        return Scripts(self.part(element, "e"), before_sub=sub or EMPTY, before_sup=sup or EMPTY)

    def radical(self, element: Element) -> Node:
        """Return a root (22.1.2.88)."""
        return Root(self.part(element, "e"), self.optional(element, "deg", "degHide"))

    def nary(self, element: Element) -> Node:
        """Return a sum, an integral and the like with its operand (22.1.2.70)."""
        sign = _property(element, "chr", "∫") or "∫"
        place = _property(element, "limLoc")
        limits = place == "undOvr" if place else sign not in _INTEGRALS
        base: Node = BigOperator(sign, limits)
        sub = self.optional(element, "sub", "subHide")
        sup = self.optional(element, "sup", "supHide")
        if sub is not None or sup is not None:
            base = Scripts(base, sub=sub, sup=sup)
        operand = self.part(element, "e")
        rest = operand.items if isinstance(operand, MathRow) else (operand,)
        return MathRow((base, *rest))

    def delimiters(self, element: Element) -> Node:
        """Return what stands in brackets, with signs between the arguments (22.1.2.24)."""
        opening = _property(element, "begChr", "(")
        closing = _property(element, "endChr", ")")
        between = _property(element, "sepChr", "|")
        parts = [self.row(part) for part in element.findall(f"{M}e")]
        items: list[Node] = parts[:1]
        for _, following in pairwise(parts):
            items += [Operator(between)] if between else []
            items.append(following)
        return Fence(opening, row_of(items) if items else EMPTY, closing)

    def matrix(self, element: Element) -> Node:
        """Return a matrix (22.1.2.60)."""
        rows = [[self.row(e) for e in row.findall(f"{M}e")] for row in element.findall(f"{M}mr")]
        width = max(map(len, rows), default=0)
        if not width:
            return EMPTY
        return Grid(tuple(tuple(row + [EMPTY] * (width - len(row))) for row in rows))

    def lines(self, element: Element) -> Node:
        """Return equations below each other (22.1.2.34)."""
        self._lines += 1
        rows = [_aligned_parts(self.row(part)) for part in element.findall(f"{M}e")]
        self._lines -= 1
        width = max(map(len, rows), default=0)
        if not width:
            return EMPTY
        cells = tuple(tuple(row + [EMPTY] * (width - len(row))) for row in rows)
        return Grid(cells, ("left",) if width == 1 else ("right", "left"), "aligned")

    def function(self, element: Element) -> Node:
        """Return a function with its argument (22.1.2.39)."""
        name, argument = self.part(element, "fName"), self.part(element, "e")
        rest = argument.items if isinstance(argument, MathRow) else (argument,)
        return MathRow((_as_function(name), *rest))

    def lower_limit(self, element: Element) -> Node:
        """Return a limit below its base (22.1.2.54)."""
        return self._limit(element, below=True)

    def upper_limit(self, element: Element) -> Node:
        """Return a limit above its base (22.1.2.56)."""
        return self._limit(element, below=False)

    def _limit(self, element: Element, *, below: bool) -> Node:
        base, limit = _as_function(self.part(element, "e")), self.part(element, "lim")
        if isinstance(base, Function):
            base = Function(base.name, limits=True)
        elif isinstance(base, Operator):
            base = BigOperator(base.text, limits=True)
        return Scripts(base, sub=limit) if below else Scripts(base, sup=limit)

    def accent(self, element: Element) -> Node:
        """Return a base with an accent (22.1.2.1)."""
        sign = _property(element, "chr", "\u0302")
        name = _ACCENTS.get(sign)
        base = self.part(element, "e")
        if name is not None:
            return Accent(base, name)
        if sign in ("\u2032", "'"):
            return Scripts(base, sup=Primes(1))
        return Relation(sign, base) if sign.strip() else base

    def bar(self, element: Element) -> Node:
        """Return a base with a line above or below it (22.1.2.7)."""
        above = _property(element, "pos", "bot") == "top"
        return Accent(self.part(element, "e"), "overline" if above else "underline")

    def group(self, element: Element) -> Node:
        """Return a base with a brace or an arrow above or below it (22.1.2.41)."""
        sign = _property(element, "chr", "⏟") or "⏟"
        base = self.part(element, "e")
        if _property(element, "pos", "bot") == "top":
            return Scripts(base, sup=Operator(sign)) if sign == "⏞" else Relation(sign, EMPTY, base)
        return Relation(sign, base) if sign in "→←↔⇒⇐⇔" else Scripts(base, sub=Operator(sign))


def _joined(items: list[Node]) -> list[Node]:
    """Return a row with neighbouring words as one; spaces count between words only."""
    done: list[Node] = []
    for item in items:
        last = done[-1] if done else None
        if isinstance(item, Words) and isinstance(last, Words):
            done[-1] = Words(last.text + item.text)
        else:
            done.append(item)
    if done and isinstance(done[0], Words):
        done[0] = Words(done[0].text.lstrip())
    if done and isinstance(done[-1], Words):
        done[-1] = Words(done[-1].text.rstrip())
    return [item for item in done if not isinstance(item, Words) or item.text.strip()]


def _aligned_parts(line: Node) -> list[Node]:
    """Return a line of an array in its columns: & begins them, first to the right, then to the left.

    Every second mark is a space of Word's own making between pairs of columns, and both
    begin a column here.
    """
    parts: list[list[Node]] = [[]]
    for item in line.items if isinstance(line, MathRow) else (line,):
        if item == _ALIGNMENT:
            parts.append([])
        else:
            parts[-1].append(_without_alignment(item))
    return [row_of(part) if part else EMPTY for part in parts]


def _without_alignment(node: Node) -> Node:
    """Return ``node`` without the marks that stand too deep to align anything."""
    if isinstance(node, MathRow):
        return MathRow(tuple(_without_alignment(i) for i in node.items if i != _ALIGNMENT))
    if isinstance(node, Fence):
        return Fence(node.opening, _without_alignment(node.body), node.closing)
    return EMPTY if node == _ALIGNMENT else node


def _leaf(sign: str, upright: bool, bold: bool) -> Node:
    if _IS_ASIAN.search(sign):
        return Words(sign)
    if sign[0].isdigit():
        return Number(sign, bold)
    if sign == "′":
        return Primes(1)
    if sign.isalpha():
        return Identifier(sign, upright, bold)
    if sign == "-":
        sign = "−"
    return BigOperator(sign, True) if sign in "∑∏⋃⋂" else Operator(sign)


def _as_function(name: Node) -> Node:
    """Return a name of several letters as one function name."""
    if isinstance(name, MathRow) and all(isinstance(item, Identifier) for item in name.items):
        text = "".join(item.text for item in name.items if isinstance(item, Identifier))
        return Function(text, text in _LIMITED)
    return name


def _lettered(text: str, script: str) -> str:
    """Return letters of another script of the alphabet as the characters Unicode has for them."""
    if script not in _SCRIPTS:
        return text
    capital, small = _SCRIPTS[script]
    done = []
    for char in text:
        if "A" <= char <= "Z":
            code = capital + ord(char) - ord("A")
        elif "a" <= char <= "z":
            code = small + ord(char) - ord("a")
        else:
            done.append(char)
            continue
        done.append(_LETTERLIKE.get(code, chr(code)))
    return "".join(done)


def _find(element: Element, name: str) -> Element | None:
    properties = element.find(f"{element.tag}Pr") if element.tag != f"{M}r" else None
    if element.tag == f"{M}r":
        properties = element.find(f"{M}rPr")
    return properties.find(M + name) if properties is not None else None


def _property(element: Element, name: str, default: str = "") -> str:
    """Return a property; one without a value prints nothing (22.1.2.24)."""
    found = _find(element, name)
    return default if found is None else found.get(f"{M}val", "")


def _switch(element: Element, name: str) -> bool:
    found = _find(element, name)
    return found is not None and found.get(f"{M}val", "1") not in ("0", "off", "false")


_SKIPPED = frozenset({f"{W}del", f"{W}moveFrom", f"{W}bookmarkStart", f"{W}bookmarkEnd"})
_READERS: dict[str, Callable[[_Reader, Element], Node]] = {
    f"{M}r": _Reader.run,
    f"{W}r": _Reader.run,
    f"{M}f": _Reader.fraction,
    f"{M}sSup": _Reader.superscript,
    f"{M}sSub": _Reader.subscript,
    f"{M}sSubSup": _Reader.both_scripts,
    f"{M}sPre": _Reader.before_scripts,
    f"{M}rad": _Reader.radical,
    f"{M}nary": _Reader.nary,
    f"{M}d": _Reader.delimiters,
    f"{M}m": _Reader.matrix,
    f"{M}eqArr": _Reader.lines,
    f"{M}func": _Reader.function,
    f"{M}limLow": _Reader.lower_limit,
    f"{M}limUpp": _Reader.upper_limit,
    f"{M}acc": _Reader.accent,
    f"{M}bar": _Reader.bar,
    f"{M}groupChr": _Reader.group,
}
"""Other elements (box, borderBox, phant) print what they hold."""
