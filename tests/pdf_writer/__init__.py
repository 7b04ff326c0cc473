# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes PDF files for tests, object by object; knows nothing of the reader.

``publication.Publication`` is the file and its pages, ``fonts`` the ways in which fonts say
which characters they have, or do not; ``structure`` the tree of tags.
"""
