# SPDX-License-Identifier: AGPL-3.0-or-later
"""Dictionaries beside the editor, in the form of StarDict."""

from translation.dictionaries.stardict import DictionaryRefused, Entry, StarDict

__all__ = ["DictionaryRefused", "Entry", "StarDict"]
