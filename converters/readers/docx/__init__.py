# SPDX-License-Identifier: AGPL-3.0-or-later
"""DOCX (ECMA-376 part 1, WordprocessingML), transitional and strict, also with macros (.docm).

The parts are read with lxml and lowered in one pass: ``package`` opens and
guards, ``styles``, ``numbering`` and ``notes`` answer what the body asks, and ``flow``
goes through the body, each note, each box and each cell in the same way.
"""
