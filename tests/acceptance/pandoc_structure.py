# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reduces a document in pandoc's native notation to the plain structure."""

from __future__ import annotations

from dataclasses import replace

from tests.acceptance.pandoc_native import Node, Value, parse
from tests.acceptance.structure import (
    Block,
    Blocks,
    Code,
    Definitions,
    Entries,
    Entry,
    Field,
    Formula,
    Grid,
    NoteHere,
    Picture,
    Piece,
    Place,
    Quotation,
    Run,
    Structure,
    Words,
    text_of,
    without_empty,
)

_MARKS = {
    "Strong": "strong", "Emph": "emphasis", "Underline": "underline", "Strikeout": "strike",
    "Superscript": "superscript", "Subscript": "subscript", "SmallCaps": "small capitals",
}  # fmt: skip
_LEFT_OUT = frozenset({"deletion", "comment-start", "comment-end", "paragraph-deletion"})
"""Classes of spans that exist only in goldens with all tracked changes."""
_BOXES = {"\u2610": False, "\u2612": True}
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
          (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_DELIMITERS = {"Period": "{}.", "OneParen": "{})", "TwoParens": "({})", "DefaultDelim": "{}"}
_LETTERS = 26


def structure_of(native: str) -> Structure:
    """Return the structure of a document, or of a list of blocks, in native notation."""
    value = parse(native)
    if isinstance(value, Node) and value.name == "Pandoc":
        meta, blocks = value.args
        return Structure(_blocks(blocks), _title(meta))
    return Structure(_blocks(value))


def _title(meta: Node) -> str | None:
    """Return the title of ``Meta {unMeta = fromList [...]}``; None where it holds nothing."""
    entries = dict(meta.args[0][0].args[0])
    if not entries:
        return None
    title = entries.get("title")
    return text_of(_pieces(title.args[0])) if isinstance(title, Node) else ""


def _blocks(values: list[Value]) -> Blocks:
    return without_empty(block for value in values for block in _block(value))


def _block(node: Node) -> list[Block]:
    name, args = node.name, node.args
    if name in ("Para", "Plain"):
        return [Words(_pieces(args[0]))]
    if name == "LineBlock":
        return [Words(_pieces(line)) for line in args[0]]
    if name == "Header":
        return [Words((Place(args[1][0]), *_pieces(args[2])), args[0])]
    if name == "CodeBlock":
        return [Code(args[1])]
    if name == "BlockQuote":
        return [Quotation(_blocks(args[0]))]
    if name == "Div":
        return list(_blocks(args[1]))
    if name == "BulletList":
        return [Entries(False, tuple(_bullet(_blocks(item)) for item in args[0]))]
    if name == "OrderedList":
        return [_numbers(args[0], [_blocks(item) for item in args[1]])]
    if name == "DefinitionList":
        return [Definitions(tuple(map(_definition, args[0])))]
    if name == "Table":
        return [_table(args)]
    if name == "Figure":
        return [*_blocks(args[2]), *_caption(args[1])]
    return []


def _definition(entry: tuple[Value, ...]) -> Blocks:
    term, definitions = entry
    blocks = [block for definition in definitions for block in _blocks(definition)]
    return (Words(_pieces(term)), *blocks)


def _table(args: tuple[Value, ...]) -> Grid:
    _, caption, _, head, bodies, foot = args
    rows = [_row(row) for row in head.args[1]]
    heads = len(rows)
    for body in bodies:
        rows += [_row(row) for row in (*body.args[2], *body.args[3])]
    rows += [_row(row) for row in foot.args[1]]
    return Grid(tuple(rows), heads, tuple(_caption(caption)))


def _caption(caption: Node) -> Blocks:
    return _blocks(caption.args[1])


def _row(row: Node) -> tuple[Field, ...]:
    return tuple(
        Field(_blocks(blocks), colspan.args[0], rowspan.args[0])
        for _, _, rowspan, colspan, blocks in (cell.args for cell in row.args[1])
    )


# ---------------------------------------------------------------- lists


def _numbers(attributes: tuple[Value, ...], items: list[Blocks]) -> Entries:
    start, style, delimiter = attributes
    return Entries(
        True,
        tuple(
            Entry(_DELIMITERS[delimiter.name].format(_number(number, style.name)), blocks)
            for number, blocks in enumerate(items, start)
        ),
    )


def _number(number: int, style: str) -> str:
    if style.endswith("Alpha"):
        letters = chr(ord("a") + (number - 1) % _LETTERS) * (1 + (number - 1) // _LETTERS)
        return letters.upper() if style.startswith("Upper") else letters
    if style.endswith("Roman"):
        letters = ""
        for value, letter in _ROMAN:
            letters += letter * (number // value)
            number %= value
        return letters.upper() if style.startswith("Upper") else letters
    return str(number)


def _bullet(blocks: Blocks) -> Entry:
    """Return an item; a check box at its beginning is the item's state."""
    first = blocks[0] if blocks else None
    if isinstance(first, Words):
        runs = [at for at, piece in enumerate(first.pieces) if isinstance(piece, Run)]
        run = first.pieces[runs[0]] if runs else None
        if isinstance(run, Run) and run.text[:1] in _BOXES:
            pieces = list(first.pieces)
            pieces[runs[0]] = replace(run, text=run.text[1:])
            rest = without_empty((Words(tuple(pieces)),))
            return Entry("", (*rest, *blocks[1:]), _BOXES[run.text[0]])
    return Entry("", blocks)


# ---------------------------------------------------------------- inlines


def _pieces(
    values: list[Value], marks: frozenset[str] = frozenset(), target: str | None = None
) -> tuple[Piece, ...]:
    return tuple(piece for value in values for piece in _piece(value, marks, target))


def _piece(node: Node, marks: frozenset[str], target: str | None) -> tuple[Piece, ...]:
    name, args = node.name, node.args
    if name == "Str":
        return (Run(args[0], marks, target),)
    if name in ("Space", "SoftBreak", "LineBreak"):
        return (Run(" ", marks, target),)
    if name in _MARKS:
        return _pieces(args[0], marks | {_MARKS[name]}, target)
    if name == "Code":
        return (Run(args[1], marks | {"code"}, target),)
    if name == "Math":
        return (Formula(),)
    if name == "Note":
        return (NoteHere(_blocks(args[0])),)
    if name == "Link":
        return _pieces(args[1], marks, args[2][0])
    if name == "Image":
        return (Picture(text_of(_pieces(args[1])), target),)
    if name == "Quoted":
        left, right = (
            ("\u2018", "\u2019") if args[0].name == "SingleQuote" else ("\u201c", "\u201d")
        )
        inner = _pieces(args[1], marks, target)
        return (Run(left, marks, target), *inner, Run(right, marks, target))
    if name == "Span":
        identifier, classes, _ = args[0]
        if _LEFT_OUT.intersection(classes):
            return ()
        place = (Place(identifier),) if identifier else ()
        return (*place, *_pieces(args[1], marks, target))
    return ()
