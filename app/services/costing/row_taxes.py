# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a row says of the tax in its own amounts: "포함" in a column, in a remark, or in the cell."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from app.i18n import mark
from app.services.costing.cells import BadCell, is_empty, number_in
from app.services.costing.column_heads import NumberUnit, Tax, plain, tax_in
from app.services.costing.table_heads import TableHead
from app.services.costing.table_rows import BodyRow

_TAX_COLUMN = re.compile(r"(?:vat|부가|과세|면세|세금)\S*(?:여부|구분|유형|포함|별도|$)")
_TAX_WORDS = {
    Tax.INCLUDED: re.compile(r"(?:vat|부가세|부가가치세)?\(?(?:포함|included|incl\.?|o|y)\)?"),
    Tax.EXCLUDED: re.compile(
        r"(?:vat|부가세|부가가치세)?\(?(?:별도|제외|불포함|미포함|excluded|excl\.?|x|n)\)?"
    ),
}
_EXEMPT = re.compile(r"\(?(?:면세|비과세|영세율?|exempt)\)?")
_CELL_TAX = re.compile(
    r"(?P<number>.+?)\s*[(\[（]?\s*(?P<tax>(?:v\.?a\.?t\.?|부가가치세|부가세)\s*(?:포함|별도|제외|불포함))\s*[)\]）]?",
    re.IGNORECASE,
)


def is_word_of_tax(cell: str) -> bool:
    """Tell whether a cell says of tax whether it is in: "포함", "별도", "면세", "O"."""
    word = re.sub(r"[\s.]", "", plain(cell))
    return any(words.fullmatch(word) for words in (*_TAX_WORDS.values(), _EXEMPT))


def tax_column(head: TableHead, used: Mapping[str, str], rows: Sequence[BodyRow]) -> str:
    """Return the header of the column where rows say whether tax is in them; empty where none does."""
    amounts = {used[name] for name in ("amount", "gross") if name in used}
    for header, one in head.heads.items():
        if header in used.values() and header not in amounts:
            continue
        cells = [cell for row in rows if (cell := row.cells.get(header, ""))]
        named = _TAX_COLUMN.search(re.sub(r"\s", "", plain(one.text)))
        if header in amounts:
            found = any(not cell.isascii() and _CELL_TAX.fullmatch(cell) for cell in cells)
        else:
            words = any(is_word_of_tax(cell) for cell in cells) if named else False
            found = words or any(not cell.isdecimal() and tax_in(cell) for cell in cells)
        if found:
            return header
    return ""


def tax_of_row(
    head: TableHead,
    used: Mapping[str, str],
    row: BodyRow,
    spare: Mapping[str, str],
    own: dict[str, str],
    units: dict[str, NumberUnit],
    taxes: dict[str, Tax],
) -> bool:
    """Find what the row itself says of tax, and put its amount where it belongs.

    Args:
        head: of the table.
        used: header by field.
        row: as it stands.
        spare: its cells in columns that are no field.
        own: its cells by field; an amount is moved to where it belongs.
        units: of the fields; moved with it.
        taxes: what is said of the tax in the amounts of each field; the row's word is put in.

    Returns:
        Whether no tax is on its amounts.

    Raises:
        BadCell: the row says two things, or another than the head of its amount.
    """
    said: dict[Tax | None, str] = {}
    for header, cell in spare.items():
        name = re.sub(r"\s", "", plain(head.heads[header].text))
        word = re.sub(r"[\s.]", "", plain(cell))
        if _TAX_COLUMN.search(name):
            found = next((tax for tax, words in _TAX_WORDS.items() if words.fullmatch(word)), None)
            if _EXEMPT.fullmatch(word):
                said[None] = cell
            elif found is not None:
                said[_turned(found, name, word)] = cell
            elif not is_empty(cell) and number_in(cell) is None:
                raise BadCell(
                    header, mark("Whether tax is in it (“{value}”) is not understood."), cell
                )
        elif (found := tax_in(cell)) is not None:
            said[found] = cell
    for name in ("amount", "gross"):
        cell = own.get(name, "")
        match = None if cell.isascii() and cell[-1:].isdecimal() else _CELL_TAX.fullmatch(cell)
        if match and number_in(match["number"]) is not None:
            own[name] = match["number"].strip()
            if (found := tax_in(match["tax"])) is not None:
                said[found] = row.cells.get(used[name], "")
    if not said:
        return False
    both = {"amount", "gross"} <= {name for name in own if own[name]}
    if len(said) > 1:
        raise BadCell(
            "amount", mark("The row says two things of tax: {value}."), ", ".join(said.values())
        )
    ((tax, cell),) = said.items()
    if tax is None:
        return True
    held = next((name for name in ("amount", "gross") if own.get(name)), None)
    if held is None or both:
        return False
    of_head = head.heads[used[held]].tax_of_head
    if of_head not in (None, tax):
        raise BadCell(
            held, mark("The row says “{value}” of tax, and the head another thing."), cell
        )
    wanted = "gross" if tax is Tax.INCLUDED else "amount"
    if wanted != held:
        own[wanted] = own.pop(held)
        if held in units:
            units[wanted] = units.pop(held)
    taxes.pop(held, None)
    taxes[wanted] = tax
    return False


def _turned(tax: Tax, name: str, word: str) -> Tax:
    """Return what "O" and "X" mean below "부가세 별도": the contrary of below "부가세 포함"."""
    if word in ("o", "x", "y", "n") and re.search("별도|제외", name):
        return Tax.EXCLUDED if tax is Tax.INCLUDED else Tax.INCLUDED
    return tax
