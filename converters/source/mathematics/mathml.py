# SPDX-License-Identifier: AGPL-3.0-or-later
"""From the parts of an equation to presentation MathML.

MathML Core as far as it goes; where it left layout to style sheets (alignment
and rules of tables, bold) both the attribute of MathML 3 and the property of CSS
are set, because reading systems follow one or the other.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from lxml import etree

from converters.source.mathematics.syntax import (
    ACCENTS,
    EMPTY,
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

NAMESPACE = "http://www.w3.org/1998/Math/MathML"
MAX_DEPTH = 120
"""Elements inside each other; deeper ones would overrun reading systems, too."""

_APPLY_FUNCTION = "\u2061"
_NO_ARGUMENT = frozenset({"if", "for", "and", "mod"})
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_OPENING = frozenset("([{⟨⌈⌊")
_SIGNS_BEFORE = frozenset("−+±∓")
_STRETCHY_ACCENTS = frozenset({"bar", "vec", "dyad", "arch", "under", "underline", "overline"})
_WIDE_HATS = frozenset({"hat", "check", "tilde"})
_RULE = "0.06em solid"


def legal(text: str) -> str:
    """Return ``text`` without the characters that XML 1.0 forbids."""
    return _ILLEGAL.sub("", text)


def serialise(node: Node, script: str) -> str:
    """Return ``node`` as one ``<math>`` element that carries ``script`` as its alttext.

    Raises:
        EquationError: it nests too deeply, or prints nothing.
    """
    root = _math(script)
    inner = etree.SubElement(root, "mrow")
    _Writer().children(node.items if isinstance(node, MathRow) else (node,), inner)
    if not any(root.itertext()):
        raise EquationError("empty")
    return _text_of(root)


def as_text(script: str) -> str:
    """Return a ``<math>`` element that shows the script itself."""
    root = _math(script)
    etree.SubElement(root, "mtext").text = legal(script).strip() or "\u00a0"
    return _text_of(root)


def _math(script: str) -> etree._Element:
    root = etree.Element("math", {"displaystyle": "true", "alttext": legal(script)})
    root.set("xmlns", NAMESPACE)
    return root


def _text_of(root: etree._Element) -> str:
    # The namespace is written as a plain attribute of one root: a third of lxml's time is saved.
    return etree.tostring(root, encoding="unicode")


class _Writer:
    """Writes nodes below elements and keeps count of the depth."""

    def __init__(self) -> None:
        self._depth = 0

    def write(self, node: Node, parent: etree._Element) -> None:
        """Append exactly one element for ``node``."""
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise EquationError("too deep")
        _WRITERS[type(node)](self, node, parent)
        self._depth -= 1

    def children(self, items: tuple[Node, ...], parent: etree._Element) -> None:
        """Append the parts of a row, with what MathML wants between them."""
        before: Node | None = None
        for at, item in enumerate(items):
            self.write(item, parent)
            if isinstance(item, Space):
                continue
            if isinstance(item, Operator) and item.text in _SIGNS_BEFORE and _opens(before):
                # A space before it would make a sign of minus look like a subtraction.
                parent[-1].set("form", "prefix")
            if _applies(item) and _has_argument(items, at):
                etree.SubElement(parent, "mo").text = _APPLY_FUNCTION
            before = item

    # ------------------------------------------------------------ leaves

    def identifier(self, node: Identifier, parent: etree._Element) -> None:
        """Append a Identifier."""
        element = etree.SubElement(parent, "mi")
        element.text = legal(node.text)
        if node.upright and len(node.text) == 1:
            element.set("mathvariant", "normal")
        if node.bold:
            element.set("style", "font-weight:bold")

    def number(self, node: Number, parent: etree._Element) -> None:
        """Append a Number."""
        element = etree.SubElement(parent, "mn")
        element.text = node.text
        if node.bold:
            element.set("style", "font-weight:bold")

    def words(self, node: Words, parent: etree._Element) -> None:
        """Append a Words."""
        # MathML trims white space inside its tokens.
        text = legal(node.text)
        kept = re.sub(r"^[ \t\r\n]+|[ \t\r\n]+$", lambda m: "\u00a0" * len(m.group()), text)
        etree.SubElement(parent, "mtext").text = kept

    def operator(self, node: Operator, parent: etree._Element) -> None:
        """Append a Operator."""
        text = legal(node.text)
        category = unicodedata.category(text[0]) if len(text) == 1 else "Sm"
        if category in ("Lu", "Ll", "Lo", "Nd", "No") or text in "%°":
            element = etree.SubElement(parent, "mi", {"mathvariant": "normal"})
        else:
            element = etree.SubElement(parent, "mo")
        if node.slashed:
            text = unicodedata.normalize("NFC", text + "\u0338")
        element.text = text
        if element.tag == "mo":
            if text in ("∗", "/"):
                element.set("lspace", "0.1em")
                element.set("rspace", "0.1em")
            if node.large:
                element.set("stretchy", "true")
                element.set("minsize", "2em")
            elif text in _UNSTRETCHED:
                element.set("stretchy", "false")

    def big(self, node: BigOperator, parent: etree._Element) -> None:
        """Append a BigOperator."""
        element = etree.SubElement(parent, "mo", {"largeop": "true"})
        if node.limits:
            element.set("movablelimits", "false")
        element.text = node.text

    def function(self, node: Function, parent: etree._Element) -> None:
        """Append a Function."""
        etree.SubElement(parent, "mi").text = node.name

    def space(self, node: Space, parent: etree._Element) -> None:
        """Append a Space."""
        etree.SubElement(parent, "mspace", {"width": f"{node.em:g}em"})

    def primes(self, node: Primes, parent: etree._Element) -> None:
        """Append a Primes."""
        etree.SubElement(parent, "mo").text = "′" * min(node.count, 16)

    # ------------------------------------------------------------ structures

    def row(self, node: MathRow, parent: etree._Element) -> None:
        """Append a MathRow."""
        self.children(node.items, etree.SubElement(parent, "mrow"))

    def fraction(self, node: Fraction, parent: etree._Element) -> None:
        """Append a Fraction."""
        element = etree.SubElement(parent, "mfrac")
        if not node.bar:
            element.set("linethickness", "0")
        self.write(node.above, element)
        self.write(node.below, element)

    def root(self, node: Root, parent: etree._Element) -> None:
        """Append a Root."""
        element = etree.SubElement(parent, "msqrt" if node.index is None else "mroot")
        self.write(node.radicand, element)
        if node.index is not None:
            self.write(node.index, element)

    def scripts(self, node: Scripts, parent: etree._Element) -> None:
        """Append a Scripts."""
        if node.before_sub is not None or node.before_sup is not None:
            self._multiscripts(node, parent)
            return
        limits = isinstance(node.base, BigOperator | Function) and node.base.limits
        # What is said of a group stands at its brace.
        limits = limits or _has_brace(node) or _has_brace(node.base)
        under, over = ("munder", "mover") if limits else ("msub", "msup")
        both = "munderover" if limits else "msubsup"
        name = both if node.sub and node.sup else under if node.sub else over
        element = etree.SubElement(parent, name)
        for part in (node.base, node.sub, node.sup):
            if part is not None:
                self.write(part, element)

    def _multiscripts(self, node: Scripts, parent: etree._Element) -> None:
        element = etree.SubElement(parent, "mmultiscripts")
        base = node.base
        behind: tuple[Node | None, Node | None] = (node.sub, node.sup)
        if isinstance(base, Scripts) and behind == (None, None) and base.before_sub is None:
            behind = (base.sub, base.sup)
            base = base.base
        self.write(base, element)
        before = (node.before_sub, node.before_sup)
        for at, pair in enumerate((behind, before)):
            if at:
                etree.SubElement(element, "mprescripts")
            if pair != (None, None):
                for part in pair:
                    self.write(part or EMPTY, element)

    def accent(self, node: Accent, parent: etree._Element) -> None:
        """Append a Accent."""
        below = ACCENTS[node.name] == "_"
        element = etree.SubElement(parent, "munder" if below else "mover")
        element.set("accentunder" if below else "accent", "true")
        self.write(node.base, element)
        mark = etree.SubElement(element, "mo")
        wide = not isinstance(node.base, Identifier) or len(node.base.text) > 1
        # The overline's own glyph is the wider one, where no font can stretch either.
        mark.text = "‾" if wide and ACCENTS[node.name] == "¯" else ACCENTS[node.name]
        stretchy = node.name in _STRETCHY_ACCENTS or (node.name in _WIDE_HATS and wide)
        mark.set("stretchy", "true" if stretchy else "false")

    def fence(self, node: Fence, parent: etree._Element) -> None:
        """Append a Fence."""
        element = etree.SubElement(parent, "mrow")
        self._delimiter(node.opening, "prefix", element)
        body = node.body
        self.children(body.items if isinstance(body, MathRow) else (body,), element)
        self._delimiter(node.closing, "postfix", element)

    def _delimiter(self, text: str, form: str, parent: etree._Element) -> None:
        if text:
            mark = etree.SubElement(parent, "mo", {"form": form, "fence": "true"})
            mark.set("stretchy", "true")
            mark.text = text

    def relation(self, node: Relation, parent: etree._Element) -> None:
        """Append a Relation."""
        element = etree.SubElement(parent, "mover" if node.below is None else "munderover")
        etree.SubElement(element, "mo", {"stretchy": "true"}).text = legal(node.arrow) or "→"
        if node.below is not None:
            self._padded(node.below, element)
        self._padded(node.above, element)

    def _padded(self, node: Node, parent: etree._Element) -> None:
        row = etree.SubElement(parent, "mrow")
        etree.SubElement(row, "mspace", {"width": "0.5em"})
        self.write(node, row)
        etree.SubElement(row, "mspace", {"width": "0.5em"})

    def colored(self, node: Colored, parent: etree._Element) -> None:
        """Append a Colored."""
        element = etree.SubElement(parent, "mstyle", {"mathcolor": node.color})
        self.write(node.body, element)

    # ------------------------------------------------------------ grids

    def grid(self, node: Grid, parent: etree._Element) -> None:
        """Append a Grid."""
        if not node.rows:
            etree.SubElement(parent, "mrow")
            return
        if node.opening or node.closing:
            parent = etree.SubElement(parent, "mrow")
        self._delimiter(node.opening, "prefix", parent)
        table = etree.SubElement(parent, "mtable", {"columnalign": " ".join(node.aligns)})
        if node.style in ("aligned", "cases"):
            table.set("displaystyle", "true")
        for at, cells in enumerate(node.rows):
            line = etree.SubElement(table, "mtr")
            for column, cell in enumerate(cells):
                entry = etree.SubElement(line, "mtd")
                entry.set("style", _cell_style(node, at, column))
                line_of_cell = etree.SubElement(entry, "mrow")
                self.children(cell.items if isinstance(cell, MathRow) else (cell,), line_of_cell)
        self._delimiter(node.closing, "postfix", parent)


# Chromium aligns the block inside a cell by its own values only, others by the standard's.
_ALIGNMENTS = {
    align: f"text-align:{align};text-align:-webkit-{align}" for align in ("left", "center", "right")
}


def _cell_style(node: Grid, row: int, column: int) -> str:
    """Return the CSS of a cell: alignment, and the rules of ladders and divisions."""
    aligns = node.aligns
    if node.style == "aligned" and len(aligns) > 1:
        align = aligns[column % 2]
        gap = "padding-right:0" if column % 2 == 0 else "padding-left:0"
        return f"{_ALIGNMENTS[align]};{gap}"
    style = _ALIGNMENTS[aligns[min(column, len(aligns) - 1)]]
    last = row == len(node.rows) - 1
    if node.style in ("ladder", "sladder") and not last:
        # Each divisor stands left of an upright rule, each step above a line.
        width = len(node.rows[row]) - (node.style == "sladder")
        if column == 0:
            style += f";border-right:{_RULE}"
        if 0 < column < max(width, 2):
            style += f";border-bottom:{_RULE}"
    if node.style == "division":
        if column == 1 and (row == 0 or (row % 2 == 0 and not last)):
            style += f";border-bottom:{_RULE}"
        if (row, column) == (1, 1):
            style += f";border-left:{_RULE}"
    return style


_UNSTRETCHED = frozenset("()[]{}|‖⌈⌉⌊⌋⟨⟩/↑↓↕⇑⇓⇕←→↔⇐⇒⇔")


_BRACES = frozenset("⏜⏝⏞⏟⏠⏡⎴⎵︷︸")


def _has_brace(node: Node) -> bool:
    """Whether a brace lies above or below the whole of it."""
    return isinstance(node, Scripts) and any(
        isinstance(part, Operator) and part.text in _BRACES for part in (node.sub, node.sup)
    )


def _opens(before: Node | None) -> bool:
    """Tell whether a sign after ``before`` is a sign of its operand."""
    if before is None:
        return True
    return isinstance(before, Operator) and (
        before.text in _OPENING or before.text in "=<>≤≥≠≡≈∼×÷⋅+−±,;:→⇒|"
    )


def _applies(node: Node) -> bool:
    core = node.base if isinstance(node, Scripts) else node
    return isinstance(core, Function) and core.name not in _NO_ARGUMENT


def _has_argument(items: tuple[Node, ...], at: int) -> bool:
    for following in range(at + 1, len(items)):
        item = items[following]
        if not isinstance(item, Space):
            return not isinstance(item, Operator)
    return False


_WRITERS: dict[type, Callable[..., None]] = {
    Identifier: _Writer.identifier,
    Number: _Writer.number,
    Words: _Writer.words,
    Operator: _Writer.operator,
    BigOperator: _Writer.big,
    Function: _Writer.function,
    Space: _Writer.space,
    Primes: _Writer.primes,
    MathRow: _Writer.row,
    Fraction: _Writer.fraction,
    Root: _Writer.root,
    Scripts: _Writer.scripts,
    Accent: _Writer.accent,
    Fence: _Writer.fence,
    Grid: _Writer.grid,
    Relation: _Writer.relation,
    Colored: _Writer.colored,
}
