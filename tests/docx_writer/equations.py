# SPDX-License-Identifier: AGPL-3.0-or-later
"""Equations in Office Math Markup (ECMA-376 part 1, 22.1)."""

from __future__ import annotations

from tests.docx_writer.markup import Markup, shown

_FONT = '<w:rPr><w:rFonts w:ascii="Cambria Math" w:hAnsi="Cambria Math"/></w:rPr>'
_CONTROL = f"<m:ctrlPr>{_FONT}</m:ctrlPr>"


def signs(text: str) -> str:
    """Return a run of letters and signs."""
    return f"<m:r>{_FONT}<m:t>{shown(text)}</m:t></m:r>"


def fraction(above: str, below: str) -> str:
    """Return a fraction."""
    return f"<m:f><m:fPr>{_CONTROL}</m:fPr><m:num>{above}</m:num><m:den>{below}</m:den></m:f>"


def power(base: str, above: str) -> str:
    """Return a base with an exponent."""
    return (
        f"<m:sSup><m:sSupPr>{_CONTROL}</m:sSupPr><m:e>{base}</m:e><m:sup>{above}</m:sup></m:sSup>"
    )


def root(inner: str) -> str:
    """Return a square root."""
    return f'<m:rad><m:radPr><m:degHide m:val="1"/>{_CONTROL}</m:radPr><m:deg/><m:e>{inner}</m:e></m:rad>'


def total(below: str, above: str, inner: str, sign: str = "∑") -> str:
    """Return a sum or an integral with its bounds."""
    return (
        f'<m:nary><m:naryPr><m:chr m:val="{sign}"/><m:limLoc m:val="undOvr"/>{_CONTROL}</m:naryPr>'
        f"<m:sub>{below}</m:sub><m:sup>{above}</m:sup><m:e>{inner}</m:e></m:nary>"
    )


def matrix(*rows: list[str]) -> str:
    """Return a matrix in brackets."""
    lines = "".join(
        "<m:mr>" + "".join(f"<m:e>{signs(cell)}</m:e>" for cell in row) + "</m:mr>" for row in rows
    )
    return (
        '<m:d><m:dPr><m:begChr m:val="["/><m:endChr m:val="]"/></m:dPr>'
        f"<m:e><m:m>{lines}</m:m></m:e></m:d>"
    )


def in_line(*inner: str) -> Markup:
    """Return an equation in its line."""
    return Markup(f"<m:oMath>{''.join(inner)}</m:oMath>")


def alone(*inner: str) -> Markup:
    """Return an equation on a line of its own."""
    return Markup(f"<m:oMathPara>{in_line(*inner)}</m:oMathPara>")
