# SPDX-License-Identifier: AGPL-3.0-or-later
"""XML from documents: the one parser, without entities, DTDs or the network."""

from __future__ import annotations

from lxml import etree

from converters.errors import DamagedSource


def parse_xml(data: bytes, part: str) -> etree._Element:
    """Return the root element of ``data``.

    Args:
        data: a whole XML document in any encoding it declares.
        part: what it is called in its source, for messages.

    Raises:
        DamagedSource: not well-formed, or with a document type, which no
            document of ours needs and attacks do.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data.strip(b"\0"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DamagedSource(detail=str(error)[:200], part=part) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise DamagedSource(detail="document type declaration", part=part)
    return root
