# SPDX-License-Identifier: AGPL-3.0-or-later
"""EPUB 2 and 3 books as sources.

``package`` and ``pages`` read what is in the archive, ``places`` finds out what leads
where, ``blocks`` with ``inlines``, ``tables`` and ``lists`` turn XHTML into nodes, and
``reader`` puts the Document together. The folder is not called ``epub``, which is the
name of a module of EbookLib and of our own writer.
"""
