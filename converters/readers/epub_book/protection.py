# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rights management in front of a book's content (EPUB 3.3, 4.2.6.3)."""

from __future__ import annotations

from converters.errors import DamagedSource, EncryptedSource, ErrorCode
from converters.source.markup_parts import parse_part
from converters.source.xml import name_of
from converters.source.zip import ZipPackage

_ENCRYPTION = "META-INF/encryption.xml"
_LICENCES = {
    "META-INF/license.lcpl": "Readium LCP",
    "META-INF/sinf.xml": "Apple FairPlay",
    "META-INF/rights.xml": "",
}
_FONT_OBFUSCATION = frozenset(
    {"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"}
)
"""Fonts are not needed to read a book (EPUB 3.3, 4.3)."""


def refuse_protected(package: ZipPackage) -> None:
    """Refuse a book that only a licensed reader may open.

    Raises:
        EncryptedSource: it is protected.
    """
    for name, product in _LICENCES.items():
        if name in package:
            if not product and b"ns.adobe.com/adept" in package.read(name):
                product = "Adobe ADEPT"
            raise EncryptedSource(ErrorCode.DRM, product=product)
    if _ENCRYPTION not in package:
        return
    try:
        root = parse_part(package.read(_ENCRYPTION), _ENCRYPTION)
    except DamagedSource as error:
        raise EncryptedSource(ErrorCode.DRM, product="") from error
    for data in root.iter("{*}EncryptedData"):
        methods = [e.get("Algorithm", "") for e in data if name_of(e) == "encryptionmethod"]
        if not methods or not _FONT_OBFUSCATION.issuperset(methods):
            raise EncryptedSource(ErrorCode.DRM, product="")
