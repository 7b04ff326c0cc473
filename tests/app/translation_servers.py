# SPDX-License-Identifier: AGPL-3.0-or-later
"""A translation server on loopback that speaks both interfaces, with or without TLS, well or badly."""

from __future__ import annotations

import datetime
import hashlib
import json
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (  # fmt: skip
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from cryptography.x509.oid import NameOID

SERVING: set[int] = set()
"""Ports of the servers that run."""


class Server:
    """What a test asks of a server, and what it was asked.

    Args:
        say: makes the translation of a sentence.
    """

    def __init__(self, say: Callable[[str], Any]) -> None:
        self.say = say
        self.asked: list[tuple[str, dict[str, Any], dict[str, str]]] = []
        """Path, body and headers of each question."""
        self.status = 200
        self.headers: dict[str, str] = {}
        self.content: bytes | None = None
        """Sent instead of an answer."""
        self.drip_s = 0.0
        """Between two bytes."""
        self.finish = "stop"
        self.port = 0
        self.certificate_sha256 = self.key_sha256 = ""

    def answer(self, path: str, body: dict[str, Any]) -> bytes:
        if self.content is not None:
            return self.content
        if path.endswith("/translate"):
            said: Any = {"translatedText": [self.say(one) for one in body["q"]]}
        else:
            content = self.say(body["messages"][-1]["content"])
            said = {"choices": [{"message": {"content": content}, "finish_reason": self.finish}]}
        return json.dumps(said).encode()


@contextmanager
def running(
    say: Callable[[str], Any] = lambda text: f"In English: {len(text)}.",
    certificate: Path | None = None,
) -> Iterator[Server]:
    """Run a server; with ``certificate``, a folder to write one into, it speaks TLS."""
    server = Server(say)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            server.asked.append((self.path, body, dict(self.headers)))
            made = server.answer(self.path, body)
            self.send_response(server.status)
            for name, value in server.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(made)))
            self.end_headers()
            try:
                if not server.drip_s:
                    self.wfile.write(made)
                    return
                for byte in made:
                    self.wfile.write(bytes((byte,)))
                    time.sleep(server.drip_s)
            except OSError:
                pass

        def log_message(self, *_: object) -> None:
            pass

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            pass

    http = Quiet(("127.0.0.1", 0), Handler)
    server.port = http.server_address[1]
    SERVING.add(server.port)
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(_written(server, certificate))
        http.socket = context.wrap_socket(http.socket, server_side=True)
    thread = threading.Thread(target=http.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        SERVING.discard(server.port)
        http.shutdown()
        http.server_close()
        thread.join()


def _written(server: Server, folder: Path) -> Path:
    """Write a certificate that no authority knows, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mt.city")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), False
        )
        .sign(key, hashes.SHA256())
    )
    server.certificate_sha256 = hashlib.sha256(made.public_bytes(Encoding.DER)).hexdigest()
    form = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    server.key_sha256 = hashlib.sha256(form).hexdigest()
    path = folder / "server.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(private + made.public_bytes(Encoding.PEM))
    return path
