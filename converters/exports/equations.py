# SPDX-License-Identifier: AGPL-3.0-or-later
"""Equations as a line of text, in the notation in which their author wrote them."""

from __future__ import annotations

import re

from converters.document.nodes import Math

_HWP_SCRIPT = "hwp-eqn"
_QUOTED = re.compile(r'("[^"]*")')
_SPACES = re.compile(r"[~`]")


def equation_text(math: Math) -> str:
    """Return the script of an equation; where there is none, its alternative text.

    In a script of Hangul a tilde and a backquote are spaces, and are shown as such:
    "5~km" reads "5 km". What stands in quotation marks is literal.
    """
    if math.notation != _HWP_SCRIPT or not math.script:
        return math.script or math.alt
    pieces = _QUOTED.split(math.script)
    pieces[::2] = [_SPACES.sub(" ", piece) for piece in pieces[::2]]
    return "".join(pieces)
