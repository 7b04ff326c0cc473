# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules of the exchange formats by name, and the refusal that names one."""

from __future__ import annotations

from enum import StrEnum
from typing import Never

from lxml import etree

from translation.exchange.errors import ExchangeCode, ExchangeRefused
from translation.exchange.xml import line_of


class XliffRule(StrEnum):
    """What a file has to keep; the sections are those of XLIFF 2.1, ISO 21720."""

    ELEMENT = "element-not-allowed"
    TEXT = "text-not-allowed"
    CONTENT = "content-missing"
    ATTRIBUTE = "attribute-not-allowed"
    ATTRIBUTE_MISSING = "attribute-missing"
    VALUE = "value-not-allowed"
    UNIQUE = "id-not-unique"
    CORRESPONDING = "id-of-another-code"
    """4.3.1.18: an id of a target is that of the same code in its source, or a fresh one."""
    REFERENCE = "reference-unresolved"
    LANGUAGE = "language-differs"
    PAIR = "code-without-its-other-end"
    HINTS = "editing-hints-differ"
    NOT_ISOLATED = "attribute-only-on-isolated"
    REORDER = "reorder-needs-no-copy-no-delete"
    SEQUENCE = "fixed-sequence-broken"
    DELETED = "code-must-not-be-deleted"
    COPY = "code-must-not-be-copied"
    ORDER = "order-of-targets"
    STATE = "state-needs-target"
    TOGETHER = "attributes-only-together"
    EXCLUSIVE = "attributes-exclude-each-other"
    SUBTYPE = "subtype-of-another-type"
    CODE_POINT = "code-point-is-legal-xml"
    SCOPE = "not-in-scope"


def broken(rule: XliffRule, element: etree._Element, detail: str) -> Never:
    """Refuse the file.

    Raises:
        ExchangeRefused: always.
    """
    raise ExchangeRefused(
        ExchangeCode.RULE_BROKEN, line_of(element), rule=rule.value, detail=detail[:200]
    )
