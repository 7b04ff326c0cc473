# SPDX-License-Identifier: AGPL-3.0-or-later
"""Hostile drawings: nothing acts, nothing reaches out, nothing grows without bounds."""

from __future__ import annotations

import pytest
from lxml import etree

from converters.source.svg import SvgRefused, sanitise

_OPEN = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'viewBox="0 0 9 9">'
)


def cleaned(inner: str) -> str:
    return sanitise(etree.fromstring(f"{_OPEN}{inner}</svg>")).data.decode()


@pytest.mark.parametrize(
    "inner",
    [
        "<script>alert(1)</script><rect/>",
        '<rect onclick="alert(1)"/>',
        '<rect ONLOAD="alert(1)"/>',
        '<a xlink:href="javascript:alert(1)"><rect/></a>',
        '<set attributeName="href" to="javascript:alert(1)"/><rect/>',
        '<animate attributeName="href" values="https://evil.example/x"/><rect/>',
        '<g xml:base="https://evil.example/"><rect fill="url(#a)"/></g>',
        '<metadata><x xmlns="u" href="https://evil.example"/></metadata><rect/>',
    ],
)
def test_what_acts_is_taken_out_and_the_drawing_stays(inner):
    found = cleaned(inner)
    assert "rect" in found
    for word in ("alert", "script", "evil", "onclick", "ONLOAD", "base"):
        assert word not in found


@pytest.mark.parametrize(
    "inner",
    [
        '<foreignObject><b xmlns="http://www.w3.org/1999/xhtml">x</b></foreignObject>',
        '<image href="https://evil.example/x.png"/>',
        '<image href="file:///etc/passwd"/>',
        '<use xlink:href="other.svg#a"/>',
        '<image href="data:image/svg+xml;base64,PHN2Zy8+"/>',
        '<rect style="fill:url(https://evil.example/a)"/>',
        '<rect fill="url( &quot;//evil.example/a&quot; )"/>',
        '<style>@import "https://evil.example/a.css";</style>',
        "<style>rect{background:image-set('https://evil.example/a.png' 1x)}</style>",
        "<style>@font-face{src:url(https://evil.example/f)}</style>",
        "<style>rect{fill:u\\72l(https://evil.example)}</style>",
        '<feImage href="https://evil.example/x"/>',
        '<iframe src="https://evil.example"/>',
    ],
)
def test_what_reaches_out_is_refused(inner):
    with pytest.raises(SvgRefused):
        cleaned(inner)


def test_groups_that_use_each_other_without_end_are_refused():
    laughs = '<g id="g0"><rect/></g>'
    for level in range(1, 10):
        uses = f'<use href="#g{level - 1}"/>' * 10
        laughs += f'<g id="g{level}">{uses}</g>'
    with pytest.raises(SvgRefused):
        cleaned(laughs)
    with pytest.raises(SvgRefused):
        cleaned('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>')


def test_a_drawing_that_uses_its_own_parts_stays():
    found = cleaned('<defs><g id="a"><rect/></g></defs><use href="#a"/><use xlink:href="#a"/>')
    assert found.count("<use") == 2
