# SPDX-License-Identifier: AGPL-3.0-or-later
"""What can go wrong while a file becomes a book.

Each error carries a stable code and plain parameters; sentences for people are
made from them in ``app.messages`` and nowhere else.
"""

from __future__ import annotations

from enum import StrEnum


class ErrorCode(StrEnum):
    """Stable names of refusals, as they stand in the report's ``error.code``."""

    ENCRYPTED = "encrypted"
    WRONG_PASSWORD = "wrong-password"  # noqa: S105 - a code, not a secret
    DRM = "drm"
    DISTRIBUTION_DAMAGED = "distribution-damaged"
    NOT_A_DOCUMENT = "not-a-document"
    UNSUPPORTED_FORMAT = "unsupported-format"
    UNSUPPORTED_VERSION = "unsupported-version"
    TOO_LARGE = "too-large"
    TOO_DEEP = "too-deep"
    DAMAGED = "damaged"
    UNSAFE = "unsafe"
    DEADLINE = "deadline"
    MEMORY = "memory"
    WORKER_DIED = "worker-died"
    IO = "io"
    OUTPUT_EXISTS = "output-exists"
    EDITS = "edits"
    """The file of a person's corrections holds none."""
    TRANSLATION = "translation"
    INTERNAL = "internal"


class ConversionError(Exception):
    """A file could not be made into a book.

    Args:
        code: stable name of the cause.
        **params: plain values that the message of this code needs
            (for example ``part``, ``detail``, ``version``).
    """

    def __init__(self, code: ErrorCode, **params: str | int) -> None:
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
    kind: type[ConversionError], code: ErrorCode, params: dict[str, str | int]
) -> ConversionError:
    error = kind.__new__(kind)
    ConversionError.__init__(error, code, **params)
    return error


class UnsupportedFormat(ConversionError):
    """The content is of a kind that we do not read (not a document, HWP 3.x, ...)."""


class EncryptedSource(ConversionError):
    """A password or a rights-management system stands before the content."""


class DamagedSource(ConversionError):
    """The container or its records contradict themselves beyond repair."""

    def __init__(self, detail: str, part: str = "", code: ErrorCode = ErrorCode.DAMAGED) -> None:
        super().__init__(code, detail=detail, part=part)


class LimitExceeded(ConversionError):
    """The content is larger or deeper than ``converters.limits`` allows.

    ``why`` among the parameters tells the ways apart: "inflates", "entries", "pages".
    """


class UnsafeSource(ConversionError):
    """The content is made as attacks are, and as no program writes documents.

    Args:
        why: "entities": XML that declares entities or a document type.
        part: where.
    """

    def __init__(self, why: str, part: str = "") -> None:
        super().__init__(ErrorCode.UNSAFE, why=why, part=part)
