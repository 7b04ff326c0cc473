# SPDX-License-Identifier: AGPL-3.0-or-later
"""A scheduler and its workers, started as a person would start them, and their certificates."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

REPOSITORY = Path(__file__).parent.parent.parent


class Cluster:
    """A scheduler on this machine with workers of one document at a time."""

    def __init__(self, folder: Path, scheme: str = "tcp", **environ: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.url = f"{scheme}://127.0.0.1:{free.getsockname()[1]}"
        self._folder = folder
        self._environ = environ
        self._nodes: list[subprocess.Popen[str]] = []
        self.scheduler = self._start("scheduler", self.url)
        self.workers: list[subprocess.Popen[str]] = []

    def add_worker(self) -> subprocess.Popen[str]:
        """Start a worker and wait until it serves."""
        node = self._start("worker", self.url, "--jobs", "1")
        self.workers.append(node)
        return node

    def _start(self, *words: str) -> subprocess.Popen[str]:
        log = self._folder / f"node{len(self._nodes)}.log"
        with log.open("w", encoding="utf-8") as out:
            node = subprocess.Popen(
                [sys.executable, "-m", "app", "cluster", *words],
                cwd=REPOSITORY, stdout=out, stderr=subprocess.STDOUT, text=True,
                env={**os.environ, "HANJI_LANG": "en", **self._environ},
            )  # fmt: skip
        self._nodes.append(node)
        ready = "listens" if words[0] == "scheduler" else "Converting"
        deadline = time.monotonic() + 60
        while ready not in log.read_text("utf-8"):
            assert node.poll() is None, log.read_text("utf-8")
            assert time.monotonic() < deadline, log.read_text("utf-8")
            time.sleep(0.05)
        return node

    def log(self, number: int) -> str:
        """Return what a node said."""
        return (self._folder / f"node{number}.log").read_text("utf-8")

    def close(self) -> None:
        """End all nodes."""
        for node in reversed(self._nodes):
            node.send_signal(signal.SIGTERM)
        for node in reversed(self._nodes):
            try:
                node.wait(30)
            except subprocess.TimeoutExpired:
                node.kill()
                raise

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def make_certificates(folder: Path) -> dict[str, str]:
    """Write an authority and one certificate of it; return the environment that names them."""
    folder.mkdir()
    now = datetime.now(UTC)
    authority, own = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))

    def named(name: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])

    def signed(name: str, key: ec.EllipticCurvePrivateKey, *, is_ca: bool) -> x509.Certificate:
        return (
            x509.CertificateBuilder()
            .subject_name(named(name))
            .issuer_name(named("authority"))
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(hours=1))
            .not_valid_after(now + timedelta(days=1))
            .add_extension(x509.BasicConstraints(ca=is_ca, path_length=None), critical=True)
            .add_extension(
                x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]),
                critical=False,
            )
            .sign(authority, hashes.SHA256())
        )

    pem = serialization.Encoding.PEM
    contents = {
        "CA": signed("authority", authority, is_ca=True).public_bytes(pem),
        "CERT": signed("hanji", own, is_ca=False).public_bytes(pem),
        "KEY": own.private_bytes(
            pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ),
    }
    made = {}
    for name, data in contents.items():
        path = folder / f"{name.lower()}.pem"
        path.write_bytes(data)
        made[f"HANJI_CLUSTER_{name}"] = str(path)
    return made
