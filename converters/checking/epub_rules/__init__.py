# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules of EPUB 3.3 that a book can break, checked without Java: container, package, pages.

A fast part of what EPUBCheck checks; ``tests/converters/checking/test_epub_rules.py`` measures how
often both say the same of good and of broken books.
"""
