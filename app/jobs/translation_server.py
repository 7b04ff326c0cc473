# SPDX-License-Identifier: AGPL-3.0-or-later
"""A translation server of the city's own network: named by the administrator's policy, asked by the parent.

Two interfaces are spoken: LibreTranslate's (``POST /translate``) and the chat completions that vLLM,
llama.cpp and Ollama have in common. The process that asks never opens a document, and the processes
that open documents or hold models have no network. Nothing but the named address is connected to: no
proxy, no redirect. What comes back is bounded in size and time, and is data.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import http.client
import json
import re
import socket
import ssl
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from app import settings
from translation.engine.answers import cleaned, is_translation, prompt_for
from translation.engine.served import Serve
from translation.errors import ServerFailed, TranslationCode

LIBRETRANSLATE, OPENAI = "libretranslate", "openai"
_DEADLINE_S = 60.0
"""For one answer, from the connection to its last byte; a policy may say another one."""
_LONGEST_DEADLINE_S = 600
_MOST_BYTES = 4 * 1024 * 1024
_AT_ONCE = 16
"""Sentences in one question to LibreTranslate, which refuses larger ones where so set up."""
_MOST_KEY_BYTES = 4096
_MOST_SERVERS = 8
_NAME = re.compile(r"[^\x00-\x1f+|]{1,60}")
_PAIR = re.compile(r"([a-z]{2,3}):([a-z]{2,3})")
_HEX = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class TranslationServer:
    """A server as the policy names it."""

    name: str
    """What people call it; shown wherever it made a draft."""
    address: str
    """http(s)://HOST[:PORT][/PATH]; plain http on this machine only."""
    interface: str
    """ "libretranslate" or "openai"."""
    pairs: tuple[tuple[str, str], ...]
    """Languages that it translates between."""
    model: str = ""
    """That a chat server is asked for."""
    pin: str = ""
    """SHA-256 of its certificate or public key, 64 hexadecimal digits; empty: the system's authorities count."""
    key_file: Path | None = None
    """Its first line is the key that the server asks for."""
    deadline_s: float = _DEADLINE_S

    @property
    def host(self) -> str:
        """Host and port, as shown to people."""
        return urlsplit(self.address).netloc

    @property
    def shown(self) -> str:
        """Name and host, as shown to people."""
        return f"{self.name} ({self.host})"

    @property
    def identity(self) -> str:
        """What tells its sentences from those of other engines."""
        told = "\n".join((self.address, self.interface, self.model))
        return f"{self.name}@{hashlib.sha256(told.encode()).hexdigest()[:12]}"


def named_servers(
    policy: settings.Policy | None = None,
) -> tuple[tuple[TranslationServer, ...], tuple[str, ...]]:
    """Return the servers that the policy names, and what makes no sense among them."""
    told = (policy or settings.policy()).translation_servers
    if not isinstance(told, Sequence) or isinstance(told, str):
        return (), ("translation_servers",)
    found: list[TranslationServer] = []
    faults: list[str] = []
    for number, table in enumerate(told[:_MOST_SERVERS], start=1):
        try:
            found.append(_server_of(table))
        except ValueError as error:
            faults.append(f"translation_servers {number}: {error}")
    return tuple(found), tuple(faults)


def server_for(source: str, target: str) -> TranslationServer | None:
    """Return the server that translates a pair; None where none is named or they are turned off."""
    if settings.load().translation_server != "on":
        return None
    servers, _ = named_servers()
    return next((one for one in servers if (source, target) in one.pairs), None)


def _server_of(table: object) -> TranslationServer:
    """Return the server that a table of the policy describes.

    Raises:
        ValueError: it describes none; the text names the key.
    """
    if not isinstance(table, Mapping):
        raise ValueError("?")
    name, address = _text(table, "name"), _text(table, "address").rstrip("/")
    interface, model = _text(table, "interface"), _text(table, "model")
    if not _NAME.fullmatch(name):
        raise ValueError("name")
    _check_address(address)
    if interface not in (LIBRETRANSLATE, OPENAI):
        raise ValueError("interface")
    if interface == OPENAI and not model:
        raise ValueError("model")
    pairs = table.get("pairs", [])
    matches = [_PAIR.fullmatch(one) for one in pairs if isinstance(one, str)]
    if not isinstance(pairs, list) or not matches or None in matches:
        raise ValueError("pairs")
    deadline = table.get("deadline", _DEADLINE_S)
    if not isinstance(deadline, int | float) or not 1 <= deadline <= _LONGEST_DEADLINE_S:
        raise ValueError("deadline")
    key = _text(table, "key_file")
    return TranslationServer(
        name,
        address,
        interface,
        tuple((match[1], match[2]) for match in matches if match),
        model,
        _pin(_text(table, "pin")),
        Path(key) if key else None,
        float(deadline),
    )


def _text(table: Mapping[str, Any], key: str) -> str:
    value = table.get(key, "")
    if not isinstance(value, str):
        raise ValueError(key)
    return value.strip()


def _check_address(address: str) -> None:
    parts = urlsplit(address)
    host = parts.hostname or ""
    whole = host and not parts.username and not parts.query and not parts.fragment
    with suppress(ValueError):
        _ = parts.port
        if whole and parts.scheme == "https":
            return
        # Unpublished text goes over no wire in the clear.
        if (
            whole
            and parts.scheme == "http"
            and (host == "localhost" or ip_address(host).is_loopback)
        ):
            return
    raise ValueError("address")


def _pin(text: str) -> str:
    """Return a pin as hexadecimal digits, of those or of sha256/BASE64."""
    if not text:
        return ""
    if text.lower().startswith("sha256/"):
        try:
            text = base64.b64decode(text[7:], validate=True).hex()
        except binascii.Error as error:
            raise ValueError("pin") from error
    plain = text.replace(":", "").lower()
    if not _HEX.fullmatch(plain):
        raise ValueError("pin")
    return plain


# ------------------------------------------------------------ asking

AT_ONCE = 4
"""Questions on their way at once, for a server that many offices share."""


def asker(server: TranslationServer, languages: tuple[str, ...]) -> Serve:
    """Return what asks a server in threads of this process."""
    threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="hanji-server")
    pair = languages[0], languages[-1]
    return lambda texts, again: threads.submit(translations, server, texts, pair, again=again)


def translations(
    server: TranslationServer,
    texts: Sequence[str],
    languages: tuple[str, str],
    *,
    again: bool = False,
) -> list[str | None]:
    """Return the server's translation of each text; None where its answer is none.

    Args:
        server: one that the policy names.
        texts: sentences.
        languages: from and to.
        again: whether an earlier answer was no good.

    Raises:
        ServerFailed: it cannot be reached, is not the one of the policy, or does not speak its interface.
    """
    if server.interface == LIBRETRANSLATE:
        found: list[str | None] = []
        for start in range(0, len(texts), _AT_ONCE):
            found += _by_libretranslate(server, texts[start : start + _AT_ONCE], languages)
        return found
    return [_by_chat(server, text, languages, again=again) for text in texts]


def _by_libretranslate(
    server: TranslationServer, texts: Sequence[str], languages: tuple[str, str]
) -> list[str | None]:
    asked: dict[str, Any] = {
        "q": list(texts),
        "source": languages[0],
        "target": languages[1],
        "format": "text",
    }
    if key := _key(server):
        asked["api_key"] = key
    said = _post(server, "/translate", asked, {}).get("translatedText")
    if isinstance(said, str) and len(texts) == 1:
        said = [said]
    if not isinstance(said, list) or len(said) != len(texts):
        raise _failed(server, TranslationCode.SERVER_ANSWER, "translatedText")
    return [
        _checked(text, one, languages, chat=False) for text, one in zip(texts, said, strict=True)
    ]


def _by_chat(
    server: TranslationServer, text: str, languages: tuple[str, str], *, again: bool
) -> str | None:
    asked = {
        "model": server.model,
        "messages": prompt_for(text, *languages, again=again),
        "temperature": 0,
        "max_tokens": 128 + 4 * len(text),
        "stream": False,
    }
    key = _key(server)
    made = _post(
        server,
        "/chat/completions",
        asked,
        {"Authorization": f"Bearer {key}"} if key else {},
    )
    choices = made.get("choices")
    first = choices[0] if isinstance(choices, list) and choices else None
    message = first.get("message") if isinstance(first, dict) else None
    if not isinstance(message, dict):
        raise _failed(server, TranslationCode.SERVER_ANSWER, "choices")
    if isinstance(first, dict) and first.get("finish_reason") not in (None, "stop"):
        return None
    return _checked(text, message.get("content"), languages, chat=True)


def _checked(text: str, said: object, languages: tuple[str, str], *, chat: bool) -> str | None:
    if not isinstance(said, str):
        return None
    plain = cleaned(said, text)
    return plain if is_translation(text, plain, *languages, chat=chat) else None


def _key(server: TranslationServer) -> str:
    if server.key_file is None:
        return ""
    try:
        with server.key_file.open("rb") as stream:
            lines = stream.read(_MOST_KEY_BYTES).decode("ascii").split()
    except (OSError, UnicodeDecodeError) as error:
        raise _failed(server, TranslationCode.SERVER_UNTRUSTED, str(server.key_file)) from error
    return lines[0] if lines else ""


def _failed(server: TranslationServer, code: TranslationCode, detail: str) -> ServerFailed:
    return ServerFailed(code, server=server.name, host=server.host, detail=detail[:200])


def _post(
    server: TranslationServer, path: str, asked: Mapping[str, Any], headers: Mapping[str, str]
) -> dict[str, Any]:
    """Ask, and return the JSON object that comes back.

    Raises:
        ServerFailed: see ``translations``.
    """
    parts = urlsplit(server.address)
    connection = _PinnedConnection(server)
    body = json.dumps(asked, ensure_ascii=False).encode("utf-8", "replace")
    try:
        connection.request(
            "POST",
            parts.path + path,
            body,
            {"Content-Type": "application/json", "Accept": "application/json", **headers},
        )
        with connection.getresponse() as response:
            if response.status != http.client.OK:
                raise _failed(server, TranslationCode.SERVER_ANSWER, f"HTTP {response.status}")
            content = response.read(_MOST_BYTES + 1)
        if connection.is_late:
            raise TimeoutError
    except ssl.SSLCertVerificationError as error:
        detail = error.verify_message or str(error)
        raise _failed(server, TranslationCode.SERVER_UNTRUSTED, detail) from error
    except (OSError, http.client.HTTPException) as error:
        late = connection.is_late or isinstance(error, TimeoutError)
        detail = (
            f"{server.deadline_s:g} s"
            if late
            else (getattr(error, "strerror", "") or str(error) or type(error).__name__)
        )
        raise _failed(server, TranslationCode.SERVER_UNREACHABLE, detail) from error
    finally:
        connection.finish()
    if len(content) > _MOST_BYTES:
        raise _failed(server, TranslationCode.SERVER_ANSWER, f"> {_MOST_BYTES >> 20} MiB")
    try:
        made = json.loads(content)
    # A text of brackets alone exhausts the parser's stack.
    except (ValueError, RecursionError) as error:
        raise _failed(server, TranslationCode.SERVER_ANSWER, "JSON") from error
    if not isinstance(made, dict):
        raise _failed(server, TranslationCode.SERVER_ANSWER, "JSON")
    return made


class _PinnedConnection(http.client.HTTPConnection):
    """A connection to a server of the policy and to nothing else; it ends at its deadline, whatever drips.

    Args:
        server: whose address, pin and deadline count.
    """

    def __init__(self, server: TranslationServer) -> None:
        parts = urlsplit(server.address)
        self._tls = parts.scheme == "https"
        port = parts.port or (443 if self._tls else 80)
        super().__init__(parts.hostname or "", port, timeout=server.deadline_s)
        self._server = server
        self._socket: socket.socket | None = None
        self.is_late = False
        self._clock = threading.Timer(server.deadline_s, self._end)
        self._clock.daemon = True

    def connect(self) -> None:
        """Connect, and prove that it is the server before a byte of text is sent."""
        self._clock.start()
        plain = socket.create_connection((self.host, self.port), self._server.deadline_s)
        self._socket = plain
        self.sock = plain
        if not self._tls:
            return
        context = ssl.create_default_context()
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        if self._server.pin:
            # The pin says more than any authority, and a city's own certificate has none.
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
        wrapped = context.wrap_socket(plain, server_hostname=self.host)
        self._socket = wrapped
        self.sock = wrapped
        if self._server.pin and self._server.pin not in _fingerprints(wrapped):
            error = ssl.SSLCertVerificationError(1, "pin")
            error.verify_message = "pin"
            raise error

    def _end(self) -> None:
        self.is_late = True
        if self._socket is not None:
            with suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)

    def finish(self) -> None:
        """Stop the clock and close; ``close`` alone is called by the library before the answer is read."""
        self._clock.cancel()
        self.close()
        if self._socket is not None:
            with suppress(OSError):
                self._socket.close()


def _fingerprints(connected: ssl.SSLSocket) -> set[str]:
    """Return the SHA-256 of a server's certificate and of its public key."""
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    certificate = connected.getpeercert(binary_form=True) or b""
    found = {hashlib.sha256(certificate).hexdigest()}
    with suppress(ValueError):
        key = x509.load_der_x509_certificate(certificate).public_key()
        form = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        found.add(hashlib.sha256(form).hexdigest())
    return found
