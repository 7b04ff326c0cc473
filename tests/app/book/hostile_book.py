# SPDX-License-Identifier: AGPL-3.0-or-later
"""A book that tries to run and to fetch what it can."""

from __future__ import annotations

from pathlib import Path

from tests.package_writer import write_zip

CONTAINER = b"""<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="a.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""
OPF = b"""<package version="3.0" xmlns="http://www.idpf.org/2007/opf" unique-identifier="i">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>x</dc:title><dc:language>ko</dc:language></metadata>
<manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="a"/></spine></package>"""
PAGE = b"""<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title>
<script>alert(1)</script><style>@import url(http://a.example/s.css); p {background: url(http://a.example/b)}</style></head>
<body onload="alert(2)"><h1>T</h1><p onclick="x()">text</p><img src="http://a.example/p.png" alt="p"/>
<img src="../../../../etc/passwd" alt="q"/><iframe src="http://a.example/"></iframe>
<object data="http://a.example/o"></object><svg xmlns="http://www.w3.org/2000/svg"><script>alert(3)</script>
<image href="http://a.example/i.png"/><circle r="3"/></svg></body></html>"""


def hostile_book(path: Path) -> Path:
    """Write the book and return its path."""
    return write_zip(
        path,
        {
            "mimetype": b"application/epub+zip",
            "META-INF/container.xml": CONTAINER,
            "a.opf": OPF,
            "a.xhtml": PAGE,
        },
    )
