# SPDX-License-Identifier: AGPL-3.0-or-later
"""Runs conversions in worker processes."""
