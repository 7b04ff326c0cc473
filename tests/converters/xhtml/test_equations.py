# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where equations that are wider than a page may break."""

from __future__ import annotations

from lxml import etree

from converters.document.nodes import Math
from converters.xhtml.equations import equation_element, let_break
from converters.xhtml.fits import Fits
from converters.xhtml.markup import Element, classes_of

_M = 'xmlns="http://www.w3.org/1998/Math/MathML"'
_BRACE = '<mo form="prefix" fence="true" stretchy="true">{</mo>'


def equation(inner: str) -> Element:
    return equation_element(Math(f"<math {_M}><mrow>{inner}</mrow></math>", "", "식"), display=True)


def cases(*values: str) -> Element:
    rows = "".join(f"<mtr><mtd><mi>{v}</mi></mtd><mtd><mi>x</mi></mtd></mtr>" for v in values)
    name = "<mi>f</mi><mo>(</mo><mi>x</mi><mo>)</mo><mo>=</mo><mi>max</mi><mo>=</mo>"
    return equation(f"{name}<mrow>{_BRACE}<mtable>{rows}</mtable></mrow>")


def opened(element: Element) -> list[str]:
    return [etree.QName(part).localname for part in element.iter() if "open" in classes_of(part)]


def test_a_short_equation_stays_whole() -> None:
    written = equation("<mi>x</mi><mo>=</mo><mn>1</mn>")
    assert not let_break(written)
    assert opened(written) == []


def test_short_cases_stay_with_their_brace() -> None:
    written = cases("max", "min")
    assert let_break(written)
    assert opened(written) == ["math", "mrow"]


def test_wide_cases_go_below_their_brace_line_by_line() -> None:
    written = cases("abcdefghijklmnopqrst", "max")
    assert let_break(written)
    assert opened(written)[:4] == ["math", "mrow", "mrow", "mtable"]


def test_tables_that_stay_whole_are_laid_out_as_tables() -> None:
    written = cases("max", "min")
    let_break(written)
    fits = Fits()
    name = fits.equation_class(written)
    assert f".{name} .open > mtable:not(.open) {{ display: inline-table; }}" in fits.rules()
