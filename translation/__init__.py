# SPDX-License-Identifier: AGPL-3.0-or-later
"""Documents become segments, segments are translated, and a new document comes of them.

``codes``: inlines <-> text with numbered codes; ``units``: what of a document is
translated, and the way back; ``sentences``: where a unit is cut.
"""
