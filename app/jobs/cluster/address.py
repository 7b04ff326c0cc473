# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where a cluster is, and who may reach it.

A scheduler runs whatever reaches it asks for, so it is reached over mutual TLS: both sides show a
certificate of the city's own authority. Without TLS nothing but this machine itself is allowed.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from app.errors import UsageError
from app.i18n import mark

VARIABLES = {"ca": "HANJI_CLUSTER_CA", "cert": "HANJI_CLUSTER_CERT", "key": "HANJI_CLUSTER_KEY"}
"""Environment variables that name the files of TLS."""

_NO_ADDRESS = mark("“{url}” is no address of a cluster. Write tls://HOST:PORT.")
_PLAIN = mark(
    "“{url}” is not encrypted, and whoever reaches a scheduler rules its machines."
    " Write tls://, or use tcp:// on this machine itself (127.0.0.1) only."
)
_NO_FILES = mark(
    "tls:// needs the files of a certificate: {missing}."
    " Name them in the file of --config or in {variables}."
)
_NO_FILE = mark("The file of the certificate cannot be read: {path}.")


@dataclass(frozen=True, slots=True)
class TlsFiles:
    """PEM files: the city's authority, this machine's certificate and its key."""

    ca: Path
    cert: Path
    key: Path


@dataclass(frozen=True, slots=True)
class ClusterAddress:
    """A scheduler's address, and the files to prove who we are; None on this machine itself."""

    url: str
    tls: TlsFiles | None = None


def cluster_address(url: str, files: Mapping[str, str]) -> ClusterAddress:
    """Return a checked address.

    Args:
        url: ``tls://host:port``, or ``tcp://`` with an address of this machine.
        files: paths by the names of ``VARIABLES``; not looked at without TLS.

    Raises:
        UsageError: it is no address, not encrypted, or its files are missing.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        host = port = None
    if not host or not port or parts.path.strip("/") or parts.scheme not in ("tls", "tcp"):
        raise UsageError(_NO_ADDRESS, url=url)
    if parts.scheme == "tcp":
        if not is_loopback(host):
            raise UsageError(_PLAIN, url=url)
        return ClusterAddress(url)
    missing = [name for name in VARIABLES if not files.get(name)]
    if missing:
        variables = ", ".join(VARIABLES[name] for name in missing)
        raise UsageError(_NO_FILES, missing=", ".join(missing), variables=variables)
    found = {name: Path(files[name]).absolute() for name in VARIABLES}
    for path in found.values():
        if not path.is_file():
            raise UsageError(_NO_FILE, path=str(path))
    return ClusterAddress(url, TlsFiles(**found))


def is_loopback(host: str) -> bool:
    """Whether nothing but this machine answers at ``host``; a name is not looked up."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
