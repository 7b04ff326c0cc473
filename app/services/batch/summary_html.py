# SPDX-License-Identifier: AGPL-3.0-or-later
"""A summary as one page of HTML, with nothing to load from elsewhere."""

from __future__ import annotations

from html import escape

from app.i18n import Language, tr
from app.services.batch.summary import Summary
from app.services.batch.summary_table import TITLE, Cell, Table, tables_of

_STYLE = """
body { font: 1rem/1.5 sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
caption { font-size: 1.2rem; font-weight: bold; margin: 1.5rem 0 .5rem; text-align: start; }
th, td { border: 1px solid #767676; overflow-wrap: anywhere; padding: .3rem .5rem;
  text-align: start; vertical-align: top; }
td.number { text-align: end; white-space: nowrap; }
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def to_html(summary: Summary, language: Language) -> str:
    """Return the page; names of files and titles stand in it as text, whatever they hold."""
    title = escape(tr(TITLE, language))
    tables = "".join(_table(table) for table in tables_of(summary, language) if table.rows)
    return (
        f'<!DOCTYPE html>\n<html lang="{language.value}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"<main>\n<h1>{title}</h1>\n{tables}</main>\n</body>\n</html>\n"
    )


def _table(table: Table) -> str:
    headings = "".join(f'<th scope="col">{escape(word)}</th>' for word in table.headings)
    rows = "".join(f"<tr>{''.join(map(_cell, row))}</tr>\n" for row in table.rows)
    return (
        f"<table>\n<caption>{escape(table.name)}</caption>\n"
        f"<thead><tr>{headings}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n"
    )


def _cell(value: Cell) -> str:
    if isinstance(value, str):
        return f"<td>{escape(value)}</td>"
    return f'<td class="number">{value:,}</td>'
