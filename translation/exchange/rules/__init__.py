# SPDX-License-Identifier: AGPL-3.0-or-later
"""Constraints of XLIFF 2 and its modules; the first that is broken is named."""

from __future__ import annotations

from lxml import etree

from translation.exchange.errors import ExchangeCode, ExchangeRefused
from translation.exchange.rules.core import check_core
from translation.exchange.rules.its import check_its
from translation.exchange.rules.modules import check_modules
from translation.exchange.rules.schema import CORE, CORE_22
from translation.exchange.rules.structure import check_extension_ids, check_structure
from translation.exchange.xml import element_name, line_of, namespace_of

_VERSIONS = {"2.0": CORE, "2.1": CORE, "2.2": CORE_22}


def validate(root: etree._Element) -> None:
    """Check a document of XLIFF 2.0, 2.1 or 2.2.

    Raises:
        ExchangeRefused: it is none, or breaks a rule; with the line and the rule's name.
    """
    if element_name(root) != "xliff" or namespace_of(root) not in _VERSIONS.values():
        raise ExchangeRefused(
            ExchangeCode.WRONG_FORMAT, line_of(root), expected="XLIFF 2", found=str(root.tag)[:80]
        )
    version = root.get("version", "")
    if _VERSIONS.get(version) != namespace_of(root):
        raise ExchangeRefused(ExchangeCode.VERSION, line_of(root), found=version[:20])
    check_structure(root)
    check_extension_ids(root)
    check_core(root)
    check_modules(root)
    check_its(root)
