# SPDX-License-Identifier: AGPL-3.0-or-later
"""Values that people give on the command line, and what is said of wrong ones."""

from __future__ import annotations

import argparse

from app.i18n import tr


def count(text: str) -> int:
    """Return a number from 1 upwards.

    Raises:
        argparse.ArgumentTypeError: it is none.
    """
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(tr("“{text}” is no number from 1 upwards", text=text))
    return int(text)
