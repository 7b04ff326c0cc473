# SPDX-License-Identifier: AGPL-3.0-or-later
"""Passes: plain functions from Document to Document, one job each."""
