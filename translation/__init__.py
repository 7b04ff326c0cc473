# SPDX-License-Identifier: AGPL-3.0-or-later
"""Documents become segments, segments are translated, and a new document comes of them.

``units``: the translation units of a document, and the document that they make again;
``inline_codes``: markup as numbered codes in the text of a unit; ``sentences``: segmentation;
``draft``: the draft of a document, from ``memory`` (translation memory) and ``engine``
(models); ``estimation``: quality of a draft without a reference; ``checks``: QA checks for
reviewers; ``exchange``: XLIFF, TMX and tables. docs/translation.md has the way of a sentence.
"""
