# SPDX-License-Identifier: AGPL-3.0-or-later
"""OpenDocument text (OASIS ODF 1.3 part 3; ISO/IEC 26300), as LibreOffice and others write it.

``package`` opens a package or a flat file; ``styles`` and ``lists`` answer what looks, levels
and numbers a name stands for; ``flow`` goes through blocks, ``inlines`` through the text of a
paragraph, ``frames`` through what stands in frames.
"""
