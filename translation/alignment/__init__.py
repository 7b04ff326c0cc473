# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sentence alignment: which sentences of two editions of a document are translations of each other."""

from translation.alignment.align import LEAST, Bead, align
from translation.alignment.anchors import Anchors, learned

__all__ = ["LEAST", "Anchors", "Bead", "align", "learned"]
