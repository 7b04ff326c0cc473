# SPDX-License-Identifier: AGPL-3.0-or-later
"""What can go wrong with packages of models and with translating.

Each error carries a stable code and plain parameters; sentences for people are made from
them in ``app.messages`` and nowhere else.
"""

from __future__ import annotations

from enum import StrEnum


class TranslationCode(StrEnum):
    """Stable names of refusals."""

    PACKAGE_DAMAGED = "package-damaged"
    PACKAGE_UNSAFE = "package-unsafe"
    PACKAGE_TOO_LARGE = "package-too-large"
    PACKAGE_MISMATCH = "package-mismatch"
    PACKAGE_INCOMPLETE = "package-incomplete"
    PACKAGE_READ_ONLY = "package-read-only"
    MODEL_MISSING = "model-missing"
    ENGINE_FAILED = "engine-failed"
    LANGUAGE_UNSUPPORTED = "language-unsupported"
    LANGUAGE_UNKNOWN = "language-unknown"
    SERVER_UNREACHABLE = "server-unreachable"
    SERVER_UNTRUSTED = "server-untrusted"
    SERVER_ANSWER = "server-answer"


class TranslationError(Exception):
    """Something could not be translated, or a package not be used.

    Args:
        code: stable name of the cause.
        **params: plain values that the message of this code needs.
    """

    def __init__(self, code: TranslationCode, **params: str | int) -> None:
        super().__init__(code, params)
        self.code = code
        self.params: dict[str, str | int] = params

    def __str__(self) -> str:
        """The code and its parameters, for logs."""
        shown = ", ".join(f"{name}={value!r}" for name, value in self.params.items())
        return f"{self.code.value}({shown})"

    def __reduce__(self) -> tuple[object, ...]:
        """Travel between processes with the parameters intact."""
        return (_rebuild, (type(self), self.code, self.params))


def _rebuild(
    kind: type[TranslationError], code: TranslationCode, params: dict[str, str | int]
) -> TranslationError:
    error = kind.__new__(kind)
    TranslationError.__init__(error, code, **params)
    return error


class PackageRefused(TranslationError):
    """A package file is damaged, unsafe, too large, incomplete or not the expected one."""


class ModelMissing(TranslationError):
    """No installed package translates this pair of languages."""

    def __init__(self, **params: str | int) -> None:
        super().__init__(TranslationCode.MODEL_MISSING, **params)


class EngineFailed(TranslationError):
    """A model could not be loaded, or gave up in the middle."""

    def __init__(self, **params: str | int) -> None:
        super().__init__(TranslationCode.ENGINE_FAILED, **params)


class ServerFailed(EngineFailed):
    """A translation server gave no translations; params: server, host, detail."""

    def __init__(self, code: TranslationCode, **params: str | int) -> None:
        TranslationError.__init__(self, code, **params)
