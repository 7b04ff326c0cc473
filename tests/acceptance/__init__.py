# SPDX-License-Identifier: AGPL-3.0-or-later
"""Acceptance by counting: what a corpus holds against what our books hold."""
