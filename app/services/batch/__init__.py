# SPDX-License-Identifier: AGPL-3.0-or-later
"""Runs that outlive their process: the journal in the queue, summaries, watched folders."""
