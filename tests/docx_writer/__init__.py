# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes DOCX files for tests, in Word's own idioms; knows nothing of the reader.

``package.Word`` is the document; ``runs``, ``blocks``, ``drawings``, ``equations`` and
``numbering`` give what stands in it, ``publications`` whole Korean documents.
"""
