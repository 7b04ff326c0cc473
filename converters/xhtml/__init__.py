# SPDX-License-Identifier: AGPL-3.0-or-later
"""Blocks and inlines of a Document as XHTML element trees, for books and web pages alike."""
