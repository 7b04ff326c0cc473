# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is said of packages of models."""

from __future__ import annotations

from app.i18n import mark, tr

_ENGINES = {
    "firefox": mark("Firefox Translations"),
    "prompted": mark("language model, asked by a prompt"),
}


def engine_words(engine: str) -> str:
    """Return what kind of model a package has; nothing for an ordinary translation model."""
    return tr(_ENGINES[engine]) if engine in _ENGINES else ""
