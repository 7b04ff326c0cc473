# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tests, and what they share: writers of documents, counters, mutators."""
