# SPDX-License-Identifier: AGPL-3.0-or-later
"""Terms of glossaries: found in sources, wanted in targets, exchanged as CSV and TBX."""

from translation.terms.term import Glossary, Term, TermMatch

__all__ = ["Glossary", "Term", "TermMatch"]
