# SPDX-License-Identifier: AGPL-3.0-or-later
"""Makes Documents out of files and prints Documents as books.

A document's way reads top to bottom: ``sniff`` -> ``readers`` -> ``document``
-> ``passes`` -> ``epub`` or ``exports``; ``pipeline`` is that way on one
screen. Nothing here knows Qt, a database or the network.
"""
