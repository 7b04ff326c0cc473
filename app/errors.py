# SPDX-License-Identifier: AGPL-3.0-or-later
"""Errors of the application itself and the exit codes of its commands."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """Exit codes of the commands."""

    DONE = 0
    SOME_FAILED = 1
    WRONG_USAGE = 2
    NOTHING_DONE = 3
    INTERRUPTED = 130


class AppError(Exception):
    """The base of errors that stop a command and that a person can put right.

    Args:
        message: an English message id of the catalogue, with ``{names}``.
        **params: values for the names.
    """

    exit_code = ExitCode.NOTHING_DONE

    def __init__(self, message: str, **params: str | int) -> None:
        super().__init__(message, params)
        self.message = message
        self.params = params


class UsageError(AppError):
    """The error of a command that was called wrongly."""

    exit_code = ExitCode.WRONG_USAGE


class OutputFolderError(AppError):
    """The error of an output folder that cannot be made or written to."""
