# SPDX-License-Identifier: AGPL-3.0-or-later
"""Runs that outlive their process: their record in the queue, summaries, watched folders."""
