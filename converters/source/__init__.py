# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the readers of every format share: the source file, its containers, and what is read from it.

``source_file`` is what a reader is given, ``format_spec`` what it declares of its format. ``xml``
and ``zip`` open parts safely. The others turn what many formats say alike into the Document's
terms: ``appearance`` and ``line`` runs of text, ``grid`` cells, ``numbers`` printed numbers,
``properties`` metadata, ``pictures`` and ``svg`` images, ``charts`` and ``mathematics`` figures
and formulas. ``hangul`` is the model that HWP 5, HWPML and HWPX are parsed into.
"""
